//! Labelled data sets made of kept drawings: pictures of single symbols as the network sees them, to train on.

use super::{KeptDrawing, file, grey, idx, zip};
use crate::alphabet::{Alphabet, SymbolId};
use crate::glyph::{self, Glyph};
use std::collections::BTreeSet;

/// The file that names the labels of an IDX pair where they are not all digits: one symbol per line, from label 0 on.
const CLASSES: &str = "classes.txt";

/// The single symbols among kept drawings, and how many of the others were left out for which reason.
#[derive(Debug, Default, PartialEq)]
pub struct LabelledSet {
    symbols: Vec<(SymbolId, Glyph)>,
    unlabelled: usize,
    several: usize,
}

impl LabelledSet {
    pub fn of<'a>(all: impl IntoIterator<Item = &'a KeptDrawing>) -> Self {
        let mut set = Self::default();
        for kept in all {
            match (kept.symbol(), kept.label()) {
                (Some(symbol), _) => {
                    set.symbols.extend(glyph::from_strokes(&kept.drawing.strokes).map(|glyph| (symbol, glyph)));
                }
                (None, "") => set.unlabelled += 1,
                (None, _) => set.several += 1,
            }
        }
        set
    }

    pub fn len(&self) -> usize {
        self.symbols.len()
    }

    pub fn is_empty(&self) -> bool {
        self.symbols.is_empty()
    }

    /// An IDX pair. Digits are their own labels, as MNIST has them; with other symbols among them, labels count the
    /// symbols of a third file. `None` where the zip or the labels would be more than their forms can count.
    pub fn idx(&self) -> Option<Vec<u8>> {
        let digits = Alphabet::digits();
        let others: BTreeSet<SymbolId> = self
            .symbols
            .iter()
            .map(|(symbol, _)| *symbol)
            .filter(|symbol| digits.position(*symbol).is_none())
            .collect();
        let classes = Alphabet::new(digits.symbols().iter().copied().chain(others.iter().copied()));
        let label = |symbol: SymbolId| u8::try_from(classes.position(symbol)?).ok();
        let labels: Vec<u8> = self.symbols.iter().map(|(symbol, _)| label(*symbol)).collect::<Option<_>>()?;
        let mut files = vec![
            ("inkling-images-idx3-ubyte".to_owned(), idx::images(self.symbols.iter().map(|(_, glyph)| glyph))),
            ("inkling-labels-idx1-ubyte".to_owned(), idx::labels(labels.into_iter())),
        ];
        if !others.is_empty() {
            let lines = classes.symbols().iter().map(|symbol| format!("{symbol}\n"));
            files.push((CLASSES.to_owned(), lines.collect::<String>().into_bytes()));
        }
        zip::write(&files)
    }

    /// A zip with a folder of numbered PNGs for each symbol; None where it would be too large.
    pub fn pngs(&self) -> Option<Vec<u8>> {
        let file = |(at, (symbol, glyph)): (usize, &(SymbolId, Glyph))| {
            (format!("{}/{:05}.png", folder(*symbol), at + 1), grey::png(glyph))
        };
        zip::write(&self.symbols.iter().enumerate().map(file).collect::<Vec<_>>())
    }

    /// A sentence on how many drawings were left out and why; empty where none was.
    pub fn left_out(&self) -> String {
        let reasons = [(self.unlabelled, "without a label"), (self.several, "whose label is more than one symbol")];
        let reasons = reasons.iter().filter(|(count, _)| *count > 0);
        let reasons: Vec<String> = reasons.map(|(count, why)| format!("{count} {why}")).collect();
        if reasons.is_empty() { String::new() } else { format!("Left out: {}.", reasons.join(", ")) }
    }
}

/// The name of a symbol's folder: the symbol itself, or the code points of its characters where systems do not allow it as
/// a name.
fn folder(symbol: SymbolId) -> String {
    let text = symbol.to_string();
    if text.chars().all(char::is_alphanumeric) {
        return text;
    }
    text.chars().map(|c| format!("u{:04x}", u32::from(c))).collect::<Vec<_>>().join("-")
}

/// The stroke file of all drawings with a label, however many symbols it has; the number of them, and the number of
/// drawings without a label.
pub fn strokes<'a>(all: impl IntoIterator<Item = &'a KeptDrawing>) -> (String, usize, usize) {
    let (labelled, bare): (Vec<&KeptDrawing>, Vec<&KeptDrawing>) =
        all.into_iter().partition(|kept| !kept.label().is_empty());
    (file::write(labelled.iter().copied()), labelled.len(), bare.len())
}

#[cfg(test)]
mod tests {
    use super::super::tests::line;
    use super::*;

    fn labelled(labels: &[&str]) -> Vec<KeptDrawing> {
        labels.iter().map(|label| KeptDrawing::new(line(0.0), label, 0)).collect()
    }

    #[test]
    fn only_single_symbols_become_pictures_and_the_others_are_counted() {
        let set = LabelledSet::of(&labelled(&["1", "", "12", "1 2", "x", "7"]));
        assert_eq!(set.len(), 3);
        assert_eq!(set.left_out(), "Left out: 1 without a label, 2 whose label is more than one symbol.");
        assert_eq!(LabelledSet::of(&labelled(&["1"])).left_out(), "");
    }

    #[test]
    fn mnists_files_hold_the_digits_in_their_order() {
        let files = zip::tests::read(&LabelledSet::of(&labelled(&["7", "12", "1"])).idx().unwrap());
        let [(images, pictures), (labels, digits)] = files.as_slice() else { panic!("{} files", files.len()) };
        assert_eq!((images.as_str(), labels.as_str()), ("inkling-images-idx3-ubyte", "inkling-labels-idx1-ubyte"));
        assert_eq!((pictures.len(), &digits[8..]), (16 + 2 * 784, &[7, 1][..]));
        let glyph = glyph::from_strokes(line(0.0).strokes).unwrap();
        assert_eq!(pictures[16..16 + 784], glyph.pixels);
    }

    #[test]
    fn labels_of_other_symbols_are_named_in_a_file_of_their_own() {
        let files = zip::tests::read(&LabelledSet::of(&labelled(&["△", "7", "sin"])).idx().unwrap());
        let [_, (_, labels), (name, classes)] = files.as_slice() else { panic!("{} files", files.len()) };
        let classes = std::str::from_utf8(classes).unwrap();
        let named: Vec<&str> =
            labels[8..].iter().filter_map(|label| classes.lines().nth(usize::from(*label))).collect();
        assert_eq!((name.as_str(), named), ("classes.txt", vec!["△", "7", "sin"]));
    }

    #[test]
    fn pictures_lie_in_their_symbols_folder() {
        let files = zip::tests::read(&LabelledSet::of(&labelled(&["7", "/", "7"])).pngs().unwrap());
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["7/00001.png", "u002f/00002.png", "7/00003.png"]);
    }

    #[test]
    fn strokes_of_numbers_stay_whole() {
        let (text, with, without) = strokes(&labelled(&["12", "", "7"]));
        assert_eq!((text.lines().count(), with, without), (2, 2, 1));
    }
}
