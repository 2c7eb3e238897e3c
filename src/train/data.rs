//! The data sets: where they lie, what each is for, and which writers are kept aside.

use super::idx::{self, Pictures};
use super::{Result, Trouble, trouble};
use crate::glyph::{self, Glyph};
use crate::ink::form::{self, Labelled};
use crate::reader::DIGITS;
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
const LOOK_ALIKES: &str = "OoQDIliJjZzSsbGqgBTYytaUuV/\\|()[]'`,.1!~";

/// Looks for the data: where the caller says, where INKLING_DATA says, in `data`, or beside the project.
pub fn folder(named: Option<&str>) -> Result<PathBuf> {
    let named = named.map(str::to_owned).or_else(|| std::env::var("INKLING_DATA").ok());
    let places: Vec<PathBuf> = match named {
        Some(place) => vec![place.into()],
        None => ["data", "../shared/data"].map(PathBuf::from).to_vec(),
    };
    places.iter().find(|place| place.is_dir()).cloned().ok_or_else(|| {
        let tried: Vec<String> = places.iter().map(|place| place.display().to_string()).collect();
        Trouble(format!(
            "There is no data folder at {}. Name one with --data or INKLING_DATA; the README says what goes in it.",
            tried.join(" or ")
        ))
    })
}

/// Whether a writer is kept aside for validation: every fifth, by number or by name.
pub fn kept_aside(writer: &str) -> bool {
    let number = writer.parse().unwrap_or_else(|_| {
        writer
            .bytes()
            .fold(0xCBF2_9CE4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
    });
    number.is_multiple_of(5)
}

/// Drawings of a stroke file, one a line.
pub fn read_strokes(path: &Path) -> Result<Vec<Labelled>> {
    let text = String::from_utf8(idx::unpacked(path)?).map_err(trouble(format!("{} is not text", path.display())))?;
    let lines: Vec<(usize, &str)> = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
    let read = |(number, line): &(usize, &str)| {
        form::read(line).map_err(|error| Trouble(format!("{}, line {}: {error}", path.display(), number + 1)))
    };
    lines.par_iter().map(read).collect()
}

/// The class of a label: a digit, no digit, or too much like one to teach either.
fn class_of(text: &str) -> Option<usize> {
    match text.parse::<usize>() {
        Ok(digit) if text.len() == 1 => Some(digit),
        _ if text.chars().any(|sign| LOOK_ALIKES.contains(sign)) => None,
        _ => Some(DIGITS),
    }
}

/// Drawings with one sign each, apart by whether their writers are kept aside.
pub struct Split<T> {
    pub train: Vec<Example<T>>,
    pub aside: Vec<Example<T>>,
}

pub fn strokes(path: &Path) -> Result<Split<Labelled>> {
    let examples = read_strokes(path)?.into_iter().filter_map(|of| {
        let class = class_of(&of.text)?;
        (!of.drawing.is_empty()).then_some(Example { of, class })
    });
    let (aside, train) = examples.partition(|example| kept_aside(&example.of.writer));
    Ok(Split { train, aside })
}

/// Pictures brought to the network's form as the page would.
pub fn pictures(folder: &Path, stem: &str) -> Result<Vec<Example<Glyph>>> {
    let set = folder.join(stem.split('/').next().unwrap_or(stem));
    let pictures = Pictures::read(&folder.join(format!("{stem}-images-idx3-ubyte.gz")))?;
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
    let greys: Vec<_> = pictures.iter().zip(labels).filter_map(|(grey, label)| Some((grey, class(label)?))).collect();
    Ok(greys
        .into_par_iter()
        .filter_map(|(grey, class)| Some(Example { of: glyph::from_picture(&grey)?, class }))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_of_thirty_numbered_writers_are_kept_aside() {
        let aside: Vec<u32> = (1..=30).filter(|writer| kept_aside(&writer.to_string())).collect();
        assert_eq!(aside, [5, 10, 15, 20, 25, 30]);
    }

    #[test]
    fn about_a_fifth_of_named_writers_is_kept_aside() {
        let aside = (0..1000).filter(|n| kept_aside(&format!("writer-{n}"))).count();
        assert!((150..250).contains(&aside), "{aside}");
    }

    #[test]
    fn labels_have_their_classes() {
        assert_eq!(class_of("7"), Some(7));
        assert_eq!(class_of("K"), Some(DIGITS));
        assert_eq!(class_of("+"), Some(DIGITS));
        assert_eq!(class_of("O"), None);
    }
}
