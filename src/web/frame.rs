//! One animation frame at a time: however often it is asked for, the work is done once, before the next paint.

use leptos::prelude::request_animation_frame;
use std::cell::Cell;
use std::rc::Rc;

#[derive(Clone)]
pub struct Frame {
    work: Rc<dyn Fn()>,
    asked: Rc<Cell<bool>>,
}

impl Frame {
    pub fn new(work: impl Fn() + 'static) -> Self {
        Self { work: Rc::new(work), asked: Rc::default() }
    }

    /// Asks for the work to be done in the next frame.
    pub fn request(&self) {
        if !self.asked.replace(true) {
            let this = self.clone();
            request_animation_frame(move || this.run());
        }
    }

    fn run(&self) {
        // Reset first: what the work itself asks for belongs to the frame after this one.
        self.asked.set(false);
        (self.work)();
    }
}
