//! A confusion matrix: a grid of counts by what was written and what was read.

use super::sketch::{Sketch, rect};
use super::words::{grouped, percent};
use super::{Fact, Pick, Plot, Spot};

/// The classes of cells with mistakes, by their part of the most frequent one.
const SHADES: [&str; 3] = ["cell few", "cell some", "cell many"];
const COUNTS: [&str; 3] = ["count middle", "count middle", "count middle on-many"];
/// Cells from this width on, in pixels, have room for four figures.
const ROOMY: f32 = 34.0;
const LARGEST: f32 = 48.0;

/// The chart of a matrix whose rows are labels and whose columns are classes read: the symbols in their order, and the
/// reject class last.
pub fn matrix(symbols: &[String], rows: &[Vec<u32>], width: f32) -> Plot {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let (left, top) = (24.0, 46.0);
    let cell = ((width - left) / columns.max(1) as f32).min(LARGEST);
    let tall = cell.min(38.0);
    let (right, bottom) = (left + cell * columns as f32, top + tall * rows.len() as f32);
    let most = mistakes(rows).map(|(_, _, count)| count).max().unwrap_or(0);
    let corner = |row: usize, column: usize| (left + cell * column as f32, top + tall * row as f32);
    let inner = |row: usize, column: usize| {
        let (x, y) = corner(row, column);
        rect(x + 1.0, y + 1.0, cell - 2.0, tall - 2.0)
    };

    let mut sketch = Sketch::default();
    sketch.text("label", 0.0, 13.0, "↓ written");
    sketch.text("label end", right, 13.0, "read as →");
    for column in 0..columns {
        sketch.text("term middle", left + cell * (column as f32 + 0.5), top - 9.0, name(symbols, column));
    }
    let (mut blank, mut hits, mut marked) = (String::new(), String::new(), [const { String::new() }; 3]);
    for (written, row) in rows.iter().enumerate() {
        sketch.text("term", 4.0, top + tall * (written as f32 + 0.5) + 4.5, name(symbols, written));
        for (read, &count) in row.iter().enumerate() {
            let path = match (read == written, count) {
                (true, _) => &mut hits,
                (false, 0) => &mut blank,
                (false, _) => &mut marked[shade(count, most)],
            };
            *path += &inner(written, read);
        }
    }
    sketch.path("cell", blank);
    sketch.path("cell hit", hits);
    for (class, path) in SHADES.iter().zip(marked) {
        sketch.path(class, path);
    }
    for (written, row) in rows.iter().enumerate() {
        for (read, &count) in row.iter().enumerate() {
            let hit = read == written;
            if count > 0 && (!hit || cell >= ROOMY) {
                let class = if hit { COUNTS[0] } else { COUNTS[shade(count, most)] };
                let (x, y) = corner(written, read);
                sketch.text(class, x + cell / 2.0, y + tall / 2.0 + 4.5, count.to_string());
            }
        }
    }

    let mut spots = Vec::new();
    for (written, row) in rows.iter().enumerate() {
        let all: u32 = row.iter().sum();
        for (read, count) in row.iter().enumerate() {
            let (x, y) = corner(written, read);
            let facts = vec![
                Fact::new("written", name(symbols, written)),
                Fact::new("read as", name(symbols, read)),
                Fact::new("", format!("{} of {}", grouped(*count), grouped(all))),
                Fact::new("", percent(*count as f32 / all.max(1) as f32)),
            ];
            spots.push(Spot { x: x + cell / 2.0, y: y + tall / 2.0, mark: inner(written, read), facts });
        }
    }
    let worst = mistakes(rows).max_by_key(|(_, _, count)| *count);
    let home = worst.map_or(0, |(written, read, _)| written * columns + read);
    Plot { width: right, height: bottom + 2.0, shapes: sketch.finish(), spots, row: columns, pick: Pick::Both, home }
}

/// The name of a row or a column.
pub fn name(symbols: &[String], at: usize) -> String {
    symbols.get(at).cloned().unwrap_or_else(|| "none".into())
}

fn mistakes(rows: &[Vec<u32>]) -> impl Iterator<Item = (usize, usize, u32)> {
    rows.iter().enumerate().flat_map(|(written, row)| {
        row.iter()
            .enumerate()
            .filter(move |(read, _)| *read != written)
            .map(move |(read, count)| (written, read, *count))
    })
}

fn shade(count: u32, most: u32) -> usize {
    match (3 * count, most) {
        (three, most) if three > 2 * most => 2,
        (three, most) if three > most => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Vec<u32>> {
        vec![vec![97, 2, 1], vec![9, 90, 0]]
    }

    #[test]
    fn every_cell_is_a_spot_and_the_worst_mistake_is_told_first() {
        let plot = matrix(&["0".into(), "1".into()], &rows(), 400.0);
        assert_eq!((plot.spots.len(), plot.row, plot.home), (6, 3, 3));
        let values: Vec<_> = plot.spots[3].facts.iter().map(|fact| fact.value.as_str()).collect();
        assert_eq!(values, ["1", "0", "9 of 99", "9.09%"]);
        assert_eq!(plot.spots[2].facts[1].value, "none");
    }

    #[test]
    fn it_fits_and_cells_stay_small_where_there_is_room() {
        assert!(matrix(&["0".into(), "1".into()], &rows(), 160.0).width <= 160.0);
        assert_eq!(matrix(&["0".into(), "1".into()], &rows(), 900.0).width, 24.0 + 3.0 * LARGEST);
    }

    #[test]
    fn more_mistakes_are_marked_more_strongly() {
        assert_eq!([1, 3, 4, 6, 7, 9].map(|count| shade(count, 9)), [0, 0, 1, 1, 2, 2]);
    }
}
