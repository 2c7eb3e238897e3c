//! A chart of fractions, one below the other, each a dot in its interval.

use super::scale::{Kind, Scale, range};
use super::sketch::{Sketch, circle, line};
use super::words::percent_tick;
use super::{Fact, Pick, Plot, Spot};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub name: String,
    pub part: f32,
    pub low: f32,
    pub high: f32,
    pub facts: Vec<Fact>,
}

/// From this width on, in pixels, names stand beside their rows, else above them.
const BESIDE: f32 = 460.0;

pub fn dots(rows: &[Row], axis: &str, width: f32) -> Plot {
    let beside = width >= BESIDE;
    let (left, pitch) = if beside { (180.0, 30.0) } else { (4.0, 46.0) };
    let (top, right) = (8.0, width - 20.0);
    let bottom = top + pitch * rows.len() as f32;
    let height = bottom + 46.0;
    let (low, high) = range(Kind::Even, rows.iter().flat_map(|row| [row.low, row.high]));
    let across = Scale::new(Kind::Even, (low.max(0.0), high.min(1.0)), (left, right));
    let middle = |at: usize| top + pitch * (at as f32 + if beside { 0.5 } else { 0.7 });

    let mut sketch = Sketch::default();
    let mut grid = String::new();
    // A label takes about sixty pixels.
    for value in across.ticks(((right - left) / 64.0) as usize) {
        grid += &line(&[(across.place(value), top), (across.place(value), bottom + 4.0)]);
        sketch.text("tick middle", across.place(value), bottom + 20.0, percent_tick(value));
    }
    sketch.path("grid", grid);
    sketch.text("label end", width, height - 6.0, axis);
    let (mut whiskers, mut points) = (String::new(), String::new());
    for (at, row) in rows.iter().enumerate() {
        let (y, x) = (middle(at), across.place(row.part));
        whiskers += &line(&[(across.place(row.low), y), (across.place(row.high), y)]);
        points += &circle(x, y, 5.0);
        match beside {
            true => sketch.text("term end", left - 16.0, y + 4.5, row.name.as_str()),
            false => sketch.text("term", left, y - 13.0, row.name.as_str()),
        }
    }
    sketch.path("whisker", whiskers);
    sketch.path("dot", points);
    let spot = |(at, row): (usize, &Row)| {
        let (x, y) = (across.place(row.part), middle(at));
        Spot { x, y, mark: circle(x, y, 8.5), facts: row.facts.clone() }
    };
    let spots = rows.iter().enumerate().map(spot).collect();
    Plot { width, height, shapes: sketch.finish(), spots, row: 1, pick: Pick::Down, home: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        let row = |name: &str, part: f32, by: f32| Row {
            name: name.into(),
            part,
            low: part - by,
            high: part + by,
            facts: vec![Fact::new("", name.into())],
        };
        vec![row("one", 0.98, 0.01), row("two", 0.999, 0.002)]
    }

    #[test]
    fn better_lies_further_to_the_right_and_all_of_it_inside() {
        for width in [288.0, 640.0] {
            let plot = dots(&rows(), "right", width);
            assert!(plot.spots[0].x < plot.spots[1].x && plot.spots[1].x < width);
            assert!(plot.spots[0].y < plot.spots[1].y && plot.spots[1].y < plot.height);
        }
    }

    #[test]
    fn names_move_above_their_rows_where_it_is_narrow() {
        assert!(dots(&rows(), "right", 320.0).height > dots(&rows(), "right", 640.0).height);
    }

    #[test]
    fn the_row_under_the_pointer_is_picked() {
        let plot = dots(&rows(), "right", 640.0);
        assert_eq!(plot.nearest(0.0, plot.spots[1].y + 3.0), Some(1));
    }
}
