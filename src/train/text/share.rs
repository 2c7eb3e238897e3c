//! What was right of some texts, and what was wrong: with and without a language, with case and without.

use crate::train::edit_distance::distance;
use serde_json::{Value, json};

/// A word as it was read.
pub struct JudgedWord {
    pub probability: f32,
    pub is_sure: bool,
    pub is_right: bool,
}

/// Errors of some texts, with case and without.
#[derive(Clone, Debug, Default)]
pub struct Errors {
    /// Edit distance and length in characters, and in words.
    pub chars: [usize; 2],
    words: [usize; 2],
    exact: usize,
}

/// What was right of some drawings.
#[derive(Clone, Debug, Default)]
pub struct Share {
    pub n: usize,
    /// With and without a language; each with case and without.
    pub errors: [[Errors; 2]; 2],
    sure: [usize; 3],
    pub wrong_shown: usize,
}

impl Errors {
    fn count(&mut self, known: &str, read: &str) {
        let [one, other]: [Vec<char>; 2] = [known, read].map(|text| text.chars().collect());
        self.chars[0] += distance(&one, &other);
        self.chars[1] += one.len();
        let [one, other]: [Vec<&str>; 2] = [known, read].map(|text| text.split(' ').collect());
        self.words[0] += distance(&one, &other);
        self.words[1] += one.len();
        self.exact += usize::from(known == read);
    }

    pub fn percent([wrong, of]: [usize; 2]) -> f64 {
        100.0 * wrong as f64 / of.max(1) as f64
    }
}

impl Share {
    /// Counts what was read with and without a language of a text that is known, and the words as they are shown.
    pub fn count(&mut self, known: &str, read: [&str; 2], words: &[JudgedWord]) {
        self.n += 1;
        for (errors, text) in self.errors.iter_mut().zip(read) {
            errors[0].count(known, text);
            errors[1].count(&known.to_lowercase(), &text.to_lowercase());
        }
        let [right, sure, all] = &mut self.sure;
        *all += words.len();
        let shown: Vec<&JudgedWord> = words.iter().filter(|word| word.is_sure).collect();
        *sure += shown.len();
        *right += shown.iter().filter(|word| word.is_right).count();
        let is_sure = !words.is_empty() && shown.len() == words.len();
        self.wrong_shown += usize::from(is_sure && read[0] != known);
    }

    pub fn cer(&self) -> f64 {
        Errors::percent(self.errors[0][0].chars)
    }

    pub fn told(&self) -> String {
        let [with, without] = &self.errors;
        let of = |errors: &[Errors; 2]| {
            let [cased, caseless] = errors;
            format!(
                "CER {:.2}% (no case {:.2}), WER {:.2}% (no case {:.2})",
                Errors::percent(cased.chars),
                Errors::percent(caseless.chars),
                Errors::percent(cased.words),
                Errors::percent(caseless.words),
            )
        };
        let [right, sure, all] = self.sure;
        format!(
            "{} of {} exactly right: {:.2}%; {}; without language {}; {:.1}% of the words are shown as sure, {:.1}% of \
             them right",
            with[0].exact,
            self.n,
            100.0 * with[0].exact as f64 / self.n.max(1) as f64,
            of(with),
            of(without),
            100.0 * sure as f64 / all.max(1) as f64,
            100.0 * right as f64 / sure.max(1) as f64,
        )
    }

    pub fn json(&self) -> Value {
        let [with, without] = &self.errors;
        let [right, sure, all] = self.sure;
        json!({
            "n": self.n,
            "correct": with[0].exact,
            "accuracy": with[0].exact as f64 / self.n.max(1) as f64,
            "cer": Errors::percent(with[0].chars),
            "wer": Errors::percent(with[0].words),
            "cer_nocase": Errors::percent(with[1].chars),
            "wer_nocase": Errors::percent(with[1].words),
            "cer_nolex": Errors::percent(without[0].chars),
            "wer_nolex": Errors::percent(without[0].words),
            "cer_nocase_nolex": Errors::percent(without[1].chars),
            "wer_nocase_nolex": Errors::percent(without[1].words),
            "words_sure": sure as f64 / all.max(1) as f64,
            "sure_right": right as f64 / sure.max(1) as f64,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_counted_in_characters_and_words() {
        let mut errors = Errors::default();
        errors.count("Hello world", "hello word");
        assert_eq!((errors.chars, errors.words, errors.exact), ([2, 11], [2, 2], 0));
        errors.count("a", "a");
        assert_eq!((errors.chars, errors.exact), ([2, 12], 1));
    }
}
