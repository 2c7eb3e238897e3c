//! Pointers, and what becomes of the drawing.

use super::Device::{Mouse, Stylus, Touch};
use super::*;

const PLACE: Point = Point { x: 1.0, y: 2.0, time: 0.0, pressure: 0.5 };

fn down(pointer: i32, device: Device, now: f64) -> Event {
    Event::Down { pointer, device, mark: Some(Mark::Ink), at: PLACE, now }
}

fn moves(pointer: i32, device: Device, now: f64) -> Event {
    Event::Move { pointer, device, path: vec![PLACE], now }
}

fn up(pointer: i32, now: f64) -> Event {
    Event::Up { pointer, now }
}

fn cancel(pointer: i32, now: f64) -> Event {
    Event::Cancel { pointer, now }
}

fn feed(events: impl IntoIterator<Item = Event>) -> Vec<Effect> {
    let mut pen = Pen::default();
    let mut all = Vec::new();
    for event in events {
        let (next, effects) = pen.transition(event);
        pen = next;
        all.extend(effects);
    }
    all
}

fn start() -> Effect {
    Effect::Start(Mark::Ink, PLACE)
}

fn on() -> Effect {
    Effect::Continue(vec![PLACE])
}

#[test]
fn a_stroke_starts_goes_on_and_is_kept() {
    assert_eq!(feed([down(1, Mouse, 0.0), moves(1, Mouse, 5.0), up(1, 9.0)]), [start(), on(), Effect::Keep]);
}

#[test]
fn hovering_draws_nothing() {
    assert_eq!(feed([moves(1, Mouse, 0.0), up(1, 1.0), cancel(1, 2.0)]), []);
}

#[test]
fn buttons_that_do_not_draw_are_ignored() {
    let second = Event::Down { pointer: 1, device: Mouse, mark: None, at: PLACE, now: 0.0 };
    assert_eq!(feed([second, moves(1, Mouse, 1.0), up(1, 2.0)]), []);
}

#[test]
fn an_eraser_tip_erases() {
    let eraser = Event::Down { pointer: 4, device: Stylus, mark: Some(Mark::Eraser), at: PLACE, now: 0.0 };
    assert_eq!(feed([eraser, up(4, 2.0)]), [Effect::Start(Mark::Eraser, PLACE), Effect::Keep]);
}

#[test]
fn a_second_finger_waits_for_the_first() {
    let late = PINCH_MS + 1.0;
    let effects = feed([down(1, Touch, 0.0), down(2, Touch, late), moves(2, Touch, late), up(2, late), up(1, late)]);
    assert_eq!(effects, [start(), Effect::Keep]);
}

#[test]
fn two_fingers_that_come_together_draw_nothing_until_both_are_up() {
    let pinch = [down(1, Touch, 0.0), moves(1, Touch, 8.0), down(2, Touch, 90.0), moves(1, Touch, 99.0)];
    let drawn = [start(), on(), Effect::Drop];
    assert_eq!(feed(pinch.clone()), drawn);
    let after = |events: &[Event]| feed(pinch.iter().chain(events).cloned().collect::<Vec<_>>()).split_off(3);
    // A finger that goes tells it twice: it is up, and it is no longer held.
    let gone = |pointer: i32| [up(pointer, 300.0), cancel(pointer, 300.0)];
    let one = [gone(1).as_slice(), &[down(3, Touch, 400.0), moves(2, Touch, 410.0), up(3, 420.0)]].concat();
    assert_eq!(after(&one), []);
    for [first, second] in [[1, 2], [2, 1]] {
        let both = [gone(first).as_slice(), &gone(second), &[down(3, Touch, 900.0), up(3, 950.0)]].concat();
        assert_eq!(after(&both), [start(), Effect::Keep]);
    }
    // A stylus need not wait for fingers.
    assert_eq!(after(&[down(4, Stylus, 400.0), up(4, 500.0)]), [start(), Effect::Keep]);
}

#[test]
fn a_palm_under_a_drawing_stylus_is_ignored() {
    let effects = feed([down(1, Stylus, 0.0), down(2, Touch, 1.0), moves(2, Touch, 2.0), up(1, 9.0)]);
    assert_eq!(effects, [start(), Effect::Keep]);
}

#[test]
fn a_palm_left_after_a_stylus_is_ignored_for_a_while() {
    let strokes = |pause: f64| feed([down(1, Stylus, 0.0), up(1, 10.0), down(2, Touch, 10.0 + pause)]).len();
    assert_eq!(strokes(PALM_MS - 1.0), 2);
    assert_eq!(strokes(PALM_MS + 1.0), 3);
}

#[test]
fn a_stylus_that_hovers_announces_the_palm() {
    assert_eq!(feed([moves(1, Stylus, 0.0), down(2, Touch, 20.0)]), []);
}

#[test]
fn a_stylus_takes_over_from_the_palm_that_came_first() {
    let effects =
        feed([down(2, Touch, 0.0), moves(2, Touch, 8.0), down(1, Stylus, 16.0), moves(2, Touch, 20.0), up(1, 90.0)]);
    assert_eq!(effects, [start(), on(), Effect::Drop, start(), Effect::Keep]);
}

#[test]
fn a_cancelled_stroke_is_kept() {
    assert_eq!(feed([down(1, Touch, 0.0), cancel(1, 5.0)]), [start(), Effect::Keep]);
}

#[test]
fn a_cancelled_touch_beside_a_stylus_was_a_palm() {
    assert_eq!(feed([down(2, Touch, 0.0), moves(1, Stylus, 3.0), cancel(2, 5.0)]), [start(), Effect::Drop]);
}

#[test]
fn a_touch_cancelled_just_before_the_stylus_lands_is_taken_back() {
    let effects = |pause: f64| feed([down(2, Touch, 0.0), cancel(2, 5.0), down(1, Stylus, 5.0 + pause)]);
    assert_eq!(effects(30.0), [start(), Effect::Keep, Effect::TakeBack, start()]);
    assert_eq!(effects(900.0), [start(), Effect::Keep, start()]);
}

#[test]
fn an_abandoned_stroke_is_dropped_and_its_pointer_forgotten() {
    let (pen, _) = Pen::default().transition(down(1, Mouse, 0.0));
    let (pen, effects) = pen.abandon();
    assert_eq!((effects, pen.is_down()), (vec![Effect::Drop], false));
    assert_eq!(pen.transition(moves(1, Mouse, 1.0)).1, []);
    assert_eq!(pen.abandon().1, []);
}
