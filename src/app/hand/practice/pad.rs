//! A small pad for one sign: what was written is handed on when the pen rests, and the pad is blank again.

use crate::app::editor::Editor;
use crate::app::settings::Settings;
use crate::app::shortcut;
use crate::ink::cursor::{Cursor, Key};
use crate::ink::pen::{Effect as PenEffect, Mark, Pen};
use crate::ink::{Drawing, View};
use crate::web::canvas::{self, Scene};
use crate::web::clock;
use crate::web::frame::Frame;
use crate::web::keyboard;
use crate::web::palette::Palette;
use crate::web::pointer;
use crate::web::resize::SizeWatch;
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::{KeyboardEvent, PointerEvent};

/// A pen that was up for so long has written all of the sign: longer than from one stroke of a sign to the next.
const REST: Duration = Duration::from_millis(750);
/// The height of a small letter between the rules, in heights of the pad; as in the style sheet.
const RULED: f32 = 0.24;

#[component]
pub fn PracticePad(
    /// Takes the ink, and the height of a small letter in pixels where there are rules for it, else 0.
    wrote: Callback<(Drawing, f32)>,
    /// Whether letters stand between rules.
    has_rules: Memo<bool>,
) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let pad = PadControl {
        canvas,
        editor: RwSignal::new(Editor::default()),
        pen: StoredValue::new(Pen::default()),
        cursor: RwSignal::new(None),
        view: RwSignal::new(View::fit(0.0, 0.0, None)),
        palette: Settings::here().palette,
        resting: StoredValue::new(None),
        wrote,
        has_rules,
    };
    pad.watch_size();
    pad.repaint_on_change();
    on_cleanup(move || pad.rest(None));
    view! {
        <canvas
            class="practice-pad"
            class:ruled=has_rules
            node_ref=canvas
            tabindex="0"
            role="application"
            aria-label="Pad for one sign"
            data-testid="practice-pad"
            on:pointerdown=move |event| pad.pointer(&event)
            on:pointermove=move |event| pad.pointer(&event)
            on:pointerup=move |event| pad.pointer(&event)
            on:pointercancel=move |event| pad.pointer(&event)
            on:lostpointercapture=move |event| pad.pointer(&event)
            on:keydown=move |event| pad.key(&event)
            on:touchmove=move |event: leptos::ev::TouchEvent| event.prevent_default()
        />
    }
}

#[derive(Clone, Copy)]
struct PadControl {
    canvas: NodeRef<html::Canvas>,
    editor: RwSignal<Editor>,
    pen: StoredValue<Pen>,
    cursor: RwSignal<Option<Cursor>>,
    view: RwSignal<View>,
    palette: RwSignal<Palette>,
    /// Runs while the pen is up and the sign may be complete.
    resting: StoredValue<Option<TimeoutHandle>>,
    wrote: Callback<(Drawing, f32)>,
    has_rules: Memo<bool>,
}

impl PadControl {
    fn pointer(self, event: &PointerEvent) {
        let Some(canvas) = self.canvas.get_untracked() else { return };
        let (on, view) = (canvas.get_bounding_client_rect(), self.view.get_untracked());
        let Some(understood) = pointer::event(event, &on, view, Mark::Ink) else { return };
        let (pen, effects) = self.pen.get_value().transition(understood);
        self.pen.set_value(pen);
        if event.type_() == "pointerdown" && !effects.is_empty() {
            self.cursor.set(None);
            // A pointer that is already gone cannot be held.
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
        for effect in effects {
            let is_lifted = effect == PenEffect::Keep;
            self.editor.update(|editor| editor.apply(effect));
            self.rest(if is_lifted { set_timeout_with_handle(move || self.hand_on(), REST).ok() } else { None });
        }
    }

    /// What the keyboard draws takes its time: it goes on when Enter says so.
    fn key(self, event: &KeyboardEvent) {
        let press = keyboard::press(event);
        let cursor = self.cursor.get_untracked().unwrap_or_default();
        let Some(key) = shortcut::cursor_key(&press).filter(|_| !self.pen.with_value(Pen::is_down)) else { return };
        match key {
            // Escape leaves the panel, unless there is a stroke to give up.
            Key::Abandon if !cursor.pen_down => return,
            Key::Lift if !cursor.pen_down => {
                event.prevent_default();
                return self.hand_on();
            }
            _ => event.prevent_default(),
        }
        if press.key == "Escape" {
            event.stop_propagation();
        }
        let (cursor, effect) = cursor.transition(key, Mark::Ink, self.view.get_untracked().in_sight(), clock::now());
        self.cursor.set(Some(cursor));
        self.rest(None);
        effect.into_iter().for_each(|effect| self.editor.update(|editor| editor.apply(effect)));
    }

    fn rest(self, until: Option<TimeoutHandle>) {
        if let Some(earlier) = self.resting.try_update_value(|resting| std::mem::replace(resting, until)).flatten() {
            earlier.clear();
        }
    }

    /// The sign is complete.
    fn hand_on(self) {
        self.rest(None);
        let Some(ink) = self.editor.try_with_untracked(|editor| editor.ink().drawing().clone()) else { return };
        if !ink.is_empty() {
            let height = if self.has_rules.get_untracked() { RULED * self.view.get_untracked().height } else { 0.0 };
            self.editor.set(Editor::default());
            self.wrote.run((ink, height));
        }
    }

    fn watch_size(self) {
        let watch = StoredValue::new_local(None);
        Effect::new(move || {
            let Some(canvas) = self.canvas.get() else { return };
            // The keyboard may write at once.
            let _ = canvas.focus();
            let changed = move |width: f32, height: f32| {
                if width > 0.0 && height > 0.0 {
                    self.view.try_set(View::fit(width, height, None));
                }
            };
            watch.set_value(SizeWatch::new(&canvas, changed).ok());
        });
    }

    fn repaint_on_change(self) {
        let frame = Frame::new(move || self.paint());
        Effect::new(move || {
            self.editor.track();
            self.cursor.track();
            self.view.track();
            self.palette.track();
            frame.request();
        });
    }

    fn paint(self) {
        let Some(canvas) = self.canvas.try_get_untracked().flatten() else { return };
        let (view, cursor) = (self.view.get_untracked(), self.cursor.get_untracked());
        self.editor.with_untracked(|editor| {
            let scene = Scene { drawing: editor.ink().drawing(), live: editor.live(), cursor, view, frames: &[] };
            self.palette
                .with_untracked(|palette| canvas::paint(&canvas, &scene, palette, window().device_pixel_ratio()));
        });
    }
}
