//! Words: written, read, corrected, and taken elsewhere.

mod files;
mod taking;

use crate::host;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use xtask::browser::{Options, Pointer};
use xtask::page::{self, Drawing, Page, Place};
use xtask::serve::Server;

/// The page in this mode, with its model.
fn open(options: Options) -> Result<(Server, Page)> {
    let (server, page) = host::open(options)?;
    choose(&page)?;
    Ok((server, page))
}

pub fn choose(page: &Page) -> Result<()> {
    page.press("mode-text")?;
    page.wait_value("model-state", "ready")?;
    page.wait_there("language")
}

/// What the page says of a drawing, sure or not.
pub fn read(page: &Page, drawing: &Drawing) -> Result<String> {
    page.draw(drawing, Place::Written)?;
    page.wait_answered()?;
    // A busy machine may show it late; what is wrong is told with all else that is.
    let _ = page.wait_value("text", &drawing.text);
    let text = page.value("text");
    page.clear()?;
    text
}

/// Two words beside each other, read.
fn two_words(page: &Page) -> Result<[Drawing; 2]> {
    let words = [page::word("winter")?, page::word("house")?];
    page.draw(&words[0], Place::Beside(0, 2))?;
    page.draw(&words[1], Place::Beside(1, 2))?;
    page.wait_value("text", "winter house")?;
    Ok(words)
}

/// Says what a word is.
pub fn spell(page: &Page, word: &str, text: &str) -> Result<()> {
    page.press(word)?;
    page.wait_there("word-panel")?;
    page.browser.run("document.querySelector('[data-testid=spelling]').value = ''", json!([]))?;
    page.find("spelling")?.type_text(text)?;
    page.press("spell")?;
    wait_gone(page, "word-panel")
}

fn wait_gone(page: &Page, handle: &str) -> Result<()> {
    let script = "return !document.querySelector(`[data-testid='${arguments[0]}']`)";
    page.browser.wait_until(&format!("{handle} is gone"), script, json!([handle]))
}

/// Until so many words are as somebody said.
pub fn wait_corrected(page: &Page, count: usize) -> Result<()> {
    let script = "const now = document.querySelectorAll('[data-testid=text] .corrected').length;\
                  return now === arguments[0] ? true : now;";
    page.browser.wait_until(&format!("{count} words are corrected"), script, json!([count]))
}

/// The keys come to a word, and its strokes are lit up: so many.
fn wait_lit(page: &Page, word: &str, count: u64) -> Result<()> {
    page.browser.run("document.querySelector(`[data-testid='${arguments[0]}']`).focus()", json!([word]))?;
    let script = "const lit = document.querySelectorAll(\"[data-testid='on-sheet'] .pointed-ink path\").length;\
                  return lit === arguments[0] ? true : lit;";
    page.browser.wait_until(&format!("{count} strokes of {word} are lit"), script, json!([count]))
}

/// The mouse rests in the window's corner, where it points at no ink.
fn rest(page: &Page) -> Result<()> {
    let step = json!({ "type": "pointerMove", "duration": 0, "origin": "viewport", "x": 1, "y": 1 });
    let mouse =
        json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": [step] });
    page.browser.post("/actions", json!({ "actions": [mouse] })).map(drop)
}

#[test]
fn every_recorded_word_is_read() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    let mut wrong = Vec::new();
    for drawing in page::words()? {
        let text = read(&page, &drawing)?;
        if text != drawing.text {
            wrong.push(format!("{:?} ({}) read as {text:?}", drawing.text, drawing.style));
        }
    }
    ensure!(wrong.is_empty(), "{} were read wrong:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

#[test]
fn a_word_that_is_spelled_stays_until_its_own_strokes_change() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    page.draw(&page::word("winter")?, Place::Beside(0, 2))?;
    page.wait_value("text", "winter")?;
    spell(&page, "word-0", "linger")?;
    page.wait_value("text", "linger")?;
    page.wait_reading("linger")?;
    page.wait_value("reading-state", "sure")?;

    // Another word is written, corrected and taken back.
    let house = page::word("house")?;
    page.draw(&house, Place::Beside(1, 2))?;
    page.wait_value("text", "linger house")?;
    wait_corrected(&page, 1)?;
    spell(&page, "word-1", "mouse")?;
    page.wait_reading("linger mouse")?;
    for _ in 0..house.strokes() {
        page.press("undo")?;
    }
    page.wait_value("text", "linger")?;
    wait_corrected(&page, 1)?;
    page.press("undo")?;
    wait_corrected(&page, 0)?;
    page.press("redo")?;
    wait_corrected(&page, 1)
}

#[test]
fn erasing_in_a_word_ends_its_correction_alone() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    let [winter, house] = two_words(&page)?;
    spell(&page, "word-0", "linger")?;
    spell(&page, "word-1", "mouse")?;
    page.wait_reading("linger mouse")?;
    let placed = winter.placed(page.find("pad")?.place()?, Place::Beside(0, 2));
    let part = placed.first().and_then(|stroke| stroke.get(..3)).context("The word has no strokes.")?;
    page.press("eraser")?;
    page.browser.draw(Pointer::Mouse, &[part.to_vec()])?;
    page.wait_kept_strokes(winter.strokes() + house.strokes() - 1)?;
    wait_corrected(&page, 1)?;
    ensure!(page.value("text")?.ends_with("mouse"), "{}", page.value("text")?);
    Ok(())
}

#[test]
fn a_word_is_one_of_its_choices_and_again_what_was_read() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    // What was read, and what else it may be, as far as a handle can name it.
    let choices = "return [...document.querySelectorAll('.word-choice-text')].map((one) => one.textContent)\
                   .filter((text, at) => at === 0 || /^[a-z0-9]+$/i.test(text))";
    let is_word = |drawing: &Drawing| drawing.text.chars().all(char::is_alphanumeric);
    for drawing in page::words()?.iter().filter(|drawing| is_word(drawing)) {
        page.draw(drawing, Place::Written)?;
        page.wait_value("text", &drawing.text)?;
        page.press("word-0")?;
        page.wait_there("word-panel")?;
        let found = page.browser.run(choices, json!([]))?;
        let texts: Vec<&str> = found.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let [first, other, ..] = texts[..] else {
            page.press("word-close")?;
            page.clear()?;
            continue;
        };
        assert_eq!(first, drawing.text);
        page.press(&format!("word-choice-{other}"))?;
        page.wait_value("text", other)?;
        page.wait_reading(other)?;
        wait_corrected(&page, 1)?;
        page.press("word-0")?;
        page.press(&format!("word-choice-{first}"))?;
        page.wait_value("text", first)?;
        return wait_corrected(&page, 0);
    }
    anyhow::bail!("No word may be another.")
}

#[test]
fn the_strokes_of_a_word_light_up() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    let [winter, house] = two_words(&page)?;
    rest(&page)?;
    wait_lit(&page, "word-0", winter.strokes())?;
    wait_lit(&page, "word-1", house.strokes())
}

#[test]
fn a_dot_may_come_after_the_next_line() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    let lines = page::word("mild\nand late")?;
    let mut drawing: Value = serde_json::from_str(&lines.json)?;
    let strokes = drawing["strokes"].as_array_mut().context("The lines have no strokes.")?;
    let dot = strokes.remove(1);
    strokes.push(dot);
    page.draw(&page::parse(&drawing.to_string())?, Place::Written)?;
    page.wait_value("text", &lines.text)?;
    spell(&page, "word-0", "Wild")?;
    page.wait_value("text", "Wild\nand late")
}
