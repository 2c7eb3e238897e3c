//! The picture worker: the worker for what comes in files. It develops pictures, from their bytes to what may be symbols, and
//! holds data sets. It knows neither Burn nor the page; the page carries what it finds to the engine.

use crate::datasets::loader::Loader;
use crate::picture::{self, DecodeError, Photo, PictureLayout, decode};
use crate::protocol;
use crate::protocol::picture::{PictureRequest, What};

/// Answers each message in turn. A panic ends the worker, which the page sees as its error.
pub fn start() {
    let (mut last, mut loader) = (None, Loader::default());
    super::listen(move |message| super::post(&answer(super::bytes(&message), &mut last, &mut loader)));
}

fn answer(mut message: Vec<u8>, last: &mut Option<Photo>, loader: &mut Loader) -> Vec<u8> {
    match protocol::decode_head(&message) {
        Ok((PictureRequest::Open(what), body)) => protocol::encode(&open(what, body, last)),
        Ok((PictureRequest::Develop { what, framing, views }, body)) => {
            let opened = what.map_or(Ok(()), |what| open(what, body, last));
            let find = |()| last.as_ref().map(|photo| picture::find(photo, &framing, views)).ok_or(DecodeError::Empty);
            protocol::encode(&opened.and_then(find))
        }
        Ok((PictureRequest::AddFile { file }, body)) => {
            // The file may be large: it stays where it is.
            message.drain(..message.len() - body.len());
            loader.add(&file, message);
            Vec::new()
        }
        Ok((PictureRequest::Summarize { reverse }, _)) => protocol::encode(&loader.summary(reverse)),
        Ok((PictureRequest::Examples { from, most }, _)) => {
            protocol::encode(&loader.examples(from as usize, most as usize))
        }
        // Page and worker are of one build; what cannot be understood did not arrive whole.
        Err(_) => protocol::encode(&Err::<PictureLayout, _>(DecodeError::Damaged)),
    }
}

fn open(what: What, body: &[u8], last: &mut Option<Photo>) -> Result<(), DecodeError> {
    *last = None;
    *last = Some(match what {
        What::File => decode::photo(body)?,
        What::Pixels { width, height } => Photo::from_rgba(width as usize, height as usize, body)?,
    });
    Ok(())
}
