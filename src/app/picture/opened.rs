//! The picture on the sheet, and what is being done about one. Plain data.

use crate::picture::{Form, Framing, PictureLayout};
use crate::transcript::Transcript;
use crate::web::files::NamedFile;
use crate::web::photo::Photo;

/// What is being done about a picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    Fetching {
        got: usize,
        of: Option<usize>,
    },
    Opening,
    /// It is there, and what may be symbols is looked for.
    Looking,
    /// So large a part, from 0 to 1, is read.
    Reading(f32),
}

/// A picture that was read.
#[derive(Clone)]
pub struct Opened {
    /// The run that read it; the picture worker knows the picture by it.
    pub number: u32,
    /// The table's row that it was opened from.
    pub row: Option<usize>,
    pub file: NamedFile,
    /// As the browser shows it, where it can.
    pub photo: Option<Photo>,
    pub framing: Framing,
    pub found: PictureLayout,
    pub transcript: Transcript,
    pub millis: f32,
}

impl Opened {
    /// What to say where nothing was read of it, or not all that there may be.
    pub fn complaint(&self) -> Option<&'static str> {
        match (self.transcript.symbols.is_empty(), self.framing.form) {
            (true, Form::Candidates) => Some("No digits were found. Turn the picture, or mark the part that has them."),
            (true, Form::Strokes) => {
                Some("Nothing to read was found. Turn the picture, or mark the part that is written on.")
            }
            (false, _) if self.found.is_crowded => {
                Some("There is more in the picture than can be read well. Mark the part that is written on.")
            }
            (false, _) => None,
        }
    }
}
