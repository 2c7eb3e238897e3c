//! Symbols that can be written, and the lists of them that models tell apart. Plain data: knows neither Burn nor the
//! browser.

mod symbol_id;

pub use symbol_id::SymbolId;

use serde::{Deserialize, Serialize};

/// The symbols that a model tells apart, in the order of its classes. Whatever is none of them is one class more: the
/// reject class, which comes last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alphabet(Vec<SymbolId>);

impl Alphabet {
    /// The symbols in their order; each counts once, at its first place.
    pub fn new(symbols: impl IntoIterator<Item = SymbolId>) -> Self {
        let mut alphabet = Self::default();
        for symbol in symbols {
            if alphabet.position(symbol).is_none() {
                alphabet.0.push(symbol);
            }
        }
        alphabet
    }

    /// The symbols of some texts, each text being one symbol; `None` where one of them is not.
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let symbols: Option<Vec<SymbolId>> = texts.into_iter().map(SymbolId::of_text).collect();
        symbols.map(Self::new)
    }

    /// The ten digits.
    pub fn digits() -> Self {
        Self::new(('0'..='9').map(SymbolId::of_char))
    }

    /// How many symbols there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many classes a model with this alphabet has: its symbols, and the reject class behind them.
    pub fn classes(&self) -> usize {
        self.0.len() + 1
    }

    /// The class of ink that is none of the symbols.
    pub fn reject(&self) -> usize {
        self.0.len()
    }

    pub fn symbols(&self) -> &[SymbolId] {
        &self.0
    }

    /// The symbol of a class; `None` for the reject class.
    pub fn get(&self, class: usize) -> Option<SymbolId> {
        self.0.get(class).copied()
    }

    /// The class of a symbol; `None` where it is not of this alphabet.
    pub fn position(&self, symbol: SymbolId) -> Option<usize> {
        self.0.iter().position(|known| *known == symbol)
    }

    /// The class of a text; the reject class where it is no symbol of this alphabet.
    pub fn class_of(&self, text: &str) -> usize {
        SymbolId::of_text(text).and_then(|symbol| self.position(symbol)).unwrap_or(self.reject())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_the_symbols_and_one_for_all_else() {
        let digits = Alphabet::digits();
        assert_eq!((digits.len(), digits.classes(), digits.reject()), (10, 11, 10));
        assert_eq!(digits.get(7).map(|symbol| symbol.to_string()).as_deref(), Some("7"));
        assert_eq!(digits.get(10), None);
        assert_eq!(digits.symbols().last().map(|symbol| digits.position(*symbol)), Some(Some(9)));
        assert_eq!((digits.class_of("4"), digits.class_of("K"), digits.class_of("42")), (4, 10, 10));
    }

    #[test]
    fn a_symbol_counts_once() {
        let alphabet = Alphabet::of_texts(["△", "sin", "△"]).unwrap();
        assert_eq!(alphabet.symbols().iter().map(|symbol| symbol.to_string()).collect::<Vec<_>>(), ["△", "sin"]);
        assert_eq!(Alphabet::of_texts(["ab"]), None);
    }
}
