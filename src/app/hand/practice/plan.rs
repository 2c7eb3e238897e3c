//! What is written in a practice: which signs, how often, how far it is. Plain: knows neither browser nor page.

use super::super::examples::Examples;
use crate::alphabet::{Alphabet, SymbolId};
use crate::hand::HandReport;
use crate::mode::Mode;

/// How often each sign is written.
pub const TIMES: usize = 3;
/// Signs in one practice, at most.
const MOST: usize = 40;

/// Signs to write, and how far that is. What was written is kept at once, so that it can be stopped at any time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    signs: Vec<SymbolId>,
    /// The place of the next writing among all.
    at: usize,
    /// What was written, by its place, with the example that it became.
    written: Vec<(usize, u64)>,
}

impl Plan {
    pub fn of(signs: Vec<SymbolId>) -> Self {
        Self { signs, ..Self::default() }
    }

    /// What is to be written now, and the how manieth time; None when all is done.
    pub fn now(&self) -> Option<(SymbolId, usize)> {
        self.signs.get(self.at / TIMES).map(|sign| (*sign, self.at % TIMES + 1))
    }

    /// The place of the next writing among all, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.at, self.signs.len() * TIMES)
    }

    pub fn written(&self) -> usize {
        self.written.len()
    }

    pub fn wrote(&mut self, example: u64) {
        self.written.push((self.at, example));
        self.at += 1;
    }

    /// On to the next sign.
    pub fn skip(&mut self) {
        self.at = (self.at / TIMES + 1) * TIMES;
    }

    /// One back: the example that is to be forgotten, to be written anew.
    pub fn back(&mut self) -> Option<u64> {
        let (at, example) = self.written.pop()?;
        self.at = at;
        Some(example)
    }
}

/// The signs that somebody named, with or without spaces between them, and what of it the reader does not know.
pub fn named(text: &str, alphabet: &Alphabet) -> (Vec<SymbolId>, Vec<String>) {
    let (mut signs, mut unknown) = (Vec::new(), Vec::new());
    let mut add = |text: &str| match SymbolId::of_text(text).filter(|sign| alphabet.symbols().contains(sign)) {
        Some(sign) if signs.contains(&sign) || signs.len() == MOST => {}
        Some(sign) => signs.push(sign),
        None if unknown.iter().any(|known| known == text) => {}
        None => unknown.push(text.to_owned()),
    };
    for word in text.split([' ', ',', ';', '\n', '\t']).filter(|word| !word.is_empty()) {
        // Letters one after the other may be a name that another mode reads as one.
        match SymbolId::of_text(word).filter(|sign| alphabet.symbols().contains(sign)) {
            Some(_) => add(word),
            None => word.chars().for_each(|sign| add(&sign.to_string())),
        }
    }
    (signs, unknown)
}

/// The signs that the reader is unsure of: those that it mixes up, and those that it had to be told. Without any, all
/// digits where numbers are read.
pub fn suggested(mode: Mode, alphabet: &Alphabet, report: Option<&HandReport>, examples: &Examples) -> String {
    let mixed_up = report.iter().flat_map(|report| &report.confused).flat_map(|(is, taken_for, _)| [*is, *taken_for]);
    let told = examples.iter().filter(|example| !example.by_lesson).map(|example| example.symbol);
    let mut signs: Vec<SymbolId> = mixed_up.chain(told).filter(|sign| alphabet.symbols().contains(sign)).collect();
    signs.sort();
    signs.dedup();
    if signs.is_empty() && mode == Mode::Numbers {
        signs = alphabet.symbols().to_vec();
    }
    signs.iter().map(SymbolId::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::super::examples::tests::example;
    use super::*;

    fn digits() -> Alphabet {
        Alphabet::of_texts(["0", "1", "2", "3", "4", "7", "9", "sin", "x"]).unwrap()
    }

    fn texts(signs: &[SymbolId]) -> String {
        signs.iter().map(SymbolId::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_sign_comes_three_times_and_can_be_taken_back_or_skipped() {
        let mut plan = Plan::of(named("74", &digits()).0);
        let now = |plan: &Plan| plan.now().map(|(sign, time)| format!("{sign}{time}"));
        assert_eq!((now(&plan).as_deref(), plan.progress()), (Some("71"), (0, 6)));
        plan.wrote(10);
        plan.wrote(11);
        assert_eq!(now(&plan).as_deref(), Some("73"));
        plan.skip();
        assert_eq!(now(&plan).as_deref(), Some("41"));
        assert_eq!((plan.back(), now(&plan).as_deref()), (Some(11), Some("72")));
        plan.skip();
        (20..23).for_each(|id| plan.wrote(id));
        assert_eq!((plan.now(), plan.written()), (None, 4));
    }

    #[test]
    fn signs_are_named_with_or_without_spaces() {
        let (signs, unknown) = named("1 7,sin 47ß ß", &digits());
        assert_eq!((texts(&signs).as_str(), unknown.join(" ").as_str()), ("1 7 sin 4", "ß"));
        assert_eq!(texts(&named("xsin", &digits()).0), "x");
        assert_eq!(named("  ", &digits()), (Vec::new(), Vec::new()));
    }

    #[test]
    fn what_is_in_doubt_is_suggested_and_else_all_digits() {
        let sign = SymbolId::of_char;
        let none = suggested(Mode::Numbers, &digits(), None, &Vec::new());
        assert_eq!(none, "0 1 2 3 4 7 9 sin x");
        assert_eq!(suggested(Mode::Maths, &digits(), None, &Vec::new()), "");
        let report = HandReport { confused: vec![(sign('7'), sign('1'), 2)], ..HandReport::default() };
        let told = suggested(Mode::Numbers, &digits(), Some(&report), &vec![example(1, '9'), example(2, 'q')]);
        assert_eq!(told, "1 7 9");
    }
}
