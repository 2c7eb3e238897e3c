//! The data sets: where they lie, what each is for, and which writers are kept aside.

use super::idx;
use super::numbers::DIGITS;
use super::{Result, TrainError, context};
use crate::glyph::Glyph;
use crate::ink::form::{self, Labelled};
use crate::raster::Grey;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// One example: what to read, and its class ("not a digit" is the class after the ten digits).
#[derive(Clone, Debug)]
pub struct Example<T> {
    pub of: T,
    pub class: usize,
}

/// Letters and symbols that many people write just like a digit; they teach nothing about what is none.
/// `c`, `e` and `h` are near enough to 0, 2, 6 and 4 in some hands, but most of theirs are no digits.
pub const LOOK_ALIKES: &str = "OoQDIliJjZzSsbGqgBTYytaUuV/\\|()[]'`,.1!~";

/// A set that training reads: its folder, its licence, and where it can be had.
pub struct Source {
    pub folder: &'static str,
    pub what: &'static str,
    pub used: &'static str,
    pub licence: &'static str,
    pub origin: &'static str,
}

pub const SOURCES: [Source; 6] = [
    Source {
        folder: "mnist",
        what: "MNIST, training part",
        used: "training; its last thirtieth kept aside",
        licence: "commonly stated CC BY-SA 3.0",
        origin: "Its IDX files are at https://storage.googleapis.com/cvdf-datasets/mnist/.",
    },
    Source {
        folder: "pendigits",
        what: "Pen-Based Recognition of Handwritten Digits, original tracks",
        used: "training; writers 5, 10, 15, 20, 25 and 30 kept aside",
        licence: "CC BY 4.0",
        origin: "UCI has its tracks, https://archive.ics.uci.edu/dataset/81, to be brought to the stroke file form.",
    },
    Source {
        folder: "unipen",
        what: "UNIPEN train-r01-v07",
        used: "digits for training, letters and symbols as “not a digit”; every fifth writer kept aside",
        licence: "CC BY 4.0 (an older notice of 1999 said research only)",
        origin: "Zenodo has it, https://doi.org/10.5281/zenodo.1195803, to be brought to the stroke file form.",
    },
    Source {
        folder: "semeion",
        what: "Semeion Handwritten Digit",
        used: "training",
        licence: "CC BY 4.0",
        origin: "UCI has it, https://archive.ics.uci.edu/dataset/178, to be brought to IDX form.",
    },
    Source {
        folder: "optdigits",
        what: "Optical Recognition of Handwritten Digits, original bitmaps",
        used: "training",
        licence: "CC BY 4.0",
        origin: "UCI has it, https://archive.ics.uci.edu/dataset/80, to be brought to IDX form.",
    },
    Source {
        folder: "bhmsds",
        what: "Basic Handwritten Math Symbols",
        used: "training; its symbols and letters as “not a digit”",
        licence: "MIT",
        origin: "GitHub has it, https://github.com/wblachowski/bhmsds, to be brought to IDX form.",
    },
];

/// Looks for the data: where the caller says, where INKLING_DATA says, in `data`, or beside the project.
pub fn folder(named: Option<&str>) -> Result<PathBuf> {
    let named = named.map(str::to_owned).or_else(|| std::env::var("INKLING_DATA").ok());
    let places: Vec<PathBuf> = match named {
        Some(place) => vec![place.into()],
        None => ["data", "../shared/data"].map(PathBuf::from).to_vec(),
    };
    places.iter().find(|place| place.is_dir()).cloned().ok_or_else(|| {
        let tried: Vec<String> = places.iter().map(|place| place.display().to_string()).collect();
        TrainError(format!(
            "There is no data folder at {}. Name one with --data or INKLING_DATA; docs/training.md says what goes in it.",
            tried.join(" or ")
        ))
    })
}

/// Tells each set that is missing, and where it can be had.
pub fn tell_missing(folder: &Path) {
    for source in SOURCES.iter().filter(|source| !folder.join(source.folder).is_dir()) {
        eprintln!("no {} here: going on without. {}", source.folder, source.origin);
    }
}

/// Whether a writer is kept aside for validation: every fifth, by number or by name.
pub fn kept_hold_out(writer: &str) -> bool {
    let number = writer.parse().unwrap_or_else(|_| crate::fnv::add(crate::fnv::NOTHING, writer.as_bytes()));
    number.is_multiple_of(5)
}

/// Drawings of a stroke file, one a line, each with its line's number.
pub fn read_strokes(path: &Path) -> Result<Vec<(usize, Labelled)>> {
    let text = String::from_utf8(idx::unpacked(path)?).map_err(context(format!("{} is not text", path.display())))?;
    let lines: Vec<(usize, &str)> = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()).collect();
    let read = |(number, line): &(usize, &str)| match form::read(line) {
        Ok(drawing) => Ok((*number, drawing)),
        Err(error) => Err(TrainError(format!("{}, line {number}: {error}", path.display()))),
    };
    lines.par_iter().map(read).collect()
}

/// The class of a label: a digit, no digit, or too much like one to teach either.
fn class_of(text: &str) -> Option<usize> {
    match text.parse::<usize>() {
        Ok(digit) if text.len() == 1 => Some(digit),
        _ if text.chars().any(|symbol| LOOK_ALIKES.contains(symbol)) => None,
        _ => Some(DIGITS),
    }
}

/// Drawings with one symbol each, apart by whether their writers are kept aside.
#[derive(Default)]
pub struct Split {
    pub train: Vec<Example<Labelled>>,
    pub hold_out: Vec<Example<Labelled>>,
}

pub fn strokes(path: &Path) -> Result<Split> {
    let examples = read_strokes(path)?.into_iter().filter_map(|(_, of)| {
        let class = class_of(&of.text)?;
        (!of.drawing.is_empty()).then_some(Example { of, class })
    });
    let (hold_out, train) = examples.partition(|example| kept_hold_out(&example.of.writer));
    Ok(Split { train, hold_out })
}

/// Pictures as they are in their files.
pub fn greys(folder: &Path, stem: &str) -> Result<Vec<Example<Grey>>> {
    let set = folder.join(stem.split('/').next().unwrap_or(stem));
    let pictures = idx::read_pictures(&folder.join(format!("{stem}-images-idx3-ubyte.gz")))?;
    let labels = idx::read_labels(&folder.join(format!("{stem}-labels-idx1-ubyte.gz")))?;
    let classes = std::fs::read_to_string(set.join("classes.txt")).ok();
    let names: Option<Vec<&str>> = classes.as_deref().map(|text| text.lines().collect());
    let class = |label: u8| match &names {
        Some(names) => match *names.get(usize::from(label))? {
            "slash" => None,
            // Signs go by their names, letters and digits by themselves.
            name if name.len() > 1 => Some(DIGITS),
            name => class_of(name),
        },
        None => Some(usize::from(label)).filter(|label| *label < DIGITS),
    };
    let known = |(of, label)| Some(Example { of, class: class(label)? });
    Ok(pictures.iter().zip(labels).filter_map(known).collect())
}

/// Brought to the network's form: as the page would to be read, or as sharp as they came to teach.
pub fn glyphs(greys: &[Example<Grey>], glyph: fn(&Grey) -> Option<Glyph>) -> Vec<Example<Glyph>> {
    let known = |grey: &Example<Grey>| Some(Example { of: glyph(&grey.of)?, class: grey.class });
    greys.par_iter().filter_map(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_of_thirty_numbered_writers_are_kept_hold_out() {
        let hold_out: Vec<u32> = (1..=30).filter(|writer| kept_hold_out(&writer.to_string())).collect();
        assert_eq!(hold_out, [5, 10, 15, 20, 25, 30]);
    }

    #[test]
    fn about_a_fifth_of_named_writers_is_kept_hold_out() {
        let hold_out = (0..1000).filter(|n| kept_hold_out(&format!("writer-{n}"))).count();
        assert!((150..250).contains(&hold_out), "{hold_out}");
    }

    #[test]
    fn labels_have_their_classes() {
        assert_eq!(class_of("7"), Some(7));
        assert_eq!(class_of("K"), Some(DIGITS));
        assert_eq!(class_of("+"), Some(DIGITS));
        assert_eq!(class_of("O"), None);
    }
}
