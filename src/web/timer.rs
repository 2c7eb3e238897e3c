//! Timers that stop when their owner goes, and work that is put off.

use crate::web::dom::window;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;

/// Does something once, unless it is dropped before.
pub struct Timeout {
    id: i32,
    _callback: Closure<dyn FnMut()>,
}

impl Timeout {
    pub fn new(after: Duration, work: impl FnOnce() + 'static) -> Self {
        let callback = Closure::once(work);
        let function = callback.as_ref().unchecked_ref();
        // A browser without timers does not exist; identifiers begin with one, and clearing zero does nothing.
        let id = window().set_timeout_with_callback_and_timeout_and_arguments_0(function, millis(after));
        Self { id: id.unwrap_or_default(), _callback: callback }
    }
}

impl Drop for Timeout {
    fn drop(&mut self) {
        window().clear_timeout_with_handle(self.id);
    }
}

/// Does something again and again until it is dropped.
pub struct Interval {
    id: i32,
    _callback: Closure<dyn FnMut()>,
}

impl Interval {
    pub fn new(every: Duration, work: impl FnMut() + 'static) -> Self {
        let callback = Closure::new(work);
        let function = callback.as_ref().unchecked_ref();
        let id = window().set_interval_with_callback_and_timeout_and_arguments_0(function, millis(every));
        Self { id: id.unwrap_or_default(), _callback: callback }
    }
}

impl Drop for Interval {
    fn drop(&mut self) {
        window().clear_interval_with_handle(self.id);
    }
}

/// Does something once, whoever goes meanwhile.
pub fn after(time: Duration, work: impl FnOnce() + 'static) {
    let function = Closure::once_into_js(work);
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(function.unchecked_ref(), millis(time));
}

/// Does something as soon as what runs now has ended.
pub fn soon(work: impl FnOnce() + 'static) {
    spawn_local(async move { work() });
}

fn millis(time: Duration) -> i32 {
    i32::try_from(time.as_millis()).unwrap_or(i32::MAX)
}
