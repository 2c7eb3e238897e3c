//! A line under construction: what stands on it, and what that says of what comes next.

use super::element::Choice;
use super::kind::{self, DOTS, FUNCTIONS, Kind};
use super::weights::Weights;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Script {
    Sub,
    Sup,
}

/// A line under construction.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The line and the element that it is a script of.
    pub parent: Option<(usize, Script)>,
    pub is_open: bool,
    pub axis: f32,
    pub size: Option<f32>,
    /// The element that stands on it last, and its choice.
    pub last: usize,
    pub choice: usize,
    /// The last few symbols.
    pub texts: [&'a str; 3],
    pub has: [bool; 2],
    pub brackets: i32,
    pub bars: u32,
    pub is_empty: bool,
}

impl<'a> Row<'a> {
    pub fn new(parent: Option<(usize, Script)>) -> Self {
        Self {
            parent,
            is_open: true,
            axis: 0.0,
            size: None,
            last: 0,
            choice: 0,
            texts: [""; 3],
            has: [false; 2],
            brackets: 0,
            bars: 0,
            is_empty: true,
        }
    }

    /// How well a symbol follows on this line.
    pub fn follows(&self, choice: &Choice<'a>, weights: &Weights) -> f32 {
        let before = if self.ends_in_dots() { 0.0 } else { kind::follows([self.texts[1], self.texts[2]], choice.text) };
        let mut score = kind::prior(choice.text) + before;
        if choice.kind == Kind::Letter {
            score += self.word(choice.text, weights);
        }
        if choice.kind == Kind::Bar && self.bars % 2 == 1 && kind::kind(self.texts[2]).ends_operand() {
            score += weights.bar_closes;
        }
        if choice.kind == Kind::Close && self.brackets <= 0 {
            score -= weights.bracket;
        }
        weights.context * score
    }

    /// Whether the last symbols stand for what is left out, which anything may follow.
    fn ends_in_dots(&self) -> bool {
        DOTS.contains(&self.texts.concat().as_str())
    }

    /// What speaks for a letter that goes on with a function's name or its beginning.
    fn word(&self, text: &str, weights: &Weights) -> f32 {
        let letters = [self.texts[0], self.texts[1], self.texts[2], text].concat();
        let goes_on = |word: &str| (2..=word.len()).any(|length| letters.ends_with(&word[..length]));
        if FUNCTIONS.into_iter().any(goes_on) { weights.function } else { 0.0 }
    }

    pub fn put(&mut self, at: usize, choice_at: usize, choice: &Choice<'a>) {
        if self.is_empty {
            (self.axis, self.size) = (choice.axis, choice.size);
        } else {
            let part = if choice.size.is_some() { 0.35 } else { 0.2 };
            self.axis += part * (choice.axis - self.axis);
            self.size = match (self.size, choice.size) {
                (Some(old), Some(new)) => Some((old.ln() + 0.3 * (new.ln() - old.ln())).exp()),
                (old, new) => old.or(new),
            };
        }
        self.texts = [self.texts[1], self.texts[2], choice.text];
        (self.last, self.choice, self.has, self.is_empty) = (at, choice_at, [false; 2], false);
        match choice.kind {
            Kind::Open => self.brackets += 1,
            Kind::Close => self.brackets -= 1,
            Kind::Bar => self.bars += 1,
            _ => {}
        }
    }

    pub fn end(&self, weights: &Weights) -> f32 {
        let ends = if self.ends_in_dots() { 0.0 } else { kind::ends(self.texts[2]) };
        let odd = self.brackets.max(0) as f32 + (self.bars % 2) as f32;
        weights.context * ends - weights.bracket * odd
    }
}
