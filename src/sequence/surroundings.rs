//! The ink around a column of a line: a small picture that moves along with the pen.

use super::path::PathPoint;
use std::collections::HashMap;

/// The side of a cell, in units of the line.
const SIDE: f32 = 0.45;
const ROWS: i32 = 9;
const COLUMNS: i32 = 5;
/// How many cells there are.
pub const CELLS: usize = (ROWS * COLUMNS) as usize;
/// How much one point adds to the cells around it; ink once across a cell fills it.
const POINT: f32 = 0.4;

/// All ink of a line, in cells.
pub struct Surroundings {
    /// Where the first column begins: cells are counted from the leftmost ink, so that nothing depends on the place.
    left: f32,
    columns: HashMap<i32, [f32; ROWS as usize]>,
}

impl Surroundings {
    pub fn of(path: &[PathPoint]) -> Self {
        let mut columns: HashMap<i32, [f32; ROWS as usize]> = HashMap::new();
        let left = path.iter().filter(|point| point.is_ink).map(|point| point.x).fold(f32::MAX, f32::min);
        for point in path.iter().filter(|point| point.is_ink) {
            let (x, y) = ((point.x - left) / SIDE, point.y / SIDE + (ROWS - 1) as f32 / 2.0);
            for (column, across) in beside(x) {
                for (row, down) in beside(y) {
                    if (0..ROWS).contains(&row) {
                        columns.entry(column).or_default()[row as usize] += POINT * across * down;
                    }
                }
            }
        }
        columns.values_mut().flatten().for_each(|cell| *cell = cell.min(1.0));
        Self { left, columns }
    }

    /// Appends the ink around a place, column by column.
    pub fn write(&self, x: f32, out: &mut Vec<f32>) {
        for column in -COLUMNS / 2..=COLUMNS / 2 {
            let mut cells = [0.0; ROWS as usize];
            for (near, part) in beside((x - self.left) / SIDE + column as f32) {
                let Some(ink) = self.columns.get(&near) else { continue };
                cells.iter_mut().zip(ink).for_each(|(cell, ink)| *cell += part * ink);
            }
            out.extend(cells);
        }
    }
}

/// The two whole numbers beside a place, and how near it is to each.
pub fn beside(place: f32) -> [(i32, f32); 2] {
    let low = place.floor();
    let part = place - low;
    [(low as i32, 1.0 - part), ((low as i32).saturating_add(1), part)]
}

#[cfg(test)]
mod tests {
    use super::super::size::LineSize;
    use super::*;
    use crate::ink::Point;

    #[test]
    fn a_dot_is_seen_from_below_it() {
        let size = LineSize { unit: 1.0, middle: 0.0, slope: 0.0 };
        let strokes = [vec![Point::at(5.0, -0.5), Point::at(5.0, 0.5)], vec![Point::at(5.0, -1.35)]];
        let around = Surroundings::of(&super::super::path::path(&strokes, &[0, 1], &size));
        let seen = |x: f32| {
            let mut cells = Vec::new();
            around.write(x, &mut cells);
            assert_eq!(cells.len(), CELLS);
            cells[(2 * ROWS) as usize..(3 * ROWS) as usize].to_vec()
        };
        let there = seen(5.0);
        assert!(there[1] > 0.3 && there[4] > 0.5 && there[7] == 0.0, "{there:?}");
        assert!(seen(9.0).iter().all(|cell| *cell == 0.0));
    }
}
