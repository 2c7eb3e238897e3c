//! Names of functions: letters beside each other that make a word, even where each letter by itself would rather be
//! something else.

use super::element::{Atom, Choice, Element, What};
use super::kind::FUNCTIONS;
use crate::ink::Bounds;
use crate::layout::Node;

/// Letters, and what the same strokes are where they stand alone.
const TWINS: [(&str, &[&str]); 12] = [
    ("a", &["α", "9", "u"]),
    ("c", &["C", "("]),
    ("g", &["9", "q", "y"]),
    ("i", &["1", "!", "l", "j"]),
    ("l", &["1", "|", "e"]),
    ("m", &["n"]),
    ("n", &["h", "m", "r", "u"]),
    ("o", &["0", "O", "σ", "θ"]),
    ("p", &["P"]),
    ("s", &["5", "S", "8", "3"]),
    ("t", &["+", "T", "f"]),
    ("x", &["X", "×"]),
];
/// How much of what says a twin says the letter.
const AS_TWIN: f32 = 0.08;
/// A word must be so likely beside what its strokes are one by one, in nats for each of its letters.
const LEAST: f32 = -1.8;
/// What a letter is at least.
const FLOOR: f32 = 1e-4;

/// A word that some atoms make.
pub struct Word {
    pub text: &'static str,
    /// The places of its atoms, from left to right, and what each of them is.
    pub atoms: Vec<(usize, &'static str)>,
    /// The logarithm of its probability.
    pub score: f32,
}

impl Word {
    /// The word as it stands on a line.
    pub fn element<'a>(&self, atoms: &[Atom<'a>]) -> Option<Element<'a>> {
        let bounds = self.atoms.iter().map(|(at, _)| atoms[*at].bounds).reduce(Bounds::union)?;
        let symbols = self.atoms.iter().map(|(at, letters)| (atoms[*at].group, *letters)).collect();
        let node = Node::Word((0..self.atoms.len() as u32).collect());
        let choices = vec![Choice::new(self.text, self.score, bounds)];
        Some(Element { bounds, what: What::Read(vec![(node, symbols)]), choices, is_tall: false })
    }
}

/// The word that begins with the first of some atoms, which stand in order of their left edges; None where they make
/// none.
pub fn word_at(atoms: &[Atom], order: &[usize], usual: f32) -> Option<Word> {
    FUNCTIONS
        .into_iter()
        .filter_map(|text| spelled(atoms, order, text, usual))
        .max_by(|a, b| a.score.total_cmp(&b.score))
}

/// A given word, where the first atoms spell it.
pub fn spelled(atoms: &[Atom], order: &[usize], text: &'static str, usual: f32) -> Option<Word> {
    let mut word = Word { text, atoms: Vec::new(), score: 0.0 };
    let (mut at, mut against) = (0, 0.0);
    for place in order {
        if at == text.len() {
            break;
        }
        let atom = &atoms[*place];
        if let Some((last, _)) = word.atoms.last()
            && !is_beside(&atoms[*last], atom, usual)
        {
            return None;
        }
        // Joined letters take as many as they are.
        let (length, likely) = (1..=text.len() - at)
            .filter_map(|length| Some((length, likelihood(atom, &text[at..at + length])?)))
            .max_by(|a, b| a.1.total_cmp(&b.1))?;
        word.atoms.push((*place, &text[at..at + length]));
        word.score += likely.ln();
        against += atom.options.first().map_or(0.0, |option| option.1);
        at += length;
    }
    let is_likely = word.score - against >= LEAST * word.atoms.len() as f32;
    (at == text.len() && is_likely).then_some(word)
}

/// How likely an atom is some letters, or would be beside others; None for joined letters that the model does not see.
fn likelihood(atom: &Atom, letters: &str) -> Option<f32> {
    let of = |text: &str| atom.score(text).map(f32::exp);
    if letters.len() > 1 {
        return of(letters);
    }
    let twins = TWINS.into_iter().find(|(letter, _)| *letter == letters).map_or(&[][..], |(_, twins)| twins);
    let alike: f32 = twins.iter().filter_map(|twin| of(twin)).sum();
    Some((of(letters).unwrap_or(0.0) + AS_TWIN * alike).max(FLOOR))
}

/// Whether an atom stands close behind another on the same line.
fn is_beside(one: &Atom, next: &Atom, usual: f32) -> bool {
    let (a, b) = (one.bounds, next.bounds);
    let overlap = a.bottom.min(b.bottom) - a.top.max(b.top);
    b.left - a.right < 0.7 * usual && overlap > 0.3 * a.height().min(b.height())
}
