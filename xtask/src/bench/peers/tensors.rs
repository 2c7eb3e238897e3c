//! The network as TensorFlow.js takes it: channels last, and no form of a file but the numbers one after the other.
//!
//! As in our own file, weights are signed bytes with a scale for each output channel, so that the peer downloads no
//! more than the page does: first each layer's scales and biases (4 bytes each), then each layer's bytes by row,
//! column, input and output channel.

use inkling::net::spec::Shape;
use inkling::net::weights::Record;
use serde_json::{Value, json};

pub fn file(record: &Record) -> Vec<u8> {
    let (mut floats, mut bytes) = (Vec::new(), Vec::new());
    for (layer, numbers) in record.spec.layers.iter().zip(&record.layers) {
        let (scales, rows): (Vec<f32>, Vec<Vec<i8>>) =
            numbers.rounded_rows().map(|(scale, row)| (scale, row.collect::<Vec<i8>>())).unzip();
        floats.extend(scales.iter().chain(&numbers.bias).copied().flat_map(f32::to_le_bytes));
        let area = layer.kernel * layer.kernel;
        let inputs = rows.first().map_or(0, Vec::len) / area;
        for (place, input) in (0..area).flat_map(|place| (0..inputs).map(move |input| (place, input))) {
            bytes.extend(rows.iter().map(|row| row[input * area + place] as u8));
        }
    }
    [floats, bytes].concat()
}

/// What the numbers are for, in the words of the script that reads them.
pub fn plan(record: &Record) -> Value {
    let layer = |Shape { layer, from, .. }: Shape| {
        let shape = [layer.kernel, layer.kernel, from, layer.channels];
        json!({ "shape": shape, "stride": layer.stride, "padding": layer.padding })
    };
    record.spec.shapes().map(layer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::network;

    #[test]
    fn numbers_lie_channels_last() {
        let record = network().unwrap();
        let file = file(&record);
        let layers = &record.spec.layers;
        let channels: usize = layers.iter().map(|layer| layer.channels).sum();
        assert_eq!(file.len(), record.spec.parameters() + 7 * channels);
        // The first layer's second column, of its third channel.
        let scale = f32::from_le_bytes(file[8..12].try_into().unwrap());
        let step = file[8 * channels + layers[0].channels + 2] as i8;
        let weight = record.layers[0].weights[2 * 25 + 1];
        assert!((f32::from(step) * scale - weight).abs() <= 1e-6 * weight.abs());
    }
}
