//! Inkling reads handwriting on the visitor's own machine.
//!
//! The way of the data, one direction, each step a plain function on plain types:
//!
//! ```text
//! ink (strokes) -> segment -> glyph (28x28) -> net (Burn) -> reader (Reading) -> written -> page
//! picture bytes -> picture ----^
//! ```
//!
//! `test_time_augmentation` has the network see what was found in a picture twice.
//!
//! Beside it, `kept` is what visitors keep of their drawings and the labelled data that they can make of it.
//!
//! And the article on the model: `metrics` is what training measured, `chart` the geometry of its charts, and
//! `article` writes it when the page is built. `datasets` reads data sets with labels, which are measured on the page and
//! evaluated natively; `explain` makes the questions that tell how a reading came about. `plan` has the network's
//! shapes and `weights` the file of its numbers, for `net` and for whatever else runs it.
//!
//! The dependency rule: the modules from `article` to `transcript`, `net` and `pipeline` aside, know neither Burn nor the
//! browser. `net` and `pipeline` add Burn. `app` and `web` never see Burn, so the page's own wasm stays small; `engine`
//! never sees Leptos. Cargo features enforce it.
//!
//! Plain modules that not every part of the product needs are behind features without dependencies (`article`,
//! `datasets`, `page`), so that an engine compiles only what it runs and an edit elsewhere does not rebuild it. Tests
//! compile all of them: `cargo test --package inkling --lib` needs no features.

pub mod alphabet;
#[cfg(any(test, feature = "article"))]
pub mod article;
#[cfg(any(test, feature = "article"))]
pub mod chart;
pub mod crc;
#[cfg(any(test, feature = "datasets"))]
pub mod datasets;
pub mod decode;
pub mod explain;
pub mod fnv;
#[cfg(any(test, feature = "page"))]
pub mod gallery;
pub mod glyph;
pub mod ink;
pub mod manifest;
#[cfg(any(test, feature = "article"))]
pub mod metrics;
pub mod mode;
pub mod net;
pub mod picture;
#[cfg(feature = "net")]
pub mod pipeline;
pub mod prediction;
pub mod protocol;
pub mod raster;
pub mod segment;
#[cfg(any(test, feature = "page", feature = "train"))]
pub mod statistics;
pub mod test_time_augmentation;
pub mod transcript;

#[cfg(any(feature = "engine", feature = "picture-worker"))]
pub mod worker;

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "app")]
pub mod web;

#[cfg(feature = "train")]
pub mod train;
