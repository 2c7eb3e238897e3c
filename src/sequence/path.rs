//! The pen's way in points at equal distances, over the ink and from stroke to stroke.

use super::size::LineSize;
use crate::ink::Point;

/// The distance of points, in units of the line.
pub const STEP: f32 = 0.18;
/// A stroke has this many points at least, a dot too.
const FEWEST: usize = 4;
/// Points on the way from one stroke to the next, however far.
const IN_THE_AIR: usize = 3;
/// A line of more points is no line that anybody writes; what is behind is left out.
const MOST: usize = 20_000;

/// A point of the way, in units from the line's middle.
#[derive(Clone, Copy, Debug)]
pub struct PathPoint {
    pub x: f32,
    pub y: f32,
    /// The direction in which the pen goes on, of length one; zero in a dot.
    pub direction: [f32; 2],
    pub is_ink: bool,
    pub is_first: bool,
    pub is_last: bool,
    /// In the air, the way from one stroke to the next.
    pub jump: [f32; 2],
    pub stroke: u32,
}

/// The way over some strokes in this order.
pub fn path<S: AsRef<[Point]>>(strokes: &[S], order: &[usize], size: &LineSize) -> Vec<PathPoint> {
    let put = |p: &Point| [p.x / size.unit, (p.y - size.middle - size.slope * p.x) / size.unit];
    let mut path: Vec<PathPoint> = Vec::new();
    for at in order {
        let places: Vec<[f32; 2]> = strokes[*at].as_ref().iter().map(put).collect();
        let stroke = resampled(&places, STEP);
        let Some(first) = stroke.first() else { continue };
        if let Some(last) = path.last() {
            let (from, jump) = ([last.x, last.y], [first[0] - last.x, first[1] - last.y]);
            path.extend((1..=IN_THE_AIR).map(|step| {
                let part = step as f32 / (IN_THE_AIR + 1) as f32;
                PathPoint {
                    x: from[0] + part * jump[0],
                    y: from[1] + part * jump[1],
                    direction: direction(jump),
                    is_ink: false,
                    is_first: false,
                    is_last: false,
                    jump,
                    stroke: *at as u32,
                }
            }));
        }
        path.extend((0..stroke.len()).map(|point| PathPoint {
            x: stroke[point][0],
            y: stroke[point][1],
            direction: way(&stroke, point),
            is_ink: true,
            is_first: point == 0,
            is_last: point + 1 == stroke.len(),
            jump: [0.0; 2],
            stroke: *at as u32,
        }));
        if path.len() > MOST {
            path.truncate(MOST);
            break;
        }
    }
    path
}

fn direction([x, y]: [f32; 2]) -> [f32; 2] {
    let length = x.hypot(y);
    if length > 1e-6 { [x / length, y / length] } else { [0.0; 2] }
}

/// The direction of a stroke at one of its points; zero in a dot.
pub fn way(stroke: &[[f32; 2]], at: usize) -> [f32; 2] {
    let (before, after) = (stroke[at.saturating_sub(1)], stroke[(at + 1).min(stroke.len() - 1)]);
    direction([after[0] - before[0], after[1] - before[1]])
}

/// Points at equal distances of about `step` along a stroke, both ends among them.
pub fn resampled(points: &[[f32; 2]], step: f32) -> Vec<[f32; 2]> {
    let Some(first) = points.first() else { return Vec::new() };
    let lengths = points.windows(2).map(|pair| (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1]));
    let whole: f32 = lengths.clone().sum();
    if !whole.is_finite() {
        return Vec::new();
    }
    let count = ((whole / step).round() as usize + 1).clamp(FEWEST, MOST);
    let step = whole / (count - 1) as f32;
    let mut out = vec![*first];
    let (mut gone, mut wanted) = (0.0, step);
    for (pair, length) in points.windows(2).zip(lengths) {
        while out.len() + 1 < count && length > 0.0 && wanted <= gone + length {
            let part = (wanted - gone) / length;
            out.push(std::array::from_fn(|axis| pair[0][axis] + part * (pair[1][axis] - pair[0][axis])));
            wanted += step;
        }
        gone += length;
    }
    // The end itself, whatever the sums of lengths were rounded to.
    let last = points.last().copied().unwrap_or(*first);
    out.resize(count, last);
    out[count - 1] = last;
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn points_stand_at_equal_distances() {
        let way = resampled(&[[0.0, 0.0], [1.0, 0.0], [1.0, 0.8]], STEP);
        assert_eq!((way.len(), way[0], *way.last().unwrap()), (11, [0.0, 0.0], [1.0, 0.8]));
        let apart = |pair: &[[f32; 2]]| (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1]);
        assert!(way.windows(2).all(|pair| apart(pair) < 1.001 * STEP && apart(pair) > 0.7 * STEP));
    }

    #[test]
    fn dots_have_points_and_strokes_a_way_between_them() {
        let strokes = [vec![Point::at(0.0, 0.0)], vec![Point::at(10.0, 5.0)]];
        let size = LineSize { unit: 10.0, middle: 0.0, slope: 0.0 };
        let path = path(&strokes, &[0, 1], &size);
        assert_eq!(path.len(), 2 * FEWEST + IN_THE_AIR);
        assert_eq!(path.iter().filter(|point| !point.is_ink).map(|point| point.stroke).collect::<Vec<_>>(), [1, 1, 1]);
        assert!((path[5].x - 0.5).abs() < 1e-6 && (path[5].y - 0.25).abs() < 1e-6);
    }
}
