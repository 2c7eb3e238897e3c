//! Readings of made strokes whose symbols are known: what is read follows from where they stand.

use super::{Reading, Weights, read};
use crate::alphabet::SymbolId;
use crate::ink::{Bounds, Point, Trace};
use crate::layout::Node;
use crate::maths::reading;
use crate::prediction::{Prediction, Verdict};
use crate::segment::groups::Strokes;

/// A symbol that one stroke is, in a box.
#[derive(Clone)]
struct Put(&'static str, Bounds);

fn at(text: &'static str, left: f32, top: f32, right: f32, bottom: f32) -> Put {
    Put(text, Bounds { left, top, right, bottom })
}

fn a_quarter() -> [Put; 3] {
    [at("1", 20.0, 0.0, 24.0, 36.0), at("−", 0.0, 46.0, 44.0, 47.0), at("4", 8.0, 56.0, 32.0, 94.0)]
}

/// What is read where the model is nearly sure of each stroke alone, and of no group of several.
fn readings(put: &[Put]) -> Vec<Reading> {
    readings_of(put, |one| vec![(put[one].0, 0.98)])
}

/// The same, by what the model says of each stroke.
fn readings_of(put: &[Put], said: impl Fn(usize) -> Vec<(&'static str, f32)>) -> Vec<Reading> {
    let trace = |Put(_, b): &Put| {
        // Down its left side and along its foot, so that its lowest point is at the left.
        let corners = [(b.left, b.top), (b.left, b.bottom), (b.right, b.bottom - 0.1), (b.right, b.top)];
        Trace::new(corners.map(|(x, y)| Point::at(x, y)).to_vec()).unwrap()
    };
    let strokes = Strokes::new(put.iter().map(trace).collect());
    let groups = strokes.groups();
    let of_group = |group: &Vec<usize>| match group.as_slice() {
        [one] => prediction(&said(*one)),
        _ => prediction(&[("8", 0.001)]),
    };
    let predictions: Vec<Prediction> = groups.iter().map(of_group).collect();
    read(&strokes, &groups, &predictions, &Weights::default(), 4)
}

fn prediction(said: &[(&str, f32)]) -> Prediction {
    let known = said.iter().map(|(text, probability)| (SymbolId::of_text(text).unwrap(), *probability));
    Prediction { verdict: Verdict::Sure, probabilities: known.collect() }
}

fn latex(put: &[Put]) -> String {
    let readings = readings(put);
    let texts: Vec<&str> = readings[0].symbols.iter().map(|symbol| symbol.text.as_str()).collect();
    reading::row(&readings[0].nodes, &texts).unwrap().to_string()
}

#[test]
fn symbols_beside_each_other_are_a_row() {
    let sum = [at("2", 0.0, 0.0, 25.0, 40.0), at("+", 40.0, 10.0, 62.0, 32.0), at("3", 80.0, 1.0, 104.0, 41.0)];
    assert_eq!(latex(&sum), "2 + 3");
}

#[test]
fn what_is_small_and_high_is_a_power_and_the_line_goes_on() {
    let power = [
        at("x", 0.0, 15.0, 26.0, 40.0),
        at("2", 30.0, -6.0, 44.0, 16.0),
        at("+", 60.0, 12.0, 82.0, 34.0),
        at("1", 100.0, 0.0, 104.0, 40.0),
    ];
    assert_eq!(latex(&power), "x ^ { 2 } + 1");
}

#[test]
fn what_is_small_and_low_is_an_index_also_with_a_power() {
    let both = [at("a", 0.0, 15.0, 26.0, 40.0), at("i", 30.0, 28.0, 33.0, 52.0), at("2", 31.0, -6.0, 44.0, 16.0)];
    assert_eq!(latex(&both), "a _ { i } ^ { 2 }");
}

#[test]
fn a_bar_with_something_above_and_below_is_a_fraction_and_a_minus_is_not() {
    let minus_five = [at("−", 60.0, 46.0, 84.0, 47.0), at("5", 100.0, 28.0, 122.0, 66.0)];
    let fraction = [Vec::from(a_quarter()), Vec::from(minus_five)].concat();
    assert_eq!(latex(&fraction), "\\frac { 1 } { 4 } - 5");
}

#[test]
fn a_root_holds_what_is_under_it_and_an_index() {
    let root = [
        at("√", 0.0, 0.0, 90.0, 50.0),
        at("7", 20.0, 10.0, 40.0, 48.0),
        at("2", 50.0, 10.0, 72.0, 48.0),
        at("5", 110.0, 10.0, 130.0, 48.0),
    ];
    assert_eq!(latex(&root), "\\sqrt { 7 2 } 5");
}

#[test]
fn what_is_above_and_below_a_sum_bounds_it() {
    let sum = [
        at("∑", 0.0, 0.0, 36.0, 50.0),
        at("n", 10.0, -26.0, 26.0, -12.0),
        at("i", 2.0, 62.0, 5.0, 82.0),
        at("=", 10.0, 68.0, 24.0, 76.0),
        at("1", 30.0, 60.0, 33.0, 82.0),
        at("i", 52.0, 8.0, 56.0, 46.0),
    ];
    assert_eq!(latex(&sum), "\\sum _ { i = 1 } ^ { n } i");
}

#[test]
fn letters_that_are_a_name_are_one_word() {
    let sine = [
        at("s", 0.0, 15.0, 20.0, 40.0),
        at("i", 28.0, 4.0, 31.0, 40.0),
        at("n", 38.0, 15.0, 58.0, 40.0),
        at("x", 76.0, 15.0, 98.0, 40.0),
    ];
    assert_eq!(latex(&sine), "\\sin x");
    let readings = readings(&sine);
    assert_eq!(readings[0].nodes[0], Node::Word(vec![0, 1, 2]));
}

#[test]
fn three_dots_stand_for_what_is_left_out() {
    let dot = |x: f32| at(".", x, 38.0, x + 2.0, 40.0);
    let list = [at("1", 0.0, 0.0, 4.0, 40.0), dot(20.0), dot(32.0), dot(44.0), at("9", 60.0, 0.0, 84.0, 40.0)];
    assert_eq!(latex(&list), "1 \\ldots 9");
    assert_eq!(readings(&list)[0].nodes[1], Node::Word(vec![1, 2, 3]));
}

#[test]
fn other_readings_differ_within_parts_too() {
    let fraction = [Vec::from(a_quarter()), vec![at("5", 60.0, 28.0, 82.0, 66.0)]].concat();
    // The denominator may be a 9 as well.
    let said = |one: usize| match fraction[one].0 {
        "4" => vec![("4", 0.6), ("9", 0.38)],
        text => vec![(text, 0.98)],
    };
    let readings = readings_of(&fraction, said);
    let texts = |reading: &Reading| reading.symbols.iter().map(|symbol| symbol.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&readings[0]), ["−", "1", "4", "5"]);
    assert_eq!(texts(&readings[1]), ["−", "1", "9", "5"]);
}

#[test]
fn the_order_of_strokes_makes_no_difference() {
    let plus_five = [at("+", 60.0, 36.0, 84.0, 58.0), at("5", 100.0, 28.0, 122.0, 66.0)];
    let mut sum = [Vec::from(a_quarter()), Vec::from(plus_five)].concat();
    let forth = latex(&sum);
    sum.reverse();
    assert_eq!(latex(&sum), forth);
}

#[test]
fn no_strokes_read_as_an_empty_expression() {
    let none = Strokes::new(Vec::new());
    let readings = read(&none, &[], &[], &Weights::default(), 3);
    assert!(readings.iter().all(|reading| reading.symbols.is_empty()));
}
