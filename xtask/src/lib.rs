//! Everything around the page: setting a machine up, building, serving, testing and measuring.
//!
//! The command is in `main.rs`; what the end-to-end tests share with it is here: the server, the browser and the
//! last step of the build.

pub mod args;
pub mod bench;
pub mod browser;
pub mod build;
pub mod fuzz;
pub mod page;
pub mod pictures;
pub mod program;
mod progress;
pub mod project;
pub mod serve;
pub mod setup;
pub mod shell;
pub mod shots;
pub mod tell;
pub mod test;
pub mod tools;
