//! What a client keeps: its worker, its questions, and how patient it is.

use super::jobs::Jobs;
use super::kind::Kind;
use super::latest::Latest;
use super::standby::Standby;
use super::status::Status;
use super::watchdog::{ANSWER_MS, Crashes, Watchdog};
use crate::hand::Example;
use crate::ink::Drawing;
use crate::protocol::Packed;
use crate::protocol::recognizer::ModelName;
use crate::web::clock;
use crate::web::timer::{Interval, Timeout};
use crate::web::worker::Worker;
use std::rc::Rc;

/// A drawing to read, and the revision that it is.
#[derive(Clone)]
pub(super) struct Question {
    pub drawing: Rc<Drawing>,
    pub revision: u32,
}

#[derive(Default)]
pub(super) struct Inner {
    pub worker: Option<Worker>,
    /// The model that reads; none before one was chosen: that which the page opens with.
    pub model: Option<ModelName>,
    /// The languages that help to read text.
    pub languages: Vec<ModelName>,
    /// Examples of the hand that is read; none where nobody taught one.
    pub hand: Option<Packed<Vec<Example>>>,
    /// Counts what was taught; what is said of an earlier hand is dropped.
    pub lessons: u32,
    pub kind: Kind,
    /// Whether the worker reads with every model.
    pub reads_all: bool,
    pub status: Status,
    /// The engine that may take the worker's place.
    pub trial: Option<Rc<Standby>>,
    /// Counts the switches of engine that were asked for or called off.
    pub switches: u32,
    /// The worker has said that it answers.
    pub ready: bool,
    /// Counts the workers; what an earlier one still says is dropped.
    pub generation: u32,
    pub latest: Latest<Question>,
    pub jobs: Jobs,
    /// The newest question, also once it is answered: another worker is asked it anew.
    pub asked: Option<Question>,
    /// The revision that the question under way is about.
    pub under_way: u32,
    /// The revision and the time of the last answer.
    pub answered: (u32, Option<f32>),
    /// The revision whose reading the pen's last lift waits for.
    pub lifted: Option<u32>,
    pub watchdog: Watchdog,
    pub watch: Option<Interval>,
    pub slow_start: Option<Timeout>,
    pub crashes: Crashes,
    /// What to say once it reads again.
    pub notice: Option<String>,
    pub read_before: bool,
}

impl Inner {
    /// Something was asked; what was asked before is answered first.
    pub fn expect_answer(&mut self) {
        // One that is still loading has more time.
        if self.ready {
            self.watchdog.start_unless_on(ANSWER_MS, clock::now());
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // Whoever waits for it would keep it alive.
        if let Some(standby) = self.trial.take() {
            standby.end();
        }
    }
}
