//! Take the drawing along: as a file, on the clipboard, as a link, through the share sheet.

use crate::app::dialog::Dialog;
use crate::app::later::{self, Later};
use crate::app::studio::Studio;
use crate::ink::{Drawing, form, link, png, svg};
use crate::web::{canvas, clipboard, download, share};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Blob;

/// Ink and paper of what leaves the page, whatever its theme.
const INK: &str = "#151a35";
const PAPER: &str = "#ffffff";
const SCALES: [u8; 4] = [1, 2, 3, 4];

/// How pictures are to be.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    scale: u8,
    paper: bool,
}

impl Look {
    fn paper(self) -> Option<&'static str> {
        self.paper.then_some(PAPER)
    }
}

#[component]
pub fn Take() -> impl IntoView {
    view! {
        <Dialog open=Studio::here().taking title="Take it along" name="take">
            <Later part=later::take_ways />
        </Dialog>
    }
}

#[component]
pub fn TakeWays() -> impl IntoView {
    let studio = Studio::here();
    let look = RwSignal::new(Look { scale: 2, paper: true });
    let way = move |name: &'static str, testid: &'static str, what: fn(Studio, Look)| {
        let does = move |_| {
            what(studio, look.get_untracked());
            studio.taking.set(false);
        };
        view! {
            <button type="button" class="button quiet-button" data-testid=testid on:click=does>
                {name}
            </button>
        }
    };
    let scales = SCALES.map(|scale| {
        view! {
            <label>
                <input
                    type="radio"
                    name="scale"
                    prop:checked=move || look.get().scale == scale
                    data-testid=format!("scale-{scale}")
                    on:change=move |_| look.update(|look| look.scale = scale)
                />
                {format!("{scale}×")}
            </label>
        }
    });
    view! {
        <p>"Each file and link brings the strokes back when it is dropped here or opened."</p>
        <h3>"Save"</h3>
        <div class="take-ways">
            {way("PNG", "save-png", save_png)} {way("SVG", "save-svg", save_svg)} {way("Strokes (JSON)", "save-json", save_json)}
        </div>
        <fieldset class="take-look">
            <legend class="unseen">"How pictures are to be"</legend>
            {scales.into_iter().collect_view()}
            <label>
                <input
                    type="checkbox"
                    prop:checked=move || look.get().paper
                    data-testid="paper"
                    on:change=move |event| look.update(|look| look.paper = event_target_checked(&event))
                />
                "White paper"
            </label>
        </fieldset>
        <h3>"Copy"</h3>
        <div class="take-ways">
            {way("Picture", "copy-picture", copy_picture)} {way("Link", "copy-link", copy_link)} {way("What was read", "copy-text", copy_text)}
            {share::is_there().then(|| way("Share…", "share", offer))}
        </div>
    }
}

fn drawing(studio: Studio) -> Drawing {
    studio.desk.with_untracked(|desk| desk.ink().drawing().clone())
}

/// The page's own address with the drawing in its hash.
fn address(drawing: &Drawing) -> String {
    let here = location().href().unwrap_or_default();
    let page = here.split(['#', '?']).next().unwrap_or_default();
    format!("{page}#{}", link::write(drawing))
}

fn told(studio: Studio, done: bool, success: &str) {
    let sorry = "The browser does not let this page do that. Allow it, or take another way.";
    studio.toast.say(if done { success } else { sorry });
}

/// The picture's bytes, with the strokes in it.
async fn picture(drawing: &Drawing, look: Look) -> Option<Vec<u8>> {
    let canvas = canvas::portrait(drawing, svg::frame(drawing), look.scale.into(), INK, look.paper())?;
    let bytes = canvas::png(&canvas).await?;
    png::with_drawing(&bytes, drawing)
}

fn as_blob(bytes: &[u8]) -> Option<Blob> {
    download::blob("image/png", bytes)
}

fn save_png(studio: Studio, look: Look) {
    spawn_local(async move {
        let bytes = picture(&drawing(studio), look).await;
        let saved = bytes.is_some_and(|bytes| download::bytes("inkling.png", "image/png", &bytes));
        told(studio, saved, "Saved as inkling.png");
    });
}

fn save_svg(studio: Studio, look: Look) {
    let text = svg::write(&drawing(studio), INK, look.paper());
    told(studio, download::bytes("inkling.svg", "image/svg+xml", text.as_bytes()), "Saved as inkling.svg");
}

fn save_json(studio: Studio, _: Look) {
    let text = form::write(&drawing(studio));
    told(studio, download::bytes("inkling.json", "application/json", text.as_bytes()), "Saved as inkling.json");
}

fn copy_picture(studio: Studio, look: Look) {
    let drawing = drawing(studio);
    let png = async move { picture(&drawing, look).await.and_then(|bytes| as_blob(&bytes)) };
    let copying = clipboard::copy_picture(png);
    spawn_local(async move { told(studio, copying.await, "Copied the picture") });
}

fn copy_link(studio: Studio, _: Look) {
    spawn_local(async move {
        let copied = clipboard::copy(&address(&drawing(studio))).await;
        told(studio, copied, "Copied the link");
    });
}

fn copy_text(studio: Studio, _: Look) {
    studio.copy(studio.shown.with_untracked(|written| written.likeliest()));
}

fn offer(studio: Studio, look: Look) {
    spawn_local(async move {
        let drawing = drawing(studio);
        let blob = picture(&drawing, look).await.and_then(|bytes| as_blob(&bytes));
        let text = studio.shown.with_untracked(|written| written.text());
        if let Some(blob) = blob
            && !share::offer(&blob, "inkling.png", &text, &address(&drawing)).await
        {
            told(studio, false, "");
        }
    });
}
