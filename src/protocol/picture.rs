//! The messages of the picture worker, which takes pictures and data files apart.

use crate::picture::{Framing, Views};
use serde::{Deserialize, Serialize};

/// From the page to the picture worker, the worker for what comes in files; a file's bytes follow in the same message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PictureRequest {
    /// A file or pixels follow; the answer is whether they are a picture.
    Open(What),
    /// The answer is what a picture holds: what follows, or else what was opened last.
    Develop { what: Option<What>, framing: Framing, views: Views },
    /// A file of a data set follows; the answer is empty.
    AddFile { file: String },
    /// All files are there; the answer is a `datasets::Summary`. With `reverse`, what is usually turned to light on dark is
    /// left as it is, and the other way round.
    Summarize { reverse: bool },
    /// Examples of the data set, each a `Result<Example, DatasetError>`: from this one on, up to so many.
    Examples { from: u32, most: u32 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// A file follows.
    File,
    /// Pixels follow: red, green, blue, opacity.
    Pixels { width: u32, height: u32 },
}
