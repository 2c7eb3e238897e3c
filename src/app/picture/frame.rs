//! Which part of a picture is read, and how it is turned: plain geometry in parts of the whole.

use crate::ink::Bounds;
use crate::picture::{Framing, PictureLayout};

/// A part smaller than this is a slip of the hand.
const SMALLEST: f32 = 0.02;

/// The same part of the picture, the picture turned by so many quarter turns clockwise more.
pub fn turned(framing: Framing, by: u8) -> Framing {
    let quarter =
        |part: Bounds| Bounds { left: 1.0 - part.bottom, top: part.left, right: 1.0 - part.top, bottom: part.right };
    let crop = framing.crop.map(|part| (0..by % 4).fold(part, |part, _| quarter(part)));
    Framing { turns: (framing.turns + by) % 4, crop, ..framing }
}

/// The part of what is seen now, as a part of the whole.
pub fn within(framing: Framing, part: Bounds) -> Framing {
    let seen = framing.crop.unwrap_or(WHOLE);
    let x = |at: f32| seen.left + at * seen.width();
    let y = |at: f32| seen.top + at * seen.height();
    let crop = Bounds { left: x(part.left), top: y(part.top), right: x(part.right), bottom: y(part.bottom) };
    Framing { crop: Some(crop), ..framing }
}

/// What a drag from one corner to another marks, if it marks anything.
pub fn marked(from: (f32, f32), to: (f32, f32)) -> Option<Bounds> {
    let side = |a: f32, b: f32| (a.min(b).clamp(0.0, 1.0), a.max(b).clamp(0.0, 1.0));
    let ((left, right), (top, bottom)) = (side(from.0, to.0), side(from.1, to.1));
    let part = Bounds { left, top, right, bottom };
    (part.width() >= SMALLEST && part.height() >= SMALLEST).then_some(part)
}

/// Where a box of the levelled picture lies on the one that slopes, in parts of its sides. It is to be turned about its
/// own middle by the slope.
pub fn on_skew(found: &PictureLayout, bounds: Bounds) -> Bounds {
    let (width, height) = (found.width as f32, found.height as f32);
    let (x, y) = bounds.middle();
    let (right, down) = (x - width / 2.0, y - height / 2.0);
    let (sine, cosine) = found.skew.sin_cos();
    let there = (right * cosine - down * sine + width / 2.0, right * sine + down * cosine + height / 2.0);
    let moved = bounds.moved(there.0 - x, there.1 - y);
    Bounds {
        left: moved.left / width,
        top: moved.top / height,
        right: moved.right / width,
        bottom: moved.bottom / height,
    }
}

const WHOLE: Bounds = Bounds { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Form;

    const PART: Bounds = Bounds { left: 0.25, top: 0.0, right: 0.5, bottom: 0.125 };

    #[test]
    fn four_turns_are_none() {
        let framing = Framing { turns: 3, crop: Some(PART), form: Form::Strokes };
        assert_eq!(turned(framing, 4), framing);
        assert_eq!(turned(turned(framing, 1), 3), framing);
        let once = turned(Framing { turns: 0, ..framing }, 1);
        let crop = Some(Bounds { left: 0.875, top: 0.25, right: 1.0, bottom: 0.5 });
        assert_eq!(once, Framing { turns: 1, crop, form: Form::Strokes });
    }

    #[test]
    fn a_part_of_a_part_is_a_part() {
        let once = within(Framing::default(), PART);
        assert_eq!(once.crop, Some(PART));
        let half = Bounds { left: 0.5, top: 0.0, right: 1.0, bottom: 1.0 };
        assert_eq!(within(once, half).crop, Some(Bounds { left: 0.375, ..PART }));
    }

    #[test]
    fn a_box_follows_the_slope_about_the_middle() {
        let level = PictureLayout { width: 200, height: 100, ..PictureLayout::default() };
        let bounds = Bounds { left: 140.0, top: 40.0, right: 160.0, bottom: 60.0 };
        assert_eq!(on_skew(&level, bounds), Bounds { left: 0.7, top: 0.4, right: 0.8, bottom: 0.6 });
        // Fifty to the right of the middle; thirty right and forty down once it goes down by four in five.
        let sloping = on_skew(&PictureLayout { skew: 0.8f32.asin(), ..level }, bounds);
        let expected = [0.6, 0.8, 0.7, 1.0];
        let sides = [sloping.left, sloping.top, sloping.right, sloping.bottom];
        assert!(sides.iter().zip(expected).all(|(side, expected)| (side - expected).abs() < 1e-5), "{sides:?}");
    }

    #[test]
    fn slips_mark_nothing() {
        assert_eq!(marked((0.5, 0.5), (0.505, 0.9)), None);
        let part = Bounds { left: 0.2, top: 0.0, right: 0.6, bottom: 0.5 };
        assert_eq!(marked((0.6, 0.5), (0.2, -3.0)), Some(part));
    }
}
