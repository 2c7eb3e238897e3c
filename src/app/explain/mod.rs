//! How a reading came about: what the network makes of the symbol that the bars are about, while one writes.

pub mod explanation;
pub mod growth;
pub mod layers;
pub mod lazy;
pub mod picture;
pub mod salience;
pub mod steps;
pub mod strokes;

use explanation::Explanation;
use growth::Growth;
use layers::Layers;
use leptos::prelude::*;
use salience::Salience;
use steps::Steps;
use strokes::Strokes;

#[component]
pub fn ExplainView() -> impl IntoView {
    let explanation = Explanation::here();
    let nothing = Memo::new(move |_| explanation.subject.with(Option::is_none));
    view! {
        <Show
            when=move || !nothing.get()
            fallback=|| view! { <p class="explain-empty">"Write a digit: what the network makes of it shows here."</p> }
        >
            <Steps explanation />
            <Salience explanation />
            <Strokes explanation />
            <Growth explanation />
            <Layers explanation />
        </Show>
    }
}
