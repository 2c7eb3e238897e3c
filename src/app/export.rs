//! Exports the drawing: as a file, on the clipboard, as a link, through the share sheet.

use crate::app::copy;
use crate::app::dialog::Dialog;
use crate::app::dialogs::Dialogs;
use crate::app::lazy::{Lazy, Part, chunk};
use crate::app::reading::Reading;
use crate::app::sheet::Sheet;
use crate::app::toast::Toast;
use crate::ink::{Drawing, form, link, png, svg};
use crate::web::{canvas, clipboard, download, share};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Blob;

/// Ink and paper of what leaves the page, whatever its theme.
const INK: &str = "#151a35";
const PAPER: &str = "#ffffff";
const SCALES: [u8; 4] = [1, 2, 3, 4];

chunk! { pages:
    options() -> Part = || ExportOptions().into_any();
}

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
pub fn ExportDialog() -> impl IntoView {
    view! {
        <Dialog open=Dialogs::here().export title="Take it along" name="export">
            <Lazy part=options />
        </Dialog>
    }
}

/// What leaves the page, and where the word about it goes.
#[derive(Clone, Copy)]
struct Source {
    sheet: Sheet,
    reading: Reading,
    toast: Toast,
}

#[component]
fn ExportOptions() -> impl IntoView {
    let source = Source { sheet: Sheet::here(), reading: Reading::here(), toast: Toast::here() };
    let open = Dialogs::here().export;
    let look = RwSignal::new(Look { scale: 2, paper: true });
    let way = move |name: &'static str, testid: &'static str, what: fn(Source, Look)| {
        let does = move |_| {
            what(source, look.get_untracked());
            open.set(false);
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
        <div class="export-options">
            {way("PNG", "save-png", save_png)} {way("SVG", "save-svg", save_svg)} {way("Strokes (JSON)", "save-json", save_json)}
        </div>
        <fieldset class="export-picture">
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
        <div class="export-options">
            {way("Picture", "copy-picture", copy_picture)} {way("Link", "copy-link", copy_link)} {way("What was read", "copy-text", copy_text)}
            {share::is_there().then(|| way("Share…", "share", offer))}
        </div>
    }
}

fn drawing(source: Source) -> Drawing {
    source.sheet.editor.with_untracked(|editor| editor.ink().drawing().clone())
}

/// The page's own address with the drawing in its hash.
fn address(drawing: &Drawing) -> String {
    let here = location().href().unwrap_or_default();
    let page = here.split(['#', '?']).next().unwrap_or_default();
    format!("{page}#{}", link::write(drawing))
}

fn report(toast: Toast, done: bool, success: &str) {
    let sorry = "The browser does not let this page do that. Allow it, or take another way.";
    toast.say(if done { success } else { sorry });
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

fn save_png(source: Source, look: Look) {
    spawn_local(async move {
        let bytes = picture(&drawing(source), look).await;
        let saved = bytes.is_some_and(|bytes| download::bytes("inkling.png", "image/png", &bytes));
        report(source.toast, saved, "Saved as inkling.png");
    });
}

fn save_svg(source: Source, look: Look) {
    let text = svg::write(&drawing(source), INK, look.paper());
    report(source.toast, download::bytes("inkling.svg", "image/svg+xml", text.as_bytes()), "Saved as inkling.svg");
}

fn save_json(source: Source, _: Look) {
    let text = form::write(&drawing(source));
    report(source.toast, download::bytes("inkling.json", "application/json", text.as_bytes()), "Saved as inkling.json");
}

fn copy_picture(source: Source, look: Look) {
    let drawing = drawing(source);
    let png = async move { picture(&drawing, look).await.and_then(|bytes| as_blob(&bytes)) };
    let copying = clipboard::copy_picture(png);
    spawn_local(async move { report(source.toast, copying.await, "Copied the picture") });
}

fn copy_link(source: Source, _: Look) {
    spawn_local(async move {
        let copied = clipboard::copy(&address(&drawing(source))).await;
        report(source.toast, copied, "Copied the link");
    });
}

fn copy_text(source: Source, _: Look) {
    copy::copy(source.toast, source.reading.shown.with_untracked(|transcript| transcript.likeliest()));
}

fn offer(source: Source, look: Look) {
    spawn_local(async move {
        let drawing = drawing(source);
        let blob = picture(&drawing, look).await.and_then(|bytes| as_blob(&bytes));
        let text = source.reading.shown.with_untracked(|transcript| transcript.text());
        if let Some(blob) = blob
            && !share::offer(&blob, "inkling.png", &text, &address(&drawing)).await
        {
            report(source.toast, false, "");
        }
    });
}
