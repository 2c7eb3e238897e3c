//! Inkling reads handwriting on the visitor's own machine.
//!
//! The way of the data, one direction, each step a plain function on plain types:
//!
//! ```text
//! ink (strokes) -> segment -> glyph (28x28) -> net (Burn) -> reader (Reading) -> written -> page
//! picture bytes -> picture ----^
//! ```
//!
//! `looks` has the network see what was found in a picture twice.
//!
//! Beside it, `kept` is what visitors keep of their drawings and the labelled data that they can make of it.
//!
//! `maths` works expressions out: exact values, equations, graphs, and how all of them are written.
//!
//! And the article on the model: `metrics` is what training measured, `chart` the geometry of its charts, and
//! `article` writes it when the page is built. `sets` reads data sets with labels, which are measured on the page and
//! evaluated natively; `inside` makes the questions that tell how a reading came about. `plan` has the network's
//! shapes and `weights` the file of its numbers, for `net` and for whatever else runs it.
//!
//! The dependency rule: the modules from `article` to `written`, `net` and `pipeline` aside, know neither Burn nor the
//! browser and build with no features. `net` and `pipeline` add Burn. `app` and `web` never see Burn, so the page's
//! own wasm stays small; `engine` never sees Leptos. Cargo features enforce it.

pub mod article;
pub mod chart;
pub mod crc;
pub mod fnv;
pub mod glyph;
pub mod ink;
pub mod inside;
pub mod kept;
pub mod looks;
pub mod maths;
pub mod metrics;
#[cfg(feature = "net")]
pub mod net;
pub mod picture;
#[cfg(feature = "net")]
pub mod pipeline;
pub mod plan;
pub mod protocol;
pub mod rank;
pub mod raster;
pub mod reader;
pub mod segment;
pub mod sets;
pub mod weights;
pub mod written;

#[cfg(any(feature = "engine", feature = "darkroom"))]
pub mod engine;

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "app")]
pub mod web;

#[cfg(feature = "train")]
pub mod train;
