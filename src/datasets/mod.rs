//! Data sets with labels, as people have them: IDX pairs, CSV, stroke files, zips and folders of pictures. They are read
//! into examples here, and what is read of the examples is counted.
//!
//! Nothing here trusts its input: sizes are checked before there is memory for them, and every error names its file
//! and its line. `gzip`, `zip`, `set` and `loader` need the feature `picture`. What counts and shows a measurement
//! needs the feature `article`; the picture worker only reads.

#[cfg(any(test, feature = "article"))]
pub mod bins;
pub mod csv;
pub mod error;
pub mod example;
pub mod folder;
pub mod format;
#[cfg(feature = "picture")]
pub mod gzip;
pub mod idx;
pub mod label;
pub mod lines;
#[cfg(feature = "picture")]
pub mod loader;
#[cfg(any(test, feature = "article"))]
pub mod measured;
pub mod pair;
pub mod polarity;
#[cfg(feature = "picture")]
mod set;
pub mod strokes;
#[cfg(any(test, feature = "article"))]
pub mod tally;
#[cfg(feature = "picture")]
pub mod zip;

pub use error::{DatasetError, DatasetErrors};
pub use example::{Content, Example};
pub use polarity::{Ground, Polarity, PolarityNote};

use serde::{Deserialize, Serialize};

/// The longest file, and all that a set may hold once it is unpacked.
pub const MOST_BYTES: usize = 256 << 20;
/// More lines or pictures than this make no set.
pub const MOST_EXAMPLES: usize = 500_000;
/// What is said of a file that is none of all these.
pub const NOTHING_KNOWN: &str =
    "It is no picture and no data set that is known here. Choose IDX, CSV, strokes, a zip or pictures.";

/// What was found in all files of a set, and what is wrong with them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    pub count: u32,
    pub errors: DatasetErrors,
    /// One for each set of symbols that is not light on dark throughout.
    pub polarity: Vec<PolarityNote>,
}
