//! What is under way about a picture, and where to drop one.

use super::incoming::Hovering;
use super::opened::Stage;
use super::pictures::Pictures;
use leptos::prelude::*;

/// What is under way, with a way to give it up; and the whole window as a place to drop on.
#[component]
pub fn PictureNotice(hovering: Hovering) -> impl IntoView {
    let pictures = Pictures::here();
    let words = move || {
        pictures.stage.get().map(|stage| match stage {
            Stage::Fetching { .. } => "Fetching the picture…",
            Stage::Opening => "Opening the picture…",
            Stage::Looking => "Looking for what is written…",
            Stage::Reading(_) => "Reading…",
        })
    };
    let amount = move || match pictures.stage.get() {
        Some(Stage::Fetching { got, of }) if got > 0 => Some(fetched(got, of)),
        Some(Stage::Reading(part)) if part > 0.0 => Some(format!(" {}%", (100.0 * part) as u32)),
        _ => None,
    };
    view! {
        <div class="stage" role="status" data-testid="stage">
            <Show when=move || pictures.stage.with(Option::is_some)>
                // The growing number is for the eye alone.
                <span class="stage-words">{words} <span aria-hidden="true">{amount}</span></span>
                <button type="button" class="button quiet-button" data-testid="cancel" on:click=move |_| pictures.cancel()>
                    "Cancel"
                </button>
            </Show>
        </div>
        <div class="drop-here" class:shown=hovering.0 aria-hidden="true">
            <p>"Drop it anywhere"</p>
        </div>
    }
}

fn fetched(got: usize, of: Option<usize>) -> String {
    let megabytes = |bytes: usize| {
        let tenths = (bytes + 50_000) / 100_000;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match of {
        Some(of) => format!(" {} of {} MB", megabytes(got), megabytes(of)),
        None => format!(" {} MB", megabytes(got)),
    }
}
