//! What was asked for and what was sent, for measurements and tests.

use std::time::SystemTime;

/// One answer on the wire.
#[derive(Clone, Debug)]
pub struct Sent {
    pub path: String,
    pub status: u16,
    /// Head and body, as they went out.
    pub bytes: usize,
    pub at: SystemTime,
}

/// All answers since the count began.
#[derive(Clone, Debug, Default)]
pub struct Traffic(pub Vec<Sent>);

impl Traffic {
    pub fn bytes(&self) -> usize {
        self.0.iter().map(|sent| sent.bytes).sum()
    }

    /// What had been sent by then.
    pub fn until(mut self, moment: SystemTime) -> Self {
        self.0.retain(|sent| sent.at <= moment);
        self
    }

    pub fn requests(&self) -> usize {
        self.0.len()
    }
}
