//! Inkling reads handwriting on the visitor's own machine.
//!
//! The way of the data, one direction, each step a plain function on plain types:
//!
//! ```text
//! ink (strokes) -> segment -> glyph (28x28) -> net (Burn) -> reader (Reading) -> written -> page
//! ```
//!
//! Beside it, `metrics` is what training measured, and `chart` the geometry of its charts.
//!
//! The dependency rule: the modules from `chart` to `written`, `net` and `pipeline` aside, know neither Burn nor the
//! browser and build with no features. `net` and `pipeline` add Burn. `app` and `web` never see Burn, so the page's
//! own wasm stays small; `engine` never sees Leptos. Cargo features enforce it.

pub mod chart;
pub mod glyph;
pub mod ink;
pub mod metrics;
#[cfg(feature = "net")]
pub mod net;
#[cfg(feature = "net")]
pub mod pipeline;
pub mod protocol;
pub mod raster;
pub mod reader;
pub mod segment;
pub mod written;

#[cfg(feature = "engine")]
pub mod engine;

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "app")]
pub mod web;

#[cfg(feature = "train")]
pub mod train;
