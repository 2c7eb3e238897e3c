//! Looking inside a reading: what the layers saw, which ink spoke for it, what each stroke brought, and how it came about
//! over time.
//!
//! Everything here is a question to the network about a glyph that is a little other: plain functions make the glyphs
//! and make sense of the readings. An engine answers with `maps`; the other questions are the page's.

pub mod maps;
#[cfg(any(test, feature = "page"))]
pub mod salience;
#[cfg(any(test, feature = "page"))]
pub mod strokes;

pub use maps::LayerMaps;
