//! The finished page in a real browser, from the outside, by the handles it promises to keep. One behaviour each.
//!
//! Run by `cargo xtask test`, which builds the page first.

mod article;
mod audit;
mod browsers;
mod deployments;
mod editing;
mod engines;
mod explain;
mod exporting;
mod failing;
mod faults;
mod folders;
mod gallery;
mod golden;
mod hand;
mod host;
mod keyboard;
mod layout;
mod maths;
mod measuring;
mod model;
mod modes;
mod numbers;
mod offline;
mod order;
mod outline;
mod paint;
mod pictures;
mod reading;
mod service_worker;
mod sharing;
mod starting;
mod text;
mod theme;
mod workers;
