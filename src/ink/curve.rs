//! A stroke as it is drawn: a smooth line through the middles of its points, a little wider under pressure.

use super::point::Point;
use super::stroke::Stroke;

/// A segment of a smooth line: a quadratic Bézier curve of one width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    pub from: (f32, f32),
    pub control: (f32, f32),
    pub to: (f32, f32),
    pub width: f32,
}

/// The width of a line under this pressure (0..1): 0.7 to 1.3 times the pen's, which is that of pressure 0.5.
pub fn width_under(width: f32, pressure: f32) -> f32 {
    width * (0.7 + 0.6 * pressure.clamp(0.0, 1.0))
}

/// The segments of a stroke, from its first point to its last; a single point gives a segment of no length, a dot.
pub fn segments(stroke: &Stroke) -> Vec<Segment> {
    let points = &stroke.points;
    let width = |a: Point, b: Point| width_under(stroke.width, (a.pressure + b.pressure) / 2.0);
    let place = |p: Point| (p.x, p.y);
    match points.as_slice() {
        [] => Vec::new(),
        [only] => {
            vec![Segment { from: place(*only), control: place(*only), to: place(*only), width: width(*only, *only) }]
        }
        [first, .., last] => {
            let mut segments = Vec::with_capacity(points.len());
            let mut from = place(*first);
            for pair in points.windows(2) {
                let to = ((pair[0].x + pair[1].x) / 2.0, (pair[0].y + pair[1].y) / 2.0);
                segments.push(Segment { from, control: place(pair[0]), to, width: width(pair[0], pair[1]) });
                from = to;
            }
            segments.push(Segment { from, control: from, to: place(*last), width: width(*last, *last) });
            segments
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stroke(places: &[(f32, f32)]) -> Stroke {
        Stroke { width: 10.0, points: places.iter().map(|&(x, y)| Point::at(x, y)).collect() }
    }

    #[test]
    fn nothing_gives_nothing_and_a_tap_gives_a_dot() {
        assert_eq!(segments(&stroke(&[])), []);
        let dot = segments(&stroke(&[(3.0, 4.0)]));
        assert_eq!((dot.len(), dot[0].from, dot[0].to, dot[0].width), (1, (3.0, 4.0), (3.0, 4.0), 10.0));
    }

    #[test]
    fn the_line_runs_from_the_first_point_to_the_last_without_gaps() {
        let segments = segments(&stroke(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 20.0)]));
        assert_eq!(segments.first().map(|p| p.from), Some((0.0, 0.0)));
        assert_eq!(segments.last().map(|p| p.to), Some((0.0, 20.0)));
        assert!(segments.windows(2).all(|pair| pair[0].to == pair[1].from));
    }

    #[test]
    fn corners_are_rounded_through_the_middles() {
        let segments = segments(&stroke(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]));
        assert_eq!((segments[1].from, segments[1].control, segments[1].to), ((5.0, 0.0), (10.0, 0.0), (10.0, 5.0)));
    }

    #[test]
    fn pressure_widens_a_little_and_half_is_neutral() {
        assert_eq!(width_under(10.0, 0.5), 10.0);
        assert!(width_under(10.0, 1.0) <= 13.1 && width_under(10.0, 0.0) >= 6.9);
        assert_eq!(width_under(10.0, 7.0), width_under(10.0, 1.0));
    }
}
