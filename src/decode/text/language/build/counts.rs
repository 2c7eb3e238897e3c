//! An n-gram of letters from counted words: which contexts are worth their bytes, and their levels.

use super::counted::Counted;
use crate::decode::text::language::letters::{BORDER, CODES};
use crate::decode::text::language::ngram::{Context, LEVELS, ORDER, value};
use std::collections::HashMap;

#[derive(Clone, Debug)]
pub struct Recipe {
    /// A word counts by its frequency to this power: words that no list has are rarely frequent ones.
    pub power: f64,
    /// Letters before the next one that count, at most [`ORDER`].
    pub order: usize,
    /// A letter is kept in a context where this saves so many nats over all counted words.
    pub worth: f64,
}

/// How often each letter follows a context, by the context's number.
type Counts = HashMap<u32, [f64; CODES]>;

/// The number of a context, by its letters, the newest first.
fn number(context: &[u8]) -> u32 {
    context.iter().fold(1, |number, letter| number << 5 | u32::from(*letter))
}

/// What each letter seen in a context leaves to those that were not.
const DISCOUNT: f64 = 0.5;

pub fn ngram(words: &[Counted], recipe: &Recipe) -> Context {
    let counts = count(words, recipe);
    let even = [1.0 / CODES as f64; CODES];
    let root = Node { counts: &counts, recipe, context: Vec::new() };
    let all = counts.get(&number(&[])).copied().unwrap_or(even);
    root.build(&all, &even, true).unwrap_or_default()
}

fn count(words: &[Counted], recipe: &Recipe) -> Counts {
    // The rarest word counts once.
    let rarest = words.iter().map(|word| word.frequency).fold(f64::INFINITY, f64::min);
    let mut counts = Counts::new();
    for word in words {
        let weight = (word.frequency / rarest).powf(recipe.power);
        let letters: Vec<u8> = [&[BORDER], &word.word[..], &[BORDER]].concat();
        for at in 1..letters.len() {
            for length in 0..=recipe.order.min(ORDER).min(at) {
                let context =
                    letters[at - length..at].iter().rev().fold(1, |number, one| number << 5 | u32::from(*one));
                counts.entry(context).or_insert([0.0; CODES])[usize::from(letters[at])] += weight;
            }
        }
    }
    counts
}

struct Node<'a> {
    counts: &'a Counts,
    recipe: &'a Recipe,
    context: Vec<u8>,
}

impl Node<'_> {
    /// The context and all longer ones; None where none of them is worth its bytes.
    fn build(&self, counts: &[f64; CODES], shorter: &[f64; CODES], is_root: bool) -> Option<Context> {
        let all: f64 = counts.iter().sum();
        let seen = counts.iter().filter(|count| **count > 0.0).count() as f64;
        let left = (DISCOUNT * seen / all).min(0.5);
        // The best that is known of this context.
        let known: Vec<f64> =
            counts.iter().zip(shorter).map(|(count, shorter)| (1.0 - left) * count / all + left * shorter).collect();
        let is_kept = |letter: usize| {
            let gain = counts[letter] * (known[letter] / shorter[letter]).ln();
            counts[letter] > 0.0 && gain > if is_root { 0.0 } else { self.recipe.worth }
        };
        let kept: Vec<usize> = (0..CODES).filter(|letter| is_kept(*letter)).collect();
        let kept_mass: f64 = kept.iter().map(|letter| known[*letter]).sum();
        let kept_shorter: f64 = kept.iter().map(|letter| shorter[*letter]).sum();
        let others = ((1.0 - kept_mass) / (1.0 - kept_shorter).max(1e-9)).clamp(1e-6, 1.0);
        let next: Vec<(u8, u8)> =
            kept.iter().map(|letter| (*letter as u8, level(known[*letter] - others * shorter[*letter]))).collect();
        // Without letters of its own the context says what the shorter one does.
        let mut context = Context {
            letter: self.context.last().copied().unwrap_or_default(),
            others: if next.is_empty() { 0 } else { level(others) },
            next,
            children: Vec::new(),
        };
        let own = distribution(&context, shorter);
        if self.context.last() != Some(&BORDER) && self.context.len() < self.recipe.order.min(ORDER) {
            for letter in 0..CODES as u8 {
                let longer = [&self.context[..], &[letter]].concat();
                if let Some(counts) = self.counts.get(&number(&longer)) {
                    let node = Node { context: longer, ..*self };
                    context.children.extend(node.build(counts, &own, false));
                }
            }
        }
        (is_root || !context.next.is_empty() || !context.children.is_empty()).then_some(context)
    }
}

/// The level whose value is nearest by ratio.
fn level(of: f64) -> u8 {
    (-2.0 * of.max(1e-9).log2()).round().clamp(0.0, f64::from(LEVELS - 1)) as u8
}

/// What a reader of the file makes of it.
fn distribution(context: &Context, shorter: &[f64; CODES]) -> [f64; CODES] {
    let of = |level: u8| f64::from(value(level));
    let sum = context.next.iter().map(|(_, level)| of(*level)).sum::<f64>() + of(context.others);
    let mut own = shorter.map(|p| of(context.others) / sum * p);
    for (letter, level) in &context.next {
        own[usize::from(*letter)] += of(*level) / sum;
    }
    own
}
