//! What the network is shown: a mixture of the sets, each example made anew every time.

use super::data::{self, Example};
use super::rng::Rng;
use super::{Result, Trouble, augment, doodle};
use crate::glyph::{AREA, Glyph};
use crate::ink::Drawing;
use crate::ink::form::Labelled;
use crate::reader::DIGITS;
use std::path::Path;

/// The part of MNIST's training pictures that is kept aside, from their end: 2,000 of them.
const MNIST_ASIDE: usize = 30;

/// How often each kind of example is shown.
const MIXTURE: [(Kind, f32); 7] = [
    (Kind::Mnist, 0.46),
    (Kind::Pictures, 0.10),
    (Kind::Pen, 0.28),
    (Kind::Letters, 0.09),
    (Kind::Signs, 0.01),
    (Kind::Doodles, 0.04),
    (Kind::Pairs, 0.02),
];

#[derive(Clone, Copy)]
enum Kind {
    Mnist,
    Pictures,
    Pen,
    Letters,
    Signs,
    Doodles,
    Pairs,
}

/// All that teaches.
pub struct Lessons {
    mnist: Vec<Example<Glyph>>,
    /// Other digit pictures.
    pictures: Vec<Example<Glyph>>,
    /// Pictures of signs that are no digits.
    signs: Vec<Example<Glyph>>,
    pen: Vec<Example<Labelled>>,
    letters: Vec<Example<Labelled>>,
}

/// A set kept aside, as the page would see it.
pub struct Aside {
    pub name: &'static str,
    pub examples: Vec<Example<Glyph>>,
}

/// One made example.
pub struct Made {
    pub ink: Vec<f32>,
    pub class: usize,
}

pub fn load(folder: &Path) -> Result<(Lessons, Vec<Aside>)> {
    let mut mnist = data::pictures(folder, "mnist/train")?;
    let mnist_aside = mnist.split_off(mnist.len() - mnist.len() / MNIST_ASIDE);
    let mut others = Vec::new();
    for stem in ["semeion/semeion", "optdigits/optdigits", "bhmsds/bhmsds"] {
        others.extend(data::pictures(folder, stem)?);
    }
    let (pictures, signs) = others.into_iter().partition(|example| example.class < DIGITS);
    let pendigits = data::strokes(&folder.join("pendigits/train.jsonl.gz"))?;
    let unipen = data::strokes(&folder.join("unipen/digits.jsonl.gz"))?;
    let mut letters = Vec::new();
    let mut letters_aside = Vec::new();
    for set in ["lower", "upper", "symbols"] {
        let split = data::strokes(&folder.join(format!("unipen/{set}.jsonl.gz")))?;
        letters.extend(split.train);
        letters_aside.extend(split.aside);
    }
    let as_seen = |name, examples: &[Example<Labelled>]| Aside {
        name,
        examples: examples.iter().filter_map(|e| Some(Example { of: seen(&e.of.drawing)?, class: e.class })).collect(),
    };
    let aside = vec![
        Aside { name: "mnist", examples: mnist_aside },
        as_seen("pendigits", &pendigits.aside),
        as_seen("unipen", &unipen.aside),
        as_seen("no digits", &letters_aside),
    ];
    let pen = [pendigits.train, unipen.train].concat();
    let lessons = Lessons { mnist, pictures, signs, pen, letters };
    if lessons.lacks_a_kind() {
        return Err(Trouble(format!("The sets in {} hold too little to learn from.", folder.display())));
    }
    Ok((lessons, aside))
}

fn seen(drawing: &Drawing) -> Option<Glyph> {
    crate::glyph::from_strokes(drawing.strokes.iter().map(|stroke| stroke.points.as_slice()))
}

impl Lessons {
    /// How many real digits there are to learn from.
    pub fn digits(&self) -> usize {
        self.mnist.len() + self.pictures.len() + self.pen.len()
    }

    fn lacks_a_kind(&self) -> bool {
        let pictures = [&self.mnist, &self.pictures, &self.signs];
        pictures.iter().any(|set| set.is_empty()) || self.pen.is_empty() || self.letters.is_empty()
    }

    /// Makes the example of one place in the run.
    pub fn make(&self, rng: &mut Rng) -> Made {
        match pick(rng) {
            Kind::Mnist => picture(&self.mnist, rng),
            Kind::Pictures => picture(&self.pictures, rng),
            Kind::Signs => picture(&self.signs, rng),
            Kind::Pen => pen(&self.pen, rng),
            Kind::Letters => pen(&self.letters, rng),
            Kind::Doodles => drawn(&doodle::doodle(rng), DIGITS, rng),
            Kind::Pairs => {
                let [left, right] = [(); 2].map(|()| &self.pen[rng.below(self.pen.len())].of.drawing);
                drawn(&doodle::side_by_side(left, right, rng), DIGITS, rng)
            }
        }
    }
}

fn pick(rng: &mut Rng) -> Kind {
    let mut left = rng.unit() * MIXTURE.iter().map(|(_, share)| share).sum::<f32>();
    for (kind, share) in MIXTURE {
        if left < share {
            return kind;
        }
        left -= share;
    }
    Kind::Mnist
}

fn picture(examples: &[Example<Glyph>], rng: &mut Rng) -> Made {
    let example = &examples[rng.below(examples.len())];
    Made { ink: augment::picture(&example.of, rng), class: example.class }
}

fn pen(examples: &[Example<Labelled>], rng: &mut Rng) -> Made {
    let example = &examples[rng.below(examples.len())];
    drawn(&example.of.drawing, example.class, rng)
}

fn drawn(drawing: &Drawing, class: usize, rng: &mut Rng) -> Made {
    let glyph = augment::drawing(drawing, rng);
    Made { ink: glyph.map_or_else(|| vec![0.0; AREA], |glyph| glyph.input().collect()), class }
}
