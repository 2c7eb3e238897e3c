//! The examples of a measurement: those of data files, which the picture worker holds, then pictures, which stay on disk
//! until their turn.

use crate::client::{PictureError, PictureWorker};
use crate::datasets::format::{self, Format};
use crate::datasets::{Content, DatasetError, Example, MOST_BYTES, NOTHING_KNOWN, Summary, label};
use crate::picture::{DecodeError, ForeignFormat, Framing, Views};
use crate::protocol;
use crate::protocol::picture::PictureRequest;
use crate::web::files::{self, NamedFile};
use serde::de::DeserializeOwned;
use std::collections::VecDeque;
use std::pin::Pin;

/// So many examples are asked for at a time.
const MOST: u32 = 256;
/// Photographs are large: so many are developed before the count moves on.
const PICTURES: usize = 4;

type Examples = Vec<Result<Example, DatasetError>>;
type PendingAnswer = Pin<Box<dyn Future<Output = Option<Vec<u8>>>>>;

pub struct Source {
    worker: PictureWorker,
    holds_any: bool,
    /// How many the picture worker has, and how many of them it was asked for.
    held: usize,
    asked: usize,
    pending: Option<PendingAnswer>,
    pictures: VecDeque<NamedFile>,
}

impl Source {
    pub fn new(worker: PictureWorker) -> Self {
        Self { worker, holds_any: false, held: 0, asked: 0, pending: None, pictures: VecDeque::new() }
    }

    /// Takes in a file; what is wrong with it at first sight comes back.
    pub async fn open(&mut self, file: NamedFile) -> Result<Option<DatasetError>, PictureError> {
        let Some(start) = files::start(&file.blob, format::ENOUGH).await else {
            return Ok(Some(DatasetError::of_file(&file.path, PictureError::Unreadable)));
        };
        if format::of(&start) == Format::Other {
            self.pictures.push_back(file);
            return Ok(None);
        }
        if file.blob.size() > MOST_BYTES as f64 {
            let what =
                format!("It is larger than the {} MB that can be opened. Choose a part of it.", MOST_BYTES >> 20);
            return Ok(Some(DatasetError::of_file(&file.path, what)));
        }
        let Some(bytes) = files::buffer(&file.blob).await else {
            return Ok(Some(DatasetError::of_file(&file.path, PictureError::Unreadable)));
        };
        self.holds_any = true;
        let request = PictureRequest::AddFile { file: file.path };
        self.worker.send(&request, Some(&bytes))?.await.ok_or(PictureError::Worker)?;
        Ok(None)
    }

    /// What the data files hold, once all files are there; with `reverse`, sets are turned that usually are not, and the
    /// other way round.
    pub async fn summary(&mut self, reverse: bool) -> Result<Summary, PictureError> {
        if !self.holds_any {
            return Ok(Summary::default());
        }
        let answer = self.worker.send(&PictureRequest::Summarize { reverse }, None)?.await;
        let summary: Summary = decoded(answer)?;
        self.held = summary.count as usize;
        self.ask()?;
        Ok(summary)
    }

    /// How many examples there are.
    pub fn count(&self) -> usize {
        self.held + self.pictures.len()
    }

    /// The next few examples; `None` after the last.
    pub async fn next(&mut self) -> Result<Option<Examples>, PictureError> {
        if let Some(pending) = self.pending.take() {
            let examples: Examples = decoded(pending.await)?;
            self.asked += examples.len();
            // An answer without any would never end.
            if !examples.is_empty() {
                self.ask()?;
                return Ok(Some(examples));
            }
        }
        let mut examples = Vec::new();
        while let Some(file) = self.pictures.pop_front() {
            examples.push(self.picture(&file).await);
            if examples.len() >= PICTURES {
                break;
            }
        }
        Ok(Some(examples).filter(|examples| !examples.is_empty()))
    }

    fn ask(&mut self) -> Result<(), PictureError> {
        if self.asked < self.held {
            let request = PictureRequest::Examples { from: self.asked as u32, most: MOST };
            self.pending = Some(Box::pin(self.worker.send(&request, None)?));
        }
        Ok(())
    }

    async fn picture(&self, file: &NamedFile) -> Result<Example, DatasetError> {
        let path = file.path.as_str();
        let label = label::of(path).ok_or_else(|| DatasetError::of_file(path, label::MISSING));
        let developed = self.worker.develop_file(file, Framing::default(), Views::None).await;
        let found = developed.map_err(|why| match why {
            PictureError::Picture(
                DecodeError::NotAPicture | DecodeError::Foreign(ForeignFormat::Text | ForeignFormat::Pdf),
            ) => DatasetError::of_file(path, NOTHING_KNOWN),
            why => DatasetError::of_file(path, why),
        })?;
        let content = Content::Picture(found.lines);
        Ok(Example { file: path.to_owned(), place: String::new(), label: label?, content })
    }
}

fn decoded<T: DeserializeOwned>(answer: Option<Vec<u8>>) -> Result<T, PictureError> {
    protocol::decode(&answer.ok_or(PictureError::Worker)?).map_err(|_| PictureError::Worker)
}
