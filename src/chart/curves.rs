//! A chart of loss or accuracy by epoch: one line for each of several sets.

use super::scale::{Kind, Scale, range};
use super::sketch::{Sketch, circle, line};
use super::words::{percent, percent_tick, tick};
use super::{Fact, Pick, Plot, Spot};
use serde::{Deserialize, Serialize};

/// The classes of the lines; the first is the main one.
const LINES: [&str; 5] = ["line line-0", "line line-1", "line line-2", "line line-3", "line line-4"];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Measure {
    Loss,
    Accuracy,
}

/// A line's class.
pub fn class(at: usize) -> &'static str {
    LINES[at % LINES.len()]
}

/// A line with one value for each epoch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Series {
    pub name: String,
    pub values: Vec<f32>,
}

impl Measure {
    fn kind(self) -> Kind {
        match self {
            Self::Loss => Kind::Doubling,
            Self::Accuracy => Kind::Nines,
        }
    }

    pub fn show(self, value: f32) -> String {
        match self {
            Self::Loss => format!("{value:.3}"),
            Self::Accuracy => percent(value),
        }
    }

    fn tick(self, value: f32) -> String {
        match self {
            Self::Loss => tick(value),
            Self::Accuracy => percent_tick(value),
        }
    }

    fn axis(self) -> &'static str {
        match self {
            Self::Loss => "loss, nats",
            Self::Accuracy => "right",
        }
    }
}

pub fn curves(measure: Measure, series: &[Series], width: f32) -> Plot {
    let height = (0.62 * width).clamp(200.0, 300.0);
    let (left, right, top, bottom) = (48.0, width - 8.0, 28.0, height - 40.0);
    let passes = series.iter().map(|series| series.values.len()).max().unwrap_or(0);
    let all = series.iter().flat_map(|series| series.values.iter().copied());
    let up = Scale::new(measure.kind(), range(measure.kind(), all), (bottom, top));
    let across = Scale::new(Kind::Even, (1.0, passes.max(2) as f32), (left + 8.0, right - 6.0));
    let x = |pass: usize| across.place((pass + 1) as f32);

    let mut sketch = Sketch::default();
    sketch.text("label", 0.0, 13.0, measure.axis());
    for value in up.ticks(6) {
        sketch.path("grid", line(&[(left, up.place(value)), (right, up.place(value))]));
        sketch.text("tick end", left - 8.0, up.place(value) + 4.0, measure.tick(value));
    }
    for pass in across.ticks(5) {
        sketch.text("tick middle", across.place(pass), bottom + 18.0, tick(pass));
    }
    sketch.text("label end", right, height - 4.0, "pass over the data");
    // The first is drawn last, over the others.
    for (at, series) in series.iter().enumerate().rev() {
        let points: Vec<_> =
            series.values.iter().enumerate().map(|(pass, value)| (x(pass), up.place(*value))).collect();
        sketch.path(class(at), line(&points));
    }

    let spot = |pass: usize| {
        let mut mark = line(&[(x(pass), top), (x(pass), bottom)]);
        let mut facts = vec![Fact::new("pass", format!("{}", pass + 1))];
        for (at, series) in series.iter().enumerate() {
            if let Some(value) = series.values.get(pass) {
                mark += &circle(x(pass), up.place(*value), 3.5);
                facts.push(Fact { line: Some(at as u8), name: series.name.clone(), value: measure.show(*value) });
            }
        }
        Spot { x: x(pass), y: bottom, mark, facts }
    };
    let spots: Vec<Spot> = (0..passes).map(spot).collect();
    let home = passes.saturating_sub(1);
    Plot { width, height, shapes: sketch.finish(), spots, row: 1, pick: Pick::Across, home }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::sketch::Shape;

    fn two() -> Vec<Series> {
        let series = |name: &str, values: &[f32]| Series { name: name.into(), values: values.to_vec() };
        vec![series("training", &[0.8, 0.4, 0.2]), series("aside", &[0.4, 0.1, 0.05])]
    }

    #[test]
    fn every_pass_is_a_spot_with_every_line_of_it() {
        let plot = curves(Measure::Loss, &two(), 400.0);
        assert_eq!(plot.spots.len(), 3);
        let facts = &plot.spots[1].facts;
        assert_eq!(
            (facts[0].value.as_str(), facts[1].value.as_str(), facts[2].value.as_str()),
            ("2", "0.400", "0.100")
        );
        assert_eq!((plot.home, plot.nearest(399.0, 0.0)), (2, Some(2)));
        assert!(plot.spots.windows(2).all(|pair| pair[0].x < pair[1].x));
    }

    #[test]
    fn nothing_lies_outside() {
        for width in [288.0, 400.0, 900.0] {
            let plot = curves(Measure::Accuracy, &two(), width);
            for spot in &plot.spots {
                assert!((0.0..=width).contains(&spot.x) && (0.0..=plot.height).contains(&spot.y));
            }
        }
    }

    #[test]
    fn the_first_line_is_drawn_over_the_others() {
        let shapes = curves(Measure::Loss, &two(), 400.0).shapes;
        let last = shapes.iter().rev().find_map(|shape| match shape {
            Shape::Path { class, .. } => Some(*class),
            Shape::Text { .. } => None,
        });
        assert_eq!(last, Some(LINES[0]));
    }

    #[test]
    fn a_run_without_passes_is_an_empty_chart() {
        assert!(curves(Measure::Loss, &[], 300.0).spots.is_empty());
    }
}
