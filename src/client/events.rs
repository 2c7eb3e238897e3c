//! What the client tells the page.

use super::kind::Kind;
use super::status::{Answer, Status};
use crate::hand::HandReport;
use crate::protocol::Packed;
use crate::protocol::recognizer::{ModelName, ModelState};

/// The listener of a client. Nothing of the client is borrowed while it is called, so that it may ask the client for
/// more.
pub trait Events {
    /// The recognizer starts, is ready, or cannot go on.
    fn status(&self, status: Status);

    /// What was last read. It is empty where the drawing is blank or no engine reads any more.
    fn answer(&self, answer: Answer);

    /// Whether starting takes long enough to be worth a word.
    fn slow(&self, _is_slow: bool) {}

    /// The engine that is being loaded to take over, and the part of it that is there, 0 to 1; none once that is over.
    fn loading(&self, _engine: Option<(Kind, f64)>) {}

    /// How the loading of a model goes that the page did not open with.
    fn model(&self, _name: ModelName, _state: ModelState) {}

    /// What a model has learned of the hand that was taught; the newest drawing is read anew with it.
    fn taught(&self, _model: ModelName, _report: Packed<HandReport>) {}

    /// What was chosen wants the larger engine of this kind: one that reads with all models, and by somebody's hand. With
    /// a further model nothing is read until the client is told to switch to it.
    fn needs_engine(&self, _kind: Kind) {}

    /// A sentence for the visitor about something that was mended or refused.
    fn notice(&self, _sentence: String) {}
}
