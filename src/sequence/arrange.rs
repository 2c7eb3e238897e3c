//! The order in which strokes are read: as they were drawn, but what was added later stands where it was put.

use crate::ink::Point;

/// A stroke that ends this far, in units, before the foremost ink was drawn later than what it stands in.
const LATE: f32 = 0.7;

/// The strokes in the order in which they are read; those without points are left out.
pub fn reading_order<S: AsRef<[Point]>>(strokes: &[S], unit: f32) -> Vec<usize> {
    let mut order: Vec<(usize, f32)> = Vec::with_capacity(strokes.len());
    let mut foremost = f32::MIN;
    for (at, stroke) in strokes.iter().enumerate() {
        let points = stroke.as_ref();
        let (left, right) =
            points.iter().fold((f32::MAX, f32::MIN), |(left, right), p| (left.min(p.x), right.max(p.x)));
        if points.is_empty() {
            continue;
        }
        let middle = (left + right) / 2.0;
        let place = if right < foremost - LATE * unit {
            order.iter().position(|(_, left)| *left > middle).unwrap_or(order.len())
        } else {
            order.len()
        };
        order.insert(place, (at, left));
        foremost = foremost.max(right);
    }
    order.into_iter().map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stroke(left: f32, right: f32) -> Vec<Point> {
        vec![Point::at(left, 0.0), Point::at(right, 1.0)]
    }

    #[test]
    fn late_strokes_stand_where_they_were_put() {
        let strokes = [stroke(0.0, 1.0), stroke(1.2, 2.0), stroke(2.2, 5.0), stroke(0.4, 0.5), Vec::new()];
        assert_eq!(reading_order(&strokes, 1.0), [0, 3, 1, 2]);
    }

    #[test]
    fn strokes_of_one_letter_keep_their_order() {
        let strokes = [stroke(0.0, 0.1), stroke(1.0, 1.1), stroke(0.0, 1.0), stroke(0.8, 2.0)];
        assert_eq!(reading_order(&strokes, 1.5), [0, 1, 2, 3]);
    }
}
