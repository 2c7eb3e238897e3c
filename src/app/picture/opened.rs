//! The picture on the sheet, and what is being done about one. Plain data.

use crate::picture::{Form, Framing, PictureLayout};
use crate::transcript::Transcript;
use crate::web::files::NamedFile;
use crate::web::photo::Photo;

/// What is being done about a picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    Fetching { got: usize, of: Option<usize> },
    Opening,
    Reading,
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
    /// What to say where nothing was read of it.
    pub fn nothing_found(&self) -> &'static str {
        match self.framing.form {
            Form::Candidates => "No digits were found. Turn the picture, or mark the part that has them.",
            Form::Strokes => "Nothing to read was found. Turn the picture, or mark the part that is written on.",
        }
    }
}
