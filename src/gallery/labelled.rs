//! Labelled data from what is kept: pictures of digits as the network sees them, for whoever wants to train on them.

use super::{KeptDrawing, file, grey, idx, zip};
use crate::glyph::{self, Glyph};

/// The digits among the kept drawings, and how many are none.
#[derive(Debug, Default, PartialEq)]
pub struct LabelledSet {
    digits: Vec<(u8, Glyph)>,
    unlabelled: usize,
    several: usize,
    other: usize,
}

impl LabelledSet {
    pub fn of<'a>(all: impl IntoIterator<Item = &'a KeptDrawing>) -> Self {
        let mut set = Self::default();
        for kept in all {
            match (kept.digit(), kept.label()) {
                (Some(digit), _) => {
                    set.digits.extend(glyph::from_strokes(&kept.drawing.strokes).map(|glyph| (digit, glyph)));
                }
                (None, "") => set.unlabelled += 1,
                (None, label) if label.bytes().all(|c| c.is_ascii_digit() || c == b' ') => set.several += 1,
                (None, _) => set.other += 1,
            }
        }
        set
    }

    pub fn len(&self) -> usize {
        self.digits.len()
    }

    pub fn is_empty(&self) -> bool {
        self.digits.is_empty()
    }

    /// MNIST's two files.
    pub fn idx(&self) -> Option<Vec<u8>> {
        let images = idx::images(self.digits.iter().map(|(_, glyph)| glyph));
        let labels = idx::labels(self.digits.iter().map(|(digit, _)| *digit));
        zip::write(&[
            ("inkling-images-idx3-ubyte".to_owned(), images),
            ("inkling-labels-idx1-ubyte".to_owned(), labels),
        ])
    }

    /// A folder for each digit, with pictures numbered through.
    pub fn pngs(&self) -> Option<Vec<u8>> {
        let file =
            |(at, (digit, glyph)): (usize, &(u8, Glyph))| (format!("{digit}/{:05}.png", at + 1), grey::png(glyph));
        zip::write(&self.digits.iter().enumerate().map(file).collect::<Vec<_>>())
    }

    /// How many were left out and why; empty where none was.
    pub fn left_out(&self) -> String {
        let reasons = [
            (self.unlabelled, "without a label"),
            (self.several, "with several digits"),
            (self.other, "whose label is no digit"),
        ];
        let reasons = reasons.iter().filter(|(count, _)| *count > 0);
        let reasons: Vec<String> = reasons.map(|(count, why)| format!("{count} {why}")).collect();
        if reasons.is_empty() { String::new() } else { format!("Left out: {}.", reasons.join(", ")) }
    }
}

/// The strokes of all that has a label, whole, however many digits it has; and how many have none.
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
    fn only_single_digits_become_pictures_and_the_others_are_counted() {
        let set = LabelledSet::of(&labelled(&["1", "", "12", "1 2", "x", "7"]));
        assert_eq!(set.len(), 2);
        assert_eq!(set.left_out(), "Left out: 1 without a label, 2 with several digits, 1 whose label is no digit.");
        assert_eq!(LabelledSet::of(&labelled(&["1"])).left_out(), "");
    }

    #[test]
    fn mnists_files_hold_the_digits_in_their_order() {
        let files = zip::tests::read(&LabelledSet::of(&labelled(&["7", "x", "1"])).idx().unwrap());
        let [(images, pictures), (labels, digits)] = files.as_slice() else { panic!("{} files", files.len()) };
        assert_eq!((images.as_str(), labels.as_str()), ("inkling-images-idx3-ubyte", "inkling-labels-idx1-ubyte"));
        assert_eq!((pictures.len(), &digits[8..]), (16 + 2 * 784, &[7, 1][..]));
        let glyph = glyph::from_strokes(line(0.0).strokes).unwrap();
        assert_eq!(pictures[16..16 + 784], glyph.pixels);
    }

    #[test]
    fn pictures_lie_in_their_digits_folder() {
        let files = zip::tests::read(&LabelledSet::of(&labelled(&["7", "1", "7"])).pngs().unwrap());
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["7/00001.png", "1/00002.png", "7/00003.png"]);
    }

    #[test]
    fn strokes_of_numbers_stay_whole() {
        let (text, with, without) = strokes(&labelled(&["12", "", "7"]));
        assert_eq!((text.lines().count(), with, without), (2, 2, 1));
    }
}
