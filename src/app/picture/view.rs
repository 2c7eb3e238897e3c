//! The picture on the sheet, with a box around each symbol.

use super::frame;
use super::opened::Opened;
use super::pictures::Pictures;
use crate::app::engine::Engine;
use crate::app::mode::said::Said;
use crate::app::reading::Reading;
use crate::ink::{Bounds, Drawing};
use crate::mode::Mode;
use crate::prediction::Verdict;
use crate::transcript::{Separator, Symbol, Transcript};
use crate::web::pixels::paint_grey;
use leptos::html;
use leptos::prelude::*;
use std::ops::Range;
use web_sys::PointerEvent;

/// Sharper than any screen shows a picture of the sheet's size.
const LONGEST: f64 = 2400.0;

#[component]
pub fn PictureView() -> impl IntoView {
    let (pictures, reading) = (Pictures::here(), Reading::here());
    let (canvas, photo) = (NodeRef::<html::Canvas>::new(), NodeRef::<html::Div>::new());
    let drag = RwSignal::new(None::<[(f32, f32); 2]>);
    Effect::new(move || {
        let Some(canvas) = canvas.get() else { return };
        pictures.open.with(|open| open.as_ref().inspect(|opened| paint(opened, &canvas)).is_some());
    });
    // Chosen otherwise while a picture is open, the mode is the picture's, too.
    let engine = Engine::here();
    Effect::new(move |before: Option<Mode>| {
        let mode = engine.mode.get();
        if before.is_some_and(|before| before != mode) {
            pictures.read_as_chosen();
        }
        mode
    });
    let size =
        move || pictures.open.with(|open| open.as_ref().map_or((1, 1), |open| (open.found.width, open.found.height)));
    let ratio = move || {
        let (width, height) = size();
        format!("{}", f64::from(width) / f64::from(height.max(1)))
    };
    let boxes = move || {
        pictures.open.with(|open| {
            let found = &open.as_ref()?.found;
            let parts = reading.shown.with(|transcript| parts(transcript, found.drawing.as_ref()));
            let skew = format!("{}rad", found.skew);
            // Traced strokes are as thin as a line; the ink around them is a pen's width.
            let pen = found.drawing.as_ref().and_then(|drawing| drawing.strokes.first()).map_or(0.0, |one| one.width);
            let part = |part: Part| {
                let place = frame::on_skew(found, part.bounds.grown(pen));
                view! { <PartBox place skew=skew.clone() part /> }
            };
            Some(parts.into_iter().map(part).collect_view())
        })
    };
    let place = move |event: &PointerEvent| {
        let bounds = photo.get_untracked()?.get_bounding_client_rect();
        let x = (f64::from(event.client_x()) - bounds.left()) / bounds.width();
        let y = (f64::from(event.client_y()) - bounds.top()) / bounds.height();
        Some((x as f32, y as f32))
    };
    let begin = move |event: PointerEvent| {
        if let (true, Some(at), Some(photo)) = (pictures.cropping.get_untracked(), place(&event), photo.get_untracked())
        {
            event.prevent_default();
            let _ = photo.set_pointer_capture(event.pointer_id());
            drag.set(Some([at, at]));
        }
    };
    let go_on = move |event: PointerEvent| {
        if let (Some([from, _]), Some(at)) = (drag.get_untracked(), place(&event)) {
            drag.set(Some([from, at]));
        }
    };
    let end = move |_: PointerEvent| {
        if let Some(part) = drag.get_untracked().and_then(|[from, to]| frame::marked(from, to)) {
            pictures.crop(part);
        }
        drag.set(None);
    };
    let marked = move || {
        let part = drag.get().and_then(|[from, to]| frame::marked(from, to))?;
        Some(view! { <div class="marked" use:placed=part /> })
    };
    let name = move || pictures.open.with(|open| open.as_ref().map(|open| format!("The picture {}", open.file.name)));
    view! {
        <div class="picture" data-testid="picture">
            <div
                class="photo"
                class:cropping=pictures.cropping
                node_ref=photo
                style:--ratio=ratio
                on:pointerdown=begin
                on:pointermove=go_on
                on:pointerup=end
                on:pointercancel=move |_| drag.set(None)
            >
                <canvas node_ref=canvas role="img" aria-label=name />
                {boxes}
                {marked}
            </div>
            <p class="picture-hint" hidden=move || !pictures.cropping.get()>
                "Drag over the part to read"
            </p>
        </div>
    }
}

/// Puts an element where a part of its surroundings is.
fn placed(element: web_sys::Element, part: Bounds) {
    use wasm_bindgen::JsCast;
    let style = element.unchecked_ref::<web_sys::HtmlElement>().style();
    let sides = [("left", part.left), ("top", part.top), ("width", part.width()), ("height", part.height())];
    for (side, share) in sides {
        let _ = style.set_property(side, &format!("{}%", share * 100.0));
    }
}

fn paint(opened: &Opened, canvas: &web_sys::HtmlCanvasElement) {
    match (&opened.photo, opened.found.steps.first()) {
        (Some(photo), _) => photo.paint(canvas, opened.framing.turns, opened.framing.crop, LONGEST),
        // The browser cannot show it; what the picture worker saw will do.
        (None, Some(step)) => paint_grey(canvas, step.width, step.height, &step.grey),
        (None, None) => {}
    }
}

/// What has a box of its own: a symbol, or a word of text.
struct Part {
    symbols: Range<usize>,
    bounds: Bounds,
    text: String,
    verdict: Verdict,
}

/// The parts of what was read; `ink` is what was traced, where it was.
fn parts(transcript: &Transcript, ink: Option<&Drawing>) -> Vec<Part> {
    let is_text = transcript.layout.is_text();
    let around = |symbol: &Symbol| {
        let strokes = ink
            .filter(|_| is_text)
            .into_iter()
            .flat_map(|ink| symbol.strokes.iter().filter_map(|at| ink.strokes.get(*at as usize)?.bounds()));
        strokes.reduce(Bounds::union).unwrap_or(symbol.bounds)
    };
    let mut parts: Vec<Part> = Vec::new();
    for (at, symbol) in transcript.symbols.iter().enumerate() {
        match parts.last_mut().filter(|_| is_text && symbol.separator == Separator::Nothing) {
            Some(word) => {
                word.symbols.end = at + 1;
                word.text += &symbol.guess();
            }
            None => parts.push(Part {
                symbols: at..at + 1,
                bounds: around(symbol),
                text: symbol.guess(),
                verdict: symbol.verdict(),
            }),
        }
    }
    parts
}

/// A light box around a part; pressed, the bars or the choices are about it.
#[component]
fn PartBox(part: Part, place: Bounds, skew: String) -> impl IntoView {
    let (reading, said) = (Reading::here(), Said::here());
    let Part { symbols, text, verdict, .. } = part;
    let at = symbols.start;
    let is_laid_out = move || reading.shown.with_untracked(|transcript| !transcript.layout.is_empty());
    let label = match verdict {
        Verdict::Rejected if is_laid_out() => "not read".to_owned(),
        Verdict::Rejected => "no digit".to_owned(),
        Verdict::Sure => text.clone(),
        _ => format!("perhaps {text}"),
    };
    let press = move |_| {
        reading.pick(at);
        if is_laid_out() {
            said.pressed.set(Some(at as u32));
        }
    };
    let is_marked =
        move || said.marked.with(|marked| marked.iter().any(|symbol| symbols.contains(&(*symbol as usize))));
    view! {
        <button
            type="button"
            class="box"
            class:doubtful=verdict != Verdict::Sure
            class:rejected=verdict == Verdict::Rejected
            class:pointed=is_marked
            aria-label=label
            aria-pressed=move || (!is_laid_out() && reading.focus.get() == Some(at)).to_string()
            data-testid=format!("box-{at}")
            use:placed=place
            style:rotate=skew
            on:click=press
        >
            <span class="box-label" aria-hidden="true">{text}</span>
        </button>
    }
}
