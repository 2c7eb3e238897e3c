//! Looking inside a reading: what the layers saw, which ink spoke for it, what each stroke brought, and how it came about
//! over time.
//!
//! Everything here is a question to the network about a glyph that is a little other: plain functions make the glyphs
//! and make sense of the readings.

pub mod maps;
pub mod salience;
pub mod strokes;

pub use maps::LayerMaps;
