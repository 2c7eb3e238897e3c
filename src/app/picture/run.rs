//! One opening of a picture, from its file to its reading.

use crate::client::PictureWorker;

/// One picture on its way. Once its session is over, nothing that it still brings is wanted.
#[derive(Clone)]
pub struct Run {
    pub number: u32,
    pub worker: PictureWorker,
}

impl Run {
    pub fn is_wanted(&self) -> bool {
        !self.worker.is_ended()
    }
}
