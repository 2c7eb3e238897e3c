//! Which sign is looked at, and what somebody said a sign is.

use crate::ink::Bounds;
use crate::reader::Verdict;
use crate::written::Written;

/// Signs are known by their places: ink that did not change keeps its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    picked: Option<Bounds>,
    corrections: Vec<(Bounds, usize)>,
}

impl Choice {
    /// What was read, with what was said about it.
    pub fn applied(&self, mut written: Written) -> Written {
        for sign in &mut written.signs {
            let said = self.corrections.iter().find(|(bounds, _)| *bounds == sign.bounds);
            sign.by_hand = said.map(|(_, digit)| *digit);
        }
        written
    }

    /// The sign that the bars are about: the one that was picked, or the first that is not sure, or the last.
    pub fn focus(&self, written: &Written) -> Option<usize> {
        let signs = &written.signs;
        let picked = self.picked.and_then(|picked| signs.iter().position(|sign| sign.bounds == picked));
        let doubtful = || signs.iter().position(|sign| sign.verdict() != Verdict::Sure);
        picked.or_else(doubtful).or_else(|| signs.len().checked_sub(1))
    }

    pub fn pick(&mut self, bounds: Bounds) {
        self.picked = Some(bounds);
    }

    /// Says what the sign at `bounds` is; what the network itself says takes an earlier word back.
    pub fn correct(&mut self, bounds: Bounds, digit: usize, read: Option<usize>) {
        self.corrections.retain(|(other, _)| *other != bounds);
        if read != Some(digit) {
            self.corrections.push((bounds, digit));
        }
        self.picked = Some(bounds);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glyph::Glyph;
    use crate::reader::{DIGITS, Reading};
    use crate::written::{Lead, Sign};

    fn written(verdicts: &[Verdict]) -> Written {
        let sign = |(at, verdict): (usize, &Verdict)| {
            let mut digits = [0.0; DIGITS];
            digits[at] = 0.6;
            let left = at as f32 * 30.0;
            Sign {
                lead: Lead::Nothing,
                bounds: Bounds { left, top: 0.0, right: left + 20.0, bottom: 40.0 },
                reading: Reading { verdict: *verdict, digits },
                glyph: Glyph::BLANK,
                by_hand: None,
            }
        };
        Written { signs: verdicts.iter().enumerate().map(sign).collect() }
    }

    #[test]
    fn the_doubtful_sign_is_looked_at_unless_another_was_picked() {
        let mut choice = Choice::default();
        let two = written(&[Verdict::Unsure, Verdict::Sure]);
        assert_eq!(choice.focus(&two), Some(0));
        assert_eq!(choice.focus(&written(&[Verdict::Sure, Verdict::Sure])), Some(1));
        assert_eq!(choice.focus(&Written::default()), None);
        choice.pick(two.signs[1].bounds);
        assert_eq!(choice.focus(&two), Some(1));
        assert_eq!(choice.focus(&written(&[Verdict::Unsure])), Some(0));
    }

    #[test]
    fn a_word_about_a_sign_stays_with_it_and_can_be_taken_back() {
        let mut choice = Choice::default();
        let two = written(&[Verdict::Unsure, Verdict::Sure]);
        choice.correct(two.signs[0].bounds, 7, Some(0));
        assert_eq!(choice.applied(two.clone()).text(), "71");
        assert_eq!(choice.applied(written(&[Verdict::Unsure, Verdict::Sure, Verdict::Sure])).text(), "712");
        choice.correct(two.signs[0].bounds, 0, Some(0));
        assert_eq!(choice.applied(two).text(), "");
    }
}
