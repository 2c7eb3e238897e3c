//! Pictures to candidate symbols: from a photo, scan or screenshot to lines of candidates, as `segment` makes them of
//! strokes.
//!
//! `find` goes through the steps, a module each: `greyscale` conversion, `illumination` normalisation, `binarise`, removal
//! of `ruled_lines`, connected `components`, the `filter` for what may be writing, `deskew`, `lines`, the `split` of
//! touching components, and the `extract` of glyphs. For models that read strokes, the components are `trace`d instead.
//! The types of `layout` and `error` are for all; the steps need the feature `picture`. Only `decode` uses dependencies; all else is plain code on planes of bytes.

#[cfg(any(test, feature = "picture"))]
mod binarise;
#[cfg(any(test, feature = "picture"))]
mod components;
#[cfg(feature = "picture")]
pub mod decode;
#[cfg(any(test, feature = "picture"))]
mod deskew;
mod error;
#[cfg(any(test, feature = "picture"))]
mod extract;
#[cfg(any(test, feature = "picture"))]
mod filter;
#[cfg(any(test, feature = "picture"))]
mod find;
#[cfg(any(test, feature = "picture"))]
mod greyscale;
#[cfg(any(test, feature = "picture"))]
mod illumination;
#[cfg(feature = "picture")]
mod jpeg;
mod layout;
#[cfg(any(test, feature = "picture"))]
mod lines;
pub mod metadata;
#[cfg(any(test, feature = "picture"))]
mod photo;
#[cfg(any(test, feature = "picture"))]
mod plane;
#[cfg(any(test, feature = "picture"))]
mod ruled_lines;
#[cfg(any(test, feature = "picture"))]
mod split;
#[cfg(any(test, feature = "picture"))]
mod trace;
#[cfg(any(test, feature = "picture"))]
mod track;

pub use error::{DecodeError, ForeignFormat, MOST_BYTES};
#[cfg(any(test, feature = "picture"))]
pub use find::find;
pub use layout::{CandidateLine, Form, Framing, LONGEST_SIDE, Orientation, PictureLayout, Step, Views};
#[cfg(any(test, feature = "picture"))]
pub use photo::Photo;
