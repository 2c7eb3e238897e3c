//! Requests that are awaited one by one, beside the drawing's own: pictures, batches of glyphs, the network's layers.
//!
//! Nothing here is dropped for something newer, and what a crashed engine leaves behind is asked again of the next.

use crate::protocol::recognizer::Response;
use futures_channel::oneshot::{self, Receiver, Sender};

/// The drawing's questions count from zero; these from here.
const FIRST: u32 = 1 << 31;

pub struct Job {
    pub bytes: Vec<u8>,
    tell: Sender<Response>,
}

pub struct Jobs {
    next: u32,
    waiting: Vec<(u32, Job)>,
}

impl Default for Jobs {
    fn default() -> Self {
        Self { next: FIRST, waiting: Vec::new() }
    }
}

impl Jobs {
    /// A new job, whose message is made of its number.
    pub fn add(&mut self, message: impl FnOnce(u32) -> Vec<u8>) -> (Vec<u8>, Receiver<Response>) {
        let (tell, answer) = oneshot::channel();
        let (id, bytes) = (self.next, message(self.next));
        self.next = self.next.checked_add(1).unwrap_or(FIRST);
        self.waiting.push((id, Job { bytes: bytes.clone(), tell }));
        (bytes, answer)
    }

    /// Takes an answer; gives it back where it is not one of these.
    pub fn answered(&mut self, id: u32, answer: Response) -> Option<Response> {
        if id < FIRST {
            return Some(answer);
        }
        if let Some(place) = self.waiting.iter().position(|(waiting, _)| *waiting == id) {
            // Whoever asked may have gone since.
            let _ = self.waiting.remove(place).1.tell.send(answer);
        }
        None
    }

    /// What a fresh engine has to be asked.
    pub fn all(&self) -> impl Iterator<Item = &Job> {
        self.waiting.iter().map(|(_, job)| job)
    }

    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
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
        let answer = |id| Response::Judged { id, predictions: Vec::new(), millis: 1.0 };
        assert_eq!(jobs.answered(3, answer(3)), Some(answer(3)));
        assert_eq!(jobs.answered(FIRST + 1, answer(4)), None);
        assert_eq!((one.try_recv(), two.try_recv()), (Ok(None), Ok(Some(answer(4)))));
        jobs.give_up();
        assert!(one.try_recv().is_err() && jobs.is_empty());
    }
}
