//! The corpus of the numbers model: a mixture of the sets, each example made anew every time.

use super::corpus::{Corpus, HoldOut, Sample};
use super::data::{self, Example, Split};
use super::numbers::DIGITS;
use super::recipe::{Ingredient, Recipe};
use super::rng::Rng;
use super::{Result, TrainError, adjacent, augment, doodle};
use crate::alphabet::Alphabet;
use crate::glyph::{self, AREA, Glyph, Medium};
use crate::ink::Drawing;
use crate::ink::form::Labelled;

use std::path::Path;

const MNIST: &str = "mnist/train";
/// The part of MNIST's training pictures that is kept aside, from their end: 2,000 of them.
const MNIST_HOLD_OUT: usize = 30;

/// How often each kind of example is shown.
const MIXTURE: [(Kind, f32); 9] = [
    (Kind::Mnist, 0.54),
    (Kind::Pictures, 0.08),
    (Kind::Pen, 0.20),
    (Kind::PenAsPicture, 0.06),
    (Kind::Letters, 0.07),
    (Kind::Signs, 0.01),
    (Kind::Doodles, 0.02),
    (Kind::PenPairs, 0.03),
    (Kind::PaperPairs, 0.03),
];

#[derive(Clone, Copy)]
enum Kind {
    Mnist,
    Pictures,
    Pen,
    /// Drawings as a picture of them would show them.
    PenAsPicture,
    Letters,
    Signs,
    Doodles,
    PenPairs,
    PaperPairs,
}

/// How often a digit on a picture has an edge of a neighbour with it.
const NEAR: f32 = 0.1;
/// How much a drawing that was changed already is changed once more as a picture.
const ANEW: f32 = 0.4;

/// All that teaches to read numbers.
pub struct NumbersCorpus {
    alphabet: Alphabet,
    mnist: Vec<Example<Glyph>>,
    /// Other digit pictures.
    pictures: Vec<Example<Glyph>>,
    /// Pictures of symbols that are no digits.
    symbols: Vec<Example<Glyph>>,
    pen: Vec<Example<Labelled>>,
    letters: Vec<Example<Labelled>>,
}

/// Reads what there is to learn from. A set that is missing is done without, all but MNIST's pictures.
pub fn corpus(folder: &Path) -> Result<NumbersCorpus> {
    let mnist = data::greys(folder, MNIST)?;
    let mnist = data::glyphs(&mnist[..taught(&mnist)], glyph::in_form);
    if mnist.is_empty() {
        return Err(TrainError(format!("The pictures in {} are too few to learn from.", folder.display())));
    }
    let mut others = Vec::new();
    for set in ["semeion", "optdigits", "bhmsds"].into_iter().filter(|set| folder.join(set).is_dir()) {
        others.extend(data::glyphs(&data::greys(folder, &format!("{set}/{set}"))?, glyph::in_form));
    }
    let (pictures, symbols) = others.into_iter().partition(|example| example.class < DIGITS);
    let [pendigits, unipen] = pen(folder)?.map(|split| split.train);
    let letters = letters(folder)?.train;
    Ok(NumbersCorpus {
        alphabet: Alphabet::digits(),
        mnist,
        pictures,
        symbols,
        pen: [pendigits, unipen].concat(),
        letters,
    })
}

/// Reads what is kept aside, of the sets that there are.
pub fn hold_out(folder: &Path) -> Result<Vec<HoldOut>> {
    let mnist = data::greys(folder, MNIST)?;
    let [pendigits, unipen] = pen(folder)?.map(|split| split.hold_out);
    let sets = [
        HoldOut { name: "mnist", examples: data::glyphs(&mnist[taught(&mnist)..], glyph::from_picture) },
        HoldOut::of("pendigits", &pendigits),
        HoldOut::of("unipen", &unipen),
        HoldOut::of("no digits", &letters(folder)?.hold_out),
    ];
    Ok(sets.into_iter().filter(|set| !set.examples.is_empty()).collect())
}

/// Digits and letters by writers kept aside, as they were drawn.
pub fn drawn_hold_out(folder: &Path) -> Result<[Vec<Example<Labelled>>; 2]> {
    Ok([pen(folder)?.map(|split| split.hold_out).concat(), letters(folder)?.hold_out])
}

/// How many of MNIST's training pictures teach.
fn taught<T>(mnist: &[T]) -> usize {
    mnist.len() - mnist.len() / MNIST_HOLD_OUT
}

/// Digits of both sets of drawings.
fn pen(folder: &Path) -> Result<[Split; 2]> {
    Ok([drawings(folder, "pendigits/train.jsonl.gz")?, drawings(folder, "unipen/digits.jsonl.gz")?])
}

fn letters(folder: &Path) -> Result<Split> {
    let mut letters = Split::default();
    for set in ["lower", "upper", "symbols"] {
        let more = drawings(folder, &format!("unipen/{set}.jsonl.gz"))?;
        letters.train.extend(more.train);
        letters.hold_out.extend(more.hold_out);
    }
    Ok(letters)
}

fn drawings(folder: &Path, file: &str) -> Result<Split> {
    let path = folder.join(file);
    if path.parent().is_some_and(Path::is_dir) { data::strokes(&path) } else { Ok(Split::default()) }
}

impl NumbersCorpus {
    /// How many real digits there are to learn from.
    pub fn digits(&self) -> usize {
        self.mnist.len() + self.pictures.len() + self.pen.len()
    }

    /// Whether a run shows examples of this kind.
    fn shows(&self, kind: Kind, recipe: Recipe) -> bool {
        let there = match kind {
            Kind::Mnist | Kind::PaperPairs | Kind::Doodles => true,
            Kind::Pictures => !self.pictures.is_empty(),
            Kind::Signs => !self.symbols.is_empty(),
            Kind::Pen | Kind::PenAsPicture | Kind::PenPairs => !self.pen.is_empty(),
            Kind::Letters => !self.letters.is_empty(),
        };
        let wanted = match kind {
            Kind::Mnist | Kind::Pictures => true,
            Kind::Pen | Kind::PenAsPicture => recipe.has(Ingredient::Drawings),
            Kind::Signs | Kind::Letters | Kind::Doodles | Kind::PenPairs | Kind::PaperPairs => {
                recipe.has(Ingredient::Others)
            }
        };
        there && wanted
    }

    fn pick(&self, recipe: Recipe, rng: &mut Rng) -> Kind {
        let shown = || MIXTURE.into_iter().filter(|(kind, _)| self.shows(*kind, recipe));
        let mut left = rng.unit() * shown().map(|(_, share)| share).sum::<f32>();
        for (kind, share) in shown() {
            if left < share {
                return kind;
            }
            left -= share;
        }
        Kind::Mnist
    }

    /// A digit that somebody drew, or by this chance a letter, where there are any.
    pub fn any_drawing(&self, letter: f32, rng: &mut Rng) -> Option<(&Drawing, usize)> {
        let from = if rng.chance(letter) { &self.letters } else { &self.pen };
        let example = (!from.is_empty()).then(|| &from[rng.below(from.len())])?;
        Some((&example.of.drawing, example.class))
    }

    fn any_digit(&self, rng: &mut Rng) -> &Glyph {
        &self.mnist[rng.below(self.mnist.len())].of
    }
}

impl Corpus for NumbersCorpus {
    fn alphabet(&self) -> &Alphabet {
        &self.alphabet
    }

    fn sample(&self, recipe: Recipe, strength: f32, rng: &mut Rng) -> Sample {
        let edged = |glyph: &Glyph, rng: &mut Rng| {
            let near = recipe.has(Ingredient::Damage) && rng.chance(NEAR);
            near.then(|| adjacent::beside(glyph, self.any_digit(rng), rng)).flatten()
        };
        let picture = |examples: &[Example<Glyph>], rng: &mut Rng| {
            let example = &examples[rng.below(examples.len())];
            let edged = if example.class < DIGITS { edged(&example.of, rng) } else { None };
            let seen = edged.as_ref().unwrap_or(&example.of);
            Sample::new(
                augment::picture(seen, recipe, strength, rng),
                example.class,
                &self.alphabet,
                Medium::Paper,
                rng,
            )
        };
        let drawn = |drawing: &Drawing, class: usize, rng: &mut Rng| {
            let glyph = augment::drawing(drawing, recipe, strength, rng);
            Sample::new(
                glyph.map_or_else(|| vec![0.0; AREA], |glyph| glyph.input().collect()),
                class,
                &self.alphabet,
                Medium::Pen,
                rng,
            )
        };
        let pen = |examples: &[Example<Labelled>], rng: &mut Rng| {
            let example = &examples[rng.below(examples.len())];
            drawn(&example.of.drawing, example.class, rng)
        };
        match self.pick(recipe, rng) {
            Kind::Mnist => picture(&self.mnist, rng),
            Kind::Pictures => picture(&self.pictures, rng),
            Kind::Signs => picture(&self.symbols, rng),
            Kind::Pen => pen(&self.pen, rng),
            Kind::PenAsPicture => {
                let example = &self.pen[rng.below(self.pen.len())];
                let drawn = augment::drawing(&example.of.drawing, recipe, strength, rng).unwrap_or(Glyph::BLANK);
                let seen = edged(&drawn, rng).unwrap_or(drawn);
                Sample::new(
                    augment::picture(&seen, recipe, ANEW * strength, rng),
                    example.class,
                    &self.alphabet,
                    Medium::Picture,
                    rng,
                )
            }
            Kind::Letters => pen(&self.letters, rng),
            Kind::Doodles => drawn(&doodle::doodle(rng), DIGITS, rng),
            Kind::PenPairs => {
                let [left, right] = [(); 2].map(|()| &self.pen[rng.below(self.pen.len())].of.drawing);
                drawn(&doodle::side_by_side(left, right, rng), DIGITS, rng)
            }
            Kind::PaperPairs => {
                let [left, right] = [(); 2].map(|()| self.any_digit(rng));
                let pair = adjacent::pair(left, right, rng).unwrap_or(Glyph::BLANK);
                Sample::new(augment::picture(&pair, recipe, strength, rng), DIGITS, &self.alphabet, Medium::Paper, rng)
            }
        }
    }
}
