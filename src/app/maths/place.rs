//! Where on the sheet an answer stands: behind the equals sign or below the rule, or in the next free place. Plain: knows neither browser
//! nor page.

use crate::ink::{Bounds, Drawing, Point};

/// From the equals sign to the answer, from ink around it, and from the sheet's edge; in digits' heights.
const GAP: f32 = 0.45;
const MARGIN: f32 = 0.18;
/// Sizes that are tried in each place, beside that of the digits.
const SIZES: [f32; 2] = [0.9, 0.65];
/// Lines further down that are tried.
const LINES: usize = 12;
/// Answers are no smaller and no larger, in pixels of a digit's height.
pub const SMALLEST: f32 = 14.0;
pub const LARGEST: f32 = 90.0;

/// An answer that is to be placed. Its extent is in digits' heights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    pub width: f32,
    pub ascent: f32,
    pub descent: f32,
    pub behind: Behind,
    /// The written line.
    pub line: Bounds,
    /// The height of the line's digits, in pixels.
    pub digit: f32,
}

/// What an answer belongs to: it stands right of an equals sign, or below a rule, where its last digit is below the last
/// of what was added up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Behind {
    Equals(Bounds),
    Rule(Bounds),
}

/// Where an answer begins, on the line that its digits stand on, and the height of its digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    pub x: f32,
    pub y: f32,
    pub digit: f32,
}

/// What answers must keep clear of.
#[derive(Clone, Debug)]
pub struct Taken {
    points: Vec<Point>,
    boxes: Vec<Bounds>,
    /// The part of the sheet that is seen.
    sight: Bounds,
}

impl Taken {
    pub fn by(drawing: &Drawing, sight: Bounds) -> Self {
        let mut points = Vec::new();
        for stroke in &drawing.strokes {
            points.extend(stroke.points.first());
            for pair in stroke.points.windows(2) {
                // A quick pen leaves its samples far apart.
                let steps = (pair[0].distance(pair[1]) / 4.0).ceil().max(1.0) as usize;
                points.extend((1..=steps).map(|step| {
                    let part = step as f32 / steps as f32;
                    Point::at(pair[0].x + (pair[1].x - pair[0].x) * part, pair[0].y + (pair[1].y - pair[0].y) * part)
                }));
            }
        }
        Self { points, boxes: Vec::new(), sight }
    }

    /// Finds a place and takes it. None where nothing is free.
    pub fn place(&mut self, wanted: &Wanted) -> Option<Placed> {
        let placed = candidates(wanted).find(|placed| self.is_free(wanted.at(*placed), placed.digit * MARGIN))?;
        self.boxes.push(wanted.at(placed));
        Some(placed)
    }

    fn is_free(&self, place: Bounds, margin: f32) -> bool {
        let Bounds { left, top, right, bottom } = place;
        let place = Bounds { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
        let inside = |point: &Point| {
            (place.left..=place.right).contains(&point.x) && (place.top..=place.bottom).contains(&point.y)
        };
        let overlaps = |other: &Bounds| {
            other.left < place.right && other.right > place.left && other.top < place.bottom && other.bottom > place.top
        };
        let in_sight = place.left >= self.sight.left
            && place.right <= self.sight.right
            && place.top >= self.sight.top
            && place.bottom <= self.sight.bottom;
        in_sight && !self.points.iter().any(inside) && !self.boxes.iter().any(overlaps)
    }
}

impl Wanted {
    fn at(&self, placed: Placed) -> Bounds {
        let Placed { x, y, digit } = placed;
        Bounds {
            left: x,
            top: y - self.ascent * digit,
            right: x + self.width * digit,
            bottom: y + self.descent * digit,
        }
    }
}

/// Behind the equals sign, on its line, or ending below a rule's end; then below the line, further and further; then above
/// it.
fn candidates(wanted: &Wanted) -> impl Iterator<Item = Placed> {
    let Wanted { behind, line, .. } = *wanted;
    let (Behind::Equals(sign) | Behind::Rule(sign)) = behind;
    let (width, ascent, descent) = (wanted.width, wanted.ascent, wanted.descent);
    let full = wanted.digit.clamp(SMALLEST, LARGEST);
    let sizes = move || SIZES.into_iter().map(move |size| (full * size).max(SMALLEST));
    let first = sizes().map(move |digit| {
        let (x, y) = match behind {
            // The sign is at half the height of the digits.
            Behind::Equals(sign) => (sign.right + GAP * digit, sign.middle().1 + 0.5 * digit),
            Behind::Rule(rule) => (rule.right - width * digit, rule.bottom + (GAP + ascent) * digit),
        };
        Placed { x, y, digit }
    });
    let columns = move |digit: f32| {
        let under = sign.right - width * digit;
        [sign.left, under, line.left]
    };
    let below = (0..LINES).flat_map(move |down| {
        sizes().flat_map(move |digit| {
            let y = line.bottom + (GAP + ascent) * digit + down as f32 * 0.7 * full;
            columns(digit).map(|x| Placed { x, y, digit })
        })
    });
    let above = sizes().flat_map(move |digit| {
        let y = line.top - (GAP + descent) * digit;
        columns(digit).map(|x| Placed { x, y, digit })
    });
    first.chain(below).chain(above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Stroke;

    const SIGHT: Bounds = Bounds { left: -400.0, top: -300.0, right: 400.0, bottom: 300.0 };
    const EQUALS: Bounds = Bounds { left: 60.0, top: -10.0, right: 90.0, bottom: 10.0 };
    const WANTED: Wanted = Wanted {
        width: 1.3,
        ascent: 1.06,
        descent: 0.12,
        behind: Behind::Equals(EQUALS),
        line: Bounds { left: -200.0, top: -30.0, right: 90.0, bottom: 30.0 },
        digit: 60.0,
    };

    fn taken(lines: &[[(f32, f32); 2]]) -> Taken {
        let stroke = |line: &[(f32, f32); 2]| Stroke {
            width: 4.0,
            points: line.iter().map(|(x, y)| Point::at(*x, *y)).collect(),
        };
        Taken::by(&Drawing { strokes: lines.iter().map(stroke).collect() }, SIGHT)
    }

    #[test]
    fn it_stands_behind_the_sign_at_its_height() {
        let placed = taken(&[[(-200.0, 0.0), (90.0, 0.0)]]).place(&WANTED).unwrap();
        assert!(placed.x > EQUALS.right && placed.digit == 54.0);
        // The middle of the digits is that of the sign.
        assert!((placed.y - placed.digit / 2.0 - EQUALS.middle().1).abs() < 1e-3);
    }

    #[test]
    fn it_becomes_smaller_before_it_leaves_the_line() {
        let placed = taken(&[[(170.0, -40.0), (170.0, 40.0)]]).place(&WANTED).unwrap();
        assert_eq!((placed.digit, placed.x > EQUALS.right), (39.0, true));
    }

    #[test]
    fn where_there_is_ink_it_goes_below_and_further_down() {
        let ink = [[(120.0, -40.0), (120.0, 40.0)]];
        let below = taken(&ink).place(&WANTED).unwrap();
        assert!(below.y > WANTED.line.bottom && below.x == EQUALS.left);
        // A quick stroke of two samples is in the way as well.
        let lower = [ink[0], [(-390.0, 70.0), (390.0, 70.0)]];
        let placed = taken(&lower).place(&WANTED).unwrap();
        assert!(placed.y - WANTED.ascent * placed.digit > 70.0);
    }

    #[test]
    fn it_is_never_over_ink_or_out_of_sight() {
        let lines: Vec<[(f32, f32); 2]> =
            (-20..20).map(|row| [(-390.0, row as f32 * 15.0), (390.0, row as f32 * 15.0)]).collect();
        assert_eq!(taken(&lines).place(&WANTED), None);
        let right = Wanted { behind: Behind::Equals(EQUALS.moved(290.0, 0.0)), ..WANTED };
        let placed = taken(&[]).place(&right).unwrap();
        assert!(right.at(placed).right <= SIGHT.right && placed.y > WANTED.line.bottom);
    }

    #[test]
    fn two_answers_do_not_meet() {
        let mut taken = taken(&[]);
        let (one, other) = (taken.place(&WANTED).unwrap(), taken.place(&WANTED).unwrap());
        assert!(WANTED.at(one).bottom < WANTED.at(other).top);
    }
}
