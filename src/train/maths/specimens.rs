//! Specimens that people drew one by one, by symbol and writer.

use crate::alphabet::Alphabet;
use crate::ink::{Bounds, Point};
use crate::maths::write;
use crate::segment::groups::MOST_STROKES;
use crate::train::data::{kept_hold_out, read_strokes};
use crate::train::rng::Rng;
use crate::train::{Result, TrainError};
use std::collections::HashMap;
use std::path::Path;

/// Stroke files with signs, and the symbols that each may teach; all of the alphabet where none are named. The drawings
/// of detexify are thinned to corners and fitted to a square.
const FILES: [(&str, Kind); 9] = [
    ("pendigits/train.jsonl.gz", Kind::Drawn),
    ("unipen/digits.jsonl.gz", Kind::Drawn),
    ("unipen/upper.jsonl.gz", Kind::Drawn),
    ("unipen/lower.jsonl.gz", Kind::Drawn),
    ("unipen/symbols.jsonl.gz", Kind::Drawn),
    ("omniglot/latin.jsonl.gz", Kind::Drawn),
    ("omniglot/greek.jsonl.gz", Kind::Drawn),
    ("writemath/symbols.jsonl.gz", Kind::Drawn),
    ("detexify/symbols.jsonl.gz", Kind::Corners),
];

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Drawn,
    Corners,
}

/// Names in the files that stand for a symbol of another name.
const NAMES: [(&str, &str); 14] = [
    ("-", "−"),
    ("'", "′"),
    ("\\Sigma", "∑"),
    ("\\varphi", "φ"),
    ("\\vartheta", "θ"),
    ("\\mid", "|"),
    ("\\textbar", "|"),
    ("\\textperiodcentered", "·"),
    ("\\ldotp", "."),
    ("\\textless", "<"),
    ("\\textgreater", ">"),
    ("\\longrightarrow", "→"),
    ("\\slash", "/"),
    ("\\triangle", "Δ"),
];

/// A sign as it was drawn, in a box whose longer side is one and whose corner is at nought.
#[derive(Clone, Debug)]
pub struct Specimen {
    pub strokes: Vec<Vec<Point>>,
    /// Whether its proportions are lost.
    pub is_square: bool,
}

/// All signs of some writers.
pub struct Specimens {
    signs: Vec<Specimen>,
    /// The signs of each class.
    by_class: Vec<Vec<usize>>,
    /// The signs of each class by each writer who drew many.
    writers: Vec<HashMap<usize, Vec<usize>>>,
}

/// Writers who drew fewer symbols than this lend single signs only.
const WHOLE_HAND: usize = 20;
/// How often a sign is of the expression's writer, where there are any.
const SAME_HAND: f32 = 0.75;

impl Specimens {
    /// Reads the signs of the writers who teach, or of those kept aside; files that are missing are done without.
    pub fn read(folder: &Path, alphabet: &Alphabet, hold_out: bool) -> Result<Self> {
        let mut all = Self { signs: Vec::new(), by_class: vec![Vec::new(); alphabet.len()], writers: Vec::new() };
        let mut writers: HashMap<String, HashMap<usize, Vec<usize>>> = HashMap::new();
        for (file, kind) in FILES.into_iter().filter(|(file, _)| folder.join(file).is_file()) {
            for (_, known) in read_strokes(&folder.join(file))? {
                let class = alphabet.class_of(name_of(&known.text));
                if class >= alphabet.len() || kept_hold_out(&known.writer) != hold_out {
                    continue;
                }
                let strokes = known.drawing.strokes.into_iter().map(|stroke| stroke.points).collect();
                let Some(sign) = Specimen::new(strokes, kind == Kind::Corners) else { continue };
                all.by_class[class].push(all.signs.len());
                writers.entry(known.writer).or_default().entry(class).or_default().push(all.signs.len());
                all.signs.push(sign);
            }
        }
        let mut writers: Vec<_> = writers.into_iter().filter(|(_, hand)| hand.len() >= WHOLE_HAND).collect();
        writers.sort_by(|a, b| a.0.cmp(&b.0));
        all.writers = writers.into_iter().map(|(_, hand)| hand).collect();
        if all.writers.is_empty() {
            return Err(TrainError(format!("{} has no writer with enough signs to teach maths.", folder.display())));
        }
        Ok(all)
    }

    pub fn count(&self) -> usize {
        self.signs.len()
    }

    /// Somebody whose hand an expression is written in.
    pub fn any_writer(&self, rng: &mut Rng) -> usize {
        rng.below(self.writers.len())
    }

    /// A sign of a class, mostly by this writer; None where nobody drew it.
    pub fn sign(&self, class: usize, writer: usize, rng: &mut Rng) -> Option<&Specimen> {
        let own = self.writers[writer].get(&class).filter(|_| rng.chance(SAME_HAND));
        let from = own.unwrap_or(&self.by_class[class]);
        (!from.is_empty()).then(|| &self.signs[from[rng.below(from.len())]])
    }
}

/// The symbol that a label means: a character as it is, or by its name in LaTeX.
pub fn name_of(text: &str) -> &str {
    match NAMES.iter().find(|(name, _)| *name == text) {
        Some((_, symbol)) => symbol,
        None => write::character(text),
    }
}

impl Specimen {
    fn new(strokes: Vec<Vec<Point>>, is_square: bool) -> Option<Self> {
        let strokes: Vec<Vec<Point>> = strokes.into_iter().filter(|points| !points.is_empty()).collect();
        let bounds = strokes.iter().filter_map(|points| Bounds::around(points)).reduce(Bounds::union)?;
        let longer = bounds.longer_side().max(1e-3);
        let put = |point: &Point| Point::at((point.x - bounds.left) / longer, (point.y - bounds.top) / longer);
        let put = |points: &Vec<Point>| -> Vec<Point> {
            let points = points.iter().map(put).collect();
            if is_square { rounded(points) } else { points }
        };
        (strokes.len() <= MOST_STROKES).then(|| Self { strokes: strokes.iter().map(put).collect(), is_square })
    }
}

/// Corners cut off three times: a polygon becomes a curve.
fn rounded(mut points: Vec<Point>) -> Vec<Point> {
    for _ in 0..3 {
        let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) else { return points };
        let between = |pair: &[Point]| {
            let at = |part: f32| {
                Point::at(pair[0].x + (pair[1].x - pair[0].x) * part, pair[0].y + (pair[1].y - pair[0].y) * part)
            };
            [at(0.25), at(0.75)]
        };
        points = std::iter::once(first).chain(points.windows(2).flat_map(between)).chain([last]).collect();
    }
    points
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub mod tests {
    use super::*;

    /// A sign of one or two strokes for each symbol, all by one writer.
    pub fn made(alphabet: &Alphabet) -> Specimens {
        let sign = |class: usize| {
            let turn = class as f32 * 0.7;
            let line = |from: f32| {
                (0..9).map(move |at| at as f32 * 0.2 + from).map(move |t| Point::at(t.cos(), (t + turn).sin()))
            };
            let strokes = (0..1 + class % 2).map(|stroke| line(turn + stroke as f32).collect()).collect();
            Specimen::new(strokes, false)
        };
        let signs: Vec<Specimen> = (0..alphabet.len()).filter_map(sign).collect();
        let by_class: Vec<Vec<usize>> = (0..signs.len()).map(|at| vec![at]).collect();
        let writer = by_class.iter().cloned().enumerate().collect();
        Specimens { signs, by_class, writers: vec![writer] }
    }

    #[test]
    fn labels_are_known_by_several_names() {
        assert_eq!(["-", "\\times", "\\varphi", "\\Sigma", "x"].map(name_of), ["−", "×", "φ", "∑", "x"]);
    }

    #[test]
    fn a_sign_has_its_longer_side_one_and_corners_are_rounded() {
        let corner = [(10.0, 10.0), (30.0, 10.0), (30.0, 50.0)].map(|(x, y)| Point::at(x, y)).to_vec();
        let plain = Specimen::new(vec![corner.clone()], false).unwrap();
        assert_eq!(plain.strokes[0].last().map(|point| (point.x, point.y)), Some((0.5, 1.0)));
        let rounded = Specimen::new(vec![corner.clone()], true).unwrap();
        assert!(rounded.strokes[0].len() > 10 && !rounded.strokes[0].contains(&Point::at(0.5, 0.0)));
        assert!(
            Specimen::new(vec![corner; MOST_STROKES + 1], false).is_none()
                && Specimen::new(Vec::new(), false).is_none()
        );
    }
}
