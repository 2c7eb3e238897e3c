//! Expressions on the page, over a worker that reads by rote: nine times three, of which the nine may be a seven.

use crate::stage::{find, forget_everything, open_in, press, reads_as, script, text, until};
use inkling::alphabet::SymbolId;
use inkling::glyph::Glyph;
use inkling::ink::Bounds;
use inkling::layout::{Alternative, Layout, Node};
use inkling::prediction::{Prediction, Verdict};
use inkling::transcript::{Separator, Symbol, Transcript};
use inkling::web::storage::Store;
use wasm_bindgen_test::wasm_bindgen_test;

/// A stroke for each symbol of the line.
const DRAWING: &str =
    r#"{"strokes": [[-110, -15, -90, 15], [-70, -10, -50, 10], [-30, -15, -10, 15], [10, 0, 30, 0]]}"#;

fn symbol(at: u32, ranked: &[(char, f32)], verdict: Verdict) -> Symbol {
    let left = -110.0 + 40.0 * at as f32;
    Symbol {
        separator: Separator::Nothing,
        bounds: Bounds { left, top: -15.0, right: left + 20.0, bottom: 15.0 },
        strokes: vec![at],
        prediction: Prediction {
            verdict,
            probabilities: ranked.iter().map(|(text, probability)| (SymbolId::of_char(*text), *probability)).collect(),
        },
        glyph: Glyph::BLANK,
        correction: None,
    }
}

fn nine_times_three() -> Transcript {
    let sure = |at, text| symbol(at, &[(text, 0.99)], Verdict::Sure);
    let nine = symbol(0, &[('9', 0.5), ('g', 0.3), ('7', 0.2)], Verdict::Unsure);
    let symbols = vec![nine, sure(1, '×'), sure(2, '3'), sure(3, '=')];
    let lines = vec![(0..4).map(Node::Symbol).collect::<Vec<_>>()];
    let texts = ['7', '×', '3', '='].into_iter().zip(0u32..);
    let other = Alternative {
        symbols: texts.map(|(text, at)| (SymbolId::of_char(text), vec![at])).collect(),
        lines: lines.clone(),
        probability: 0.3,
    };
    Transcript { symbols, layout: Layout { lines, others: vec![other] }.packed() }
}

fn value(handle: &str) -> String {
    find(handle).and_then(|element| element.get_attribute("data-value")).unwrap_or_default()
}

/// Clicks a part of the typeset expression; MathML elements have no method for it.
fn press_part(at: u32) {
    let body =
        "document.querySelector(`[data-symbol='${a0}']`).dispatchEvent(new MouseEvent('click', {bubbles: true}))";
    script(body, &[at.into()]);
}

#[wasm_bindgen_test]
async fn an_expression_is_worked_out_and_its_doubtful_symbol_corrected() {
    forget_everything();
    Store::local().save("drawing", DRAWING).unwrap();
    let _page = open_in("maths=numbers", &reads_as(nine_times_three())).await;
    until("it is worked out", || value("answer") == "27").await;
    assert_eq!((text("reading").as_str(), text("reading-state").as_str()), ("", "unsure"));
    assert_eq!(value("latex"), r"9 \times 3 =");
    let seen = script("return document.querySelector('.result').textContent", &[]).as_string().unwrap();
    assert_eq!(seen, "27, or 21 if the 9 is a 7");

    press_part(0);
    until("its choices are there", || find("choices").is_some()).await;
    let choices =
        script("return [...document.querySelectorAll('.choices button')].map((one) => one.textContent).join('')", &[]);
    assert_eq!(choices.as_string().as_deref(), Some("97g"));
    press("choice-7");
    until("the other result holds", || value("answer") == "21").await;
    assert_eq!((text("reading").as_str(), text("reading-state").as_str()), (r"7 \times 3 =", "sure"));
    assert!(find("choices").is_none());

    press_part(0);
    until("its choices are there again", || find("choices").is_some()).await;
    press("choice-9");
    until("the correction is taken back", || value("answer") == "27" && text("reading-state") == "unsure").await;
}

#[wasm_bindgen_test]
async fn a_cleared_sheet_has_no_answer() {
    forget_everything();
    Store::local().save("drawing", DRAWING).unwrap();
    let _page = open_in("maths=numbers", &reads_as(nine_times_three())).await;
    until("it is worked out", || value("answer") == "27").await;
    press("clear");
    until("nothing is left", || value("answer").is_empty() && text("reading-state") == "empty").await;
    assert!(value("latex").is_empty() && find("sheet-answer").is_none());
}
