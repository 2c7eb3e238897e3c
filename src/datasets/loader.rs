//! What the picture worker holds of a data set: files as they came, made examples of when they are asked for.

use super::format::{self, Format};
use super::idx::{Idx, Pictures};
use super::lines::Lines;
use super::set::{Form, Set};
use super::zip::Zip;
use super::{DatasetError, DatasetErrors, Example, MOST_BYTES, MOST_EXAMPLES, NOTHING_KNOWN, Summary};
use super::{csv, folder, gzip, idx, pair};

/// After so many bytes of pictures, those asked for are returned: the page wants to show how far it is.
const ENOUGH: usize = 128 << 10;

#[derive(Default)]
pub struct Loader {
    sets: Vec<Set>,
    pictures: Vec<(String, Pictures)>,
    labels: Vec<(String, Vec<u8>)>,
    errors: DatasetErrors,
    bytes: usize,
}

impl Loader {
    /// Takes a file in.
    pub fn add(&mut self, file: &str, bytes: Vec<u8>) {
        if let Err(error) = self.take(file, bytes, true) {
            self.errors.add(error);
        }
    }

    /// Pairs what belongs together, and says what there is, once. Sets that are dark on light are turned; with
    /// `reverse`, what was turned is left as it is, and what was left because it is mixed is turned.
    pub fn summary(&mut self, reverse: bool) -> Summary {
        for (file, pictures, labels) in pair::pairs(&mut self.pictures, &mut self.labels) {
            if pictures.len() == labels.len() {
                self.sets.push(Set::of(file, Form::Pairs { pictures, labels }));
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
        let several = self.sets.len() > 1;
        let polarity = self.sets.iter_mut().filter_map(|set| set.turn(reverse, several)).collect();
        Summary { count, errors: std::mem::take(&mut self.errors), polarity }
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
                let form = match form {
                    Format::Strokes => Form::Strokes(lines),
                    _ if lines.get(0).is_some_and(|(_, line)| csv::is_header(line)) => Form::Csv(lines.without_first()),
                    _ => Form::Csv(lines),
                };
                self.sets.push(Set::of(file.to_owned(), form));
            }
            _ if bytes.is_empty() => return Err(wrong(&"The file is empty. Choose another one.")),
            Format::Gzip | Format::Zip | Format::Other => return Err(wrong(&NOTHING_KNOWN)),
        }
        Ok(())
    }

    /// Pictures stay packed until they are wanted; data files are taken in like others.
    fn take_zip(&mut self, file: &str, zip: Zip) -> Result<(), DatasetError> {
        let mut pictures = Vec::new();
        for entry in folder::listed(&zip.entries, |entry| &entry.name) {
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
            self.sets.push(Set::of(file.to_owned(), Form::Zip { zip, entries: pictures }));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets::{Content, Polarity};
    use crate::glyph::AREA;

    const PICTURES: [u8; 20] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 0, 0];

    fn labels(labels: &[u8]) -> Vec<u8> {
        [&[0, 0, 8, 1, 0, 0, 0, labels.len() as u8], labels].concat()
    }

    #[test]
    fn a_pair_is_read_in_parts() {
        let mut loader = Loader::default();
        loader.add("labels", labels(&[7, 12]));
        loader.add("images", PICTURES.to_vec());
        assert_eq!(loader.summary(false), Summary { count: 2, ..Summary::default() });
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
    fn what_has_no_partner_or_does_not_fit_is_said() {
        let mut loader = Loader::default();
        loader.add("images", PICTURES.to_vec());
        assert!(loader.summary(false).errors.first[0].what.contains("labels are missing"));
        loader.add("images", PICTURES.to_vec());
        loader.add("labels", labels(&[1]));
        assert!(loader.summary(false).errors.first[0].what.contains("2 pictures"));
        loader.add("a.txt", b"seven".to_vec());
        loader.add("none", Vec::new());
        let summary = loader.summary(false);
        assert_eq!((summary.count, summary.errors.count()), (0, 2));
    }

    #[test]
    fn several_files_follow_each_other() {
        let line = |text: &str| format!(r#"{{"text": "{text}", "strokes": [[0,0,5,9]]}}"#);
        let mut loader = Loader::default();
        loader.add("a.jsonl", format!("{}\n\n{}\n", line("1"), line("2")).into_bytes());
        loader.add("b.jsonl", line("3").into_bytes());
        assert_eq!(loader.summary(false).count, 3);
        let places: Vec<String> =
            loader.examples(1, 9).into_iter().map(|one| one.map(|one| one.file + " " + &one.place).unwrap()).collect();
        assert_eq!(places, ["a.jsonl line 3", "b.jsonl line 1"]);
    }
    /// A pair of files with as many pictures, and a line of CSV for each, of a bar in this ink on this ground.
    fn bars(count: usize, ink: u8, ground: u8) -> [Vec<u8>; 3] {
        let bar: Vec<u8> = (0..AREA).map(|at| if (12..15).contains(&(at % 28)) { ink } else { ground }).collect();
        let header = [&[0, 0, 8, 3, 0, 0, 0, count as u8], [0u8, 0, 0, 28].repeat(2).as_slice()].concat();
        let line = format!("1,{}\n", bar.iter().map(u8::to_string).collect::<Vec<_>>().join(","));
        [[header, bar.repeat(count)].concat(), labels(&vec![1; count]), line.repeat(count).into_bytes()]
    }

    fn load(reverse: bool, files: &[(&str, &[u8])]) -> (Summary, Vec<Content>) {
        let mut loader = Loader::default();
        files.iter().for_each(|(name, bytes)| loader.add(name, bytes.to_vec()));
        let summary = loader.summary(reverse);
        (summary, loader.examples(0, 99).into_iter().map(|one| one.unwrap().content).collect())
    }

    #[test]
    fn sets_with_dark_ink_on_light_ground_are_turned_and_say_so() {
        let [light, labels, light_csv] = bars(3, 255, 0);
        let [dark, _, dark_csv] = bars(3, 0, 255);
        let (summary, as_it_is) = load(false, &[("images", &light), ("labels", &labels)]);
        assert_eq!((summary.polarity, as_it_is.len()), (Vec::new(), 3));
        assert_eq!(load(false, &[("a.csv", &light_csv)]).1, as_it_is);
        for files in [[("images", dark.as_slice()), ("labels", &labels)].as_slice(), &[("a.csv", &dark_csv)]] {
            let (summary, turned) = load(false, files);
            assert_eq!((summary.polarity[0].polarity, summary.polarity[0].turned), (Polarity::DarkOnLight, true));
            assert_eq!((&summary.polarity[0].file, turned), (&None, as_it_is.clone()));
            let (summary, left) = load(true, files);
            assert!(!summary.polarity[0].turned && left != as_it_is);
        }
    }

    #[test]
    fn each_set_is_turned_or_not_by_itself() {
        let [_, _, light] = bars(2, 255, 0);
        let [_, _, dark] = bars(2, 0, 255);
        let (summary, contents) = load(false, &[("light.csv", &light), ("dark.csv", &dark)]);
        assert_eq!((summary.polarity.len(), summary.polarity[0].file.as_deref()), (1, Some("dark.csv")));
        assert!(contents.iter().all(|content| *content == contents[0]));
        let (summary, contents) = load(false, &[("mixed.csv", &[light, dark].concat())]);
        assert_eq!((summary.polarity[0].polarity, summary.polarity[0].turned), (Polarity::Mixed, false));
        assert!(contents[0] != contents[2]);
    }
}
