//! What each layer sees: one small picture for each of its features.

use super::explanation::Explanation;
use crate::explain::LayerMaps;
use crate::web::pixels;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn Layers(explanation: Explanation) -> impl IntoView {
    let count = Memo::new(move |_| explanation.layers.with(Vec::len));
    let rows = move || (0..count.get()).map(|at| view! { <Layer explanation at /> }).collect_view();
    view! {
        <section data-testid="explain-layers" data-value=move || count.get().to_string()>
            <h2>"What the layers see"</h2>
            <ol class="explain-layers">{rows}</ol>
            <p class="explain-note">
                "Each small picture is one feature: dark where it answers strongly. The first look for edges, the last for whole shapes."
            </p>
        </section>
    }
}

#[component]
fn Layer(explanation: Explanation, at: usize) -> impl IntoView {
    let picture = NodeRef::<html::Canvas>::new();
    let maps = Memo::new(move |_| explanation.layers.with(|layers| layers.get(at).cloned()));
    Effect::new(move || {
        if let (Some(picture), Some(maps)) = (picture.get(), maps.get()) {
            pixels::paint_maps(&picture, &maps);
        }
    });
    let words = move || maps.with(|maps| maps.as_ref().map(|maps| words(at, maps)));
    view! {
        <li>
            <p>{words}</p>
            <canvas node_ref=picture aria-hidden="true" />
        </li>
    }
}

fn words(at: usize, maps: &LayerMaps) -> String {
    format!("Layer {}: {} features of {} × {}", at + 1, maps.count(), maps.side, maps.side)
}
