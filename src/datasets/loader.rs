//! What the picture worker holds of a data set: files as they came, made examples of when they are asked for.

use super::format::{self, Format};
use super::idx::{Idx, Pictures};
use super::lines::Lines;
use super::zip::{Entry, Zip};
use super::{Content, DatasetError, DatasetErrors, Example, MOST_BYTES, MOST_EXAMPLES, NOTHING_KNOWN, Summary};
use super::{csv, gzip, idx, label, pair, strokes};
use crate::glyph;
use crate::picture::{self, Framing, Views, decode};
use crate::raster::Grey;

/// After so many bytes of pictures, those asked for are handed out: the page wants to show how far it is.
const ENOUGH: usize = 128 << 10;

#[derive(Default)]
pub struct Loader {
    sets: Vec<Set>,
    pictures: Vec<(String, Pictures)>,
    labels: Vec<(String, Vec<u8>)>,
    errors: DatasetErrors,
    bytes: usize,
}

enum Set {
    Pairs { file: String, pictures: Pictures, labels: Vec<u8> },
    Csv { file: String, lines: Lines },
    Strokes { file: String, lines: Lines },
    Zip { file: String, zip: Zip, entries: Vec<Entry> },
}

impl Loader {
    /// Takes a file in.
    pub fn add(&mut self, file: &str, bytes: Vec<u8>) {
        if let Err(error) = self.take(file, bytes, true) {
            self.errors.add(error);
        }
    }

    /// Pairs what belongs together; says what there is, once.
    pub fn summary(&mut self) -> Summary {
        for (file, pictures, labels) in pair::pairs(&mut self.pictures, &mut self.labels) {
            if pictures.len() == labels.len() {
                self.sets.push(Set::Pairs { file, pictures, labels });
            } else {
                let what = format!(
                    "It has {} pictures, and the file of labels has {}. Choose the two files of one set.",
                    pictures.len(),
                    labels.len()
                );
                self.errors.add(DatasetError::of_file(&file, what));
            }
        }
        for (file, _) in self.pictures.drain(..) {
            self.errors.add(DatasetError::of_file(&file, "Its labels are missing. Choose the file of labels with it."));
        }
        for (file, _) in self.labels.drain(..) {
            self.errors
                .add(DatasetError::of_file(&file, "Its pictures are missing. Choose the file of pictures with it."));
        }
        if self.sets.iter().map(Set::len).sum::<usize>() > MOST_EXAMPLES {
            self.sets.clear();
            let what = format!("All files together hold more than {MOST_EXAMPLES} pictures. Choose fewer.");
            self.errors.add(DatasetError::of_file("The set", what));
        }
        let count = self.sets.iter().map(Set::len).sum::<usize>() as u32;
        Summary { count, errors: std::mem::take(&mut self.errors) }
    }

    /// The examples from this one on, up to so many; fewer where they are large, none behind the last.
    pub fn examples(&self, from: usize, most: usize) -> Vec<Result<Example, DatasetError>> {
        let mut at = from;
        let mut examples = Vec::new();
        let mut weight = 0;
        for set in &self.sets {
            while at < set.len() && examples.len() < most && weight < ENOUGH {
                let (example, bytes) = set.example(at);
                examples.push(example);
                weight += bytes;
                at += 1;
            }
            match at.checked_sub(set.len()) {
                Some(behind) => at = behind,
                None => break,
            }
        }
        examples
    }

    fn take(&mut self, file: &str, bytes: Vec<u8>, outermost: bool) -> Result<(), DatasetError> {
        let wrong = |what: &dyn std::fmt::Display| DatasetError::of_file(file, what);
        let room = MOST_BYTES.saturating_sub(self.bytes);
        if bytes.len() > room {
            return Err(wrong(&gzip::PackError::TooLarge { most: MOST_BYTES }));
        }
        match format::of(&bytes) {
            Format::Gzip if outermost => {
                let plain = gzip::gunzip(&bytes, room).map_err(|why| wrong(&why))?;
                return self.take(file, plain, false);
            }
            Format::Zip if outermost => return self.take_zip(file, Zip::open(bytes).map_err(|why| wrong(&why))?),
            Format::Idx => {
                self.bytes += bytes.len();
                match idx::read(bytes).map_err(|why| wrong(&why))? {
                    Idx::Pictures(pictures) => self.pictures.push((file.to_owned(), pictures)),
                    Idx::Labels(labels) => self.labels.push((file.to_owned(), labels)),
                }
            }
            form @ (Format::Csv | Format::Strokes) => {
                self.bytes += bytes.len();
                let lines = Lines::of(bytes).map_err(|why| wrong(&why))?;
                let file = file.to_owned();
                self.sets.push(match form {
                    Format::Strokes => Set::Strokes { file, lines },
                    _ if lines.get(0).is_some_and(|(_, line)| csv::is_header(line)) => {
                        Set::Csv { file, lines: lines.without_first() }
                    }
                    _ => Set::Csv { file, lines },
                });
            }
            _ if bytes.is_empty() => return Err(wrong(&"The file is empty. Choose another one.")),
            Format::Gzip | Format::Zip | Format::Other => return Err(wrong(&NOTHING_KNOWN)),
        }
        Ok(())
    }

    /// Pictures stay packed until they are wanted; data files are taken in like others.
    fn take_zip(&mut self, file: &str, zip: Zip) -> Result<(), DatasetError> {
        let mut pictures = Vec::new();
        for entry in zip.entries.iter().filter(|entry| !label::is_hidden(&entry.name)) {
            if format::of(&zip.start(entry, format::ENOUGH)) == Format::Other {
                pictures.push(entry.clone());
                continue;
            }
            let inside = format!("{file}/{}", entry.name);
            let room = MOST_BYTES.saturating_sub(self.bytes);
            match zip.unpack(entry, room) {
                // A zip in a zip is one too many; a packed file in one is not.
                Ok(plain) => {
                    let outermost = format::of(&plain) == Format::Gzip;
                    self.take(&inside, plain, outermost).unwrap_or_else(|error| self.errors.add(error));
                }
                Err(why) => self.errors.add(DatasetError::at(file, entry.name.clone(), why)),
            }
        }
        if zip.entries.is_empty() {
            return Err(DatasetError::of_file(file, "The zip is empty. Choose another one."));
        }
        if !pictures.is_empty() {
            self.bytes += zip.len();
            self.sets.push(Set::Zip { file: file.to_owned(), zip, entries: pictures });
        }
        Ok(())
    }
}

impl Set {
    fn len(&self) -> usize {
        match self {
            Self::Pairs { labels, .. } => labels.len(),
            Self::Csv { lines, .. } | Self::Strokes { lines, .. } => lines.len(),
            Self::Zip { entries, .. } => entries.len(),
        }
    }

    /// One of them, and how many bytes it took.
    fn example(&self, at: usize) -> (Result<Example, DatasetError>, usize) {
        let example = |file: &str, place: String, read: Result<(String, Content), String>| match read {
            Ok((label, content)) => Ok(Example { file: file.to_owned(), place, label, content }),
            Err(what) => Err(DatasetError::at(file, place, what)),
        };
        match self {
            Self::Pairs { file, pictures, labels } => {
                let read = match (labels.get(at), pictures.get(at)) {
                    (Some(label @ 0..10), Some(grey)) => Ok((label.to_string(), symbol(&grey))),
                    (label, _) => Err(format!(
                        "Its label is {}, and a digit from 0 to 9 is expected.",
                        label.copied().unwrap_or_default()
                    )),
                };
                (example(file, format!("picture {}", at + 1), read), 0)
            }
            Self::Csv { file, lines } => {
                let (number, line) = lines.get(at).unwrap_or_default();
                let read = csv::read(line)
                    .map(|(label, grey)| (label.to_string(), symbol(&grey)))
                    .map_err(|why| why.to_string());
                (example(file, format!("line {number}"), read), 0)
            }
            Self::Strokes { file, lines } => {
                let (number, line) = lines.get(at).unwrap_or_default();
                let read = strokes::read(line)
                    .map(|(label, found)| (label, Content::Drawing(found)))
                    .map_err(|why| why.to_string());
                (example(file, format!("line {number}"), read), 0)
            }
            Self::Zip { file, zip, entries } => match entries.get(at) {
                Some(entry) => (example(file, entry.name.clone(), of_entry(zip, entry)), entry.size.max(1)),
                None => (example(file, String::new(), Err(NOTHING_KNOWN.into())), 0),
            },
        }
    }
}

fn symbol(grey: &Grey) -> Content {
    Content::Symbol(glyph::from_picture(grey).map(Box::new))
}

fn of_entry(zip: &Zip, entry: &Entry) -> Result<(String, Content), String> {
    let bytes = zip.picture(entry).map_err(|why| why.to_string())?;
    let photo = decode::photo(&bytes).map_err(|why| why.to_string())?;
    let label = label::of(&entry.name).ok_or(label::MISSING)?;
    Ok((label, Content::Picture(picture::find(&photo, &Framing::default(), Views::None).lines)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PICTURES: [u8; 20] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 0, 0];

    fn labels(labels: &[u8]) -> Vec<u8> {
        [&[0, 0, 8, 1, 0, 0, 0, labels.len() as u8], labels].concat()
    }

    #[test]
    fn a_pair_is_handed_out_in_parts() {
        let mut loader = Loader::default();
        loader.add("labels", labels(&[7, 12]));
        loader.add("images", PICTURES.to_vec());
        assert_eq!(loader.summary(), Summary { count: 2, errors: DatasetErrors::default() });
        let first = loader.examples(0, 1);
        assert!(matches!(&first[..], [Ok(Example { label, content: Content::Symbol(Some(_)), .. })] if label == "7"));
        assert!(
            loader.examples(1, 9)[0]
                .as_ref()
                .unwrap_err()
                .to_string()
                .starts_with("images, picture 2: Its label is 12")
        );
        assert!(loader.examples(2, 9).is_empty());
    }

    #[test]
    fn what_has_no_partner_or_does_not_fit_is_told() {
        let mut loader = Loader::default();
        loader.add("images", PICTURES.to_vec());
        assert!(loader.summary().errors.told[0].what.contains("labels are missing"));
        loader.add("images", PICTURES.to_vec());
        loader.add("labels", labels(&[1]));
        assert!(loader.summary().errors.told[0].what.contains("2 pictures"));
        loader.add("a.txt", b"seven".to_vec());
        loader.add("none", Vec::new());
        let told = loader.summary();
        assert_eq!((told.count, told.errors.count()), (0, 2));
    }

    #[test]
    fn several_files_follow_each_other() {
        let line = |text: &str| format!(r#"{{"text": "{text}", "strokes": [[0,0,5,9]]}}"#);
        let mut loader = Loader::default();
        loader.add("a.jsonl", format!("{}\n\n{}\n", line("1"), line("2")).into_bytes());
        loader.add("b.jsonl", line("3").into_bytes());
        assert_eq!(loader.summary().count, 3);
        let places: Vec<String> =
            loader.examples(1, 9).into_iter().map(|one| one.map(|one| one.file + " " + &one.place).unwrap()).collect();
        assert_eq!(places, ["a.jsonl line 3", "b.jsonl line 1"]);
    }
}
