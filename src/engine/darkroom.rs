//! The darkroom: the worker for what comes in files. It develops pictures, from their bytes to what may be signs, and
//! holds data sets. It knows neither Burn nor the page; the page carries what it finds to the engine.

use crate::picture::{self, Found, Photo, PictureError, decode};
use crate::protocol::{self, Develop, Errand, What};
use crate::sets::hold::Hold;

/// Answers each message in turn. A panic ends the worker, which the page sees as its error.
pub fn start() {
    let (mut last, mut hold) = (None, Hold::default());
    super::listen(move |message| super::post(&answer(message, &mut last, &mut hold)));
}

fn answer(mut message: Vec<u8>, last: &mut Option<Photo>, hold: &mut Hold) -> Vec<u8> {
    match protocol::decode_head(&message) {
        Ok((Errand::Develop(errand), body)) => protocol::encode(&develop(errand, body, last)),
        Ok((Errand::Hold { file }, body)) => {
            // The file may be large: it stays where it is.
            message.drain(..message.len() - body.len());
            hold.add(&file, message);
            Vec::new()
        }
        Ok((Errand::Gather, _)) => protocol::encode(&hold.gathered()),
        Ok((Errand::Hand { from, most }, _)) => protocol::encode(&hold.hand(from as usize, most as usize)),
        // Page and darkroom are of one build; what cannot be understood did not arrive whole.
        Err(_) => protocol::encode(&Err::<Found, _>(PictureError::Damaged)),
    }
}

fn develop(errand: Develop, body: &[u8], last: &mut Option<Photo>) -> Result<Found, PictureError> {
    let Develop { what, wish, views } = errand;
    let fresh = match what {
        What::File => Some(decode::photo(body)?),
        What::Pixels { width, height } => Some(Photo::from_rgba(width as usize, height as usize, body)?),
        What::Same => None,
    };
    *last = fresh.or(last.take());
    last.as_ref().map(|photo| picture::find(photo, &wish, views)).ok_or(PictureError::Empty)
}
