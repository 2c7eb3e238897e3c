//! The shipped weights read what was recorded, wherever it is drawn.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use burn::tensor::Device;
use inkling::explain::salience;
use inkling::glyph::{self, Glyph};
use inkling::ink::form::{self, Labelled};
use inkling::ink::{Drawing, Point};
use inkling::net::{self, Model};
use inkling::pipeline;
use inkling::prediction::Verdict;

fn model(device: &Device) -> Model {
    let bytes = std::fs::read("models/numbers.weights").expect("the weights are in the repository");
    Model::from_bytes(&bytes, device).expect("the weights are whole")
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
    let model = model(&device);
    let mut wrong = Vec::new();
    for known in recorded("digits") {
        for (place, scale, x, y) in
            [("middle", 4.0, -150.0, -200.0), ("small", 0.4, 0.0, 0.0), ("corner", 0.7, 220.0, 220.0)]
        {
            let transcript = pipeline::read(&model, &device, &placed(&known.drawing, scale, x, y));
            if transcript.likeliest() != known.text {
                wrong.push(format!("{} ({}) in {place}: {}", known.text, known.writer, transcript.guess()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn pen_width_makes_no_difference() {
    let device = Device::flex();
    let model = model(&device);
    for known in recorded("digits") {
        let mut broad = known.drawing.clone();
        broad.strokes.iter_mut().for_each(|stroke| stroke.width = 30.0);
        assert_eq!(pipeline::read(&model, &device, &known.drawing), pipeline::read(&model, &device, &broad));
    }
}

#[test]
fn what_is_no_digit_is_never_shown_as_one() {
    let device = Device::flex();
    let model = model(&device);
    let shown: Vec<String> = recorded("others")
        .iter()
        .map(|known| (known, pipeline::read(&model, &device, &known.drawing)))
        .filter(|(_, transcript)| transcript.verdict() == Verdict::Sure)
        .map(|(known, transcript)| format!("{}: {}", known.writer, transcript.text()))
        .collect();
    assert!(shown.is_empty(), "{shown:#?}");
}

#[test]
fn an_empty_pad_reads_nothing() {
    let device = Device::flex();
    let transcript = pipeline::read(&model(&device), &device, &Drawing::default());
    assert_eq!((transcript.verdict(), transcript.text()), (Verdict::Empty, String::new()));
}

#[test]
fn these_weights_compute_here_what_they_did_where_they_were_made() {
    let device = Device::flex();
    assert_eq!(net::at_once(model(&device).agrees_with_record(&device)), Some(true));
}

#[test]
fn the_probabilities_are_those_that_were_written_down() {
    let device = Device::flex();
    let model = model(&device);
    let golden: Vec<serde_json::Value> =
        serde_json::from_str(&std::fs::read_to_string("models/golden.json").unwrap()).unwrap();
    let drawings = [recorded("digits"), recorded("others")].concat();
    assert_eq!(golden.len(), drawings.len());
    for (known, golden) in drawings.iter().zip(golden) {
        let transcript = pipeline::read(&model, &device, &known.drawing);
        assert_eq!(transcript.symbols.len(), golden["symbols"].as_array().unwrap().len(), "{}", known.writer);
        for (symbol, golden) in transcript.symbols.iter().zip(golden["symbols"].as_array().unwrap()) {
            for (digit, (_, here)) in symbol.prediction.probabilities.iter().enumerate() {
                let there = golden[digit].as_f64().unwrap();
                assert!((f64::from(*here) - there).abs() < 1e-6, "{} ({}): {digit}", known.text, known.writer);
            }
        }
    }
}

/// Digits beside each other, each where the last one ends.
fn number(digits: &[&Labelled], gap: f32) -> (String, Drawing) {
    let (mut text, mut drawing, mut right) = (String::new(), Drawing::default(), 0.0);
    for known in digits {
        let bounds = known.drawing.bounds().unwrap();
        let scale = 60.0 / bounds.height();
        let place = |point: Point| Point {
            x: (point.x - bounds.left) * scale + right,
            y: (point.y - bounds.top) * scale,
            ..point
        };
        drawing.strokes.extend(known.drawing.strokes.iter().map(|stroke| {
            let points = stroke.points.iter().map(|point| place(*point)).collect();
            inkling::ink::Stroke { points, ..stroke.clone() }
        }));
        right += bounds.width() * scale + gap;
        text.push_str(&known.text);
    }
    (text, drawing)
}

/// Numbers of three digits in every hand, so close that they nearly or really touch.
fn numbers_right(gap: f32) -> f64 {
    let device = Device::flex();
    let model = model(&device);
    let digits = recorded("digits");
    let at = |n: usize| &digits[n % digits.len()];
    let (mut right, mut all) = (0, 0);
    for first in 0..digits.len() {
        for step in [1, 4, 9] {
            let (text, drawing) = number(&[at(first), at(first + step), at(first + 3 * step + 5)], gap);
            right += usize::from(pipeline::read(&model, &device, &drawing).likeliest() == text);
            all += 1;
        }
    }
    right as f64 / all as f64
}

#[test]
fn numbers_are_read() {
    let apart = numbers_right(12.0);
    assert!(apart >= 0.97, "{apart}");
}

#[test]
fn digits_that_touch_are_still_several() {
    let touching = numbers_right(-2.0);
    println!("numbers whose digits touch: {:.1}% right", 100.0 * touching);
    assert!(touching >= 0.9, "{touching}");
}

/// The pixels of a glyph, in this order, are left out until a tenth of the ink is gone.
fn without_a_tenth(glyph: &Glyph, order: impl IntoIterator<Item = usize>) -> Glyph {
    let ink = |glyph: &Glyph| glyph.pixels.iter().map(|&pixel| u32::from(pixel)).sum::<u32>();
    let (mut rest, enough) = (glyph.clone(), ink(glyph) * 9 / 10);
    for at in order {
        if ink(&rest) <= enough {
            break;
        }
        rest.pixels[at] = 0;
    }
    rest
}

#[test]
fn the_ink_that_speaks_for_a_digit_is_needed_more_than_other_ink() {
    let device = Device::flex();
    let model = model(&device);
    let (mut needed, mut other, mut drawings) = (0.0, 0.0, 0);
    for known in recorded("digits") {
        let glyph = glyph::from_strokes(known.drawing.strokes.iter().map(|stroke| stroke.points.as_slice())).unwrap();
        let judge = |glyphs: &[Glyph]| pipeline::judge(&model, &device, glyphs);
        let whole = judge(std::slice::from_ref(&glyph)).remove(0);
        let digit = whole.ranked()[0];
        let patches = salience::patches(&glyph);
        let covered: Vec<Glyph> = patches.iter().map(|patch| salience::covered(&glyph, *patch)).collect();
        let without: Vec<_> = patches.iter().copied().zip(judge(&covered)).collect();
        let says = salience::salience(&glyph, digit, &whole, &without);
        let mut order: Vec<usize> = (0..says.len()).collect();
        order.sort_by(|a, b| says[*b].total_cmp(&says[*a]));
        // Other ink: pieces as connected as the salient ones, from anywhere.
        let elsewhere = |start: usize| {
            let start = start * patches.len() / 8;
            let from = patches[start];
            let far = |at: usize| {
                let (row, column) = ((at / glyph::SIDE) as f32, (at % glyph::SIDE) as f32);
                (row - from.row as f32).hypot(column - from.column as f32)
            };
            let mut order: Vec<usize> = (0..says.len()).collect();
            order.sort_by(|a, b| far(*a).total_cmp(&far(*b)));
            order
        };
        let fall = |rest: Glyph| f64::from(whole.probability(digit) - judge(&[rest])[0].probability(digit));
        needed += fall(without_a_tenth(&glyph, order));
        other += (0..8).map(|start| fall(without_a_tenth(&glyph, elsewhere(start)))).sum::<f64>() / 8.0;
        drawings += 1;
    }
    let (needed, other) = (needed / f64::from(drawings), other / f64::from(drawings));
    println!(
        "without the most salient tenth {needed:.3} less likely, without another tenth {other:.3}, {drawings} drawings"
    );
    assert!(needed > 2.0 * other, "{needed:.3} against {other:.3}");
}
