//! Which symbol is looked at, and what somebody said a symbol is.

use crate::alphabet::SymbolId;
use crate::ink::Bounds;
use crate::prediction::Verdict;
use crate::transcript::Transcript;

/// Signs are known by their places: ink that did not change keeps its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrections {
    picked: Option<Bounds>,
    corrections: Vec<(Bounds, SymbolId)>,
}

impl Corrections {
    /// What was read, with what was said about it.
    pub fn applied(&self, mut transcript: Transcript) -> Transcript {
        for symbol in &mut transcript.symbols {
            let said = self.corrections.iter().find(|(bounds, _)| *bounds == symbol.bounds);
            symbol.correction = said.map(|(_, id)| *id);
        }
        transcript
    }

    /// The symbol that the bars are about: the one that was picked, or the first that is not sure, or the last.
    pub fn focus(&self, transcript: &Transcript) -> Option<usize> {
        let symbols = &transcript.symbols;
        let picked = self.picked.and_then(|picked| symbols.iter().position(|symbol| symbol.bounds == picked));
        let doubtful = || symbols.iter().position(|symbol| symbol.verdict() != Verdict::Sure);
        picked.or_else(doubtful).or_else(|| symbols.len().checked_sub(1))
    }

    pub fn pick(&mut self, bounds: Bounds) {
        self.picked = Some(bounds);
    }

    /// Says what the symbol at `bounds` is; what the network itself says takes an earlier word back.
    pub fn correct(&mut self, bounds: Bounds, symbol: SymbolId, read: Option<SymbolId>) {
        self.corrections.retain(|(other, _)| *other != bounds);
        if read != Some(symbol) {
            self.corrections.push((bounds, symbol));
        }
        self.picked = Some(bounds);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prediction::tests::digit;
    use crate::transcript::{Separator, Symbol, tests::symbol};

    fn transcript(verdicts: &[Verdict]) -> Transcript {
        let symbol = |(at, verdict): (usize, &Verdict)| {
            let left = at as f32 * 30.0;
            let bounds = Bounds { left, top: 0.0, right: left + 20.0, bottom: 40.0 };
            Symbol { bounds, ..symbol(Separator::Nothing, *verdict, &[(at, 0.6)]) }
        };
        Transcript { symbols: verdicts.iter().enumerate().map(symbol).collect(), ..Transcript::default() }
    }

    #[test]
    fn the_doubtful_symbol_is_looked_at_unless_another_was_picked() {
        let mut corrections = Corrections::default();
        let two = transcript(&[Verdict::Unsure, Verdict::Sure]);
        assert_eq!(corrections.focus(&two), Some(0));
        assert_eq!(corrections.focus(&transcript(&[Verdict::Sure, Verdict::Sure])), Some(1));
        assert_eq!(corrections.focus(&Transcript::default()), None);
        corrections.pick(two.symbols[1].bounds);
        assert_eq!(corrections.focus(&two), Some(1));
        assert_eq!(corrections.focus(&transcript(&[Verdict::Unsure])), Some(0));
    }

    #[test]
    fn a_word_about_a_symbol_stays_with_it_and_can_be_taken_back() {
        let mut corrections = Corrections::default();
        let two = transcript(&[Verdict::Unsure, Verdict::Sure]);
        corrections.correct(two.symbols[0].bounds, digit(7), Some(digit(0)));
        assert_eq!(corrections.applied(two.clone()).text(), "71");
        assert_eq!(corrections.applied(transcript(&[Verdict::Unsure, Verdict::Sure, Verdict::Sure])).text(), "712");
        corrections.correct(two.symbols[0].bounds, digit(0), Some(digit(0)));
        assert_eq!(corrections.applied(two).text(), "");
    }
}
