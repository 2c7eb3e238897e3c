//! The strokes of a symbol: which they are, the symbol without each of them, and the symbol while it was written.

use crate::glyph::{self, Glyph};
use crate::ink::{Drawing, Stroke};
use crate::transcript::Symbol;

/// The strokes that a symbol was read from, in the order in which they were drawn.
pub fn of_symbol(drawing: &Drawing, symbol: &Symbol) -> Vec<Stroke> {
    symbol.strokes.iter().filter_map(|place| drawing.strokes.get(*place as usize)).cloned().collect()
}

/// The symbol without one of its strokes; None where nothing is left.
pub fn without(strokes: &[Stroke], left_out: usize) -> Option<Glyph> {
    let rest = strokes.iter().enumerate().filter(|(at, _)| *at != left_out);
    glyph::from_strokes(rest.map(|(_, stroke)| stroke))
}

/// The symbol as far as it was written at some time.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Milliseconds since the symbol's first sample; None where the samples have no times.
    pub time: Option<f32>,
    pub strokes: Vec<Stroke>,
    pub glyph: Glyph,
}

/// Up to `count` moments, evenly spaced from the beginning to the end. Where samples have no times, each counts as equally
/// long.
pub fn moments(strokes: &[Stroke], count: usize) -> Vec<Moment> {
    let times = || strokes.iter().flat_map(|stroke| stroke.points.iter().map(|point| point.time));
    let (first, last) = (times().fold(f32::INFINITY, f32::min), times().fold(0.0, f32::max));
    let timed = last > first;
    let samples: usize = strokes.iter().map(|stroke| stroke.points.len()).sum();
    let moment = |at: usize| {
        let part = at as f32 / count as f32;
        let until = first + (last - first) * part;
        let most = (samples as f32 * part).ceil() as usize;
        let mut before = 0;
        let so_far = strokes.iter().map(|stroke| {
            let kept = if timed {
                stroke.points.iter().take_while(|point| point.time <= until).count()
            } else {
                most.saturating_sub(before).min(stroke.points.len())
            };
            before += stroke.points.len();
            Stroke { width: stroke.width, points: stroke.points[..kept].to_vec() }
        });
        let strokes: Vec<Stroke> = so_far.filter(|stroke| !stroke.points.is_empty()).collect();
        let glyph = glyph::from_strokes(&strokes)?;
        Some(Moment { time: timed.then_some(until - first), strokes, glyph })
    };
    (1..=count).filter_map(moment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Point;
    use crate::prediction::Verdict;
    use crate::transcript::{Separator, tests::symbol};

    fn stroke(x: f32, began: f32) -> Stroke {
        let point = |n: usize| Point { time: began + 10.0 * n as f32, ..Point::at(x, 10.0 * n as f32) };
        Stroke { width: 3.0, points: (0..6).map(point).collect() }
    }

    fn untimed(stroke: Stroke) -> Stroke {
        Stroke { points: stroke.points.iter().map(|point| Point::at(point.x, point.y)).collect(), ..stroke }
    }

    #[test]
    fn a_symbol_has_the_strokes_that_it_was_read_from() {
        let (one, two, far) = (stroke(0.0, 0.0), stroke(9.0, 100.0), stroke(300.0, 200.0));
        let drawing = Drawing { strokes: vec![far.clone(), two.clone(), one.clone()] };
        let read_from = |strokes: &[u32]| {
            let symbol = symbol(Separator::Nothing, Verdict::Sure, &[(7, 0.9)]);
            of_symbol(&drawing, &Symbol { strokes: strokes.to_vec(), ..symbol })
        };
        assert_eq!(read_from(&[1, 2]), [two, one]);
        assert_eq!(read_from(&[0]), [far]);
        // A symbol of an earlier drawing may name strokes that are gone.
        assert!(read_from(&[7]).is_empty());
    }

    #[test]
    fn leaving_out_the_only_stroke_leaves_nothing() {
        assert_eq!(without(&[stroke(0.0, 0.0)], 0), None);
        let both = [stroke(0.0, 0.0), stroke(30.0, 100.0)];
        assert_eq!(without(&both, 1), glyph::from_strokes(&both[..1]));
    }

    #[test]
    fn a_symbol_grows_to_what_it_is() {
        for strokes in
            [vec![stroke(0.0, 50.0), stroke(30.0, 250.0)], vec![untimed(stroke(0.0, 0.0)), untimed(stroke(30.0, 0.0))]]
        {
            let moments = moments(&strokes, 8);
            assert_eq!((moments.len(), &moments[7].strokes), (8, &strokes));
            let ink = |moment: &Moment| moment.strokes.iter().map(|stroke| stroke.points.len()).sum::<usize>();
            assert!(
                moments.windows(2).all(|pair| ink(&pair[0]) <= ink(&pair[1])) && ink(&moments[0]) < ink(&moments[7])
            );
            assert_eq!(moments[7].time, (strokes[0].points[1].time > 0.0).then_some(250.0));
        }
    }

    #[test]
    fn nothing_has_no_moments() {
        assert!(moments(&[], 8).is_empty());
    }
}
