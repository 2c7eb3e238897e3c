//! Training and evaluation: data sets, augmentation, the loop, and what comes out of it. Native only.

mod adapt;
mod adjacent;
pub mod args;
pub mod augment;
mod autodiff;
pub mod average;
pub mod baseline;
pub mod calibrate;
pub mod checkpoint;
pub mod corpus;
pub mod data;
pub mod doodle;
mod doubt;
mod edit_distance;
pub mod evaluate;
pub mod experiment;
mod expression_read;
mod expressions;
pub mod fetch;
pub mod fit;
pub mod golden;
mod gradient;
mod grow;
pub mod head;
pub mod idx;
mod labels;
mod language;
pub mod learner;
pub mod maths;
pub mod measure;
pub mod numbers;
mod optimizer;
mod outputs;
mod paper;
mod pictures;
mod place;
pub mod progress;
pub mod publish;
pub mod recipe;
mod recognized;
pub mod report;
pub mod results;
pub mod rng;
pub mod run;
pub mod sampler;
mod shipped;
pub mod smoke;
pub mod stroke_model;
mod symbols;
mod synthetic;
mod templates;
pub mod text;

use std::io::{ErrorKind, Write};

/// Anything that ends a run, with a sentence that says what to do next.
#[derive(Debug)]
pub struct TrainError(pub String);

impl std::fmt::Display for TrainError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TrainError {}

pub type Result<T> = std::result::Result<T, TrainError>;

/// Says something on standard output. That somebody reads no further, as `head` does, is no trouble.
pub fn say(what: impl std::fmt::Display) -> Result<()> {
    match writeln!(std::io::stdout(), "{what}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(context("Standard output takes nothing")(error)),
        _ => Ok(()),
    }
}

/// Gives an error of any kind its sentence.
pub fn context<E: std::fmt::Display>(what: impl Into<String>) -> impl FnOnce(E) -> TrainError {
    let what = what.into();
    move |error| TrainError(format!("{what}: {error}."))
}
