//! Templates of ways to write digits that the data sets lack: a one with a loop, a two with a closed top, a nine like a P,
//! zeros joined along the line. Each drawing of a template varies.

use super::rng::Rng;
use crate::ink::{Drawing, Point, Stroke};

/// The standard deviation of each point of a template, in hundredths of its height.
const JITTER: f32 = 3.5;
const WIDTH: f32 = 4.0;
/// A digit is drawn as in the data sets as often as in so many templates together.
const USUAL: usize = 4;
/// How many points a curve has from one point of the template to the next.
const POINTS: usize = 6;

/// One way to write a digit: the digit, and for each stroke the points of a smooth curve, in hundredths of its height.
type Template = (usize, &'static [&'static [(i8, i8)]]);

const TEMPLATES: [Template; 29] = [
    // Joined to its neighbours along the line, and along the top.
    (0, &[&[(-10, 98), (35, 97), (78, 72), (80, 25), (50, 0), (18, 25), (20, 72), (55, 97), (105, 98)]]),
    (0, &[&[(55, 2), (18, 18), (5, 60), (30, 98), (72, 90), (88, 45), (65, 5), (50, 2), (75, 14), (115, 8)]]),
    // Begun inside the ring.
    (0, &[&[(30, 35), (60, 42), (78, 20), (50, 0), (15, 25), (8, 65), (40, 100), (80, 80), (88, 40), (62, 6)]]),
    (1, &[&[(0, 78), (30, 45), (52, 12), (46, 0), (36, 14), (32, 50), (30, 100)]]),
    (1, &[&[(-5, 95), (25, 55), (48, 12), (43, 0), (34, 12), (26, 50), (16, 100)]]),
    (1, &[&[(0, 70), (28, 35), (45, 0), (46, 30), (48, 100)]]),
    (1, &[&[(10, 72), (42, 30), (45, 4), (33, 4), (29, 40), (32, 85), (48, 98)]]),
    (2, &[&[(42, 48), (16, 34), (24, 8), (58, 0), (76, 22), (58, 58), (12, 96), (45, 94), (90, 97)]]),
    (
        2,
        &[&[(55, 45), (28, 44), (22, 15), (48, 0), (68, 18), (52, 60), (22, 92), (4, 96), (8, 80), (40, 92), (85, 96)]],
    ),
    (2, &[&[(38, 38), (28, 20), (45, 0), (62, 16), (50, 55), (20, 92), (10, 84), (30, 84), (75, 98)]]),
    // The top is a whole ring.
    (2, &[&[(32, 62), (14, 32), (40, 2), (75, 10), (82, 42), (55, 72), (18, 90), (22, 78), (55, 86), (100, 97)]]),
    (2, &[&[(46, 60), (18, 40), (28, 4), (64, 2), (74, 34), (48, 66), (12, 96), (22, 84), (50, 97), (80, 90)]]),
    (3, &[&[(15, 8), (50, 0), (66, 18), (36, 42), (62, 56), (66, 82), (38, 100), (8, 90), (24, 78)]]),
    (4, &[&[(38, 0), (22, 40), (8, 66), (40, 60), (82, 56)], &[(56, 36), (52, 66), (46, 100)]]),
    (4, &[&[(42, 0), (26, 40), (12, 64), (38, 50), (62, 48), (62, 70), (56, 100)]]),
    (4, &[&[(22, 5), (16, 32), (36, 46), (70, 34)], &[(76, 0), (62, 50), (44, 100)]]),
    // Like lightning.
    (4, &[&[(48, 0), (20, 38), (24, 48), (64, 34), (48, 66), (30, 100)]]),
    (4, &[&[(40, 0), (12, 44), (30, 52), (66, 24), (56, 52), (36, 100)]]),
    (5, &[&[(92, 6), (34, 8), (16, 28), (58, 42), (82, 64), (58, 94), (12, 98)]]),
    (7, &[&[(18, 16), (30, 4), (62, 6), (56, 40), (46, 100)], &[(18, 52), (48, 46), (88, 42)]]),
    (7, &[&[(5, 22), (16, 6), (42, 12), (72, 4), (54, 45), (40, 100)], &[(22, 54), (78, 50)]]),
    // Like a t, and with its bar in one go.
    (7, &[&[(36, 10), (46, 2), (44, 45), (38, 100)], &[(8, 50), (42, 46), (84, 40)]]),
    (7, &[&[(50, 4), (64, 0), (44, 50), (22, 100)], &[(10, 54), (45, 47), (82, 42)]]),
    (7, &[&[(8, 18), (25, 4), (62, 12), (46, 55), (30, 98), (22, 82), (56, 62), (94, 62)]]),
    (8, &[&[(44, 52), (70, 68), (58, 97), (24, 94), (24, 62), (60, 26), (56, 0), (40, 10), (36, 60)]]),
    (9, &[&[(32, 46), (64, 46), (82, 22), (58, 0), (30, 12), (27, 50), (22, 100)]]),
    (9, &[&[(40, 44), (70, 30), (68, 6), (42, 0), (22, 22), (36, 46), (42, 60), (30, 100)]]),
    (9, &[&[(50, 48), (20, 36), (26, 8), (60, 0), (76, 24), (50, 48), (34, 72), (20, 100)]]),
    (9, &[&[(55, 50), (14, 36), (20, 8), (62, 0), (86, 22), (66, 46), (50, 52), (62, 70), (78, 86)]]),
];

/// A digit by a random template; None where it is to be drawn as in the data sets.
pub fn drawing(digit: usize, rng: &mut Rng) -> Option<Drawing> {
    let templates: Vec<&Template> = TEMPLATES.iter().filter(|template| template.0 == digit).collect();
    let (_, strokes) = templates.get(rng.below(templates.len() + USUAL))?;
    let mut loose =
        |&(x, y): &(i8, i8)| Point::at(f32::from(x) + JITTER * rng.normal(), f32::from(y) + JITTER * rng.normal());
    let strokes = strokes.iter().map(|stroke| {
        let points: Vec<Point> = stroke.iter().map(&mut loose).collect();
        Stroke { width: WIDTH, points: curve(&points) }
    });
    Some(Drawing { strokes: strokes.collect() })
}

/// A Catmull-Rom spline through some points.
fn curve(through: &[Point]) -> Vec<Point> {
    let at = |n: usize| through[n.clamp(1, through.len()) - 1];
    let between = |n: usize, part: usize| {
        let t = part as f32 / POINTS as f32;
        let [a, b, c, d] = [at(n), at(n + 1), at(n + 2), at(n + 3)];
        let along = |a: f32, b: f32, c: f32, d: f32| {
            b + 0.5 * t * (c - a + t * (2.0 * a - 5.0 * b + 4.0 * c - d + t * (3.0 * (b - c) + d - a)))
        };
        Point::at(along(a.x, b.x, c.x, d.x), along(a.y, b.y, c.y, d.y))
    };
    let parts = (0..through.len().saturating_sub(1)).flat_map(|n| (0..POINTS).map(move |part| (n, part)));
    parts.map(|(n, part)| between(n, part)).chain(through.last().copied()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::train::numbers::DIGITS;

    #[test]
    fn every_form_is_drawn_a_little_other_each_time() {
        for digit in 0..DIGITS {
            let forms = TEMPLATES.iter().filter(|template| template.0 == digit).count();
            let rng = &mut Rng::of(digit as u64, [0, 0]);
            let drawings: Vec<Drawing> = (0..100 * (forms + USUAL)).filter_map(|_| drawing(digit, rng)).collect();
            assert!((80 * forms..=120 * forms).contains(&drawings.len()), "{digit}: {} of {forms}", drawings.len());
            assert!(drawings.windows(2).all(|pair| pair[0] != pair[1]));
            for drawing in drawings {
                let bounds = drawing.bounds().unwrap();
                assert!((65.0..140.0).contains(&bounds.height()) && bounds.width() < 150.0, "{digit}: {bounds:?}");
            }
        }
    }

    #[test]
    fn a_curve_goes_through_its_places_without_a_jump() {
        for (digit, strokes) in TEMPLATES {
            for places in strokes {
                let places: Vec<Point> = places.iter().map(|&(x, y)| Point::at(f32::from(x), f32::from(y))).collect();
                let curve = curve(&places);
                assert!(places.iter().all(|place| curve.contains(place)), "{digit}");
                let longest = places.windows(2).map(|pair| pair[0].distance(pair[1])).fold(0.0, f32::max);
                let step = 2.0 * longest / POINTS as f32;
                assert!(curve.windows(2).all(|pair| pair[0].distance(pair[1]) <= step), "{digit}");
            }
        }
    }
}
