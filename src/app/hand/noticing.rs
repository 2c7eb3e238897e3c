//! From a correction to an example of a hand, and back: what somebody takes back while the same ink is on the sheet is
//! taken back here, too. Plain: knows neither browser nor page.

use super::learning::Heard;
use crate::alphabet::SymbolId;
use crate::app::corrections::mark;
use crate::ink::{Drawing, Stroke};

/// What a correction asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Decision {
    Nothing,
    /// This example goes.
    TakeBack(u64),
    /// It becomes an example, in the place of the one that the same ink has.
    Keep {
        replaces: Option<u64>,
    },
}

/// The examples that came from ink of this visit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Noticed(Vec<Entry>);

#[derive(Clone, Debug, PartialEq)]
struct Entry {
    marks: Vec<u64>,
    example: u64,
    said: SymbolId,
    /// What was read before anything was said: the example itself changes what is read.
    read: Option<SymbolId>,
}

impl Noticed {
    pub fn decide(&self, heard: &Heard) -> Decision {
        let marks = marks(heard);
        match (self.0.iter().find(|entry| entry.marks == marks), heard.said) {
            (Some(entry), None) => Decision::TakeBack(entry.example),
            (Some(entry), Some(said)) if entry.read == Some(said) => Decision::TakeBack(entry.example),
            (Some(entry), Some(said)) if entry.said == said => Decision::Nothing,
            (Some(entry), Some(_)) => Decision::Keep { replaces: Some(entry.example) },
            (None, None) => Decision::Nothing,
            (None, said) if said == heard.read => Decision::Nothing,
            (None, Some(_)) => Decision::Keep { replaces: None },
        }
    }

    /// The ink has become an example.
    pub fn keep(&mut self, heard: &Heard, example: u64) {
        let Some(said) = heard.said else { return };
        let marks = marks(heard);
        let earlier = self.0.iter().position(|entry| entry.marks == marks).map(|at| self.0.remove(at));
        let read = earlier.map_or(heard.read, |earlier| earlier.read);
        self.0.push(Entry { marks, example, said, read });
    }

    pub fn forget(&mut self, example: u64) {
        self.0.retain(|entry| entry.example != example);
    }
}

/// Whether both are about the same strokes.
pub fn is_same_ink(one: &Heard, other: &Heard) -> bool {
    marks(one) == marks(other)
}

fn marks(heard: &Heard) -> Vec<u64> {
    own(heard).map(|stroke| mark(&stroke.points)).collect()
}

fn own(heard: &Heard) -> impl Iterator<Item = &Stroke> {
    heard.strokes.iter().filter_map(|at| heard.drawing.strokes.get(*at as usize))
}

/// The strokes of the symbol.
pub fn ink(heard: &Heard) -> Drawing {
    Drawing { strokes: own(heard).cloned().collect() }
}

/// All other strokes.
pub fn around(heard: &Heard) -> Drawing {
    let others = heard.drawing.strokes.iter().zip(0u32..).filter(|(_, at)| !heard.strokes.contains(at));
    Drawing { strokes: others.map(|(stroke, _)| stroke.clone()).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Point;

    fn line(x: f32) -> Stroke {
        Stroke { width: 6.0, points: vec![Point::at(x, 0.0), Point::at(x, 40.0)] }
    }

    fn heard(strokes: &[u32], said: Option<char>, read: char) -> Heard {
        let drawing = Drawing { strokes: [0.0, 30.0, 60.0, 400.0].map(line).to_vec() };
        let said = said.map(SymbolId::of_char);
        Heard { drawing, strokes: strokes.to_vec(), said, read: Some(SymbolId::of_char(read)) }
    }

    #[test]
    fn a_correction_becomes_an_example_and_what_was_read_does_not() {
        let noticed = Noticed::default();
        assert_eq!(noticed.decide(&heard(&[0], Some('7'), '1')), Decision::Keep { replaces: None });
        assert_eq!(noticed.decide(&heard(&[0], Some('1'), '1')), Decision::Nothing);
        assert_eq!(noticed.decide(&heard(&[0], None, '1')), Decision::Nothing);
    }

    #[test]
    fn taking_a_correction_back_takes_the_example_back_although_the_reading_has_changed() {
        let mut noticed = Noticed::default();
        noticed.keep(&heard(&[0], Some('7'), '1'), 5);
        // The example works: a 7 is read by now.
        assert_eq!(noticed.decide(&heard(&[0], Some('7'), '7')), Decision::Nothing);
        assert_eq!(noticed.decide(&heard(&[0], Some('1'), '7')), Decision::TakeBack(5));
        assert_eq!(noticed.decide(&heard(&[0], None, '7')), Decision::TakeBack(5));
        assert_eq!(noticed.decide(&heard(&[0], Some('4'), '7')), Decision::Keep { replaces: Some(5) });
        assert_eq!(noticed.decide(&heard(&[1], Some('7'), '7')), Decision::Nothing);
        noticed.keep(&heard(&[0], Some('4'), '7'), 6);
        assert_eq!(noticed.decide(&heard(&[0], Some('1'), '4')), Decision::TakeBack(6));
        noticed.forget(6);
        assert_eq!(noticed.decide(&heard(&[0], Some('1'), '1')), Decision::Nothing);
    }

    #[test]
    fn the_ink_of_a_symbol_and_what_stands_around_it_are_told_apart() {
        let heard = heard(&[1, 9], Some('7'), '1');
        assert_eq!(ink(&heard).strokes, [line(30.0)]);
        assert_eq!(around(&heard).strokes, [line(0.0), line(60.0), line(400.0)]);
    }
}
