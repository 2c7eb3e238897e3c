//! The pointer tool: which of the pointers on the pad draws, erases, or is only a palm.
//!
//! A pure state machine: the page feeds it what mouse, fingers and stylus do, and carries out the effects it answers.

use super::point::Point;

/// For so many milliseconds after a stylus was near, touches are taken for the palm of the hand that holds it.
pub const PALM_MS: f64 = 1200.0;
/// A second finger that comes so many milliseconds after the first, or sooner, makes both a pinch.
pub const PINCH_MS: f64 = 250.0;
/// A touch that the browser cancelled up to so many milliseconds before a stylus came down was the palm arriving first.
pub const PALM_FIRST_MS: f64 = 400.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    Mouse,
    Touch,
    Stylus,
}

/// What a pointer does where it touches the pad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Ink,
    Eraser,
}

/// What a pointer did; `now` is in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A pointer touches the pad; `mark` is None for buttons that do not draw.
    Down {
        pointer: i32,
        device: Device,
        mark: Option<Mark>,
        at: Point,
        now: f64,
    },
    /// A pointer moves, pressed or not; `path` has all places since the last event.
    Move {
        pointer: i32,
        device: Device,
        path: Vec<Point>,
        now: f64,
    },
    Up {
        pointer: i32,
        now: f64,
    },
    /// The browser or the system took the pointer away.
    Cancel {
        pointer: i32,
        now: f64,
    },
}

/// What is to be done to the drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Start(Mark, Point),
    Continue(Vec<Point>),
    /// The stroke is finished and stays.
    Keep,
    /// The stroke was a palm's, or is given up, and goes.
    Drop,
    /// The stroke that was kept last was a palm's and goes.
    TakeBack,
}

/// Whether a pointer is drawing, and which.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Contact {
    #[default]
    Up,
    Down {
        pointer: i32,
        device: Device,
        since: f64,
    },
    /// Two fingers that came together; one of them twice once the other is up.
    Pinched([i32; 2]),
}

/// The state of the pointer tool.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pen {
    contact: Contact,
    /// When a stylus was last seen, hovering or drawing; None if never.
    stylus: Option<f64>,
    /// When the last touch stroke was kept although the browser had cancelled it; None if none was since the last stroke.
    cancelled_touch: Option<f64>,
}

impl Pen {
    /// Whether a pointer draws or erases.
    pub fn is_down(&self) -> bool {
        matches!(self.contact, Contact::Down { .. })
    }

    /// The state after an event, and what is to be done to the drawing.
    #[must_use]
    pub fn transition(mut self, event: Event) -> (Self, Vec<Effect>) {
        let effects = match event {
            Event::Down { pointer, device, mark: Some(mark), at, now } => self.down(pointer, device, mark, at, now),
            Event::Down { .. } => Vec::new(),
            Event::Move { pointer, device, path, now } => {
                if device == Device::Stylus {
                    self.stylus = Some(now);
                }
                if self.holds(pointer) && !path.is_empty() { vec![Effect::Continue(path)] } else { Vec::new() }
            }
            Event::Up { pointer, now } if self.holds(pointer) => {
                self.lift(now);
                vec![Effect::Keep]
            }
            Event::Cancel { pointer, now } if self.holds(pointer) => self.cancel(now),
            Event::Up { pointer, .. } | Event::Cancel { pointer, .. } => {
                self.unpinch(pointer);
                Vec::new()
            }
        };
        (self, effects)
    }

    /// Gives up the stroke under way, as Escape asks.
    #[must_use]
    pub fn abandon(mut self) -> (Self, Vec<Effect>) {
        let effects = if self.is_down() { vec![Effect::Drop] } else { Vec::new() };
        self.contact = Contact::Up;
        (self, effects)
    }

    fn down(&mut self, pointer: i32, device: Device, mark: Mark, at: Point, now: f64) -> Vec<Effect> {
        let mut effects = Vec::new();
        match (self.contact, device) {
            (Contact::Down { device: Device::Touch, .. }, Device::Stylus) => effects.push(Effect::Drop),
            (Contact::Down { device: Device::Touch, pointer: first, since }, Device::Touch)
                if now - since <= PINCH_MS =>
            {
                self.contact = Contact::Pinched([first, pointer]);
                return vec![Effect::Drop];
            }
            (Contact::Down { .. }, _) | (Contact::Pinched(_), Device::Touch) => return effects,
            (Contact::Up, Device::Touch) if self.stylus_near(now) => return effects,
            (Contact::Up, Device::Stylus) if since(self.cancelled_touch, now) <= PALM_FIRST_MS => {
                effects.push(Effect::TakeBack);
            }
            (Contact::Up | Contact::Pinched(_), _) => {}
        }
        if device == Device::Stylus {
            self.stylus = Some(now);
        }
        self.cancelled_touch = None;
        self.contact = Contact::Down { pointer, device, since: now };
        effects.push(Effect::Start(mark, at));
        effects
    }

    fn cancel(&mut self, now: f64) -> Vec<Effect> {
        let touch = matches!(self.contact, Contact::Down { device: Device::Touch, .. });
        let palm = touch && self.stylus_near(now);
        if touch && !palm {
            self.cancelled_touch = Some(now);
        }
        self.lift(now);
        vec![if palm { Effect::Drop } else { Effect::Keep }]
    }

    /// A finger of a pinch is up; nothing is drawn before the other one is.
    fn unpinch(&mut self, pointer: i32) {
        self.contact = match self.contact {
            Contact::Pinched([one, other]) if one == pointer && other == pointer => Contact::Up,
            Contact::Pinched([one, other]) if one == pointer => Contact::Pinched([other; 2]),
            Contact::Pinched([one, other]) if other == pointer => Contact::Pinched([one; 2]),
            as_it_was => as_it_was,
        };
    }

    fn lift(&mut self, now: f64) {
        if matches!(self.contact, Contact::Down { device: Device::Stylus, .. }) {
            self.stylus = Some(now);
        }
        self.contact = Contact::Up;
    }

    fn holds(&self, pointer: i32) -> bool {
        matches!(self.contact, Contact::Down { pointer: held, .. } if held == pointer)
    }

    fn stylus_near(&self, now: f64) -> bool {
        since(self.stylus, now) <= PALM_MS
    }
}

/// The milliseconds since a moment; infinite if there was none.
fn since(moment: Option<f64>, now: f64) -> f64 {
    moment.map_or(f64::INFINITY, |moment| now - moment)
}

#[cfg(test)]
mod tests {
    use super::Device::{Mouse, Stylus, Touch};
    use super::*;

    const PLACE: Point = Point { x: 1.0, y: 2.0, time: 0.0, pressure: 0.5 };

    fn down(pointer: i32, device: Device, now: f64) -> Event {
        Event::Down { pointer, device, mark: Some(Mark::Ink), at: PLACE, now }
    }

    fn moves(pointer: i32, device: Device, now: f64) -> Event {
        Event::Move { pointer, device, path: vec![PLACE], now }
    }

    fn up(pointer: i32, now: f64) -> Event {
        Event::Up { pointer, now }
    }

    fn cancel(pointer: i32, now: f64) -> Event {
        Event::Cancel { pointer, now }
    }

    fn feed(events: impl IntoIterator<Item = Event>) -> Vec<Effect> {
        let mut pen = Pen::default();
        let mut all = Vec::new();
        for event in events {
            let (next, effects) = pen.transition(event);
            pen = next;
            all.extend(effects);
        }
        all
    }

    fn start() -> Effect {
        Effect::Start(Mark::Ink, PLACE)
    }

    fn on() -> Effect {
        Effect::Continue(vec![PLACE])
    }

    #[test]
    fn a_stroke_starts_goes_on_and_is_kept() {
        assert_eq!(feed([down(1, Mouse, 0.0), moves(1, Mouse, 5.0), up(1, 9.0)]), [start(), on(), Effect::Keep]);
    }

    #[test]
    fn hovering_draws_nothing() {
        assert_eq!(feed([moves(1, Mouse, 0.0), up(1, 1.0), cancel(1, 2.0)]), []);
    }

    #[test]
    fn buttons_that_do_not_draw_are_ignored() {
        let second = Event::Down { pointer: 1, device: Mouse, mark: None, at: PLACE, now: 0.0 };
        assert_eq!(feed([second, moves(1, Mouse, 1.0), up(1, 2.0)]), []);
    }

    #[test]
    fn an_eraser_tip_erases() {
        let eraser = Event::Down { pointer: 4, device: Stylus, mark: Some(Mark::Eraser), at: PLACE, now: 0.0 };
        assert_eq!(feed([eraser, up(4, 2.0)]), [Effect::Start(Mark::Eraser, PLACE), Effect::Keep]);
    }

    #[test]
    fn a_second_finger_waits_for_the_first() {
        let late = PINCH_MS + 1.0;
        let effects =
            feed([down(1, Touch, 0.0), down(2, Touch, late), moves(2, Touch, late), up(2, late), up(1, late)]);
        assert_eq!(effects, [start(), Effect::Keep]);
    }

    #[test]
    fn two_fingers_that_come_together_draw_nothing_until_both_are_up() {
        let pinch = [down(1, Touch, 0.0), moves(1, Touch, 8.0), down(2, Touch, 90.0), moves(1, Touch, 99.0)];
        let drawn = [start(), on(), Effect::Drop];
        assert_eq!(feed(pinch.clone()), drawn);
        let after = |events: &[Event]| feed(pinch.iter().chain(events).cloned().collect::<Vec<_>>()).split_off(3);
        // A finger that goes tells it twice: it is up, and it is no longer held.
        let gone = |pointer: i32| [up(pointer, 300.0), cancel(pointer, 300.0)];
        let one = [gone(1).as_slice(), &[down(3, Touch, 400.0), moves(2, Touch, 410.0), up(3, 420.0)]].concat();
        assert_eq!(after(&one), []);
        for [first, second] in [[1, 2], [2, 1]] {
            let both = [gone(first).as_slice(), &gone(second), &[down(3, Touch, 900.0), up(3, 950.0)]].concat();
            assert_eq!(after(&both), [start(), Effect::Keep]);
        }
        // A stylus need not wait for fingers.
        assert_eq!(after(&[down(4, Stylus, 400.0), up(4, 500.0)]), [start(), Effect::Keep]);
    }

    #[test]
    fn a_palm_under_a_drawing_stylus_is_ignored() {
        let effects = feed([down(1, Stylus, 0.0), down(2, Touch, 1.0), moves(2, Touch, 2.0), up(1, 9.0)]);
        assert_eq!(effects, [start(), Effect::Keep]);
    }

    #[test]
    fn a_palm_left_after_a_stylus_is_ignored_for_a_while() {
        let strokes = |pause: f64| feed([down(1, Stylus, 0.0), up(1, 10.0), down(2, Touch, 10.0 + pause)]).len();
        assert_eq!(strokes(PALM_MS - 1.0), 2);
        assert_eq!(strokes(PALM_MS + 1.0), 3);
    }

    #[test]
    fn a_stylus_that_hovers_announces_the_palm() {
        assert_eq!(feed([moves(1, Stylus, 0.0), down(2, Touch, 20.0)]), []);
    }

    #[test]
    fn a_stylus_takes_over_from_the_palm_that_came_first() {
        let effects = feed([
            down(2, Touch, 0.0),
            moves(2, Touch, 8.0),
            down(1, Stylus, 16.0),
            moves(2, Touch, 20.0),
            up(1, 90.0),
        ]);
        assert_eq!(effects, [start(), on(), Effect::Drop, start(), Effect::Keep]);
    }

    #[test]
    fn a_cancelled_stroke_is_kept() {
        assert_eq!(feed([down(1, Touch, 0.0), cancel(1, 5.0)]), [start(), Effect::Keep]);
    }

    #[test]
    fn a_cancelled_touch_beside_a_stylus_was_a_palm() {
        assert_eq!(feed([down(2, Touch, 0.0), moves(1, Stylus, 3.0), cancel(2, 5.0)]), [start(), Effect::Drop]);
    }

    #[test]
    fn a_touch_cancelled_just_before_the_stylus_lands_is_taken_back() {
        let effects = |pause: f64| feed([down(2, Touch, 0.0), cancel(2, 5.0), down(1, Stylus, 5.0 + pause)]);
        assert_eq!(effects(30.0), [start(), Effect::Keep, Effect::TakeBack, start()]);
        assert_eq!(effects(900.0), [start(), Effect::Keep, start()]);
    }

    #[test]
    fn an_abandoned_stroke_is_dropped_and_its_pointer_forgotten() {
        let (pen, _) = Pen::default().transition(down(1, Mouse, 0.0));
        let (pen, effects) = pen.abandon();
        assert_eq!((effects, pen.is_down()), (vec![Effect::Drop], false));
        assert_eq!(pen.transition(moves(1, Mouse, 1.0)).1, []);
        assert_eq!(pen.abandon().1, []);
    }
}
