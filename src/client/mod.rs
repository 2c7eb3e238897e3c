//! The page's side of the workers: plain Rust over web-sys, without a framework. It is what an embedder uses.
//!
//! [`Client`] has a recognizer worker read drawings, pictures and single glyphs. It starts the worker, keeps only the
//! newest drawing waiting, starts a worker that crashed once more, and lets another engine take over. What happens
//! comes back through [`Events`]:
//!
//! ```no_run
//! use inkling::client::{Answer, Client, Events, Status};
//! use inkling::ink::{Drawing, Point, Stroke};
//!
//! struct Log;
//!
//! impl Events for Log {
//!     fn status(&self, status: Status) {
//!         if let Status::Broken(error) = status {
//!             web_sys::console::log_1(&error.to_string().into());
//!         }
//!     }
//!
//!     fn answer(&self, answer: Answer) {
//!         web_sys::console::log_1(&answer.transcript.text().into());
//!     }
//! }
//!
//! let client = Client::new(Log);
//! client.start();
//! // Each state of the drawing has a number of its own, its revision.
//! let line = Stroke { width: 6.0, points: vec![Point::at(0.0, 0.0), Point::at(0.0, 40.0)] };
//! client.read(1, || Drawing { strokes: vec![line] });
//! ```
//!
//! [`PictureSession`] owns a picture worker, which finds the candidates in a picture's file, and [`PicturePool`] several
//! for many files; [`Client::read_picture`] reads them. [`BatchEngine`] reads many glyphs with whichever engine is faster, and [`Standby`] is an engine beside
//! the one that reads.
//!
//! The document names the workers' scripts in `<meta name="inkling-engine">` and `<meta name="inkling-picture-worker">`.
//!
//! May use the plain modules, the protocol and `web`; never Leptos, `app` or Burn.

mod batch_engine;
mod error;
mod events;
mod hand;
mod inner;
mod jobs;
mod kind;
mod latest;
mod lifecycle;
mod models;
mod picture_error;
mod picture_pool;
mod picture_worker;
mod queue_worker;
mod race;
mod reading;
mod requests;
mod session;
mod standby;
mod status;
mod switch;
mod watchdog;

pub use batch_engine::BatchEngine;
pub use error::EngineError;
pub use events::Events;
pub use kind::Kind;
pub use models::{Models, first_alphabet};
pub use picture_error::PictureError;
pub use picture_pool::PicturePool;
pub use picture_worker::{PictureSession, PictureWorker};
pub use reading::Client;
pub use standby::Standby;
pub use status::{Answer, Status};
