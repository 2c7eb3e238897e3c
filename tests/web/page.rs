//! The page as a whole, over a worker that answers by rote.

use crate::stage::{
    draw, engine_is, failed, find, forget_everything, key, open, prediction, press, reads, ready, sleep, text, until,
};
use inkling::ink::form;
use inkling::prediction::Verdict;
use inkling::protocol::recognizer::Failure;
use inkling::web::storage::Store;
use wasm_bindgen_test::wasm_bindgen_test;

const LINE: [(f64, f64); 3] = [(20.0, 20.0), (60.0, 22.0), (90.0, 80.0)];

fn seven() -> String {
    reads(prediction(Verdict::Sure, 7, 0.97))
}

fn kept_strokes() -> usize {
    let kept = Store::local().load("drawing");
    kept.map_or(0, |json| form::read(&json).unwrap().drawing.strokes.len())
}

fn is_disabled(handle: &str) -> bool {
    find(handle).unwrap().get_attribute("aria-disabled").as_deref() == Some("true")
}

#[wasm_bindgen_test]
async fn every_handle_is_there() {
    forget_everything();
    let _page = open(&ready()).await;
    let handles =
        "pad reading reading-state engine latency undo redo clear eraser tab-read tab-model tab-about toast theme help";
    for handle in handles.split(' ') {
        assert!(find(handle).is_some(), "{handle}");
    }
    for digit in 0..10 {
        let bar = find(&format!("prob-{digit}")).unwrap();
        assert_eq!(bar.get_attribute("data-value").as_deref(), Some("0"));
    }
    assert_eq!((text("reading").as_str(), text("reading-state").as_str()), ("", "empty"));
}

#[wasm_bindgen_test]
async fn what_is_drawn_is_read_shown_and_kept() {
    forget_everything();
    let _page = open(&seven()).await;
    until("the engine is ready", || text("engine") == "flex").await;
    draw(&LINE);
    until("a seven is read", || text("reading") == "7").await;
    assert_eq!((text("reading-state").as_str(), text("latency").as_str()), ("sure", "0.8 ms"));
    assert_eq!(find("prob-7").unwrap().get_attribute("data-value").as_deref(), Some("0.97"));
    until("the stroke is kept", || kept_strokes() == 1).await;
}

#[wasm_bindgen_test]
async fn edits_go_back_and_forth() {
    forget_everything();
    let _page = open(&seven()).await;
    assert!(is_disabled("undo") && is_disabled("redo") && is_disabled("clear"));
    draw(&LINE);
    until("it is read", || text("reading") == "7").await;
    press("undo");
    until("nothing is there", || text("reading-state") == "empty").await;
    key("y", true);
    until("it is back", || text("reading") == "7").await;
    press("clear");
    until("it is cleared", || text("reading").is_empty() && !is_disabled("undo")).await;
    until("nothing is kept", || kept_strokes() == 0).await;
}

#[wasm_bindgen_test]
async fn a_kept_drawing_is_back_after_a_reload() {
    forget_everything();
    Store::local().save("drawing", r#"{"strokes": [[0, 0, 9, 9], [5, 5]]}"#).unwrap();
    let _page = open(&seven()).await;
    until("it is read", || text("reading") == "7").await;
    assert!(is_disabled("undo") && !is_disabled("clear"));
}

#[wasm_bindgen_test]
async fn a_damaged_drawing_is_said_to_be_one() {
    forget_everything();
    Store::local().save("drawing", r#"{"strokes": [[0]]}"#).unwrap();
    let _page = open(&ready()).await;
    assert!(text("toast").contains("damaged"));
}

#[wasm_bindgen_test]
async fn keys_alone_draw_a_stroke() {
    forget_everything();
    let _page = open(&seven()).await;
    for name in ["ArrowLeft", " ", "ArrowDown", "ArrowDown", "Enter"] {
        key(name, false);
    }
    until("it is read", || text("reading") == "7").await;
    until("it is kept", || kept_strokes() == 1).await;
    for name in [" ", "ArrowDown", "Escape"] {
        key(name, false);
    }
    sleep(300).await;
    assert_eq!(kept_strokes(), 1);
}

#[wasm_bindgen_test]
async fn an_unsure_reading_shows_no_digit_as_read() {
    forget_everything();
    let _page = open(&reads(prediction(Verdict::Unsure, 4, 0.5))).await;
    draw(&LINE);
    until("it is unsure", || text("reading-state") == "unsure").await;
    assert_eq!(text("reading"), "");
    assert!(text("sentence").starts_with("not sure: 4 or"));
}

#[wasm_bindgen_test]
async fn an_engine_that_fails_is_reported_and_can_be_tried_again() {
    forget_everything();
    let _page = open(&failed(Failure::SelfTest)).await;
    until("there is a panel", || find("error").is_some()).await;
    assert!(text("error").contains("wrong answers"));
    draw(&LINE);
    engine_is(&seven());
    press("retry");
    until("what was drawn meanwhile is read", || text("reading") == "7").await;
    assert!(find("error").is_none());
}

#[wasm_bindgen_test]
async fn an_engine_that_crashes_is_started_again_once() {
    forget_everything();
    let crashes = format!("{} onmessage = () => {{ throw new Error('as it should'); }};", ready());
    let _page = open(&crashes).await;
    draw(&LINE);
    until("the page says so", || text("toast").contains("started again")).await;
    until("it stops trying", || text("error").contains("twice")).await;
    until("the stroke is kept", || kept_strokes() == 1).await;
}

#[wasm_bindgen_test]
async fn pages_have_addresses_and_keep_the_drawing() {
    forget_everything();
    let _page = open(&seven()).await;
    draw(&LINE);
    until("it is read", || text("reading") == "7").await;
    press("tab-model");
    until("the model is in front", || leptos::prelude::location().hash().unwrap() == "#/model").await;
    until("it names the engine", || text("model-engine") == "flex" && text("model-parameters") == "1\u{202f}234").await;
    press("tab-read");
    until("the sheet is in front", || leptos::prelude::location().hash().unwrap() == "#/read").await;
    assert_eq!(text("reading"), "7");
}
