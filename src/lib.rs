//! Inkling reads handwriting on the visitor's own machine.
//!
//! The path of the data, in one direction, each step a plain function on plain types:
//!
//! ```text
//! ink (strokes) -> segment -> glyph (28x28) -> net -> prediction -> decode -> transcript -> page
//! picture bytes -> picture ----^
//! ```
//!
//! - `alphabet` has the symbols, `mode` and `manifest` which model reads what.
//! - `net` has a model's description and its weights file, and with the feature of that name the network itself.
//!   `pipeline` walks the whole path; `test_time_augmentation` scores what was found in a picture in two variants.
//! - `expressions` walks the way of a drawing of expressions, which are read in two dimensions; `layout` says how their
//!   symbols stand to each other.
//! - `maths` works expressions out: exact values, equations, graphs, and how all of them are written.
//! - `hand` is what somebody taught of their own writing: examples, and what a model learns from them.
//! - `explain` makes the questions that explain a reading.
//! - `gallery` has the drawings that visitors keep, `datasets` reads labelled data sets and counts what was read right.
//! - `metrics` is what training measured, `chart` the geometry of charts; `article` is written from both by the build.
//! - `protocol` has the messages between the page and its workers, `worker` what runs in them.
//! - `web` adapts the browser, `app` is the page, `train` trains and evaluates.
//!
//! The dependency rule: from `ink` to `decode` nothing knows Burn (`net` aside) or the browser. `app`, `client` and
//! `web` never see Burn, so the page's own module stays small; `client`, `web` and `worker` never see Leptos. Modules do
//! not import each other in a circle.
//! docs/architecture.md says for each folder what it may import.
//!
//! Plain modules that not every part of the product needs are behind features without dependencies (`article`,
//! `datasets`, `page`), so that an engine compiles only what it runs and an edit elsewhere does not rebuild it. Tests
//! compile all of them but `maths`, which needs its feature for the big numbers it stands on.

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
pub mod expressions;
pub mod fnv;
#[cfg(any(test, feature = "page"))]
pub mod gallery;
pub mod glyph;
pub mod hand;
pub mod ink;
pub mod layout;
pub mod manifest;
#[cfg(feature = "maths")]
pub mod maths;
#[cfg(any(test, feature = "article"))]
pub mod metrics;
pub mod mode;
pub mod net;
pub mod order;
pub mod picture;
#[cfg(feature = "net")]
pub mod pipeline;
pub mod prediction;
pub mod protocol;
pub mod raster;
pub mod segment;
pub mod sequence;
pub mod statistics;
pub mod test_time_augmentation;
pub mod text;
pub mod transcript;

#[cfg(any(feature = "engine", feature = "picture-worker"))]
pub mod worker;

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "app")]
pub mod client;
#[cfg(feature = "app")]
pub mod web;

#[cfg(feature = "train")]
pub mod train;
