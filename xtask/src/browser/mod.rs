//! A real browser, driven from outside over WebDriver: for the end-to-end tests, the measurements and the pictures.
//!
//! A minimal client: what the page's tests ask for and no more. Every browser begins without anything stored; when
//! the value is dropped, its process is kept for the next one or ends, with its driver.

mod base64;
mod capabilities;
mod driver;
mod element;
mod pointer;
mod process;
mod quick_pen;
mod session;
mod strokes;
mod wire;

pub use capabilities::{Kind, Options, chromium_options};
pub use element::Element;
pub use pointer::{Pointer, Stroke};
pub use session::{Browser, LogLine};
