//! Training examples of digits on paper that are too near to each other: two in one component, and one with an edge of
//! another.

use super::rng::Rng;
use crate::glyph::{self, Glyph, SIDE};
use crate::raster::Grey;

/// Columns whose ink (of 255) is nowhere above this are not part of a digit.
const TRACE: u8 = 10;
/// An edge with more rows of ink may be a one.
const TALL: usize = 10;

/// Two digits side by side, most often touching; None where there is no ink.
pub fn pair(left: &Glyph, right: &Glyph, rng: &mut Rng) -> Option<Glyph> {
    let mut paper = Paper::new();
    paper.put(&columns(left), 0.0, 0.0);
    paper.put(&columns(right), rng.between(-3.0, 4.0), rng.normal() * 1.5);
    glyph::in_form(&paper.grey())
}

/// A digit with a cut-off edge of its neighbour at one side, or with a comma; None where what is beside it could be a digit
/// itself.
pub fn beside(digit: &Glyph, other: &Glyph, rng: &mut Rng) -> Option<Glyph> {
    let (digit, other) = (columns(digit), columns(other));
    let drop = rng.normal() * 2.0;
    let some = (other.len() / 4).min(1 + rng.below(4));
    let (behind, nearest, edge) = match rng.below(3) {
        0 => (true, -5.0, comma(rng)),
        1 => (true, -1.5, other[..some].to_vec()),
        _ => (false, -1.5, other[other.len() - some..].to_vec()),
    };
    let gap = rng.between(nearest, 1.0);
    if height(&edge) > TALL {
        return None;
    }
    let mut paper = Paper::new();
    if behind {
        paper.put(&digit, 0.0, 0.0);
        paper.put(&edge, gap, drop);
    } else {
        paper.put(&edge, 0.0, drop);
        paper.put(&digit, gap, 0.0);
    }
    glyph::in_form(&paper.grey())
}

/// A short stroke, most often slanting, from about the baseline downwards.
fn comma(rng: &mut Rng) -> Vec<Column> {
    let (long, slant, thick) = (rng.between(2.0, 7.0), rng.between(-0.1, 0.8), rng.between(0.8, 1.6));
    let (top, wide) = (21.0, 1.0 + 2.0 * thick + long * slant.max(0.0));
    let ink = |column: f32, row: f32| {
        let down = (row - top).clamp(0.0, long);
        let (across, along) = (column - (wide - thick - down * slant), row - top - down);
        (thick + 0.5 - across.hypot(along)).clamp(0.0, 1.0)
    };
    (0..wide.ceil() as usize).map(|column| std::array::from_fn(|row| ink(column as f32, row as f32))).collect()
}

type Column = [f32; SIDE];

/// The columns of a glyph from its first with ink to its last.
fn columns(glyph: &Glyph) -> Vec<Column> {
    let inked = |column: &usize| (0..SIDE).any(|row| glyph.pixels[row * SIDE + column] > TRACE);
    let (Some(first), Some(last)) = ((0..SIDE).find(inked), (0..SIDE).rfind(inked)) else { return Vec::new() };
    let column = |at: usize| std::array::from_fn(|row| f32::from(glyph.pixels[row * SIDE + at]) / 255.0);
    (first..=last).map(column).collect()
}

/// How many rows have ink.
fn height(columns: &[Column]) -> usize {
    let trace = f32::from(TRACE) / 255.0;
    (0..SIDE).filter(|row| columns.iter().any(|column| column[*row] > trace)).count()
}

/// Ink put down from left to right.
struct Paper {
    pixels: Vec<f32>,
    end: usize,
}

impl Paper {
    const WIDTH: usize = 3 * SIDE;
    const HEIGHT: usize = 2 * SIDE;

    fn new() -> Self {
        Self { pixels: vec![0.0; Self::WIDTH * Self::HEIGHT], end: 4 }
    }

    /// Adds columns `gap` pixels to the right of what lies there, and `drop` pixels lower.
    fn put(&mut self, columns: &[Column], gap: f32, drop: f32) {
        let left = self.end.saturating_add_signed(gap.round() as isize);
        let top = (SIDE as f32 / 2.0 + drop.clamp(-10.0, 10.0)).round() as usize;
        for (column, ink) in columns.iter().enumerate() {
            for (row, ink) in ink.iter().enumerate() {
                let pixel = &mut self.pixels[(top + row) * Self::WIDTH + left + column];
                *pixel = ink.max(*pixel);
            }
        }
        self.end = left + columns.len();
    }

    fn grey(self) -> Grey {
        Grey { width: Self::WIDTH, height: Self::HEIGHT, pixels: self.pixels }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Point;

    fn bar() -> Glyph {
        glyph::from_strokes([[Point::at(0.0, 0.0), Point::at(5.0, 60.0)].as_slice()]).unwrap()
    }

    fn hook() -> Glyph {
        let line = [(0.0, 0.0), (60.0, 0.0), (30.0, 60.0)].map(|(x, y)| Point::at(x, y));
        glyph::from_strokes([line.as_slice()]).unwrap()
    }

    fn width(glyph: &Glyph) -> usize {
        columns(glyph).len()
    }

    #[test]
    fn neighbours_make_a_wider_symbol_of_the_usual_size() {
        let rng = &mut Rng::of(4, [0, 0]);
        for _ in 0..200 {
            let pair = pair(&bar(), &hook(), rng).unwrap();
            assert!((15..=22).contains(&width(&pair)), "{}", width(&pair));
            let beside = beside(&bar(), &hook(), rng);
            assert!(beside.is_none_or(|beside| width(&beside) <= 22));
        }
    }

    #[test]
    fn no_ink_is_no_neighbour() {
        let rng = &mut Rng::of(4, [0, 1]);
        assert!(pair(&Glyph::BLANK, &Glyph::BLANK, rng).is_none());
        assert!(beside(&bar(), &Glyph::BLANK, rng).is_some());
    }

    #[test]
    fn an_edge_that_could_be_a_one_is_not_put_beside() {
        let rng = &mut Rng::of(4, [0, 2]);
        let line = [(0.0, 60.0), (0.0, 0.0), (60.0, 0.0), (60.0, 60.0)].map(|(x, y)| Point::at(x, y));
        let gate = glyph::from_strokes([line.as_slice()]).unwrap();
        let none = (0..300).filter(|_| beside(&hook(), &gate, rng).is_none()).count();
        // The others are commas.
        assert!((150..250).contains(&none), "{none}");
    }
}
