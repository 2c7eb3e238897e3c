//! What each layer sees: one small picture for each of its features.

use super::study::Study;
use crate::inside::LayerMaps;
use crate::web::pixels;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn Layers(study: Study) -> impl IntoView {
    let count = Memo::new(move |_| study.layers.with(Vec::len));
    let rows = move || (0..count.get()).map(|at| view! { <Layer study at /> }).collect_view();
    view! {
        <section data-testid="inside-layers" data-value=move || count.get().to_string()>
            <h2>"What the layers see"</h2>
            <ol class="inside-layers">{rows}</ol>
            <p class="inside-note">
                "Each small picture is one feature: dark where it answers strongly. The first look for edges, the last for whole shapes."
            </p>
        </section>
    }
}

#[component]
fn Layer(study: Study, at: usize) -> impl IntoView {
    let picture = NodeRef::<html::Canvas>::new();
    let maps = Memo::new(move |_| study.layers.with(|layers| layers.get(at).cloned()));
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
