//! How it is built: the network drawn once, and layer by layer.

use crate::app::model::chart::Figure;
use crate::app::model::table::Table;
use crate::app::words::grouped;
use crate::chart::Fact;
use crate::chart::chain::{Map, chain};
use crate::glyph::SIDE;
use crate::metrics::{Layer, Metrics, Network};
use leptos::prelude::*;
use std::sync::Arc;

pub fn view(metrics: &Arc<Metrics>) -> AnyView {
    let network = &metrics.network;
    let numbers = [
        ("Parameters", grouped(network.parameters)),
        ("Multiplications a digit", grouped(network.multiplies)),
        ("Weights, bytes", grouped(network.bytes)),
    ];
    view! {
        <h2>"How it is built"</h2>
        <p>
            "A chain of convolutions: each looks at small squares of the map before it and gives a new map, smaller and with more channels. All but the last drop what is below nothing. Nothing is pooled, so the last layer still knows where on the picture a stroke bends. Batch normalisation helped while it learned and is folded into the weights; they travel as signed bytes with a scale for each row."
        </p>
        <Facts facts=numbers.to_vec() />
        <Chain network=network.clone() />
    }
    .into_any()
}

/// Numbers worth a large type.
#[component]
pub fn Facts(facts: Vec<(&'static str, String)>) -> impl IntoView {
    let fact = |(name, value)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    view! { <dl class="facts">{facts.into_iter().map(fact).collect_view()}</dl> }
}

#[component]
fn Chain(network: Network) -> impl IntoView {
    let maps = maps(&network.layers);
    view! {
        <Figure
            handle="chart-network"
            title="From picture to scores"
            about="Every map to scale: its height is its side in pixels, its width the number of its channels. Below, what makes each map from the one before it; ½ marks the steps that take every second pixel."
            draw=Box::new(move |width| chain(&maps, width))
            table=Box::new(move || layers(&network))
            open=true
        />
    }
}

/// The picture, then what each layer gives.
fn maps(layers: &[Layer]) -> Vec<Map> {
    let side = SIDE as u32;
    let picture = vec![Fact::new("picture", shape(side, 1)), Fact::new("", "greys, centred")];
    let given = layers.iter().enumerate().map(|(at, layer)| {
        let halves = if layer.stride > 1 { " ½" } else { "" };
        let facts = vec![
            Fact::new("layer", (at + 1).to_string()),
            Fact::new("gives", shape(layer.side, layer.channels)),
            Fact::new("parameters", grouped(layer.parameters)),
            Fact::new("multiplications", grouped(layer.multiplies)),
        ];
        let by = format!("{0}×{0}{halves}", layer.kernel);
        Map { side: layer.side, channels: layer.channels, by, facts }
    });
    std::iter::once(Map { side, channels: 1, by: String::new(), facts: picture }).chain(given).collect()
}

fn layers(network: &Network) -> Table {
    let columns = ["layer", "kernel", "stride", "gives", "parameters", "multiplications"];
    let cells = |(at, layer): (usize, &Layer)| {
        vec![
            (at + 1).to_string(),
            format!("{0}×{0}", layer.kernel),
            layer.stride.to_string(),
            shape(layer.side, layer.channels),
            grouped(layer.parameters),
            grouped(layer.multiplies),
        ]
    };
    let blank = String::new;
    let total = vec!["all".into(), blank(), blank(), blank(), grouped(network.parameters), grouped(network.multiplies)];
    Table { total: Some(total), ..Table::new(&columns, network.layers.iter().enumerate().map(cells)) }
}

fn shape(side: u32, channels: u32) -> String {
    format!("{side}×{side}×{channels}")
}
