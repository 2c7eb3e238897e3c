//! Pictures: taken in from wherever they come, developed in the picture worker, read by the engine, shown on the sheet.

pub mod batch;
pub mod camera;
pub mod frame;
pub mod incoming;
pub mod lazy;
pub mod link;
pub mod notice;
pub mod open_panel;
pub mod opened;
pub mod pictures;
mod run;
pub mod steps;
pub mod tools;
pub mod view;
