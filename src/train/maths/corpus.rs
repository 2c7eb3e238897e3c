//! Samples for the maths model, made anew for each place of a run.

use super::block::DrawnSymbol;
use super::compose::Writer;
use super::expression;
use super::node::Node;
use super::specimens::Specimens;
use super::{SYMBOLS, alphabet};
use crate::alphabet::Alphabet;
use crate::glyph::planes::{PEN, PLANES, Planes};
use crate::glyph::{AREA, Image};
use crate::ink::{Point, Trace};
use crate::segment::groups::Strokes;
use crate::train::corpus::{Corpus, HoldOut, Sample};
use crate::train::data::Example;
use crate::train::recipe::Recipe;
use crate::train::rng::Rng;
use crate::train::{Result, doodle};
use std::path::Path;

/// How often a sample is a group of strokes that is no symbol, a scribble, and a symbol that stands alone.
const NO_SYMBOL: f32 = 0.28;
const SCRIBBLE: f32 = 0.02;
const ALONE: f32 = 0.12;
/// How often a whole symbol is one that is chosen from all alike; else one that the expression happens to have.
const EACH_ALIKE: f32 = 0.5;
/// How often joined letters are chosen in their turn.
const JOINED: f32 = 0.4;
/// How often the symbols around one are left out, and the directions of all ink.
const WITHOUT_OTHERS: f32 = 0.05;
const WITHOUT_DIRECTIONS: f32 = 0.1;

/// All that teaches to read symbols of expressions.
pub struct MathsCorpus {
    alphabet: Alphabet,
    texts: Vec<&'static str>,
    specimens: Specimens,
}

/// Reads what there is to learn from.
pub fn corpus(folder: &Path) -> Result<MathsCorpus> {
    MathsCorpus::read(folder, false)
}

/// Samples from signs of writers who teach nothing.
pub fn hold_out(folder: &Path, count: usize) -> Result<HoldOut<Planes>> {
    let corpus = MathsCorpus::read(folder, true)?;
    let example = |at: usize| {
        let mut rng = Rng::of(0x1A7B, [0, at as u64]);
        let (planes, class) = corpus.example(0.4, &mut rng)?;
        Some(Example { of: planes, class })
    };
    Ok(HoldOut { name: "composed", examples: (0..count).filter_map(example).collect() })
}

impl MathsCorpus {
    fn read(folder: &Path, hold_out: bool) -> Result<Self> {
        let alphabet = alphabet();
        let specimens = Specimens::read(folder, &alphabet, hold_out)?;
        Ok(Self { alphabet, texts: SYMBOLS.split(' ').collect(), specimens })
    }

    pub fn count(&self) -> usize {
        self.specimens.count()
    }

    /// A symbol that is to be among those of an expression.
    fn wanted(&self, rng: &mut Rng) -> Option<&'static str> {
        let wanted = rng.chance(EACH_ALIKE).then(|| self.texts[rng.below(self.texts.len())]);
        // Joined letters are seldom written, and there are many kinds of them.
        wanted.filter(|text| text.chars().count() == 1 || rng.chance(JOINED))
    }

    /// A composed expression, each symbol with its strokes.
    pub fn written(&self, rng: &mut Rng) -> Vec<DrawnSymbol> {
        let writer = Writer::any(&self.specimens, &self.alphabet, rng);
        let wanted = self.wanted(rng);
        writer.write(&with(wanted, rng), rng)
    }

    /// What the network would see of some strokes of a composed expression, and the class that they are.
    fn example(&self, strength: f32, rng: &mut Rng) -> Option<(Planes, usize)> {
        let writer = Writer::any(&self.specimens, &self.alphabet, rng);
        let pen = PEN * (rng.normal() * 0.15 * strength).exp();
        if rng.chance(SCRIBBLE) {
            let scribble = doodle::doodle(rng).strokes.into_iter().map(|stroke| stroke.points).collect();
            let own = DrawnSymbol { class: self.alphabet.reject(), strokes: scribble };
            return seen(&[own], Some(0), pen, rng).map(|planes| (planes, self.alphabet.reject()));
        }
        let wanted = self.wanted(rng);
        if rng.chance(ALONE) {
            let text = wanted.unwrap_or(self.texts[rng.below(self.texts.len())]);
            let node = if text == "√" { root(rng) } else { Node::Symbol(text) };
            let written = writer.write(&node, rng);
            let class = self.alphabet.class_of(text);
            let at = written.iter().position(|one| one.class == class)?;
            return seen(&written, Some(at), pen, rng).map(|planes| (planes, class));
        }
        let written = writer.write(&with(wanted, rng), rng);
        if rng.chance(NO_SYMBOL) {
            return seen(&written, None, pen, rng).map(|planes| (planes, self.alphabet.reject()));
        }
        let class = wanted.map(|text| self.alphabet.class_of(text));
        let those: Vec<usize> =
            (0..written.len()).filter(|at| class.is_none_or(|class| written[*at].class == class)).collect();
        let at = if those.is_empty() { rng.below(written.len()) } else { those[rng.below(those.len())] };
        seen(&written, Some(at), pen, rng).map(|planes| (planes, written[at].class))
    }
}

/// An expression, with a symbol put into it.
fn with(wanted: Option<&'static str>, rng: &mut Rng) -> Node {
    let mut node = expression::expression(rng);
    if let Some(text) = wanted.filter(|text| *text != "√") {
        node.put(text, rng);
    }
    node
}

fn root(rng: &mut Rng) -> Node {
    let digit = ["2", "3", "5", "x", "7"][rng.below(5)];
    Node::Root { index: None, radicand: Box::new(Node::Symbol(digit)) }
}

/// What the network sees of one symbol among all that was written; without one, of strokes that are no symbol together,
/// where there are such.
fn seen(written: &[DrawnSymbol], symbol: Option<usize>, pen: f32, rng: &mut Rng) -> Option<Planes> {
    // Devices differ in how many points they keep.
    let step = if rng.chance(0.5) { rng.between(0.0, 0.1) } else { 0.0 };
    let tremor = if rng.chance(0.3) { rng.between(0.0, 0.012) } else { 0.0 };
    let mut of = Vec::new();
    let mut traces = Vec::new();
    for (place, one) in written.iter().enumerate() {
        for points in &one.strokes {
            let shaken = points.iter().map(|p| Point::at(p.x + rng.normal() * tremor, p.y + rng.normal() * tremor));
            let Some(trace) = Trace::new(shaken.collect()) else { continue };
            of.push(place);
            traces.push(if step > 0.0 { trace.thinned(step) } else { trace });
        }
    }
    let strokes = Strokes::new(traces);
    let group: Vec<usize> = match symbol {
        Some(symbol) => (0..of.len()).filter(|stroke| of[*stroke] == symbol).collect(),
        None => {
            let is_symbol = |group: &Vec<usize>| {
                let first = of[group[0]];
                group.iter().all(|stroke| of[*stroke] == first)
                    && of.iter().filter(|symbol| **symbol == first).count() == group.len()
            };
            let groups: Vec<Vec<usize>> = strokes.groups().into_iter().filter(|group| !is_symbol(group)).collect();
            if groups.is_empty() {
                return None;
            }
            groups[rng.below(groups.len())].clone()
        }
    };
    let alone = symbol.is_some() && rng.chance(WITHOUT_OTHERS);
    let mut own = Vec::new();
    let mut others = Vec::new();
    for (stroke, trace) in strokes.traces.iter().enumerate() {
        match group.contains(&stroke) {
            true => own.push(trace),
            false if alone => {}
            false => others.push(trace),
        }
    }
    let planes = Planes::of(&own, &others, strokes.usual, pen)?;
    Some(if rng.chance(WITHOUT_DIRECTIONS) { planes.without_directions() } else { planes })
}

impl Corpus for MathsCorpus {
    fn alphabet(&self) -> &Alphabet {
        &self.alphabet
    }

    fn sample(&self, _: Recipe, strength: f32, rng: &mut Rng) -> Sample {
        let made = (0..8).find_map(|_| self.example(strength, rng));
        let (ink, class) = match made {
            Some((planes, class)) => (planes.numbers().collect(), class),
            None => (vec![0.0; AREA * PLANES], self.alphabet.reject()),
        };
        Sample::new(ink, class, &self.alphabet, crate::glyph::Medium::Pen, rng)
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::ink::Bounds;
    use crate::train::maths::specimens;

    /// A corpus of made-up signs.
    pub fn made() -> MathsCorpus {
        let alphabet = alphabet();
        MathsCorpus { specimens: specimens::tests::made(&alphabet), alphabet, texts: SYMBOLS.split(' ').collect() }
    }

    fn boxes(node: &Node, corpus: &MathsCorpus, seed: u64) -> Vec<(usize, Bounds)> {
        let mut rng = Rng::of(seed, [0, 0]);
        let writer = Writer::any(&corpus.specimens, &corpus.alphabet, &mut rng);
        let bounds = |one: &DrawnSymbol| one.strokes.iter().filter_map(|p| Bounds::around(p)).reduce(Bounds::union);
        writer.write(node, &mut rng).iter().filter_map(|one| Some((one.class, bounds(one)?))).collect()
    }

    #[test]
    fn expressions_are_written_whole_and_within_reach() {
        let corpus = made();
        for seed in 0..200 {
            let mut rng = Rng::of(seed, [1, 0]);
            let writer = Writer::any(&corpus.specimens, &corpus.alphabet, &mut rng);
            let written = writer.write(&expression::expression(&mut rng), &mut rng);
            assert!(!written.is_empty());
            let points = written.iter().flat_map(|one| one.strokes.iter().flatten());
            assert!(points.clone().all(|p| p.x.abs() < 200.0 && p.y.abs() < 50.0), "{seed}");
            assert!(written.iter().all(|one| one.class < corpus.alphabet.len() && !one.strokes.is_empty()));
        }
    }

    #[test]
    fn parts_stand_where_they_belong() {
        let corpus = made();
        let symbol = |text| Box::new(Node::Symbol(text));
        for seed in 0..50 {
            let fraction = boxes(&Node::Fraction(symbol("1"), symbol("7")), &corpus, seed);
            let [bar, above, below] = fraction.as_slice() else { panic!("three symbols") };
            assert!(above.1.bottom < bar.1.bottom && below.1.top > bar.1.top, "{seed}");
            let script = Node::Script { base: symbol("x"), sub: Some(symbol("1")), sup: Some(symbol("2")) };
            let script = boxes(&script, &corpus, seed);
            let [base, sub, sup] = script.as_slice() else { panic!("three symbols") };
            assert!(sup.1.middle().1 < base.1.middle().1 && sub.1.middle().1 > base.1.middle().1, "{seed}");
            let root = boxes(&Node::Root { index: None, radicand: symbol("5") }, &corpus, seed);
            let [sign, inside] = root.as_slice() else { panic!("two symbols") };
            assert!(sign.1.left < inside.1.left && sign.1.top < inside.1.middle().1, "{seed}");
        }
    }

    #[test]
    fn samples_are_symbols_and_groups_that_are_none() {
        let corpus = made();
        let sample = |at: u64| corpus.sample(Recipe::default(), 1.0, &mut Rng::of(3, [at, 0]));
        let samples: Vec<Sample> = (0..3_000).map(sample).collect();
        assert!(samples.iter().all(|sample| sample.ink.len() == AREA * PLANES));
        let none = samples.iter().filter(|sample| sample.class == corpus.alphabet.reject()).count();
        assert!((400..1_400).contains(&none), "{none}");
        let seen =
            (0..corpus.alphabet.len()).filter(|class| samples.iter().any(|sample| sample.class == *class)).count();
        assert!(seen >= corpus.alphabet.len() - 3, "{seen}");
        let again = sample(7);
        assert!(again.ink == samples[7].ink && again.class == samples[7].class);
    }
}
