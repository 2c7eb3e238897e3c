//! The letters that listed words and n-grams are made of, and in which case a word is written.

/// In the order of their codes, lower-case. The apostrophe is a letter within words, as in "don't".
pub const LETTERS: [char; 31] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w',
    'x', 'y', 'z', 'ä', 'ö', 'ü', 'ß', '\'',
];
pub const APOSTROPHE: u8 = 30;
/// What stands before a word's first letter and behind its last one.
pub const BORDER: u8 = 31;
/// Letters and border.
pub const CODES: usize = 32;

/// The code of a letter in either case; None for all other characters.
pub fn code(c: char) -> Option<u8> {
    let mut lower = c.to_lowercase();
    let folded = lower.next().filter(|_| lower.next().is_none())?;
    LETTERS.iter().position(|letter| *letter == folded).map(|at| at as u8)
}

/// What an alphabet without a letter writes instead.
pub fn spelled_out(code: u8) -> Option<[u8; 2]> {
    let letters = match LETTERS.get(usize::from(code))? {
        'ä' => "ae",
        'ö' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        _ => return None,
    };
    let letters = letters.as_bytes();
    Some([letters[0] - b'a', letters[1] - b'a'])
}

/// How the letters of a word are written, in the order of [`CASES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    Lower,
    /// Its first letter is a capital.
    Capitalised,
    /// All of its letters are capitals.
    Capitals,
    /// Each letter as it likes.
    Mixed,
}

pub const CASES: [Case; 4] = [Case::Lower, Case::Capitalised, Case::Capitals, Case::Mixed];

/// The probability of a capital among the letters of a word of mixed case.
const CAPITAL: f32 = 0.35;

impl Case {
    /// The probability that a word of this case has a capital here (or, where `is_capital` is None, a letter without
    /// case).
    pub fn fits(self, is_capital: Option<bool>, is_first: bool) -> f32 {
        let Some(is_capital) = is_capital else { return 1.0 };
        let certain = match self {
            Self::Lower => !is_capital,
            Self::Capitalised => is_capital == is_first,
            Self::Capitals => is_capital,
            Self::Mixed => return if is_capital { CAPITAL } else { 1.0 - CAPITAL },
        };
        if certain { 1.0 } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_codes_in_both_cases() {
        assert_eq!((code('a'), code('Z'), code('Ä'), code('\'')), (Some(0), Some(25), Some(26), Some(APOSTROPHE)));
        assert_eq!((code('1'), code(' '), code('é'), code('İ')), (None, None, None, None));
        let written = spelled_out(code('ß').unwrap_or(0)).map(|pair| pair.map(|code| LETTERS[usize::from(code)]));
        assert_eq!(written, Some(['s', 's']));
    }

    #[test]
    fn cases_are_distributions() {
        for case in CASES {
            for is_first in [true, false] {
                let sum: f32 = [Some(true), Some(false)].map(|capital| case.fits(capital, is_first)).iter().sum();
                assert!((sum - 1.0).abs() < 1e-6);
            }
        }
    }
}
