//! The last chapter of the model's page: the visitor's own data, and how well it is read.

use super::inbox::Inbox;
use super::results::Results;
use super::{Measuring, Stage};
use crate::app::engine::Engine;
use crate::app::toast::Toast;
use crate::app::words::grouped;
use crate::datasets::PolarityNote;
use crate::web::files;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn Measure() -> impl IntoView {
    let inbox = Inbox::here();
    let measuring = Measuring::new(Engine::here(), Toast::here());
    provide_context(measuring);
    let section = NodeRef::<html::Section>::new();
    // Files that were dropped or pasted while this page was in front.
    Effect::new(move || {
        if let Some(files) = inbox.take() {
            measuring.start(files);
            if let Some(section) = section.get_untracked() {
                section.scroll_into_view();
            }
        }
    });
    on_cleanup(move || measuring.stop());
    view! {
        <section class="measure" aria-labelledby="measure" node_ref=section data-testid="measure">
            <h2 id="measure">"Measure it on your own data"</h2>
            <p>
                "Give it digits whose labels you know, and it tells how many it reads right. Drop the files anywhere on this page, or choose them. They stay on your machine, as everything here does."
            </p>
            <Formats />
            <Choose />
            <Progress />
            <PolarityNotes />
            <Errors />
            <Results />
        </section>
    }
}

#[component]
fn Formats() -> impl IntoView {
    view! {
        <details class="measure-formats">
            <summary>"What it opens"</summary>
            <dl>
                <dt>"IDX"</dt>
                <dd>"MNIST’s files as they are, pictures and labels together, packed or not."</dd>
                <dt>"CSV"</dt>
                <dd>"A label and 784 pixels a line, as Kaggle has it, light ink on black or dark ink on white."</dd>
                <dt>"Pictures"</dt>
                <dd>
                    "In a folder or a zip, labelled by their folder or by how their name begins or ends: 7/a.png, 7-001.png, a_7.png."
                </dd>
                <dt>"Strokes"</dt>
                <dd>"One JSON object a line, with a text and its strokes, packed or not."</dd>
            </dl>
        </details>
    }
}

/// Buttons to choose files or a folder.
#[component]
fn Choose() -> impl IntoView {
    let measuring = expect_context::<Measuring>();
    let (chosen_files, chosen_folder) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let take = move |input: NodeRef<html::Input>| {
        let Some(input) = input.get_untracked() else { return };
        let files = files::listed(input.files());
        // The same file may be chosen again.
        input.set_value("");
        if !files.is_empty() {
            measuring.start(files);
        }
    };
    let press = |input: NodeRef<html::Input>| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    // The attribute is in no standard, so the macro does not accept it; desktop browsers support it all the same.
    Effect::new(move || {
        if let Some(input) = chosen_folder.get() {
            // Fails for no name that is used here.
            let _ = input.set_attribute("webkitdirectory", "");
        }
    });
    view! {
        <div class="measure-actions">
            <input
                class="unseen"
                type="file"
                multiple
                tabindex="-1"
                aria-label="Data files"
                node_ref=chosen_files
                data-testid="dataset-input"
                on:change=move |_| take(chosen_files)
            />
            <input
                class="unseen"
                type="file"
                multiple
                tabindex="-1"
                aria-label="A folder of pictures"
                node_ref=chosen_folder
                data-testid="dataset-folder-input"
                on:change=move |_| take(chosen_folder)
            />
            <button type="button" class="button" data-testid="dataset-choose" on:click=move |_| press(chosen_files)>
                "Choose files"
            </button>
            <button
                type="button"
                class="button quiet-button"
                data-testid="dataset-folder"
                on:click=move |_| press(chosen_folder)
            >
                "Choose a folder"
            </button>
        </div>
    }
}

#[component]
fn Progress() -> impl IntoView {
    let measuring = expect_context::<Measuring>();
    let stage = measuring.stage;
    let number = |count: usize| grouped(count as u32);
    let words = move || match stage.get() {
        Stage::Nothing => String::new(),
        Stage::Opening { done, of } => format!("Opening: {} of {} files", number(done), number(of)),
        Stage::Reading { done, of } => format!("{} of {} read", number(done), number(of)),
        Stage::Done { done, of } => match measuring.measured.with(|measured| measured.tally.n) {
            0 => "Nothing was read".into(),
            _ if done < of => format!("Stopped after {} of {}", number(done), number(of)),
            read if read < of => format!("{} of {} read", number(read), number(of)),
            _ => format!("All {} read", number(of)),
        },
    };
    let state = move || match stage.get() {
        Stage::Nothing => "nothing",
        Stage::Opening { .. } => "opening",
        Stage::Reading { .. } => "reading",
        Stage::Done { done, of } if done < of => "stopped",
        Stage::Done { .. } => "done",
    };
    let running = Memo::new(move |_| matches!(stage.get(), Stage::Opening { .. } | Stage::Reading { .. }));
    let (done, of) = (move || parts(stage.get()).0, move || parts(stage.get()).1.max(1));
    view! {
        <div class="measure-progress" hidden=move || stage.get() == Stage::Nothing>
            <p role="status" data-testid="dataset-progress" data-value=state>
                {words}
            </p>
            <progress max=of prop:value=done aria-label="Read" class:over=move || !running.get() />
            <button
                type="button"
                class="button quiet-button"
                class:over=move || !running.get()
                data-testid="dataset-stop"
                on:click=move |_| measuring.stop()
            >
                "Stop"
            </button>
        </div>
    }
}

fn parts(stage: Stage) -> (usize, usize) {
    match stage {
        Stage::Nothing => (0, 0),
        Stage::Opening { done, of } | Stage::Reading { done, of } | Stage::Done { done, of } => (done, of),
    }
}

/// What was done about sets that are not light on dark, and a button that does the opposite.
#[component]
fn PolarityNotes() -> impl IntoView {
    let measuring = expect_context::<Measuring>();
    let polarity = measuring.polarity;
    let notes = move || {
        polarity.with(|notes| {
            let note = |note: &PolarityNote| view! { <p data-testid="dataset-polarity">{note.to_string()}</p> };
            notes.iter().map(note).collect_view()
        })
    };
    let turned = move || polarity.with(|notes| notes.iter().any(|note| note.turned));
    let action = move || if turned() { "Read them as they are" } else { "Turn them to light on dark" };
    view! {
        <div class="measure-polarity" hidden=move || polarity.with(Vec::is_empty)>
            <div role="status">{notes}</div>
            <button
                type="button"
                class="button quiet-button"
                data-testid="dataset-reverse"
                on:click=move |_| measuring.start_reversed()
            >
                {action}
            </button>
        </div>
    }
}

/// What is wrong with the files, line by line.
#[component]
fn Errors() -> impl IntoView {
    let errors = expect_context::<Measuring>().errors;
    let list = move || {
        errors.with(|errors| {
            errors
                .first
                .iter()
                .map(|error| view! { <li data-testid="dataset-error">{error.to_string()}</li> })
                .collect_view()
        })
    };
    let title = move || match errors.with(|errors| errors.count()) {
        1 => "One thing could not be read".to_owned(),
        count => format!("{} things could not be read", grouped(count as u32)),
    };
    let more = move || errors.with(|errors| errors.more);
    view! {
        <div class="measure-errors" role="group" hidden=move || errors.with(|errors| errors.count()) == 0>
            <h3>{title}</h3>
            <ul data-testid="dataset-errors">{list}</ul>
            <p hidden=move || more() == 0 data-testid="dataset-more">
                {move || format!("and {} more", grouped(more()))}
            </p>
        </div>
    }
}
