//! What the page and its workers say to each other: bytes of postcard, one message each.
//!
//! `recognizer` has the messages of the worker that reads, `picture` those of the worker that takes pictures and data
//! files apart.

mod bytes;
mod packed;
pub mod picture;
pub mod recognizer;

pub use bytes::{Garbled, decode, decode_head, encode};
pub use packed::Packed;

#[cfg(test)]
mod tests {
    use super::picture::{PictureRequest, What};
    use super::recognizer::{ModelName, Request, Response};
    use super::*;
    use crate::glyph::Medium;
    use crate::ink::{Drawing, Point, Stroke};
    use crate::prediction::Verdict;
    use crate::transcript::{Separator, Transcript, tests::symbol};

    #[test]
    fn messages_arrive_as_they_were_sent() {
        let drawing = Drawing { strokes: vec![Stroke { width: 4.0, points: vec![Point::at(1.5, -2.0)] }] };
        let (model, medium) = (ModelName::new("numbers"), Medium::Pen);
        let request = Request::Read { id: 7, model, drawing, medium, languages: Vec::new() };
        assert_eq!(decode::<Request>(&encode(&request)).as_ref(), Ok(&request));
        let symbols = vec![symbol(Separator::Nothing, Verdict::Sure, &[(7, 0.9)])];
        let response =
            Response::Read { id: 7, transcript: Transcript { symbols, ..Transcript::default() }, millis: 1.25 };
        assert_eq!(decode::<Response>(&encode(&response)).as_ref(), Ok(&response));
    }

    #[test]
    fn pixels_follow_their_size() {
        let request = PictureRequest::Open(What::Pixels { width: 1, height: 1 });
        let message = [encode(&request), vec![1, 2, 3, 4]].concat();
        assert_eq!(decode_head::<PictureRequest>(&message), Ok((request, [1, 2, 3, 4].as_slice())));
    }

    #[test]
    fn garbage_is_an_error() {
        assert_eq!(decode::<Request>(&[200, 1, 2]), Err(Garbled));
        assert_eq!(decode::<Response>(&[]), Err(Garbled));
    }
}
