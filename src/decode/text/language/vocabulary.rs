//! A language joined with an alphabet: its words as this alphabet can write them, and the ways that a word may come
//! about.

use super::file::{LISTS, Language, PARTS, frequency};
use super::letters::{APOSTROPHE, BORDER, CASES, Case, spelled_out};
use super::ngram::{History, Ngram};
use super::trie::{Codes, ROOT, Trie};

/// The last part is the n-gram.
const OPEN: usize = PARTS - 1;
/// The list of words that are always in capitals.
const ABBREVIATIONS: usize = 2;
/// The n-gram explains at least this share of words, and at least this share of its words is of mixed case, whatever a
/// file says.
const LEAST_SHARE: f32 = 1e-3;
/// So probable is it after each letter that a listed word goes on as no list knows it. It bounds what that costs.
const LEAK: f32 = 3e-4;

/// A number for each part (the lists and the n-gram) and each case of [`CASES`].
pub type Table = [[f32; CASES.len()]; PARTS];

#[derive(Clone, Debug)]
pub struct Vocabulary {
    lists: [Trie; LISTS],
    ngram: Ngram,
    /// One over how probable the n-gram thinks that a word begins with a letter at all.
    first: f32,
    /// How probable each part and case is for a word.
    prior: Table,
}

/// How far a word is, with how probable each part and case is beside the others.
#[derive(Clone, Debug)]
pub struct Within {
    nodes: [u32; LISTS],
    history: History,
    pub weights: Table,
}

pub fn sum(table: &Table) -> f32 {
    table.iter().flatten().sum()
}

/// How much of a table is words in capitals that might have been written otherwise.
pub fn capitals(table: &Table) -> f32 {
    let rows = table.iter().enumerate().filter(|(part, _)| *part != ABBREVIATIONS);
    rows.map(|(_, row)| row[Case::Capitals as usize]).sum()
}

impl Vocabulary {
    /// Words with letters that cannot be written even when spelled out are left out.
    pub fn new(language: &Language, writable: impl Fn(u8) -> bool) -> Self {
        let lists = language.lists.each_ref().map(|list| {
            let written = list.iter().filter(|entry| entry.word.first() != Some(&APOSTROPHE));
            let written = written.filter_map(|entry| Some((spelled(&entry.word, &writable)?, frequency(entry.class))));
            Trie::new(written.collect())
        });
        let mut prior = [[0.0; CASES.len()]; PARTS];
        for (part, row) in prior.iter_mut().enumerate() {
            let is_open = part == OPEN;
            if !is_open && lists[part].is_empty() {
                continue;
            }
            let cases = language.cases[part].map(f32::from);
            let all = cases.iter().sum::<f32>().max(1.0);
            let share = f32::from(language.shares[part]) / 255.0;
            let share = if is_open { share.max(LEAST_SHARE) } else { share };
            for ((weight, cases), case) in row.iter_mut().zip(cases).zip(CASES) {
                *weight = share * cases / all;
                if is_open && case == Case::Mixed {
                    *weight = weight.max(share * LEAST_SHARE);
                }
            }
        }
        let all = sum(&prior);
        prior.iter_mut().flatten().for_each(|weight| *weight /= all);
        let ngram = Ngram::new(&language.ngram, writable);
        let none: f32 = [BORDER, APOSTROPHE].map(|code| ngram.probability(History::START, code)).iter().sum();
        Self { lists, ngram, first: 1.0 / (1.0 - none).max(f32::MIN_POSITIVE), prior }
    }

    /// A word that begins. A share of the lower-case words is `capitalised`, and of all words is in `capitals`, whatever
    /// is usual: at the beginning of a sentence, or where the words before are.
    pub fn begin(&self, capitalised: f32, capitals: f32) -> Within {
        let mut weights = self.prior;
        for row in &mut weights {
            let all: f32 = row.iter().sum();
            row[Case::Capitalised as usize] += capitalised * row[Case::Lower as usize];
            row[Case::Lower as usize] *= 1.0 - capitalised;
            row.iter_mut().for_each(|weight| *weight *= 1.0 - capitals);
            row[Case::Capitals as usize] += capitals * all;
        }
        Within { nodes: [ROOT; LISTS], history: History::START, weights }
    }

    /// The word with one more letter. The sum of its weights is how probable this letter is, times what their sum was
    /// before.
    pub fn next(&self, within: &Within, letter: u8, is_capital: Option<bool>) -> Within {
        let is_first = within.history == History::START;
        let mut next = within.clone();
        next.history = within.history.then(letter);
        for part in 0..PARTS {
            let row = &mut next.weights[part];
            if row.iter().all(|weight| *weight == 0.0) {
                continue;
            }
            let probability = if part == OPEN {
                self.ngram.probability(within.history, letter) * if is_first { self.first } else { 1.0 }
            } else {
                match self.lists[part].next(within.nodes[part], letter) {
                    Some((node, probability)) => {
                        next.nodes[part] = node;
                        probability
                    }
                    None => 0.0,
                }
            };
            for (weight, case) in row.iter_mut().zip(CASES) {
                *weight *= probability * case.fits(is_capital, is_first);
            }
        }
        next
    }

    /// How probable it is that the word ends here, by part and case.
    pub fn end(&self, within: &Within) -> Table {
        let mut ends = within.weights;
        for (part, row) in ends.iter_mut().enumerate() {
            let end = if part == OPEN {
                self.ngram.probability(within.history, BORDER)
            } else {
                self.lists[part].end(within.nodes[part])
            };
            row.iter_mut().for_each(|weight| *weight *= end);
        }
        ends
    }
}

impl Within {
    /// Makes the weights sum to a share. The n-gram gets a little of each case's weight, so that nothing is lost for ever.
    pub fn normalise(&mut self, share: f32) {
        let all = sum(&self.weights);
        for case in 0..CASES.len() {
            let listed: f32 = self.weights[..OPEN].iter().map(|row| row[case]).sum();
            self.weights[OPEN][case] = self.weights[OPEN][case].max(LEAK * listed);
        }
        let mixed = &mut self.weights[OPEN][Case::Mixed as usize];
        *mixed = mixed.max(LEAK * LEAK * all);
        let factor = share / sum(&self.weights).max(f32::MIN_POSITIVE);
        self.weights.iter_mut().flatten().for_each(|weight| *weight *= factor);
    }
}

fn spelled(word: &[u8], writable: &impl Fn(u8) -> bool) -> Option<Codes> {
    let mut written = Codes::with_capacity(word.len());
    for letter in word {
        if writable(*letter) {
            written.push(*letter);
        } else {
            written.extend(spelled_out(*letter).filter(|pair| pair.iter().all(|letter| writable(*letter)))?);
        }
    }
    Some(written)
}
