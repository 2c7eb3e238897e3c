//! Explaining a reading: feature maps of the layers, salience of the ink, the effect of each stroke, and how the reading
//! developed while the symbol was written.
//!
//! Salience and the effect of strokes come from readings of changed glyphs: plain functions here make the glyphs and
//! evaluate the predictions; the caller has them read. Engines need only
//! `maps`; the rest is for the page.

pub mod maps;
#[cfg(any(test, feature = "page"))]
pub mod salience;
#[cfg(any(test, feature = "page"))]
pub mod strokes;

pub use maps::LayerMaps;
