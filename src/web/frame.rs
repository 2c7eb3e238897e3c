//! One animation frame at a time: however often it is asked for, the work is done once, before the next paint.

use crate::web::dom::window;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Does something before the next paint.
pub fn next(work: impl FnOnce() + 'static) {
    let function = Closure::once_into_js(work);
    // Fails in no window.
    let _ = window().request_animation_frame(function.unchecked_ref());
}

/// Work that is asked for often and done once before each paint.
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
            next(move || this.run());
        }
    }

    fn run(&self) {
        // Reset first: what the work itself asks for belongs to the frame after this one.
        self.asked.set(false);
        (self.work)();
    }
}
