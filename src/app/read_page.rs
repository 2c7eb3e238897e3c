//! The sheet and what is read from it.

use crate::app::answer::AnswerView;
use crate::app::bars::Bars;
use crate::app::glyph_view::GlyphView;
use crate::app::pad::Pad;
use crate::app::tools::Tools;
use leptos::prelude::*;

#[component]
pub fn ReadPage() -> impl IntoView {
    view! {
        <h1 class="unseen">"Write a number, have it read"</h1>
        <AnswerView />
        <Pad />
        <Tools />
        <section class="detail" aria-label="How the reading came about">
            <Bars />
            <GlyphView />
        </section>
    }
}
