//! What names a symbol in files, messages and code.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Symbols that take several characters to write down, in the order in which they came to be known: rows are added at
/// the end, never moved or taken away, since files hold their places.
///
/// Behind the names of functions come pairs of their letters: people join letters, and what is joined is read as one.
const NAMED: [&str; 16] =
    ["sin", "cos", "tan", "log", "ln", "lim", "exp", "si", "in", "co", "os", "ta", "an", "lo", "og", "im"];
/// Numbers from here on are rows of the table above; no Unicode character is as high.
const FIRST_NAMED: u32 = 0x11_0000;

/// A symbol: a Unicode character, or a row of an append-only table of the symbols that no single character stands for.
///
/// Unicode never gives a number away twice, so both kinds are stable in files, and any character at all can be a symbol
/// of some alphabet without a line of code that knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SymbolId(u32);

impl SymbolId {
    pub const fn of_char(symbol: char) -> Self {
        Self(symbol as u32)
    }

    /// The character that it is; none where it takes several.
    pub const fn character(self) -> Option<char> {
        char::from_u32(self.0)
    }

    /// The symbol that a text is; `None` where it is none, or several.
    pub fn of_text(text: &str) -> Option<Self> {
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(one), None) => Some(Self::of_char(one)),
            _ => NAMED.iter().position(|name| *name == text).map(|row| Self(FIRST_NAMED + row as u32)),
        }
    }
}

impl fmt::Display for SymbolId {
    /// As it is typed. A number that is no symbol, which only a damaged file holds, shows as the replacement character.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // By looking, not by its place: an address minus the first number is negative, which wasm-split cannot move.
        match NAMED.iter().zip(FIRST_NAMED..).find(|(_, number)| *number == self.0) {
            Some((name, _)) => f.write_str(name),
            None => write!(f, "{}", char::from_u32(self.0).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_is_found_again_by_its_text() {
        for text in NAMED.into_iter().chain(["7", "K", "ß", "△", "∑"]) {
            assert_eq!(SymbolId::of_text(text).map(|symbol| symbol.to_string()).as_deref(), Some(text));
        }
        assert_eq!((SymbolId::of_text(""), SymbolId::of_text("42")), (None, None));
        assert_eq!(["7", "sin"].map(|text| SymbolId::of_text(text).and_then(SymbolId::character)), [Some('7'), None]);
    }

    #[test]
    fn numbers_in_files_stay_what_they_are() {
        assert_eq!(SymbolId::of_text("0"), Some(SymbolId(48)));
        assert_eq!(SymbolId::of_text("sin"), Some(SymbolId(0x11_0000)));
        assert_eq!(SymbolId::of_text("exp"), Some(SymbolId(0x11_0006)));
        assert_eq!(SymbolId::of_text("im"), Some(SymbolId(0x11_000F)));
    }

    #[test]
    fn a_number_that_is_no_symbol_still_shows() {
        assert_eq!(SymbolId(0xD800).to_string(), "\u{FFFD}");
        assert_eq!(SymbolId(u32::MAX).to_string(), "\u{FFFD}");
    }
}
