//! Training and evaluation: data sets, augmentation, the loop, and what comes out of it. Native only.

pub mod args;
pub mod augment;
pub mod average;
pub mod baseline;
pub mod calibrate;
pub mod checkpoint;
pub mod data;
mod derived;
pub mod doodle;
pub mod evaluate;
pub mod experiment;
pub mod fetch;
pub mod fit;
pub mod found;
pub mod golden;
mod hands;
pub mod idx;
pub mod measure;
mod neighbours;
mod optimizer;
mod pictures;
mod place;
pub mod progress;
pub mod recipe;
pub mod report;
pub mod results;
pub mod rng;
pub mod run;
pub mod sampler;
pub mod ship;
mod slope;
pub mod smoke;
mod strips;

use std::io::{ErrorKind, Write};

/// Anything that ends a run, with a sentence that says what to do next.
#[derive(Debug)]
pub struct Trouble(pub String);

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Trouble {}

pub type Result<T> = std::result::Result<T, Trouble>;

/// Says something on standard output. That somebody reads no further, as `head` does, is no trouble.
pub fn say(what: impl std::fmt::Display) -> Result<()> {
    match writeln!(std::io::stdout(), "{what}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(trouble("Standard output takes nothing")(error)),
        _ => Ok(()),
    }
}

/// Gives an error of any kind its sentence.
pub fn trouble<E: std::fmt::Display>(what: impl Into<String>) -> impl FnOnce(E) -> Trouble {
    let what = what.into();
    move |error| Trouble(format!("{what}: {error}."))
}
