//! Picture workers side by side, for a run over many files: their pictures come in the order of the files.

use super::picture_error::PictureError;
use super::picture_worker::{PictureSession, PictureWorker};
use crate::picture::{Framing, PictureLayout, Views};
use crate::web::cores;
use crate::web::files::NamedFile;
use futures_channel::oneshot::{self, Receiver};
use std::collections::VecDeque;
use wasm_bindgen_futures::spawn_local;

/// No more workers: each keeps the memory that its largest picture took.
const MOST_WORKERS: usize = 4;
/// Pictures for each worker at a time: one at work, one that follows at once.
const EACH: usize = 2;
/// Bytes of the files that are developed at a time; a larger one is developed while no other is.
const MOST_BYTES: f64 = 3e6;

/// Owns the workers of a run. They end with it, as that of a `PictureSession` does.
pub struct PicturePool(Vec<PictureSession>);

/// The files that a pool's workers are at, and what they found in them. It keeps no worker alive.
pub struct PictureQueue {
    workers: Vec<PictureWorker>,
    views: Views,
    /// Counts the files, which the workers get in turn.
    count: usize,
    waiting: VecDeque<Waiting>,
}

struct Waiting {
    picture: u32,
    file: NamedFile,
    framing: Framing,
    worker: usize,
    found: Receiver<Developed>,
}

type Developed = Result<PictureLayout, PictureError>;

impl PicturePool {
    /// One core is left to the engine.
    pub fn new() -> Self {
        Self((0..workers(cores::count())).map(|_| PictureSession::new()).collect())
    }

    pub fn queue(&self, views: Views) -> PictureQueue {
        let workers = self.0.iter().map(PictureSession::worker).collect();
        PictureQueue { workers, views, count: 0, waiting: VecDeque::new() }
    }
}

impl Default for PicturePool {
    fn default() -> Self {
        Self::new()
    }
}

impl PictureQueue {
    /// Whether the pool is gone, so that nobody wants what comes now.
    pub fn is_ended(&self) -> bool {
        self.workers.iter().any(PictureWorker::is_ended)
    }

    /// Asks whether what comes is wanted.
    pub fn watch(&self) -> impl Fn() -> bool + use<> {
        let worker = self.workers[0].clone();
        move || !worker.is_ended()
    }

    /// Whether a file of so many bytes may join now.
    pub fn has_room(&self, bytes: f64) -> bool {
        let under_way: Vec<f64> = self.waiting.iter().map(|one| one.file.blob.size()).collect();
        has_room(&under_way, self.workers.len(), bytes)
    }

    /// Has a file developed; `picture` is its number.
    pub fn add(&mut self, picture: u32, file: NamedFile, framing: Framing) {
        // Only the first worker's memory grows with large pictures.
        let worker = if file.blob.size() > MOST_BYTES { 0 } else { self.count % self.workers.len() };
        self.count += 1;
        let (worker_side, views) = (self.workers[worker].clone(), self.views);
        let (tell, found) = oneshot::channel();
        let own = file.clone();
        spawn_local(async move {
            // Nobody waits any more where the run was ended.
            let _ = tell.send(worker_side.develop_file(&own, framing, views).await);
        });
        self.waiting.push_back(Waiting { picture, file, framing, worker, found });
    }

    /// What is in the first file that was added, once it is known; none where no file is left.
    pub async fn next(&mut self) -> Option<(u32, Developed)> {
        let Waiting { picture, file, framing, worker, found } = self.waiting.pop_front()?;
        let mut found = found.await.unwrap_or(Err(PictureError::Worker));
        if found == Err(PictureError::Worker) && !self.is_ended() {
            // The worker may have been lost over another picture. If it was this one, nothing else is lost with it.
            found = self.workers[worker].develop_file(&file, framing, self.views).await;
        }
        Some((picture, found))
    }
}

/// How many workers for so many cores.
fn workers(cores: usize) -> usize {
    cores.saturating_sub(1).clamp(1, MOST_WORKERS)
}

/// Whether a file may join those under way, by their bytes.
fn has_room(under_way: &[f64], workers: usize, bytes: f64) -> bool {
    let all: f64 = under_way.iter().sum();
    under_way.is_empty() || under_way.len() < EACH * workers && all + bytes <= MOST_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_core_is_left_to_the_engine() {
        assert_eq!([1, 2, 3, 4, 5, 64].map(workers), [1, 1, 2, 3, 4, 4]);
    }

    #[test]
    fn small_files_fill_the_workers_and_a_large_one_is_alone() {
        let small = MOST_BYTES / 100.0;
        assert!(has_room(&[], 2, small) && has_room(&[small; 3], 2, small) && !has_room(&[small; 4], 2, small));
        assert!(has_room(&[], 2, 2.0 * MOST_BYTES) && !has_room(&[small], 2, MOST_BYTES));
        assert!(!has_room(&[2.0 * MOST_BYTES], 2, small));
    }
}
