//! How a reading came about: what the network makes of the sign that the bars are about, while one writes.

pub mod growth;
pub mod layers;
pub mod picture;
pub mod salience;
pub mod steps;
pub mod strokes;
pub mod study;

use crate::app::studio::Studio;
use growth::Growth;
use layers::Layers;
use leptos::prelude::*;
use salience::Salience;
use steps::Steps;
use strokes::Strokes;
use study::Study;

#[component]
pub fn InsideView() -> impl IntoView {
    let study = Study::new(Studio::here());
    let nothing = Memo::new(move |_| study.subject.with(Option::is_none));
    view! {
        <Show
            when=move || !nothing.get()
            fallback=|| view! { <p class="inside-empty">"Write a digit: what the network makes of it shows here."</p> }
        >
            <Steps study />
            <Salience study />
            <Strokes study />
            <Growth study />
            <Layers study />
        </Show>
    }
}
