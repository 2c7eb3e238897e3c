//! The shipped weights read what was recorded, wherever it is drawn.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use burn::tensor::Device;
use inkling::ink::form::{self, Labelled};
use inkling::ink::{Drawing, Point};
use inkling::net::Weights;
use inkling::pipeline;
use inkling::reader::Verdict;

fn weights(device: &Device) -> Weights {
    let bytes = std::fs::read("models/inkling.weights").expect("the weights are in the repository");
    Weights::from_bytes(&bytes, device).expect("the weights are whole")
}

fn recorded(name: &str) -> Vec<Labelled> {
    let text = std::fs::read_to_string(format!("tests/drawings/{name}.jsonl")).unwrap();
    text.lines().map(|line| form::read(line).unwrap()).collect()
}

/// As drawn with a mouse, on whole pixels.
fn placed(drawing: &Drawing, scale: f32, x: f32, y: f32) -> Drawing {
    let mut placed = drawing.clone();
    for point in placed.strokes.iter_mut().flat_map(|stroke| &mut stroke.points) {
        *point = Point { x: (point.x * scale + x).round(), y: (point.y * scale + y).round(), ..*point };
    }
    placed
}

#[test]
fn recorded_digits_are_read_right_in_the_middle_small_and_in_a_corner() {
    let device = Device::flex();
    let weights = weights(&device);
    let mut wrong = Vec::new();
    for known in recorded("digits") {
        for (place, scale, x, y) in
            [("middle", 4.0, -150.0, -200.0), ("small", 0.4, 0.0, 0.0), ("corner", 0.7, 220.0, 220.0)]
        {
            let (reading, _) = pipeline::read(&weights, &device, &placed(&known.drawing, scale, x, y));
            if reading.best().map(|digit| digit.to_string()).as_deref() != Some(known.text.as_str()) {
                wrong.push(format!("{} ({}) in {place}: {reading:?}", known.text, known.writer));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn pen_width_makes_no_difference() {
    let device = Device::flex();
    let weights = weights(&device);
    for known in recorded("digits") {
        let mut broad = known.drawing.clone();
        broad.strokes.iter_mut().for_each(|stroke| stroke.width = 30.0);
        assert_eq!(pipeline::read(&weights, &device, &known.drawing), pipeline::read(&weights, &device, &broad));
    }
}

#[test]
fn what_is_no_digit_is_never_shown_as_one() {
    let device = Device::flex();
    let weights = weights(&device);
    let shown: Vec<String> = recorded("others")
        .iter()
        .map(|known| (known, pipeline::read(&weights, &device, &known.drawing).0))
        .filter(|(_, reading)| reading.verdict == Verdict::Sure)
        .map(|(known, reading)| format!("{}: {reading:?}", known.writer))
        .collect();
    assert!(shown.is_empty(), "{shown:#?}");
}

#[test]
fn an_empty_pad_reads_nothing() {
    let device = Device::flex();
    let (reading, glyph) = pipeline::read(&weights(&device), &device, &Drawing::default());
    assert_eq!((reading.verdict, glyph), (Verdict::Empty, None));
}

#[test]
fn these_weights_compute_here_what_they_did_where_they_were_made() {
    let device = Device::flex();
    assert!(weights(&device).agree_with_record(&device));
}
