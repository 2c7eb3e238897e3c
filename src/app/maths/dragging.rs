//! Numbers of the typeset lines are dragged up and down, or stepped with keys: values to try, which leave the ink alone.

use super::elements;
use super::numbers::{Number, stepped, steps};
use super::pointing::Pointing;
use super::what_if::WhatIf;
use super::worked::Worked;
use crate::app::editor::Editor;
use crate::app::engine::Engine;
use crate::app::reading::Reading;
use crate::app::sheet::Sheet;
use crate::web::frame::{self, Frame};
use leptos::ev;
use leptos::prelude::*;
use web_sys::{Element, PointerEvent};

/// A shorter way is a press, in pixels.
const SHORTEST: i32 = 6;

#[derive(Clone, Copy)]
pub struct Dragging {
    changes: RwSignal<WhatIf>,
    worked: Memo<Worked>,
    reading: Reading,
    editor: RwSignal<Editor>,
    pointing: Pointing,
    held: StoredValue<Option<Held>, LocalStorage>,
    /// A drag has ended whose click is still to come.
    clicks: StoredValue<bool>,
}

/// A number under a pressed pointer.
struct Held {
    pointer: i32,
    number: Number,
    /// The line it stands on, which stays while what is in it is typeset anew.
    line: Option<Element>,
    /// Where the pointer was pressed and where it is, downwards.
    from: i32,
    at: i32,
    is_dragged: bool,
}

impl Dragging {
    pub fn new(changes: RwSignal<WhatIf>, worked: Memo<Worked>, pointing: Pointing) -> Self {
        let (reading, editor) = (Reading::here(), Sheet::here().editor);
        let (held, clicks) = (StoredValue::new_local(None), StoredValue::new(false));
        let dragging = Self { changes, worked, reading, editor, pointing, held, clicks };
        let frame = Frame::new(move || dragging.follow());
        let moved = window_event_listener(ev::pointermove, move |event| {
            if dragging.moves(&event) {
                frame.request();
            }
        });
        let lifted = window_event_listener(ev::pointerup, move |event| dragging.lift(&event));
        let cancelled = window_event_listener(ev::pointercancel, move |event| dragging.lift(&event));
        on_cleanup(move || [moved, lifted, cancelled].into_iter().for_each(|listener| listener.remove()));
        dragging.forget_rewritten(Engine::here());
        dragging
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// Takes the number under the pointer, if there is one.
    pub fn press(self, event: &PointerEvent) {
        self.clicks.set_value(false);
        let part = elements::part(event).filter(|_| event.is_primary() && event.button() == 0);
        let Some((number, part)) = part.and_then(|part| Some((self.number(&part)?, part))) else { return };
        let line = part.closest(".expression").ok().flatten();
        let (pointer, from) = (event.pointer_id(), event.client_y());
        self.held.set_value(Some(Held { pointer, number, line, from, at: from, is_dragged: false }));
    }

    /// Whether the click that comes now only ends a drag.
    pub fn ends(self) -> bool {
        self.clicks.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// Steps the number that a part belongs to; the part keeps the focus. Whether there is a number.
    pub fn step(self, part: &Element, steps: i64) -> bool {
        let Some(number) = self.number(part) else { return false };
        self.change(&number, steps);
        let symbols = elements::offered(part).into_iter().chain(number.first());
        let symbols: Vec<u32> = symbols.collect();
        // Typeset anew, it is another element.
        frame::next(move || symbols.into_iter().find_map(elements::part_of).iter().for_each(elements::focus));
        true
    }

    /// All numbers are what was written again.
    pub fn reset(self) {
        let first = self.worked.with_untracked(|worked| worked.changed().find_map(Number::first));
        self.changes.set(WhatIf::default());
        frame::next(move || first.and_then(elements::part_of).iter().for_each(elements::focus));
    }

    fn number(self, part: &Element) -> Option<Number> {
        let first = elements::number(part)?;
        self.worked.with_untracked(|worked| worked.numbers().find(|number| number.first() == Some(first)).cloned())
    }

    /// Whether the pointer drags a number.
    fn moves(self, event: &PointerEvent) -> bool {
        let begins = self.held.try_update_value(|held| {
            let held = held.as_mut().filter(|held| held.pointer == event.pointer_id())?;
            held.at = event.client_y();
            let begins = !held.is_dragged && (held.at - held.from).abs() >= SHORTEST;
            held.is_dragged |= begins;
            if begins && let Some(line) = &held.line {
                // The element that was pressed goes; a pointer that is already gone cannot be held.
                let _ = line.set_pointer_capture(held.pointer);
            }
            held.is_dragged.then_some(begins)
        });
        let begins = begins.flatten();
        if begins == Some(true) {
            self.clicks.set_value(true);
            self.pointing.close();
        }
        begins.is_some()
    }

    /// The number follows the pointer.
    fn follow(self) {
        let held = self.held.try_with_value(|held| {
            let held = held.as_ref().filter(|held| held.is_dragged)?;
            Some((held.number.clone(), f64::from(held.from - held.at)))
        });
        if let Some((number, up)) = held.flatten() {
            self.change(&number, steps(up));
        }
    }

    fn lift(self, event: &PointerEvent) {
        if self.held.with_value(|held| held.as_ref().is_some_and(|held| held.pointer == event.pointer_id())) {
            self.follow();
            self.held.set_value(None);
        }
    }

    /// The number becomes so many steps more than it was.
    fn change(self, number: &Number, steps: i64) {
        let Some(value) = stepped(&number.value, steps) else { return };
        let mut changes = self.changes.get_untracked();
        let drawing = self.editor.with_untracked(Editor::drawing);
        self.reading.shown.with_untracked(|transcript| changes.set(number, value, transcript, &drawing));
        if self.changes.with_untracked(|now| *now != changes) {
            self.changes.set(changes);
        }
    }

    /// A number whose ink was changed is what was written from then on. Only a reading of all that is on the sheet tells.
    fn forget_rewritten(self, engine: Engine) {
        Effect::new(move || {
            let revision = self.editor.with(Editor::revision);
            if engine.answer.with(|answer| answer.revision) != revision || self.changes.with_untracked(WhatIf::is_empty)
            {
                return;
            }
            let mut changes = self.changes.get_untracked();
            let numbers: Vec<Number> = self.worked.with(|worked| worked.changed().cloned().collect());
            let drawing = self.editor.with_untracked(Editor::drawing);
            self.reading.shown.with_untracked(|transcript| changes.keep(&numbers, transcript, &drawing));
            if self.changes.with_untracked(|now| *now != changes) {
                self.changes.set(changes);
            }
        });
    }
}
