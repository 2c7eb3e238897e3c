//! What page and worker say to each other: bytes of postcard, one message each.

use crate::explain::LayerMaps;
use crate::glyph::Glyph;
use crate::ink::Drawing;
use crate::picture::{CandidateLine, Framing, Views};
use crate::prediction::Prediction;
use crate::transcript::Transcript;
use serde::{Deserialize, Serialize};
use std::fmt;

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    Read {
        id: u32,
        drawing: Drawing,
    },
    /// What the picture worker found in a picture; answered like a drawing.
    ReadLines {
        id: u32,
        lines: Vec<CandidateLine>,
    },
    /// Each glyph alone. Many come in several requests, so that the sheet's own need not wait.
    Judge {
        id: u32,
        glyphs: Vec<Glyph>,
    },
    /// What the layers make of a glyph.
    Look {
        id: u32,
        glyph: Box<Glyph>,
    },
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// The weights are loaded and the self-test passed.
    Ready { engine: String, parameters: u32 },
    Read {
        id: u32,
        transcript: Transcript,
        /// Milliseconds in the worker, from ink to reading.
        millis: f32,
    },
    Judged {
        id: u32,
        predictions: Vec<Prediction>,
        /// Milliseconds in the worker.
        millis: f32,
    },
    /// One for each layer but the last, whose answer is the reading.
    Looked { id: u32, layers: Vec<LayerMaps> },
    /// The worker cannot go on; it takes no more requests.
    Failed(Failure),
}

/// From the page to the picture worker, the worker for what comes in files; a file's bytes follow in the same message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PictureRequest {
    Develop(Develop),
    /// A file of a data set follows; the answer is empty.
    AddFile {
        file: String,
    },
    /// All files are there; the answer is a `datasets::Summary`.
    Summarize,
    /// Examples of the data set, each a `Result<Example, DatasetError>`: from this one on, up to so many.
    Examples {
        from: u32,
        most: u32,
    },
}

/// A picture to develop. The answer is what it holds, or what is wrong with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Develop {
    pub what: What,
    pub framing: Framing,
    pub views: Views,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// A file follows.
    File,
    /// Pixels follow: red, green, blue, opacity.
    Pixels { width: u32, height: u32 },
    /// The picture that came last.
    Same,
}

/// Why the worker cannot go on. Each has its sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// The weights did not arrive.
    WeightsMissing(String),
    /// What arrived are not weights, or not these.
    WeightsBroken(String),
    /// The engine's answers differ from the recorded ones.
    SelfTest,
    /// The engine met an error of its own.
    Crashed(String),
    /// What the engine runs on is not there.
    NoDevice(String),
    /// What the engine runs on was there, and is gone.
    DeviceLost,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WeightsMissing(why) => {
                write!(f, "The reader's weights could not be loaded ({why}). Check the connection, then try again.")
            }
            Self::WeightsBroken(why) => {
                write!(f, "The reader's weights arrived damaged ({why}). Try again; if it stays so, reload the page.")
            }
            Self::SelfTest => write!(
                f,
                "The reader gives wrong answers on this device and was stopped. Try again, or use another browser."
            ),
            Self::Crashed(why) => write!(f, "The reader stopped ({why}). Try again; your drawing is kept."),
            Self::NoDevice(why) => {
                write!(f, "This browser offers no graphics processor ({why}). Choose another engine.")
            }
            Self::DeviceLost => write!(f, "The graphics processor went away. Try again; your drawing is kept."),
        }
    }
}

/// A message that could not be read: page and worker are of different builds.
#[derive(Debug, PartialEq, Eq)]
pub struct Garbled;

impl fmt::Display for Garbled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Page and reader do not understand each other. Reload the page.")
    }
}

impl std::error::Error for Garbled {}

pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    // Plain data into growing memory: there is no way for this to fail.
    postcard::to_allocvec(message).unwrap_or_default()
}

pub fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, Garbled> {
    postcard::from_bytes(bytes).map_err(|_| Garbled)
}

/// A message that stands before other bytes, and those.
pub fn decode_head<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<(T, &'a [u8]), Garbled> {
    postcard::take_from_bytes(bytes).map_err(|_| Garbled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::{Bounds, Point, Stroke};
    use crate::transcript::{Separator, Symbol};

    #[test]
    fn messages_arrive_as_they_were_sent() {
        let drawing = Drawing { strokes: vec![Stroke { width: 4.0, points: vec![Point::at(1.5, -2.0)] }] };
        let request = Request::Read { id: 7, drawing };
        assert_eq!(decode::<Request>(&encode(&request)).as_ref(), Ok(&request));
        let symbol = Symbol {
            separator: Separator::Nothing,
            bounds: Bounds { left: 0.0, top: 1.0, right: 2.0, bottom: 3.0 },
            prediction: Prediction::EMPTY,
            glyph: Glyph::BLANK,
            correction: None,
        };
        let response = Response::Read { id: 7, transcript: Transcript { symbols: vec![symbol] }, millis: 1.25 };
        assert_eq!(decode::<Response>(&encode(&response)).as_ref(), Ok(&response));
    }

    #[test]
    fn a_picture_follows_its_framing() {
        let develop = Develop {
            what: What::Pixels { width: 1, height: 1 },
            framing: Framing { turns: 3, crop: None },
            views: Views::All,
        };
        let request = PictureRequest::Develop(develop);
        let message = [encode(&request), vec![1, 2, 3, 4]].concat();
        assert_eq!(decode_head::<PictureRequest>(&message), Ok((request, [1, 2, 3, 4].as_slice())));
    }

    #[test]
    fn garbage_is_an_error() {
        assert_eq!(decode::<Request>(&[200, 1, 2]), Err(Garbled));
        assert_eq!(decode::<Response>(&[]), Err(Garbled));
    }
}
