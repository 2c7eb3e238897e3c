//! Readings that are awaited one by one, beside the sheet's own: pictures, batches of them, and data sets.
//!
//! Nothing here is dropped for something newer, and what a crashed engine leaves behind is asked again of the next.

use futures_channel::oneshot::{self, Receiver, Sender};
use std::collections::BTreeMap;

/// The sheet's questions count from zero; these from here.
const FIRST: u32 = 1 << 31;

pub struct Job<T> {
    pub bytes: Vec<u8>,
    tell: Sender<T>,
}

/// Jobs whose answers are of one kind.
pub struct Jobs<T> {
    next: u32,
    waiting: BTreeMap<u32, Job<T>>,
}

impl<T> Default for Jobs<T> {
    fn default() -> Self {
        Self { next: FIRST, waiting: BTreeMap::new() }
    }
}

impl<T> Jobs<T> {
    /// A new job, whose message is made of its number.
    pub fn add(&mut self, message: impl FnOnce(u32) -> Vec<u8>) -> (Vec<u8>, Receiver<T>) {
        let (tell, heard) = oneshot::channel();
        let (id, bytes) = (self.next, message(self.next));
        self.next = self.next.checked_add(1).unwrap_or(FIRST);
        self.waiting.insert(id, Job { bytes: bytes.clone(), tell });
        (bytes, heard)
    }

    /// Takes an answer; gives it back where it is not one of these.
    pub fn answered(&mut self, id: u32, done: T) -> Option<T> {
        if id < FIRST {
            return Some(done);
        }
        if let Some(job) = self.waiting.remove(&id) {
            // Whoever asked may have gone since.
            let _ = job.tell.send(done);
        }
        None
    }

    /// What a fresh engine has to be asked.
    pub fn all(&self) -> impl Iterator<Item = &Job<T>> {
        self.waiting.values()
    }

    /// There will be no answers: whoever waits is told.
    pub fn give_up(&mut self) {
        self.waiting.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_find_who_asked() {
        let mut jobs = Jobs::default();
        let (first, mut one) = jobs.add(|id| id.to_le_bytes().to_vec());
        let (_, mut two) = jobs.add(|_| vec![7]);
        assert_eq!(jobs.all().map(|job| job.bytes.clone()).collect::<Vec<_>>(), [first, vec![7]]);
        assert_eq!(jobs.answered(3, 1.0), Some(1.0));
        assert_eq!(jobs.answered(FIRST + 1, 2.0), None);
        assert_eq!((one.try_recv(), two.try_recv()), (Ok(None), Ok(Some(2.0))));
        jobs.give_up();
        assert!(one.try_recv().is_err() && jobs.all().next().is_none());
    }
}
