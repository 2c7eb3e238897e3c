//! The darkroom: the worker that develops pictures, from their bytes to what may be signs. It knows neither Burn nor
//! the page; the page carries what it finds to the engine.

use crate::picture::{self, Found, Photo, PictureError, decode};
use crate::protocol::{self, Develop, What};

/// Answers each message in turn. A panic ends the worker, which the page sees as its error.
pub fn start() {
    let mut last = None;
    super::answer(move |message| protocol::encode(&develop(&message, &mut last)));
}

fn develop(message: &[u8], last: &mut Option<Photo>) -> Result<Found, PictureError> {
    // Page and darkroom are of one build; what cannot be understood did not arrive whole.
    let (Develop { what, wish }, body) = protocol::decode_head(message).map_err(|_| PictureError::Damaged)?;
    let fresh = match what {
        What::File => Some(decode::photo(body)?),
        What::Pixels { width, height } => Some(Photo::from_rgba(width as usize, height as usize, body)?),
        What::Same => None,
    };
    *last = fresh.or(last.take());
    last.as_ref().map(|photo| picture::find(photo, &wish)).ok_or(PictureError::Empty)
}
