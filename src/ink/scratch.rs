//! Scratching out: a zigzag over ink means that this ink is to go.

use super::bounds::Bounds;
use super::point::Point;
use super::stroke::Stroke;

/// Shorter swings do not count, as a part of the zigzag's extent along them.
const SWING: f32 = 0.35;
/// How often a zigzag turns round along its swings, at least, and the length of its line for that, at least, in longer
/// sides of its box. An m turns round as often as the first, but is not as long.
const ZIGZAGS: [(usize, f32); 2] = [(4, 3.5), (5, 2.0)];
/// A zigzag is no smaller, in pixels: a dot that is drawn thicker is none.
const SMALLEST: f32 = 16.0;
/// A thinner zigzag is a line that was gone over again: its extent across its swings, as a part of that along them.
const THINNEST: f32 = 0.08;
/// A zigzag is no longer than so many of what it covers, and some pixels: blank paper needs no scratching out.
const LONGEST: (f32, f32) = (3.0, 40.0);
/// The part of a stroke's line that lies under the zigzag, at least.
const COVERED: f32 = 0.6;
/// How far the zigzag counts beyond its box: a part of its longer side.
const MARGIN: f32 = 0.06;
/// A stroke no larger than this is a dot, which lines hardly cross; in pixels.
const DOT: f32 = 8.0;
/// The box of a bar is no wider than this part of its length.
const BAR: f32 = 0.3;

/// The strokes, by their indices, that the zigzag `last` scratches out; none where it is writing.
pub fn scratched_out(last: &Stroke, older: &[Stroke]) -> Vec<usize> {
    let Some(zigzag) = last.bounds().filter(|_| is_zigzag(&last.points)) else { return Vec::new() };
    let margin = zigzag.longer_side() * MARGIN;
    let reach = Bounds {
        left: zigzag.left - margin,
        top: zigzag.top - margin,
        right: zigzag.right + margin,
        bottom: zigzag.bottom + margin,
    };
    let covered = |at: &usize| older.get(*at).is_some_and(|stroke| is_covered(stroke, last, reach));
    let covered: Vec<usize> = (0..older.len()).filter(covered).collect();
    let extent = covered.iter().filter_map(|at| older.get(*at)?.bounds()).reduce(Bounds::union);
    let is_near = extent.is_some_and(|ink| zigzag.longer_side() <= LONGEST.0 * ink.longer_side() + LONGEST.1);
    if is_near { covered } else { Vec::new() }
}

/// Whether a line goes back and forth often and densely enough.
fn is_zigzag(points: &[Point]) -> bool {
    let Some(bounds) = Bounds::around(points).filter(|bounds| bounds.longer_side() >= SMALLEST) else { return false };
    let length: f32 = points.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    let (right, down) = swings(points);
    let along: Vec<f32> = points.iter().map(|point| point.x * right + point.y * down).collect();
    let across = points.iter().map(|point| point.y * right - point.x * down);
    let swing = extent(along.iter().copied());
    let reversals = reversals(&along, SWING * swing);
    let is_dense = ZIGZAGS.iter().any(|(often, long)| reversals >= *often && length >= long * bounds.longer_side());
    is_dense && extent(across) >= THINNEST * swing
}

/// The direction along which most of a line runs, forth or back: that of its swings.
fn swings(points: &[Point]) -> (f32, f32) {
    let (mut x, mut y) = (0.0, 0.0);
    for pair in points.windows(2) {
        let (right, down) = (pair[1].x - pair[0].x, pair[1].y - pair[0].y);
        let length = right.hypot(down).max(f32::EPSILON);
        // At twice the angle, forth and back are one direction.
        x += (right * right - down * down) / length;
        y += 2.0 * right * down / length;
    }
    let (down, right) = (y.atan2(x) / 2.0).sin_cos();
    (right, down)
}

fn extent(places: impl Iterator<Item = f32> + Clone) -> f32 {
    places.clone().fold(f32::NEG_INFINITY, f32::max) - places.fold(f32::INFINITY, f32::min)
}

/// How often the places turn round by at least `swing`.
fn reversals(places: &[f32], swing: f32) -> usize {
    let Some(first) = places.first() else { return 0 };
    let (mut lowest, mut highest) = (*first, *first);
    let mut rises = None;
    let mut reversals = 0;
    for place in places {
        (lowest, highest) = (lowest.min(*place), highest.max(*place));
        let turned = match rises {
            Some(true) => highest - place >= swing,
            Some(false) => place - lowest >= swing,
            None => highest - lowest >= swing,
        };
        if turned {
            reversals += usize::from(rises.is_some());
            rises = Some(rises.map_or(*place == highest, |rises: bool| !rises));
            (lowest, highest) = (*place, *place);
        }
    }
    reversals
}

/// Whether most of a stroke is within reach of a zigzag that really crosses it.
fn is_covered(stroke: &Stroke, zigzag: &Stroke, reach: Bounds) -> bool {
    let Some(bounds) = stroke.bounds() else { return false };
    let inside = |x: f32, y: f32| (reach.left..=reach.right).contains(&x) && (reach.top..=reach.bottom).contains(&y);
    if bounds.longer_side() <= DOT {
        let (x, y) = bounds.middle();
        return inside(x, y) && zigzag.distance(Point::at(x, y)) <= (stroke.width + zigzag.width) / 2.0 + DOT / 2.0;
    }
    let (mut length, mut covered, mut crossings) = (0.0, 0.0, 0);
    for pair in stroke.points.windows(2) {
        let long = pair[0].distance(pair[1]);
        length += long;
        if inside((pair[0].x + pair[1].x) / 2.0, (pair[0].y + pair[1].y) / 2.0) {
            covered += long;
            crossings += zigzag.points.windows(2).filter(|other| cross(pair, other)).count();
        }
    }
    // A bar may lie between two swings that run along it.
    let is_bar = bounds.width().min(bounds.height()) <= BAR * bounds.longer_side();
    covered >= COVERED * length && crossings >= if is_bar { 1 } else { 2 }
}

/// Whether two segments cross.
fn cross(one: &[Point], other: &[Point]) -> bool {
    let side = |of: &[Point], point: Point| {
        (of[1].x - of[0].x) * (point.y - of[0].y) - (of[1].y - of[0].y) * (point.x - of[0].x) > 0.0
    };
    side(one, other[0]) != side(one, other[1]) && side(other, one[0]) != side(other, one[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line through some places, sampled as a pen samples it.
    fn line(places: &[(f32, f32)]) -> Stroke {
        let mut points: Vec<Point> = places.first().map(|&(x, y)| Point::at(x, y)).into_iter().collect();
        for pair in places.windows(2) {
            let ((x, y), (right, down)) = (pair[0], (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1));
            let steps = (right.hypot(down) / 3.0).ceil().max(1.0);
            points.extend((1..=steps as usize).map(|step| {
                let part = step as f32 / steps;
                Point::at(x + right * part, y + down * part)
            }));
        }
        Stroke { width: 4.0, points }
    }

    fn ellipse(x: f32, y: f32, wide: f32, high: f32) -> Stroke {
        let round = |step: usize| (step as f32 / 24.0 * std::f32::consts::TAU).sin_cos();
        let place = |step: usize| (x + wide / 2.0 * round(step).1, y + high / 2.0 * round(step).0);
        line(&(0..=24).map(place).collect::<Vec<_>>())
    }

    /// Swings to and fro between left and right, down from top to bottom.
    fn zigzag(left: f32, top: f32, right: f32, bottom: f32, swings: usize) -> Stroke {
        let place = |at: usize| {
            let x = if at.is_multiple_of(2) { left } else { right };
            (x, top + (bottom - top) * at as f32 / swings as f32)
        };
        line(&(0..=swings).map(place).collect::<Vec<_>>())
    }

    fn turned(stroke: Stroke, degrees: f32) -> Stroke {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let turn = |point: &Point| Point::at(point.x * cos - point.y * sin, point.x * sin + point.y * cos);
        Stroke { points: stroke.points.iter().map(turn).collect(), ..stroke }
    }

    fn two() -> Stroke {
        line(&[(-15.0, -15.0), (0.0, -25.0), (14.0, -12.0), (-16.0, 24.0), (16.0, 25.0)])
    }

    fn m() -> Stroke {
        line(&[
            (-20.0, -14.0),
            (-18.0, 15.0),
            (-18.0, -8.0),
            (-10.0, -15.0),
            (-2.0, 15.0),
            (-2.0, -8.0),
            (8.0, -15.0),
            (16.0, 15.0),
        ])
    }

    #[test]
    fn a_zigzag_over_a_digit_takes_it_and_leaves_its_neighbours() {
        let one = line(&[(60.0, -25.0), (60.0, 25.0)]);
        let older = [one, two(), ellipse(-60.0, 0.0, 30.0, 50.0)];
        assert_eq!(scratched_out(&zigzag(-22.0, -24.0, 24.0, 26.0, 6), &older), [1]);
        let upright = turned(zigzag(-28.0, -22.0, 28.0, 22.0, 7), 90.0);
        assert_eq!(scratched_out(&upright, &older), [1]);
        assert_eq!(scratched_out(&turned(zigzag(-24.0, -26.0, 24.0, 26.0, 7), 40.0), &older), [1]);
        // All of them at once.
        assert_eq!(scratched_out(&zigzag(-85.0, -25.0, 75.0, 28.0, 5), &older), [0, 1, 2]);
    }

    #[test]
    fn signs_dots_and_loops_are_scratched_out_too() {
        let equals = [line(&[(-20.0, -6.0), (20.0, -6.0)]), line(&[(-20.0, 6.0), (20.0, 5.0)])];
        assert_eq!(scratched_out(&zigzag(-24.0, -12.0, 24.0, 14.0, 5), &equals), [0, 1]);
        let divided = [line(&[(-20.0, 0.0), (20.0, 0.0)]), line(&[(0.0, -14.0)]), line(&[(0.0, 14.0), (1.0, 15.0)])];
        assert_eq!(scratched_out(&zigzag(-24.0, -18.0, 24.0, 20.0, 8), &divided), [0, 1, 2]);
        assert_eq!(scratched_out(&zigzag(-22.0, -24.0, 22.0, 26.0, 6), &[ellipse(0.0, 0.0, 32.0, 50.0)]), [0]);
        assert_eq!(scratched_out(&zigzag(-12.0, -10.0, 12.0, 10.0, 7), &[line(&[(0.0, 1.0)])]), [0]);
    }

    #[test]
    fn on_blank_paper_a_zigzag_is_a_stroke() {
        assert_eq!(scratched_out(&zigzag(-22.0, -24.0, 24.0, 26.0, 6), &[]), [0; 0]);
        let far = [line(&[(200.0, -25.0), (200.0, 25.0)])];
        assert_eq!(scratched_out(&zigzag(-22.0, -24.0, 24.0, 26.0, 6), &far), [0; 0]);
        // A large one with a dot somewhere under it.
        assert_eq!(scratched_out(&zigzag(-200.0, -150.0, 200.0, 150.0, 9), &[line(&[(0.0, 0.0)])]), [0; 0]);
    }

    #[test]
    fn letters_and_signs_are_written_beside_and_over_ink() {
        let w = line(&[(-22.0, -15.0), (-12.0, 15.0), (0.0, -10.0), (12.0, 15.0), (22.0, -15.0)]);
        let omega =
            line(&[(-14.0, -14.0), (-20.0, 4.0), (-10.0, 15.0), (0.0, 0.0), (10.0, 15.0), (20.0, 4.0), (14.0, -14.0)]);
        let sum = line(&[(18.0, -28.0), (-18.0, -28.0), (4.0, 0.0), (-18.0, 28.0), (18.0, 28.0)]);
        let z = line(&[(-14.0, -18.0), (14.0, -18.0), (-14.0, 18.0), (14.0, 18.0)]);
        let round = |step: usize| (step as f32 / 32.0 * std::f32::consts::TAU).sin_cos();
        let eight = line(
            &(0..=32).map(|at| (15.0 * (2.0 * round(at).0 * round(at).1), 25.0 * round(at).1)).collect::<Vec<_>>(),
        );
        let root = line(&[(-40.0, 4.0), (-34.0, 0.0), (-26.0, 28.0), (-18.0, -32.0), (60.0, -32.0)]);
        let bar = line(&[(-60.0, 0.0), (60.0, 1.0)]);
        let right = Stroke { points: two().points.iter().map(|p| Point::at(p.x + 46.0, p.y)).collect(), ..two() };
        let beside = [right, line(&[(-16.0, 12.0), (-60.0, 20.0)]), bar.clone()];
        for letter in [m(), w, omega, sum.clone(), z, eight.clone(), root, bar] {
            assert_eq!(scratched_out(&letter, &[]), [0; 0]);
            assert_eq!(scratched_out(&letter, &beside), [0; 0], "{:?}", letter.points.first());
        }
        // What is drawn over ink that it covers, but is no zigzag.
        let equals = [line(&[(-20.0, -6.0), (20.0, -6.0)]), line(&[(-20.0, 6.0), (20.0, 5.0)])];
        for sign in [line(&[(-12.0, 22.0), (12.0, -22.0)]), sum, eight] {
            assert_eq!(scratched_out(&sign, &equals), [0; 0]);
        }
        let under = line(&[(-34.0, 0.0), (-26.0, 28.0), (-22.0, -32.0), (60.0, -32.0), (60.0, -28.0)]);
        assert_eq!(scratched_out(&under, &[two()]), [0; 0]);
    }

    #[test]
    fn per_cent_and_lines_that_are_made_bolder_stay() {
        let rings = [ellipse(-18.0, -16.0, 18.0, 20.0), ellipse(18.0, 16.0, 18.0, 20.0)];
        assert_eq!(scratched_out(&line(&[(20.0, -28.0), (-20.0, 28.0)]), &rings), [0; 0]);
        // Hatched inside, without crossing it.
        assert_eq!(scratched_out(&zigzag(-23.0, -24.0, -13.0, -8.0, 9), &rings), [0; 0]);
        let one = line(&[(0.0, -25.0), (0.0, 25.0)]);
        let again = line(&[(0.0, -25.0), (1.0, 25.0), (0.0, -24.0), (-1.0, 24.0), (1.0, -25.0), (0.0, 25.0)]);
        assert_eq!(scratched_out(&again, &[one]), [0; 0]);
        let long_division = line(&[(-30.0, 30.0), (-26.0, -30.0), (90.0, -31.0)]);
        assert_eq!(scratched_out(&long_division, &[two()]), [0; 0]);
    }

    #[test]
    fn strokes_without_points_are_none_of_it() {
        assert_eq!(scratched_out(&Stroke::default(), &[two()]), [0; 0]);
        assert_eq!(scratched_out(&zigzag(-22.0, -24.0, 24.0, 26.0, 6), &[Stroke::default()]), [0; 0]);
    }
}
