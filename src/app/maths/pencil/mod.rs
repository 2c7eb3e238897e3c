//! A stroke font of our own, and answers set in it: plain, knows neither browser nor page.

mod font;
mod setting;

pub use setting::{Setting, Stroke, set};
