//! Charts as plain values: from figures and a width to shapes, and to spots that can be pointed at with their texts.
//!
//! Pure geometry in CSS pixels, colours by class; the page draws it. Nothing here knows the browser.

pub mod chain;
pub mod curves;
pub mod data;
pub mod dots;
pub mod markup;
pub mod matrix;
pub mod pictures;
pub mod reliability;
pub mod scale;
pub mod sketch;
pub mod table;
pub mod words;

use serde::{Deserialize, Serialize};
use sketch::Shape;

/// A chart laid out for one width.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plot {
    pub width: f32,
    pub height: f32,
    pub shapes: Vec<Shape>,
    /// What can be pointed at, in reading order.
    pub spots: Vec<Spot>,
    /// How many spots are beside each other: the keys up and down move by as many.
    pub row: usize,
    /// Which directions count for the spot nearest to the pointer.
    pub pick: Pick,
    /// The spot that is described while nobody points at any.
    pub home: usize,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spot {
    pub x: f32,
    pub y: f32,
    /// The path that marks it.
    pub mark: String,
    pub facts: Vec<Fact>,
}

/// One value of a spot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The line it belongs to; None where a chart has no lines.
    pub line: Option<u8>,
    pub name: String,
    pub value: String,
}

impl Fact {
    pub fn new(name: &str, value: String) -> Self {
        Self { line: None, name: name.to_owned(), value }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pick {
    Across,
    Down,
    #[default]
    Both,
}

impl Plot {
    /// The spot nearest to a place; None where there are none.
    pub fn nearest(&self, x: f32, y: f32) -> Option<usize> {
        let (across, down) = match self.pick {
            Pick::Across => (1.0, 0.0),
            Pick::Down => (0.0, 1.0),
            Pick::Both => (1.0, 1.0),
        };
        let far = |spot: &Spot| across * (spot.x - x).powi(2) + down * (spot.y - y).powi(2);
        let spots = self.spots.iter().enumerate();
        spots.min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b))).map(|(at, _)| at)
    }

    /// The spot that a key leads to from another; None for keys that do nothing here.
    pub fn step(&self, from: usize, key: &str) -> Option<usize> {
        let last = self.spots.len().checked_sub(1)?;
        let row = self.row.max(1);
        let to = match key {
            "ArrowLeft" => from.saturating_sub(1),
            "ArrowRight" => from + 1,
            // Past the edge, the key stays where it is: a jump along the row would surprise.
            "ArrowUp" => from.checked_sub(row).unwrap_or(from),
            "ArrowDown" if from + row <= last => from + row,
            "ArrowDown" => from,
            "Home" => 0,
            "End" => last,
            _ => return None,
        };
        Some(to.min(last))
    }
}

/// A spot's facts as one text, for screen readers.
pub fn spoken(facts: &[Fact]) -> String {
    let texts = facts.iter().map(|fact| format!("{} {}", fact.name, fact.value).trim().to_owned());
    texts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(columns: usize, rows: usize, pick: Pick) -> Plot {
        let spot = |at: usize| Spot { x: (at % columns) as f32, y: (at / columns) as f32, ..Spot::default() };
        let spots = (0..columns * rows).map(spot).collect();
        Plot { spots, row: columns, pick, ..Plot::default() }
    }

    #[test]
    fn the_nearest_is_found_in_the_directions_that_count() {
        assert_eq!(grid(3, 3, Pick::Both).nearest(1.9, 1.2), Some(5));
        assert_eq!(grid(3, 1, Pick::Across).nearest(1.4, 900.0), Some(1));
        assert_eq!(grid(1, 3, Pick::Down).nearest(900.0, 1.6), Some(2));
        assert_eq!(Plot::default().nearest(0.0, 0.0), None);
    }

    #[test]
    fn keys_walk_a_grid_and_stay_inside() {
        let grid = grid(3, 2, Pick::Both);
        let walk = |from, keys: &[&str]| keys.iter().fold(from, |at, key| grid.step(at, key).unwrap());
        assert_eq!(walk(0, &["ArrowRight", "ArrowDown"]), 4);
        assert_eq!(walk(4, &["ArrowDown"]), 4);
        assert_eq!(walk(4, &["ArrowUp", "ArrowUp"]), 1);
        assert_eq!(walk(1, &["Home", "ArrowLeft"]), 0);
        assert_eq!(walk(1, &["End", "ArrowRight"]), 5);
        assert_eq!(grid.step(0, "a"), None);
        assert_eq!(Plot::default().step(0, "ArrowRight"), None);
    }

    #[test]
    fn facts_are_spoken_in_a_row() {
        assert_eq!(spoken(&[Fact::new("pass", "3".into()), Fact::new("", "98%".into())]), "pass 3, 98%");
    }
}
