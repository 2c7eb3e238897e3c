//! Where examples come from: data files that the picture worker holds, then pictures, which stay on disk until their turn.

use crate::client::{PictureError, PictureWorker};
use crate::datasets::format::{self, Format};
use crate::datasets::{Content, DatasetError, DatasetErrors, Example, MOST_BYTES, NOTHING_KNOWN, Summary, label};
use crate::picture::{DecodeError, Form as PictureForm, Framing, Views};
use crate::protocol;
use crate::protocol::picture::PictureRequest;
use crate::web::files::{self, NamedFile};
use serde::de::DeserializeOwned;
use std::pin::Pin;

/// So many examples are asked for at a time.
const MOST: u32 = 256;
/// Photographs are large: so many are developed before the count moves on.
const PICTURES: usize = 4;

type Handed = Vec<Result<Example, DatasetError>>;
type Coming = Pin<Box<dyn Future<Output = Option<Vec<u8>>>>>;

pub struct Source {
    worker: PictureWorker,
    holds_any: bool,
    /// How many the picture worker has, and how many of them it was asked for.
    held: usize,
    asked: usize,
    coming: Option<Coming>,
    /// The next one last.
    pictures: Vec<NamedFile>,
}

impl Source {
    pub fn new(worker: PictureWorker) -> Self {
        Self { worker, holds_any: false, held: 0, asked: 0, coming: None, pictures: Vec::new() }
    }

    /// Takes in a file; what is wrong with it at first sight comes back.
    pub async fn open(&mut self, file: NamedFile) -> Result<Option<DatasetError>, PictureError> {
        if label::is_hidden(&file.path) {
            return Ok(None);
        }
        let Some(start) = files::start(&file.blob, format::ENOUGH).await else {
            return Ok(Some(DatasetError::of_file(&file.path, PictureError::Unreadable)));
        };
        if format::of(&start) == Format::Other {
            self.pictures.push(file);
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

    /// All files are there.
    pub async fn ready(&mut self) -> Result<DatasetErrors, PictureError> {
        // Numbers in the order of their names, whatever order the browser found them in.
        self.pictures.sort_by(|a, b| b.path.cmp(&a.path));
        if !self.holds_any {
            return Ok(DatasetErrors::default());
        }
        let answer = self.worker.send(&PictureRequest::Summarize, None)?.await;
        let summary: Summary = understood(answer)?;
        self.held = summary.count as usize;
        self.ask()?;
        Ok(summary.errors)
    }

    /// How many there are from here on.
    pub fn count(&self) -> usize {
        self.held + self.pictures.len()
    }

    /// Some more; none once all were handed out.
    pub async fn next(&mut self) -> Result<Option<Handed>, PictureError> {
        if let Some(coming) = self.coming.take() {
            let handed: Handed = understood(coming.await)?;
            self.asked += handed.len();
            // An answer without any would never end.
            if !handed.is_empty() {
                self.ask()?;
                return Ok(Some(handed));
            }
        }
        let mut handed = Vec::new();
        while let Some(file) = self.pictures.pop() {
            handed.push(self.picture(&file).await);
            if handed.len() >= PICTURES {
                break;
            }
        }
        Ok(Some(handed).filter(|handed| !handed.is_empty()))
    }

    fn ask(&mut self) -> Result<(), PictureError> {
        if self.asked < self.held {
            let request = PictureRequest::Examples { from: self.asked as u32, most: MOST };
            self.coming = Some(Box::pin(self.worker.send(&request, None)?));
        }
        Ok(())
    }

    async fn picture(&self, file: &NamedFile) -> Result<Example, DatasetError> {
        let path = file.path.trim_start_matches('/');
        let label = label::of(path).ok_or_else(|| DatasetError::of_file(path, label::MISSING));
        let developed = self.worker.develop_file(0, file, Framing::default(), Views::None).await;
        let (found, _) = developed.map_err(|why| match why {
            PictureError::Picture(
                DecodeError::NotAPicture | DecodeError::Foreign(PictureForm::Text | PictureForm::Pdf),
            ) => DatasetError::of_file(path, NOTHING_KNOWN),
            why => DatasetError::of_file(path, why),
        })?;
        let content = Content::Picture(found.lines);
        Ok(Example { file: path.to_owned(), place: String::new(), label: label?, content })
    }
}

fn understood<T: DeserializeOwned>(answer: Option<Vec<u8>>) -> Result<T, PictureError> {
    protocol::decode(&answer.ok_or(PictureError::Worker)?).map_err(|_| PictureError::Worker)
}
