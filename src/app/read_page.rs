//! The sheet and what is read from it.

use crate::app::answer::AnswerView;
use crate::app::bars::Bars;
use crate::app::explain;
use crate::app::glyph_view::GlyphView;
use crate::app::hand::panel::HandButton;
use crate::app::lazy::Lazy;
use crate::app::mode::view::ModeView;
use crate::app::pad::Pad;
use crate::app::picture;
use crate::app::picture::open_panel::OpenPanel;
use crate::app::picture::pictures::Pictures;
use crate::app::reading::Reading;
use crate::app::tools::Tools;
use crate::client::Models;
use leptos::prelude::*;

#[component]
pub fn ReadPage() -> impl IntoView {
    let pictures = Pictures::here();
    let has_picture = Memo::new(move |_| pictures.open.with(Option::is_some));
    let has_batch = Memo::new(move |_| !has_picture.get() && pictures.batch.table.with(Option::is_some));
    // One mode needs no choosing.
    let several_modes = Models::of_page().modes().count() > 1;
    // What the parts of a symbol speak for is not asked of the model of expressions.
    let shown = Reading::here().shown;
    let of_expression = Memo::new(move |_| shown.with(|transcript| !transcript.layout.is_empty()));
    let of_text = Memo::new(move |_| shown.with(|transcript| transcript.layout.is_text()));
    let looking = RwSignal::new(false);
    let toggled = move |event| looking.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    view! {
        <h1 class="unseen">"Write by hand, have it read"</h1>
        <Show when=move || several_modes>
            <div class="mode-line">
                <ModeView />
            </div>
        </Show>
        <AnswerView />
        // A picture lies over the sheet; what was drawn on it stays.
        <div class="workspace">
            <Pad />
            <Show when=move || has_picture.get()>
                <Lazy part=picture::lazy::picture_view />
            </Show>
            <Show when=move || has_batch.get()>
                <Lazy part=picture::lazy::batch />
            </Show>
        </div>
        // The pens' tools keep their place where there is nothing to write on.
        <Show
            when=move || has_picture.get()
            fallback=move || {
                view! {
                    <Show when=move || !has_batch.get() fallback=|| view! { <div class="tools" /> }>
                        <Tools />
                    </Show>
                }
            }
        >
            <Lazy part=picture::lazy::picture_tools />
        </Show>
        <section class="detail" class:of-text=of_text aria-label="How the reading came about">
            <Bars />
            <GlyphView />
            <Show when=move || has_picture.get()>
                <Lazy part=picture::lazy::steps />
            </Show>
            <details class="explain" data-testid="inside" hidden=of_expression on:toggle=toggled>
                <summary>"How this reading came about"</summary>
                <Show when=move || looking.get()>
                    <Lazy part=explain::lazy::explain />
                </Show>
            </details>
            <HandButton />
            <OpenPanel />
        </section>
    }
}
