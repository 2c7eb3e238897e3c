//! Numbers that somebody changed to see what would come of it. The ink stays as it is, and a change belongs to it: it
//! stays while something is written or erased elsewhere. Plain: knows neither browser nor page.

use super::numbers::{Number, is_same};
use crate::app::corrections::Key;
use crate::ink::Drawing;
use crate::transcript::Transcript;

/// A number, by the ink of its symbols, with another value than was read.
#[derive(Clone, Debug, PartialEq)]
struct Change {
    ink: Vec<Key>,
    written: String,
    value: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhatIf {
    changes: Vec<Change>,
}

impl WhatIf {
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Gives a number that was read from this drawing another value; the one that was written takes a change back.
    pub fn set(&mut self, number: &Number, value: String, transcript: &Transcript, drawing: &Drawing) {
        let Some(ink) = ink(number, transcript, drawing) else { return };
        self.changes.retain(|change| change.ink != ink);
        if !is_same(&value, &number.written) {
            self.changes.push(Change { ink, written: number.written.clone(), value });
        }
    }

    /// The changed numbers as far as their ink is still there.
    pub fn numbers(&self, transcript: &Transcript, drawing: &Drawing) -> Vec<Number> {
        let keys: Vec<Key> = keys(transcript, drawing);
        let number = |change: &Change| {
            let place = |key: &Key| keys.iter().position(|other| other == key).map(|at| at as u32);
            let symbols = change.ink.iter().map(place).collect::<Option<_>>()?;
            Some(Number { symbols, written: change.written.clone(), value: change.value.clone() })
        };
        self.changes.iter().filter_map(number).collect()
    }

    /// Forgets the changes of all numbers but these, which were read from this drawing.
    pub fn keep(&mut self, numbers: &[Number], transcript: &Transcript, drawing: &Drawing) {
        let stays: Vec<Vec<Key>> = numbers
            .iter()
            .filter(|number| number.is_changed())
            .filter_map(|number| ink(number, transcript, drawing))
            .collect();
        self.changes.retain(|change| stays.contains(&change.ink));
    }
}

fn ink(number: &Number, transcript: &Transcript, drawing: &Drawing) -> Option<Vec<Key>> {
    let key = |at: &u32| Some(Key::of(transcript.symbols.get(*at as usize)?, true, drawing));
    number.symbols.iter().map(key).collect()
}

fn keys(transcript: &Transcript, drawing: &Drawing) -> Vec<Key> {
    transcript.symbols.iter().map(|symbol| Key::of(symbol, true, drawing)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::worked::{Worked, tests::transcript, worked_with};
    use super::*;
    use crate::alphabet::SymbolId;
    use crate::ink::{Point, Stroke};
    use crate::maths::Angle;

    /// A stroke for each symbol of a transcript.
    fn drawing(transcript: &Transcript) -> Drawing {
        let stroke = |at: usize| Stroke { width: 4.0, points: vec![Point::at(at as f32, 0.0)] };
        Drawing { strokes: (0..transcript.symbols.len()).map(stroke).collect() }
    }

    fn applied(what_if: &WhatIf, transcript: &Transcript, drawing: &Drawing) -> Worked {
        worked_with(transcript, Angle::Radians, &what_if.numbers(transcript, drawing))
    }

    fn number(transcript: &Transcript, line: usize, at: usize) -> Number {
        worked_with(transcript, Angle::Radians, &[]).lines[line].numbers[at].clone()
    }

    #[test]
    fn all_that_depends_on_a_changed_number_follows() {
        let read = transcript(&["x=4", "x×3=", "y=x+2"]);
        let (ink, mut what_if) = (drawing(&read), WhatIf::default());
        what_if.set(&number(&read, 0, 0), "10".to_owned(), &read, &ink);
        let worked = applied(&what_if, &read, &ink);
        assert_eq!(worked.answer(), "x = 10\n30\ny = 12");
        assert_eq!(worked.latex(), "x = 1 0\nx \\times 3 =\ny = x + 2");
        assert!(worked.is_changed() && worked.lines[0].numbers[0].is_changed());
        what_if.set(&number(&read, 0, 0), "4".to_owned(), &read, &ink);
        assert!(what_if.is_empty() && !applied(&what_if, &read, &ink).is_changed());
    }

    #[test]
    fn a_change_stays_with_its_ink_and_goes_with_it() {
        let read = transcript(&["2+12="]);
        let (mut ink, mut what_if) = (drawing(&read), WhatIf::default());
        what_if.set(&number(&read, 0, 1), "11".to_owned(), &read, &ink);
        what_if.set(&number(&read, 0, 0), "3".to_owned(), &read, &ink);
        assert_eq!(applied(&what_if, &read, &ink).answer(), "14");
        // A stroke is written behind them, which is a number of its own.
        let longer = transcript(&["2+12=6"]);
        ink.strokes.push(Stroke { width: 4.0, points: vec![Point::at(99.0, 0.0)] });
        assert!(applied(&what_if, &longer, &ink).lines[0].numbers[1].is_changed());
        // The 2 behind the 1 goes; a number of other symbols is another one.
        let mut less = ink.clone();
        less.strokes.remove(3);
        let shorter = transcript(&["2+1=6"]);
        let worked = applied(&what_if, &shorter, &less);
        assert_eq!(worked.lines[0].numbers.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), ["3", "1", "6"]);
        let numbers = worked.lines.into_iter().flat_map(|line| line.numbers).collect::<Vec<_>>();
        what_if.keep(&numbers, &shorter, &less);
        assert_eq!(applied(&what_if, &longer, &ink).lines[0].numbers[1].value, "12");
        assert_eq!(applied(&what_if, &longer, &ink).lines[0].numbers[0].value, "3");
    }

    #[test]
    fn what_is_corrected_counts_as_written() {
        let mut read = transcript(&["?7+1="]);
        let (ink, mut what_if) = (drawing(&read), WhatIf::default());
        what_if.set(&number(&read, 0, 0), "8".to_owned(), &read, &ink);
        assert_eq!(applied(&what_if, &read, &ink).answer(), "9");
        read.symbols[0].correction = Some(SymbolId::of_char('1'));
        assert_eq!(applied(&what_if, &read, &ink).answer(), "2");
    }
}
