//! Key presses as plain values.

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Press {
    pub key: String,
    /// Control, or Command on a Mac.
    pub control: bool,
    pub shift: bool,
    pub alt: bool,
}

impl Press {
    /// Whether it is a sign that one might also say to a program that writes what it hears.
    pub fn is_bare_sign(&self) -> bool {
        !self.control && !self.alt && self.key.chars().count() == 1
    }
}

pub fn press(event: &KeyboardEvent) -> Press {
    Press {
        key: event.key(),
        control: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
    }
}

/// Whether the key is meant for a field that is being written in, or for a dialog.
pub fn is_for_a_field(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        target.closest("input, textarea, select, dialog, [contenteditable]").ok().flatten().is_some()
    })
}
