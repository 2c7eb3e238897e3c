//! The network as an ONNX model: its convolutions, each but the last followed by what drops values below zero.
//!
//! The weights stay the signed bytes that they are in our own file, each row with its scale, so that the peer downloads
//! no more than the page does. Two nodes a layer make numbers of them; the runtime folds constants when it loads.

use super::protobuf::Message;
use inkling::glyph::SIDE;
use inkling::net::spec::{Layer, Shape};
use inkling::net::weights::{Numbers, Record};

pub const INPUT: &str = "pictures";
pub const OUTPUT: &str = "scores";

/// Kinds of elements and of attributes, as ONNX numbers them.
const FLOAT: u64 = 1;
const INT8: u64 = 3;
const INTEGER: u64 = 2;
const INTEGERS: u64 = 7;

pub fn model(record: &Record) -> Vec<u8> {
    let version = Message::default().text(1, "").number(2, 13);
    let model = Message::default().number(1, 7).text(2, "inkling").message(7, &graph(record));
    model.message(8, &version).into_bytes()
}

fn graph(record: &Record) -> Message {
    let mut graph = Message::default();
    let mut input = INPUT.to_owned();
    let layers = record.spec.shapes().zip(&record.layers).enumerate();
    for (at, (Shape { layer, from, is_last: last, .. }, numbers)) in layers {
        let name = |what: &str| format!("{what}{at}");
        let given = if last { OUTPUT.to_owned() } else { name("sums") };
        graph = graph
            .message(1, &node("Cast", &[&name("bytes")], &name("steps"), &[number("to", FLOAT)]))
            .message(1, &node("Mul", &[&name("steps"), &name("scales")], &name("weights"), &[]))
            .message(1, &node("Conv", &[&input, &name("weights"), &name("biases")], &given, &shape_of(&layer)));
        if !last {
            graph = graph.message(1, &node("Relu", &[&given], &name("maps"), &[]));
        }
        for constant in constants(numbers, &layer, from, name) {
            graph = graph.message(5, &constant);
        }
        input = name("maps");
    }
    graph
        .text(2, "inkling")
        .message(11, &value(INPUT, [1, SIDE, SIDE]))
        .message(12, &value(OUTPUT, [record.spec.outputs(), 1, 1]))
}

fn constants(numbers: &Numbers, layer: &Layer, from: usize, name: impl Fn(&str) -> String) -> [Message; 3] {
    let (mut scales, mut bytes) = (Vec::new(), Vec::new());
    for (scale, row) in numbers.rounded_rows() {
        scales.push(scale);
        bytes.extend(row.map(|step| step as u8));
    }
    let floats = |list: &[f32]| list.iter().copied().flat_map(f32::to_le_bytes).collect::<Vec<u8>>();
    let to = layer.channels;
    [
        tensor(&name("bytes"), INT8, &[to, from, layer.kernel, layer.kernel], &bytes),
        tensor(&name("scales"), FLOAT, &[to, 1, 1, 1], &floats(&scales)),
        tensor(&name("biases"), FLOAT, &[to], &floats(&numbers.bias)),
    ]
}

fn shape_of(layer: &Layer) -> [Message; 3] {
    let list = |name: &str, value: usize, count: usize| {
        let list = Message::default().text(1, name).number(20, INTEGERS);
        list.each(std::iter::repeat_n(value as u64, count), |list, value| list.number(8, value))
    };
    [list("kernel_shape", layer.kernel, 2), list("strides", layer.stride, 2), list("pads", layer.padding, 4)]
}

fn number(name: &str, value: u64) -> Message {
    Message::default().text(1, name).number(3, value).number(20, INTEGER)
}

fn node(kind: &str, inputs: &[&str], output: &str, attributes: &[Message]) -> Message {
    let node = Message::default().each(inputs, |node, input| node.text(1, input));
    let node = node.text(2, output).text(3, &format!("{kind} {output}")).text(4, kind);
    node.each(attributes, |node, attribute| node.message(5, attribute))
}

fn tensor(name: &str, kind: u64, shape: &[usize], bytes: &[u8]) -> Message {
    let tensor = Message::default().each(shape, |tensor, size| tensor.number(1, *size as u64));
    tensor.number(2, kind).text(8, name).bytes(9, bytes)
}

/// Floats for as many pictures as there are.
fn value(name: &str, sizes: [usize; 3]) -> Message {
    let batch = Message::default().text(2, "batch");
    let sizes = sizes.map(|size| Message::default().number(1, size as u64));
    let shape = Message::default().message(1, &batch).each(&sizes, |shape, size| shape.message(1, size));
    let kind = Message::default().number(1, FLOAT).message(2, &shape);
    Message::default().text(1, name).message(2, &Message::default().message(1, &kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::network;

    /// The fields of a message: number, and value or bytes.
    fn fields(mut bytes: &[u8]) -> Vec<(u64, u64, &[u8])> {
        let mut found = Vec::new();
        let varint = |bytes: &mut &[u8]| {
            let mut value = 0;
            for shift in (0..).step_by(7) {
                let (first, rest) = bytes.split_first().unwrap();
                *bytes = rest;
                value |= u64::from(first & 0x7f) << shift;
                if first & 0x80 == 0 {
                    break;
                }
            }
            value
        };
        while !bytes.is_empty() {
            let key = varint(&mut bytes);
            let value = varint(&mut bytes);
            let inner = if key & 7 == 2 { bytes.split_off(..value as usize).unwrap() } else { &[] };
            found.push((key >> 3, value, inner));
        }
        found
    }

    fn all(message: &[u8], field: u64) -> impl Iterator<Item = &[u8]> {
        fields(message).into_iter().filter(move |found| found.0 == field).map(|found| found.2)
    }

    fn text(message: &[u8], field: u64) -> Vec<&str> {
        all(message, field).map(|text| std::str::from_utf8(text).unwrap()).collect()
    }

    #[test]
    fn every_input_is_given_by_something_before_it() {
        let record = network().unwrap();
        let model = model(&record);
        let graph = all(&model, 7).next().unwrap();
        let constants = all(graph, 5).map(|tensor| text(tensor, 8)[0]);
        let mut known: Vec<&str> = constants.chain([INPUT]).collect();
        for node in all(graph, 1) {
            assert!(text(node, 1).iter().all(|input| known.contains(input)), "{:?}", text(node, 1));
            known.extend(text(node, 2));
        }
        assert_eq!(known.last(), Some(&OUTPUT));
        assert_eq!(all(graph, 1).count(), 4 * record.spec.layers.len() - 1);
    }

    #[test]
    fn constants_fill_their_shapes() {
        let record = network().unwrap();
        let model = model(&record);
        let graph = all(&model, 7).next().unwrap();
        let mut numbers = 0;
        for tensor in all(graph, 5) {
            let shape = fields(tensor).into_iter().filter(|field| field.0 == 1).map(|field| field.1);
            let kind = fields(tensor).into_iter().find(|field| field.0 == 2).unwrap().1;
            let (count, width) = (shape.product::<u64>(), if kind == FLOAT { 4 } else { 1 });
            assert_eq!(all(tensor, 9).next().unwrap().len() as u64, count * width);
            numbers += count;
        }
        let scales: usize = record.spec.layers.iter().map(|layer| layer.channels).sum();
        assert_eq!(numbers as usize, record.spec.parameters() + scales);
    }

    #[test]
    fn shipped_weights_round_to_themselves() {
        for layer in &network().unwrap().layers {
            let again = layer.rounded_rows().flat_map(|(scale, row)| row.map(move |step| f32::from(step) * scale));
            assert!(again.zip(&layer.weights).all(|(again, shipped)| (again - shipped).abs() <= 1e-6 * shipped.abs()));
        }
    }
}
