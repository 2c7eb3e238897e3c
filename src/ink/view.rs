//! Where ink appears on a pad of a given size, and where on the ink a pointer is.
//!
//! Ink has its origin in the pad's middle. A pad that has become too small for its ink shows it smaller, never
//! larger, so that nothing is out of sight.

use super::bounds::Bounds;

/// Ink that had to be scaled down keeps this far from the pad's edge, in pixels.
pub const MARGIN: f32 = 12.0;
/// The smallest scale: however far out a stray point lies, the rest stays visible.
const SMALLEST: f32 = 0.05;

/// A pad's size, and the scale at which it shows ink.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// CSS pixels.
    pub width: f32,
    /// CSS pixels.
    pub height: f32,
    /// Pad pixels for each pixel of the ink, at most 1.
    pub scale: f32,
}

impl View {
    /// The view of a pad of this size, with all of `ink` in sight.
    pub fn fit(width: f32, height: f32, ink: Option<Bounds>) -> Self {
        let whole = Self { width, height, scale: 1.0 };
        match ink {
            Some(ink) if !whole.shows(ink) => {
                let reach = |margin: f32| {
                    let (x, y) = (width / 2.0 - margin, height / 2.0 - margin);
                    (x / ink.left.abs().max(ink.right.abs())).min(y / ink.top.abs().max(ink.bottom.abs()))
                };
                Self { scale: reach(MARGIN).clamp(SMALLEST, 1.0), ..whole }
            }
            _ => whole,
        }
    }

    /// The view after the ink has changed: it stays while it shows everything, so that ink does not move about.
    pub fn keep_up(self, ink: Option<Bounds>) -> Self {
        match ink {
            Some(ink) if self.shows(ink) => self,
            ink => Self::fit(self.width, self.height, ink),
        }
    }

    /// Whether all of `ink` is on the pad.
    pub fn shows(&self, ink: Bounds) -> bool {
        let (x, y) = (self.width / 2.0 / self.scale, self.height / 2.0 / self.scale);
        ink.left >= -x && ink.right <= x && ink.top >= -y && ink.bottom <= y
    }

    /// The part of the ink's plane that the pad shows.
    pub fn in_sight(&self) -> Bounds {
        let ((left, top), (right, bottom)) = (self.to_ink(0.0, 0.0), self.to_ink(self.width, self.height));
        Bounds { left, top, right, bottom }
    }

    /// The ink coordinates of a place on the pad, which is measured from its top left corner.
    pub fn to_ink(&self, x: f32, y: f32) -> (f32, f32) {
        ((x - self.width / 2.0) / self.scale, (y - self.height / 2.0) / self.scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WIDE: Bounds = Bounds { left: -190.0, top: -20.0, right: 150.0, bottom: 90.0 };

    #[test]
    fn a_pad_with_room_shows_ink_as_it_was_drawn() {
        assert_eq!(View::fit(400.0, 300.0, Some(WIDE)).scale, 1.0);
        assert_eq!(View::fit(400.0, 300.0, None).scale, 1.0);
        assert_eq!(View::fit(4000.0, 3000.0, Some(WIDE)).scale, 1.0);
    }

    #[test]
    fn a_turned_pad_shows_all_ink_with_a_margin() {
        let view = View::fit(300.0, 400.0, Some(WIDE));
        assert!(view.scale < 1.0);
        assert!(view.to_ink(MARGIN, 0.0).0 <= WIDE.left + 0.01);
    }

    #[test]
    fn the_middle_stays_the_middle() {
        assert_eq!(View::fit(300.0, 400.0, Some(WIDE)).to_ink(150.0, 200.0), (0.0, 0.0));
    }

    #[test]
    fn a_scaled_view_holds_still_while_it_shows_everything() {
        let view = View::fit(300.0, 400.0, Some(WIDE));
        let more = Bounds { right: WIDE.right + 10.0, ..WIDE };
        assert_eq!(view.keep_up(Some(more)), view);
        assert_eq!(view.keep_up(Some(Bounds { left: -5.0, right: 5.0, top: -5.0, bottom: 5.0 })), view);
    }

    #[test]
    fn ink_that_left_the_pad_is_brought_back_and_a_blank_sheet_is_whole() {
        let view = View::fit(300.0, 400.0, None);
        assert!(view.keep_up(Some(WIDE)).shows(WIDE));
        assert_eq!(view.keep_up(Some(WIDE)).keep_up(None), view);
    }

    #[test]
    fn a_pad_without_size_gives_numbers_all_the_same() {
        let view = View::fit(0.0, 0.0, Some(WIDE));
        assert!(view.scale.is_finite() && view.scale > 0.0);
        assert!(view.to_ink(1.0, 1.0).0.is_finite());
    }

    proptest! {
        #[test]
        fn all_ink_is_in_sight(width in 80f32..2000.0, height in 80f32..2000.0, far in 1f32..700.0) {
            let ink = Bounds { left: -far, top: -far / 2.0, right: far / 3.0, bottom: far };
            let shown = View::fit(width, height, Some(ink));
            let (left, top) = shown.to_ink(0.0, 0.0);
            let (right, bottom) = shown.to_ink(width, height);
            prop_assert!(left <= ink.left + 0.1 && top <= ink.top + 0.1);
            prop_assert!(right >= ink.right - 0.1 && bottom >= ink.bottom - 0.1);
            prop_assert!(shown.scale <= 1.0);
        }
    }
}
