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
mod tests;
