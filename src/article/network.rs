//! How it is built: the network drawn once, and layer by layer.

use super::{Article, Figure};
use crate::chart::Fact;
use crate::chart::chain::Map;
use crate::chart::data::Chart;
use crate::chart::table::Table;
use crate::chart::words::grouped;
use crate::glyph::SIDE;
use crate::metrics::{Layer, Metrics, Network};

pub fn write(metrics: &Metrics, article: &mut Article) {
    let network = &metrics.network;
    article.chapter("How it is built");
    article.paragraph(
        "A chain of convolutions: each looks at small squares of the map before it and gives a new map, smaller and with \
         more channels. All but the last are followed by a ReLU. There is no pooling, so the last layer still knows where \
         in the image a stroke bends. Batch normalisation was used in training and is folded into the weights, which are \
         signed bytes with a scale for each row.",
    );
    article.numbers(&[
        ("Parameters", grouped(network.parameters)),
        ("Multiplications per digit", grouped(network.multiplies)),
        ("Weights, bytes", grouped(network.bytes)),
    ]);
    let chart = Chart::Chain(maps(&network.layers), network.alphabet.clone());
    let about = "Every map to scale: its length is its side in pixels, its thickness the number of its channels. Between \
                 the maps stands the kernel that makes each from the one before; ½ marks a stride of two. The last has \
                 a score for each digit and for “not a digit”, once for each medium: pen, paper and pictures.";
    let figure = Figure::new("chart-network", "From picture to scores", about.into(), chart, layers(network));
    article.figure(Figure { open: true, ..figure });
}

/// The picture, then what each layer gives.
fn maps(layers: &[Layer]) -> Vec<Map> {
    let side = SIDE as u32;
    let picture = vec![Fact::new("picture", shape(side, 1)), Fact::new("of", "greys".into())];
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
    let none = String::new;
    let total = vec!["all".into(), none(), none(), none(), grouped(network.parameters), grouped(network.multiplies)];
    Table { total, ..Table::new(&columns, network.layers.iter().enumerate().map(cells)) }
}

fn shape(side: u32, channels: u32) -> String {
    format!("{side}×{side}×{channels}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layer_is_drawn_and_counted() {
        let layer = Layer { kernel: 5, stride: 2, channels: 8, side: 14, parameters: 208, multiplies: 39_200 };
        let network = Network {
            alphabet: vec!["0".into()],
            parameters: 208,
            multiplies: 39_200,
            bytes: 300,
            layers: vec![layer],
        };
        let maps = maps(&network.layers);
        assert_eq!((maps.len(), maps[1].by.as_str(), maps[1].facts[1].value.as_str()), (2, "5×5 ½", "14×14×8"));
        let table = layers(&network);
        assert_eq!(table.rows[0][4..], table.total[4..]);
    }
}
