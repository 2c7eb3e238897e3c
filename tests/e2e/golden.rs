//! The same answer everywhere: what the page's engine makes of recorded drawings is what was written down where the
//! weights were made. Every fourth of them here; `tests/reading.rs` holds native code to all.

use crate::host;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use xtask::browser::Options;
use xtask::page::{self, STORED};
use xtask::project;

/// How far two engines' probabilities may be apart.
const AGREEMENT: f64 = 1e-4;

#[test]
fn probabilities_are_those_of_the_machine_that_trained() -> Result<()> {
    let golden: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(project::root().join("models/golden.json"))?)?;
    let drawings = [page::digits()?, page::others()?].concat();
    assert_eq!(golden.len(), drawings.len(), "golden.json belongs to other drawings");
    let (_server, page) = host::open(Options::DESKTOP)?;
    // A window keeps its name over a reload, and the drawing must be there before the page is.
    let preset = format!("if (window.name) sessionStorage.setItem({}, window.name);", json!(STORED));
    page.browser.before_each_page(&preset)?;
    for (drawing, golden) in drawings.iter().zip(&golden).step_by(4) {
        page.browser.run("window.name = arguments[0];", json!([drawing.json]))?;
        page.browser.reload()?;
        let shown = "return performance.getEntriesByName('inkling:first-reading').length > 0;";
        page.browser.wait_until("the drawing was read", shown, json!([]))?;
        // The bars are about one symbol; where there are several, the page's own choice decides which.
        let [symbol] = golden["symbols"].as_array().context("golden.json lacks the symbols.")?.as_slice() else {
            continue;
        };
        for digit in 0..10 {
            let expected = symbol[digit].as_f64().context("golden.json lacks a probability.")?;
            let read = page.probability(digit)?;
            ensure!(
                (read - expected).abs() <= AGREEMENT,
                "{} ({}): {digit} has {read}, not {expected}",
                drawing.text,
                drawing.writer
            );
        }
    }
    Ok(())
}
