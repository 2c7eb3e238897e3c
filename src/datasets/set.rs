//! One set of labelled examples, as its file has them; each is made when it is asked for.

use super::idx::Pictures;
use super::lines::Lines;
use super::polarity::{Ground, PolarityNote};
use super::zip::{Entry, Zip};
use super::{Content, DatasetError, Example, NOTHING_KNOWN, csv, label, strokes};
use crate::picture::decode;
use crate::raster::Grey;

pub struct Set {
    file: String,
    form: Form,
    /// The ground whose pictures are turned; `None` where they are read as they are.
    turned: Option<Ground>,
}

pub enum Form {
    Pairs { pictures: Pictures, labels: Vec<u8> },
    Csv(Lines),
    Strokes(Lines),
    Zip { zip: Zip, entries: Vec<Entry> },
}

impl Set {
    pub fn of(file: String, form: Form) -> Self {
        Self { file, form, turned: None }
    }

    pub fn len(&self) -> usize {
        match &self.form {
            Form::Pairs { labels, .. } => labels.len(),
            Form::Csv(lines) | Form::Strokes(lines) => lines.len(),
            Form::Zip { entries, .. } => entries.len(),
        }
    }

    /// Turns the pictures where they are dark on light, or with `reverse` does not. What there is to say of it names the
    /// file where there are several.
    pub fn turn(&mut self, reverse: bool, several: bool) -> Option<PolarityNote> {
        let ground = Ground::of(self.len(), |at| self.symbol(at)?.ok().map(|(_, grey)| grey));
        let turned = ground.is_turned() != reverse;
        let note = PolarityNote::of(ground.polarity, turned, several.then(|| self.file.clone()))?;
        self.turned = turned.then_some(ground);
        Some(note)
    }

    /// One of them, and how many bytes it took.
    pub fn example(&self, at: usize) -> (Result<Example, DatasetError>, usize) {
        let line = |lines: &Lines| format!("line {}", lines.get(at).unwrap_or_default().0);
        let (place, bytes) = match &self.form {
            Form::Pairs { .. } => (format!("picture {}", at + 1), 0),
            Form::Csv(lines) | Form::Strokes(lines) => (line(lines), 0),
            Form::Zip { entries, .. } => {
                entries.get(at).map(|entry| (entry.name.clone(), entry.size.max(1))).unwrap_or_default()
            }
        };
        let example = match self.read(at) {
            Ok((label, content)) => Ok(Example { file: self.file.clone(), place, label, content }),
            Err(what) => Err(DatasetError::at(&self.file, place, what)),
        };
        (example, bytes)
    }

    fn read(&self, at: usize) -> Result<(String, Content), String> {
        if let Some(symbol) = self.symbol(at) {
            let (label, grey) = symbol?;
            let grey = match &self.turned {
                Some(ground) => ground.turned(grey),
                None => grey,
            };
            return Ok((label, Content::of_symbol(&grey)));
        }
        match &self.form {
            Form::Strokes(lines) => strokes::read(lines.get(at).unwrap_or_default().1).map_err(|why| why.to_string()),
            Form::Zip { zip, entries } => of_entry(zip, entries.get(at).ok_or(NOTHING_KNOWN)?),
            Form::Pairs { .. } | Form::Csv(_) => Err(NOTHING_KNOWN.into()),
        }
    }

    /// The label and the picture of a symbol, as they are in the file; `None` where the set is of another form.
    fn symbol(&self, at: usize) -> Option<Result<(String, Grey), String>> {
        match &self.form {
            Form::Pairs { pictures, labels } => Some(match (labels.get(at), pictures.get(at)) {
                (Some(label @ 0..10), Some(grey)) => Ok((label.to_string(), grey)),
                (label, _) => Err(format!(
                    "Its label is {}, and a digit from 0 to 9 is expected.",
                    label.copied().unwrap_or_default()
                )),
            }),
            Form::Csv(lines) => {
                let read = csv::read(lines.get(at).unwrap_or_default().1);
                Some(read.map(|(label, grey)| (label.to_string(), grey)).map_err(|why| why.to_string()))
            }
            Form::Strokes(_) | Form::Zip { .. } => None,
        }
    }
}

fn of_entry(zip: &Zip, entry: &Entry) -> Result<(String, Content), String> {
    let bytes = zip.picture(entry).map_err(|why| why.to_string())?;
    let photo = decode::photo(&bytes).map_err(|why| why.to_string())?;
    let label = label::of(&entry.name).ok_or(label::MISSING)?;
    Ok((label, Content::of_photo(&photo)))
}
