//! The sheet: takes pointers and keys, shows the ink.

use crate::app::editor::Editor;
use crate::app::engine::Engine;
use crate::app::picture::pictures::Pictures;
use crate::app::reading::Reading;
use crate::app::settings::Settings;
use crate::app::sheet::Sheet;
use crate::app::shortcut;
use crate::ink::cursor::{Cursor, Key};
use crate::ink::pen::Pen;
use crate::ink::{Bounds, View};
use crate::mode::Mode;
use crate::transcript::Symbol;
use crate::web::canvas::{self, Scene, SymbolFrame};
use crate::web::clock;
use crate::web::frame::Frame;
use crate::web::keyboard;
use crate::web::pointer;
use crate::web::resize::SizeWatch;
use leptos::prelude::*;
use leptos::{ev, html};
use web_sys::{KeyboardEvent, PointerEvent};

const HOW_TO: &str = "Draw with mouse, finger or stylus. By keyboard: the arrow keys move the cursor, \
    Space puts the pen down and lifts it, Escape forgets the stroke.";

#[component]
pub fn Pad() -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let sheet = Sheet::here();
    let pad = PadControl {
        sheet,
        reading: Reading::here(),
        settings: Settings::here(),
        canvas,
        pen: StoredValue::new(Pen::default()),
        cursor: RwSignal::new(None),
        view: sheet.view,
    };
    pad.watch_size();
    pad.repaint_on_change();
    let covered = Pictures::here().covered;
    let blank = Memo::new(move |_| pad.sheet.editor.with(Editor::is_blank));
    let mode = Engine::here().mode;
    let hint = move || match mode.get() {
        Mode::Numbers => "Write a number here, or drop a picture",
        Mode::Text => "Write here",
        Mode::Maths => "Write a sum or an equation here",
    };
    let erasing = Memo::new(move |_| pad.sheet.editor.with(|editor| editor.erasing));
    let pen_state = Memo::new(move |_| pad.cursor.get().map(|cursor| cursor.pen_down));
    view! {
        <div class="sheet" class:erasing=erasing prop:inert=covered>
            <canvas
                id="pad"
                class="pad"
                node_ref=canvas
                tabindex="0"
                role="application"
                aria-label="Sheet to write on"
                aria-describedby="pad-how-to"
                data-testid="pad"
                on:pointerdown=move |event| pad.pointer(&event)
                on:pointermove=move |event| pad.pointer(&event)
                on:pointerup=move |event| pad.pointer(&event)
                on:pointercancel=move |event| pad.pointer(&event)
                on:lostpointercapture=move |event| pad.pointer(&event)
                on:keydown=move |event| pad.key(&event)
                on:blur=move |_| pad.leave()
                on:contextmenu=move |event: ev::MouseEvent| event.prevent_default()
                // Without this, tablets take quick strokes of a stylus for handwriting of their own.
                on:touchmove=move |event: ev::TouchEvent| event.prevent_default()
            />
            <p class="hint" class:gone=move || !blank.get() aria-hidden="true">{hint}</p>
            <p class="unseen" id="pad-how-to">{HOW_TO}</p>
            <p class="unseen" aria-live="polite">
                {move || pen_state.get().map(|down| if down { "Pen down" } else { "Pen up" })}
            </p>
        </div>
    }
}

/// What moves over the pad, and how the sheet is seen on it.
#[derive(Clone, Copy)]
struct PadControl {
    sheet: Sheet,
    reading: Reading,
    settings: Settings,
    canvas: NodeRef<html::Canvas>,
    pen: StoredValue<Pen>,
    cursor: RwSignal<Option<Cursor>>,
    view: RwSignal<View>,
}

impl PadControl {
    fn pointer(self, event: &PointerEvent) {
        let Some(canvas) = self.canvas.get_untracked() else { return };
        let (view, mark) = (self.view.get_untracked(), self.sheet.mark());
        let Some(understood) = pointer::event(event, &canvas.get_bounding_client_rect(), view, mark) else { return };
        let (pen, effects) = self.pen.get_value().transition(understood);
        self.pen.set_value(pen);
        if event.type_() == "pointerdown" && !effects.is_empty() {
            self.leave();
            // Strokes go on over the sheet's edge; a pointer that is already gone cannot be held.
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
        self.sheet.draw(effects);
    }

    fn key(self, event: &KeyboardEvent) {
        let press = keyboard::press(event);
        if press.key == "Escape" && self.pen.with_value(Pen::is_down) {
            let (pen, effects) = self.pen.get_value().abandon();
            self.pen.set_value(pen);
            self.sheet.draw(effects);
        } else if let Some(key) = shortcut::cursor_key(&press) {
            if self.pen.with_value(Pen::is_down) {
                return;
            }
            event.prevent_default();
            let cursor = self.cursor.get_untracked().unwrap_or_default();
            let (cursor, effect) =
                cursor.transition(key, self.sheet.mark(), self.view.get_untracked().in_sight(), clock::now());
            self.cursor.set(Some(cursor));
            self.sheet.draw(effect.into_iter().collect());
        }
    }

    /// The keyboard's pen leaves the sheet; what it drew is kept.
    fn leave(self) {
        if let Some(cursor) = self.cursor.get_untracked() {
            let (_, effect) =
                cursor.transition(Key::Lift, self.sheet.mark(), self.view.get_untracked().in_sight(), 0.0);
            self.sheet.draw(effect.into_iter().collect());
            self.cursor.set(None);
        }
    }

    fn ink_bounds(self) -> Option<Bounds> {
        self.sheet.editor.with_untracked(|editor| editor.ink().drawing().bounds())
    }

    /// Ink that was drawn over the edge comes into sight once the pen is up.
    fn settle_view(self) {
        let settled = self.view.get_untracked().keep_up(self.ink_bounds());
        if settled != self.view.get_untracked() {
            self.view.set(settled);
        }
    }

    fn watch_size(self) {
        let watch = StoredValue::new_local(None);
        Effect::new(move || {
            let Some(canvas) = self.canvas.get() else { return };
            let changed = move |width: f32, height: f32| {
                // Another page is in front; this one keeps its view.
                if width > 0.0 && height > 0.0 {
                    self.view.set(View::fit(width, height, self.ink_bounds()));
                }
            };
            watch.set_value(SizeWatch::new(&canvas, changed).ok());
        });
    }

    fn repaint_on_change(self) {
        let frame = Frame::new(move || self.paint());
        let again = frame.clone();
        // Zooming changes how sharp the screen is.
        let resized = window_event_listener(ev::resize, move |_| again.request());
        on_cleanup(move || resized.remove());
        let ink = Memo::new(move |_| self.sheet.editor.with(|editor| (editor.revision(), editor.is_busy())));
        Effect::new(move || {
            let (_, busy) = ink.get();
            if !busy {
                self.settle_view();
            }
        });
        Effect::new(move || {
            let _ = ink.get();
            self.cursor.track();
            self.view.track();
            self.reading.shown.track();
            self.reading.focus.track();
            self.settings.palette.track();
            frame.request();
        });
    }

    /// Around each of several symbols; one alone needs none, and expressions are typeset instead.
    fn frames(self) -> Vec<SymbolFrame> {
        let focus = self.reading.focus.get_untracked();
        self.reading.shown.with_untracked(|transcript| match transcript.symbols.as_slice() {
            [] | [_] => Vec::new(),
            _ if !transcript.layout.is_empty() => Vec::new(),
            symbols => {
                let frame = |(at, symbol): (usize, &Symbol)| SymbolFrame {
                    bounds: symbol.bounds,
                    word: symbol.guess(),
                    focused: focus == Some(at),
                };
                symbols.iter().enumerate().map(frame).collect()
            }
        })
    }

    fn paint(self) {
        let Some(canvas) = self.canvas.get_untracked() else { return };
        let (view, cursor) = (self.view.get_untracked(), self.cursor.get_untracked());
        let frames = self.frames();
        self.sheet.editor.with_untracked(|editor| {
            let scene = Scene { drawing: editor.ink().drawing(), live: editor.live(), cursor, view, frames: &frames };
            self.settings.palette.with_untracked(|palette| {
                canvas::paint(&canvas, &scene, palette, window().device_pixel_ratio());
            });
        });
    }
}
