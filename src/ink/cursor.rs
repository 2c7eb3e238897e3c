//! Drawing with the keyboard alone: a cursor that keys move, and a pen at it that keys put down and lift.

use super::bounds::Bounds;
use super::pen::{Effect, Mark};
use super::point::Point;

/// How far one key press moves the cursor, in pad pixels; with Shift, four times as far.
pub const STEP: f32 = 8.0;

/// What a key press does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Key {
    /// The cursor moves by so many steps to the right and down.
    Move { x: f32, y: f32 },
    /// The pen goes down if it is up, and up if it is down.
    Toggle,
    /// The pen goes up, if it is down.
    Lift,
    /// The pen goes up and its stroke is forgotten.
    Abandon,
}

/// The cursor, in ink coordinates.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cursor {
    pub x: f32,
    pub y: f32,
    pub pen_down: bool,
}

impl Cursor {
    /// The cursor after a key press at `now` (milliseconds), and what that does to the drawing. The cursor stays within `reach`, the part of the ink's plane that the pad shows.
    #[must_use]
    pub fn transition(self, key: Key, mark: Mark, reach: Bounds, now: f64) -> (Self, Option<Effect>) {
        match (key, self.pen_down) {
            (Key::Move { x, y }, _) => {
                let moved = Self {
                    x: (self.x + x * STEP).max(reach.left).min(reach.right),
                    y: (self.y + y * STEP).max(reach.top).min(reach.bottom),
                    ..self
                };
                (moved, self.pen_down.then(|| Effect::Continue(vec![moved.point(now)])))
            }
            (Key::Toggle, false) => (Self { pen_down: true, ..self }, Some(Effect::Start(mark, self.point(now)))),
            (Key::Toggle | Key::Lift, true) => (Self { pen_down: false, ..self }, Some(Effect::Keep)),
            (Key::Abandon, true) => (Self { pen_down: false, ..self }, Some(Effect::Drop)),
            (Key::Lift | Key::Abandon, false) => (self, None),
        }
    }

    fn point(self, now: f64) -> Point {
        Point { x: self.x, y: self.y, time: now as f32, pressure: 0.5 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REACH: Bounds = Bounds { left: -20.0, top: -20.0, right: 20.0, bottom: 20.0 };
    const RIGHT: Key = Key::Move { x: 1.0, y: 0.0 };

    fn press(keys: &[Key]) -> (Cursor, Vec<Effect>) {
        keys.iter().fold((Cursor::default(), Vec::new()), |(cursor, mut all), key| {
            let (cursor, effect) = cursor.transition(*key, Mark::Ink, REACH, 0.0);
            all.extend(effect);
            (cursor, all)
        })
    }

    #[test]
    fn moving_with_the_pen_up_draws_nothing() {
        let (cursor, effects) = press(&[RIGHT, RIGHT]);
        assert_eq!((cursor.x, cursor.y, effects.len()), (2.0 * STEP, 0.0, 0));
    }

    #[test]
    fn space_moves_space_is_a_stroke() {
        let (_, effects) = press(&[Key::Toggle, RIGHT, Key::Toggle]);
        assert_eq!(
            effects,
            [Effect::Start(Mark::Ink, Point::at(0.0, 0.0)), Effect::Continue(vec![Point::at(STEP, 0.0)]), Effect::Keep]
        );
    }

    #[test]
    fn enter_lifts_and_never_puts_down() {
        assert_eq!(press(&[Key::Lift]).1, []);
        assert_eq!(press(&[Key::Toggle, Key::Lift]).1.last(), Some(&Effect::Keep));
    }

    #[test]
    fn escape_forgets_the_stroke() {
        let (cursor, effects) = press(&[Key::Toggle, RIGHT, Key::Abandon, Key::Abandon]);
        assert_eq!((cursor.pen_down, effects.last(), effects.len()), (false, Some(&Effect::Drop), 3));
    }

    #[test]
    fn the_cursor_stays_on_the_pad() {
        let (cursor, _) = press(&[Key::Move { x: 9.0, y: -9.0 }]);
        assert_eq!((cursor.x, cursor.y), (20.0, -20.0));
    }
}
