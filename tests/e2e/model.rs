//! The article on the model: its figures are those that training wrote, for the eye, the pointer, the keyboard and the
//! ear.

use crate::host;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use xtask::browser::Options;
use xtask::page::Page;
use xtask::project;

const CHARTS: [&str; 8] = [
    "chart-accuracy",
    "chart-confusion",
    "chart-mistakes",
    "chart-reliability",
    "chart-refusal",
    "chart-network",
    "chart-loss",
    "chart-learning",
];
const END: &str = "\u{e010}";
const HOME: &str = "\u{e011}";
const DOWN: &str = "\u{e015}";

fn measured() -> Result<Value> {
    let file = project::root().join("models/metrics.json");
    let text = std::fs::read(&file).with_context(|| format!("{} is missing.", file.display()))?;
    Ok(serde_json::from_slice(&text)?)
}

/// The charts that there must be. Runs of before have no pictures of their mistakes.
fn charts() -> Result<Vec<&'static str>> {
    let mistakes = measured()?["mistakes"].clone();
    let pictured = mistakes.as_array().into_iter().flatten().any(|mistake| mistake["shades"].is_string());
    Ok(CHARTS.into_iter().filter(|handle| pictured || *handle != "chart-mistakes").collect())
}

fn percent(part: &Value) -> String {
    format!("{:.2}%", 100.0 * part.as_f64().unwrap_or_default())
}

/// The model's page in front, its charts drawn.
pub fn open_article(page: &Page) -> Result<()> {
    page.visit("tab-model")?;
    drawn(page)
}

pub fn drawn(page: &Page) -> Result<()> {
    page.wait_there("chart-learning")?;
    let script = "return [...document.querySelectorAll('.chart')].every((chart) => chart.querySelector('text'))";
    page.browser.wait_until("every chart is drawn", script, json!([]))
}

fn chart(handle: &str) -> String {
    format!("[data-testid='{handle}'] .chart")
}

/// What a chart tells of the spot that it stands at: for the ear and for the eye.
fn told(page: &Page, handle: &str) -> Result<(String, String)> {
    let ear = page.browser.find(&chart(handle))?.attribute("aria-valuetext")?.unwrap_or_default();
    let eye = page.browser.find(&format!("[data-testid='{handle}'] .readout"))?.text()?;
    Ok((ear, eye))
}

fn focus(page: &Page, handle: &str) -> Result<()> {
    page.browser.run("document.querySelector(arguments[0]).focus()", json!([chart(handle)])).map(drop)
}

/// Moves the mouse to a place in a chart, in parts of its width and height.
fn hover(page: &Page, handle: &str, (across, down): (f64, f64)) -> Result<()> {
    page.browser
        .run("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })", json!([chart(handle)]))?;
    let [left, top, width, height] = page.browser.find(&chart(handle))?.place()?;
    let at = json!({ "type": "mouseMoved", "x": left + across * width, "y": top + down * height });
    page.browser.cdp("Input.dispatchMouseEvent", at).map(drop)
}

#[test]
fn every_chart_is_there_and_tells_what_training_wrote() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    open_article(&page)?;
    for handle in charts()? {
        let (ear, eye) = told(&page, handle)?;
        assert!(!ear.is_empty() && !eye.is_empty(), "{handle}: {ear:?}, {eye:?}");
    }
    let measured = measured()?;
    focus(&page, "chart-accuracy")?;
    page.browser.press_keys(&[HOME])?;
    for set in measured["sets"].as_array().into_iter().flatten() {
        let (ear, eye) = told(&page, "chart-accuracy")?;
        let (name, right) = (set["name"].as_str().unwrap_or_default(), percent(&set["accuracy"]));
        assert!(ear.starts_with(&format!("{name} {right}")), "{ear:?} should tell of {name}: {right}");
        assert!(eye.contains(&right), "{eye:?}");
        page.browser.press_keys(&[DOWN])?;
    }
    focus(&page, "chart-learning")?;
    page.browser.press_keys(&[END])?;
    let last = measured["history"].as_array().and_then(|passes| passes.last()).context("There is no history.")?;
    let (ear, _) = told(&page, "chart-learning")?;
    assert!(ear.contains(&format!("training {}", percent(&last["accuracy"]))), "{ear:?}");
    assert!(ear.contains(&format!("unipen {}", percent(&last["hold_out"]["unipen"]["accuracy"]))), "{ear:?}");
    Ok(())
}

#[test]
fn the_mouse_picks_a_value_and_nothing_jumps() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    open_article(&page)?;
    let sets = measured()?["sets"].as_array().cloned().unwrap_or_default();
    let last = sets.last().and_then(|set| set["name"].as_str()).unwrap_or_default().to_owned();
    hover(&page, "chart-accuracy", (0.5, 0.05))?;
    let before = page.browser.find(&chart("chart-accuracy"))?.place()?;
    let first = told(&page, "chart-accuracy")?;
    hover(&page, "chart-accuracy", (0.5, 0.8))?;
    let second = told(&page, "chart-accuracy")?;
    assert!(first != second && second.1.contains(&last), "{first:?}, {second:?}");
    assert_eq!(page.browser.find(&chart("chart-accuracy"))?.place()?, before);
    hover(&page, "chart-confusion", (0.99, 0.99))?;
    assert!(told(&page, "chart-confusion")?.0.starts_with("written 9, read as none"));
    Ok(())
}

#[test]
fn no_words_are_too_long_for_their_place() -> Result<()> {
    let (_server, page) = host::open(Options { size: (320, 568), ..Options::PHONE })?;
    open_article(&page)?;
    for handle in charts()? {
        let top = |page: &Page| -> Result<f64> {
            let script = "return document.querySelector(arguments[0]).getBoundingClientRect().top + scrollY";
            page.browser.run(script, json!([chart(handle)]))?.as_f64().context("A chart has no place.")
        };
        let before = top(&page)?;
        focus(&page, handle)?;
        for key in [HOME, DOWN, DOWN, DOWN, END] {
            page.browser.press_keys(&[key])?;
            assert_eq!(top(&page)?, before, "{handle} moved");
        }
    }
    Ok(())
}

#[test]
fn the_confusion_of_another_set_can_be_chosen() -> Result<()> {
    let (_server, page) = host::open(Options::PHONE)?;
    open_article(&page)?;
    let choose = "const list = document.querySelector(\"[data-testid='chart-confusion'] select\"); list.selectedIndex = 4;\
                  list.dispatchEvent(new Event('change', { bubbles: true }))";
    page.browser.run(choose, json!([]))?;
    focus(&page, "chart-confusion")?;
    page.browser.press_keys(&[HOME])?;
    let row = measured()?["sets"][4]["confusion"][0].clone();
    let all: u64 = row.as_array().into_iter().flatten().filter_map(Value::as_u64).sum();
    let (ear, _) = told(&page, "chart-confusion")?;
    assert!(ear.contains(&format!("written 0, read as 0, {} of {all}", row[0])), "{ear:?}");
    Ok(())
}

#[test]
fn every_chart_has_its_table() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    open_article(&page)?;
    let measured = measured()?;
    for handle in charts()? {
        let details = format!("[data-testid='{handle}'] details");
        if page.browser.find(&details)?.attribute("open")?.is_none() {
            page.browser.find(&format!("{details} summary"))?.click()?;
        }
        let rows = "return document.querySelector(arguments[0]).querySelectorAll('tbody tr').length";
        let rows = page.browser.run(rows, json!([details]))?;
        assert!(rows.as_u64() > Some(1), "{handle}: {rows} rows");
        assert!(page.browser.find(&format!("{details} table"))?.place()?[3] > 0.0, "{handle}'s table is not shown");
    }
    let table = page.browser.find("[data-testid='chart-accuracy'] table")?.text()?;
    for set in measured["sets"].as_array().into_iter().flatten() {
        assert!(table.contains(&percent(&set["accuracy"])), "{table}");
    }
    let layers = page.browser.find("[data-testid='chart-network'] tfoot")?.text()?;
    let digits: String = layers.chars().filter(char::is_ascii_digit).collect();
    let network = &measured["network"];
    assert_eq!(digits, format!("{}{}", network["parameters"], network["multiplies"]));
    Ok(())
}

#[test]
fn the_article_fits_a_small_screen() -> Result<()> {
    let (_server, page) = host::open(Options { size: (320, 568), ..Options::PHONE })?;
    open_article(&page)?;
    page.browser.run("for (const one of document.querySelectorAll('details')) one.open = true", json!([]))?;
    assert_eq!(page.browser.run("return document.documentElement.scrollWidth", json!([]))?, json!(320));
    Ok(())
}
