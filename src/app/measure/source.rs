//! Where examples come from: data files that the darkroom holds, then pictures, which stay on disk until their turn.

use crate::app::picture::darkroom::Darkroom;
use crate::app::picture::trouble::Trouble as PictureTrouble;
use crate::picture::{Form as PictureForm, PictureError, Views, Wish};
use crate::protocol::{self, Errand};
use crate::sets::form::{self, Form};
use crate::sets::{Example, Gathered, MOST_BYTES, Matter, NOTHING_KNOWN, Trouble, Troubles, label};
use crate::web::files::{self, Named};
use serde::de::DeserializeOwned;
use std::pin::Pin;

/// So many examples are asked for at a time.
const MOST: u32 = 256;
/// Photographs are large: so many are developed before the count moves on.
const PICTURES: usize = 4;

type Handed = Vec<Result<Example, Trouble>>;
type Coming = Pin<Box<dyn Future<Output = Option<Vec<u8>>>>>;

pub struct Source {
    darkroom: Darkroom,
    holds_any: bool,
    /// How many the darkroom has, and how many of them it was asked for.
    held: usize,
    asked: usize,
    coming: Option<Coming>,
    /// The next one last.
    pictures: Vec<Named>,
}

impl Source {
    pub fn new(darkroom: Darkroom) -> Self {
        Self { darkroom, holds_any: false, held: 0, asked: 0, coming: None, pictures: Vec::new() }
    }

    /// Takes in a file; what is wrong with it at first sight comes back.
    pub async fn open(&mut self, file: Named) -> Result<Option<Trouble>, PictureTrouble> {
        if label::is_hidden(&file.path) {
            return Ok(None);
        }
        let Some(start) = files::start(&file.blob, form::ENOUGH).await else {
            return Ok(Some(Trouble::of_file(&file.path, PictureTrouble::Unreadable)));
        };
        if form::of(&start) == Form::Other {
            self.pictures.push(file);
            return Ok(None);
        }
        if file.blob.size() > MOST_BYTES as f64 {
            let what =
                format!("It is larger than the {} MB that can be opened. Choose a part of it.", MOST_BYTES >> 20);
            return Ok(Some(Trouble::of_file(&file.path, what)));
        }
        let Some(bytes) = files::buffer(&file.blob).await else {
            return Ok(Some(Trouble::of_file(&file.path, PictureTrouble::Unreadable)));
        };
        self.holds_any = true;
        let errand = Errand::Hold { file: file.path };
        self.darkroom.send(&errand, Some(&bytes))?.await.ok_or(PictureTrouble::Darkroom)?;
        Ok(None)
    }

    /// All files are there.
    pub async fn ready(&mut self) -> Result<Troubles, PictureTrouble> {
        // Numbers in the order of their names, whatever order the browser found them in.
        self.pictures.sort_by(|a, b| b.path.cmp(&a.path));
        if !self.holds_any {
            return Ok(Troubles::default());
        }
        let answer = self.darkroom.send(&Errand::Gather, None)?.await;
        let gathered: Gathered = understood(answer)?;
        self.held = gathered.count as usize;
        self.ask()?;
        Ok(gathered.troubles)
    }

    /// How many there are from here on.
    pub fn count(&self) -> usize {
        self.held + self.pictures.len()
    }

    /// Some more; none once all were handed out.
    pub async fn next(&mut self) -> Result<Option<Handed>, PictureTrouble> {
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

    fn ask(&mut self) -> Result<(), PictureTrouble> {
        if self.asked < self.held {
            let errand = Errand::Hand { from: self.asked as u32, most: MOST };
            self.coming = Some(Box::pin(self.darkroom.send(&errand, None)?));
        }
        Ok(())
    }

    async fn picture(&self, file: &Named) -> Result<Example, Trouble> {
        let path = file.path.trim_start_matches('/');
        let label = label::of(path).ok_or_else(|| Trouble::of_file(path, label::MISSING));
        let developed = self.darkroom.develop_file(0, file, Wish::default(), Views::None).await;
        let (found, _) = developed.map_err(|why| match why {
            PictureTrouble::Picture(
                PictureError::NotAPicture | PictureError::Foreign(PictureForm::Text | PictureForm::Pdf),
            ) => Trouble::of_file(path, NOTHING_KNOWN),
            why => Trouble::of_file(path, why),
        })?;
        let matter = Matter::Picture(found.lines);
        Ok(Example { file: path.to_owned(), place: String::new(), label: label?, matter })
    }
}

fn understood<T: DeserializeOwned>(answer: Option<Vec<u8>>) -> Result<T, PictureTrouble> {
    protocol::decode(&answer.ok_or(PictureTrouble::Darkroom)?).map_err(|_| PictureTrouble::Darkroom)
}
