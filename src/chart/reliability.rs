//! A reliability diagram: stated certainty against accuracy.

use super::scale::{Kind, Scale};
use super::sketch::{Sketch, circle, line};
use super::words::{grouped, percent, percent_tick};
use super::{Fact, Pick, Plot, Spot};
use serde::{Deserialize, Serialize};

/// A bin of readings of about the same certainty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    pub n: u32,
    pub sure: f32,
    pub right: f32,
    pub low: f32,
    pub high: f32,
}

const LARGEST: f32 = 440.0;

pub fn reliability(bins: &[Bin], width: f32) -> Plot {
    let width = width.min(LARGEST);
    let height = width;
    let (left, right, top, bottom) = (48.0, width - 14.0, 28.0, height - 42.0);
    let across = Scale::new(Kind::Even, (0.0, 1.0), (left, right));
    let up = Scale::new(Kind::Even, (0.0, 1.0), (bottom, top));

    let mut sketch = Sketch::default();
    sketch.text("label", 0.0, 13.0, "right");
    sketch.text("label end", right, height - 4.0, "sure");
    let mut grid = String::new();
    for value in up.ticks(5) {
        grid += &line(&[(left, up.place(value)), (right, up.place(value))]);
        sketch.text("tick end", left - 8.0, up.place(value) + 4.0, percent_tick(value));
        sketch.text("tick middle", across.place(value), bottom + 18.0, percent_tick(value));
    }
    sketch.path("grid", grid);
    sketch.path("ideal", line(&[(left, bottom), (right, top)]));
    let (mut whiskers, mut points) = (String::new(), String::new());
    let place = |bin: &Bin| (across.place(bin.sure), up.place(bin.right));
    for bin in bins {
        let (x, y) = place(bin);
        whiskers += &line(&[(x, up.place(bin.low)), (x, up.place(bin.high))]);
        points += &circle(x, y, 4.0);
    }
    sketch.path("whisker", whiskers);
    sketch.path("dot", points);
    let spot = |bin: &Bin| {
        let (x, y) = place(bin);
        let facts = vec![
            Fact::new("sure", percent(bin.sure)),
            Fact::new("right", percent(bin.right)),
            Fact::new("of", grouped(bin.n) + " digits"),
        ];
        Spot { x, y, mark: circle(x, y, 7.5), facts }
    };
    let spots: Vec<Spot> = bins.iter().map(spot).collect();
    let home = spots.len().saturating_sub(1);
    Plot { width, height, shapes: sketch.finish(), spots, row: 1, pick: Pick::Across, home }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_as_right_as_sure_lies_on_the_diagonal() {
        let bin = |part: f32| Bin { n: 9, sure: part, right: part, low: 0.0, high: 1.0 };
        let plot = reliability(&[bin(0.0), bin(0.5), bin(1.0)], 500.0);
        assert_eq!((plot.width, plot.height), (LARGEST, LARGEST));
        let [first, middle, last] = [0, 1, 2].map(|at| (plot.spots[at].x, plot.spots[at].y));
        assert!((middle.0 - (first.0 + last.0) / 2.0).abs() < 0.1 && (middle.1 - (first.1 + last.1) / 2.0).abs() < 0.1);
        assert_eq!(plot.spots[1].facts[1].value, "50.00%");
    }
}
