//! Pictures, from wherever they come, are read; what is none says so, and nothing is lost.

mod clutter;
mod orientation;
pub mod sources;
pub mod turning;

use crate::paint::{Sheet, png};
use crate::{audit, host};
use anyhow::{Context, Result};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Duration;
use xtask::browser::Options;
use xtask::page::{self, Page, Place};
use xtask::serve::Fault;

/// Hands files to the page the way a drop or a paste does.
const HAND_OVER: &str = "
    const [how, files] = arguments;
    const data = new DataTransfer();
    for (const [name, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name));
    const event = how === 'drop'
        ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
        : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    // Firefox makes an event without them.
    if (how === 'paste') Object.defineProperty(event, 'clipboardData', { value: data });
    document.body.dispatchEvent(event);";

pub fn hand_over(page: &Page, how: &str, files: &[(&str, Vec<u8>)]) -> Result<()> {
    let files: Vec<_> = files.iter().map(|(name, bytes)| json!([name, bytes])).collect();
    page.browser.run(HAND_OVER, json!([how, files])).map(drop)
}

pub fn number(text: &str) -> Result<Vec<u8>> {
    Sheet::with_number(text, 220 * text.len(), 260)?.png()
}

/// A file on disk, for the browser's own chooser.
pub fn on_disk(name: &str, bytes: &[u8]) -> Result<PathBuf> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes)?;
    Ok(path)
}

pub fn choose(page: &Page, files: &[PathBuf]) -> Result<()> {
    let names: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
    page.find("file-input")?.type_text(&names.join("\n"))
}

#[test]
fn a_chosen_file_is_read_turned_cropped_and_corrected() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("7")?, Place::Centred)?;
    page.wait_reading("7")?;
    choose(&page, &[on_disk("turned.png", &Sheet::with_number("2047", 880, 260)?.turned().png()?)?])?;
    page.wait_there("picture")?;
    page.press("turn-left")?;
    page.wait_reading("2047")?;
    // A box for each digit; pressed, the bars are about it, and it can be corrected.
    page.press("box-1")?;
    assert!(page.probability(0)? > 0.5);
    page.press("choose-6")?;
    page.wait_reading("2647")?;
    // The right half alone.
    page.press("crop")?;
    drag_over_photo(&page, [0.5, 0.0, 1.0, 1.0])?;
    page.wait_reading("47")?;
    page.press("uncrop")?;
    page.wait_reading("2047")?;
    page.find("steps")?.click()?;
    page.press("picture-close")?;
    // The drawing waited underneath.
    page.wait_reading("7")
}

pub fn drag_over_photo(page: &Page, [left, top, right, bottom]: [f64; 4]) -> Result<()> {
    let [x, y, width, height] = page.browser.find(".photo")?.place()?;
    let at = |across: f64, down: f64| (x + across * width, y + down * height);
    let stroke = [0.0, 0.5, 1.0].map(|part| at(left + (right - left) * part, top + (bottom - top) * part)).to_vec();
    page.browser.draw(xtask::browser::Pointer::Mouse, &[stroke])
}

#[test]
fn a_dropped_and_a_pasted_picture_are_read_on_a_phone() -> Result<()> {
    let (_server, page) = host::open(Options::PHONE)?;
    hand_over(&page, "drop", &[("number.png", number("58")?)])?;
    page.wait_reading("58")?;
    hand_over(&page, "paste", &[("image.png", number("306")?)])?;
    page.wait_reading("306")
}

#[test]
fn keys_do_not_reach_the_pad_under_a_picture() -> Result<()> {
    const DELETE: &str = "\u{e017}";
    let (_server, page) = host::open(Options::DESKTOP)?;
    let seven = page::digit("7")?;
    page.draw(&seven, Place::Centred)?;
    page.wait_kept_strokes(seven.strokes())?;
    hand_over(&page, "drop", &[("number.png", number("58")?)])?;
    page.wait_reading("58")?;
    page.browser.press_keys(&[DELETE, " ", "z"])?;
    page.press("picture-close")?;
    page.wait_reading("7")?;
    // Once the picture is closed, the focus is back on the pad and keys reach it again.
    let focus = "return document.activeElement.id === 'pad'";
    page.browser.wait_until("the pad has the focus", focus, json!([]))?;
    page.browser.press_keys(&[DELETE])?;
    page.wait_value("reading-state", "empty")
}

#[test]
fn what_is_no_picture_says_so_and_the_next_file_works() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    let good = number("13")?;
    let bomb = png(30_000, 30_000, &[0x78, 0x01, 0x03, 0x00]);
    let gif =
        b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\x0a\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    for (name, bytes, words) in [
        ("empty.png", Vec::new(), "empty"),
        ("half.png", good[..good.len() / 2].to_vec(), "damaged"),
        ("text.png", b"seven".to_vec(), "text"),
        ("paper.pdf", b"%PDF-1.7\n".to_vec(), "PDF"),
        ("bomb.png", bomb, "pixels"),
        ("large.png", png(12_600, 8_000, &[0x78, 0x01, 0x03, 0x00]), "12600 × 8000 pixels"),
        ("one.gif", gif.to_vec(), "no digits"),
    ] {
        hand_over(&page, "drop", &[(name, bytes)])?;
        page.wait_toast(words).with_context(|| name)?;
    }
    let toast = "return getComputedStyle(document.querySelector(\"[data-testid='toast']\")).visibility";
    assert_eq!(page.browser.run(toast, json!([]))?, json!("visible"));
    hand_over(&page, "drop", &[("number.png", good)])?;
    page.wait_reading("13")?;
    // What was said of the last file is not said over this one.
    let gone = format!("{toast} === 'hidden'");
    page.browser.wait_at_most(Duration::from_secs(2), "the message is gone", &gone, json!([]))?;
    page.press("picture-close")?;
    page.wait_reading("0")
}

#[test]
fn kinds_that_only_the_browser_knows_are_read_too() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let one = page::digit("3")?;
    let lines: Vec<String> = one
        .placed([0.0, 0.0, 300.0, 300.0], Place::Centred)
        .iter()
        .map(|stroke| stroke.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" "))
        .map(|points| format!("<polyline points='{points}' fill='none' stroke='navy' stroke-width='12'/>"))
        .collect();
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' width='300' height='300'>{}</svg>", lines.concat());
    hand_over(&page, "drop", &[("drawing.svg", svg.into_bytes())])?;
    page.wait_reading("3")
}

#[test]
fn many_pictures_become_a_table() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let numbers = ["13", "4", "58", "306", "7"];
    let painted = numbers.map(number).into_iter().collect::<Result<Vec<_>>>()?;
    let names: Vec<String> = (0..200).map(|at| format!("{at}.png")).collect();
    let mut files: Vec<(&str, Vec<u8>)> =
        names.iter().enumerate().map(|(at, name)| (name.as_str(), painted[at % 5].clone())).collect();
    files[150].1 = b"seven".to_vec();
    page.browser.run(
        "window.saved = []; const make = URL.createObjectURL;\
         URL.createObjectURL = (blob) => { window.saved.push(blob); return make(blob); };",
        json!([]),
    )?;
    hand_over(&page, "drop", &files)?;
    page.browser.wait_until(
        "all are read",
        "return /^200 pictures/.test(document.querySelector(\"[data-testid='batch-progress']\")?.textContent ?? '')",
        json!([]),
    )?;
    let right = page.browser.run(
        "const numbers = arguments[0]; return [...document.querySelectorAll('.batch-reading')]\
         .filter((cell) => cell.value === numbers[cell.dataset.testid.split('-')[2] % 5]).length",
        json!([numbers]),
    )?;
    assert_eq!(right, json!(199));
    // The filter for unsure rows; sorting; a correction in a cell.
    page.press("batch-filter")?;
    page.wait_there("batch-row-150")?;
    page.press("batch-filter")?;
    page.press("sort-reading")?;
    let first = page.browser.run("return document.querySelectorAll('.batch-reading')[0].value", json!([]))?;
    assert_eq!(first, json!("4"));
    page.browser.run(
        "const cell = document.querySelector(\"[data-testid='batch-reading-0']\");\
         cell.value = '31'; cell.dispatchEvent(new Event('change', { bubbles: true }));",
        json!([]),
    )?;
    page.press("batch-csv")?;
    page.press("batch-json")?;
    let saved = page
        .browser
        .run_async("return await Promise.all(window.saved.slice(-2).map((blob) => blob.text()))", json!([]))?;
    let csv = saved[0].as_str().context("No CSV was saved.")?;
    assert_eq!(csv.lines().count(), 201);
    assert!(csv.contains("\r\n0.png,31,by hand,1.0000,") && csv.contains("\r\n4.png,7,"), "{csv}");
    let told: serde_json::Value = serde_json::from_str(saved[1].as_str().context("No JSON was saved.")?)?;
    assert_eq!((&told[3]["reading"], &told[150]["state"]), (&json!("306"), &json!("failed")));
    // One of them alone, and back.
    page.browser.find("[data-testid='batch-row-0'] .batch-open")?.click()?;
    page.wait_there("picture")?;
    page.press("picture-close")?;
    page.wait_there("batch")?;
    page.press("batch-close")?;
    page.wait_value("reading-state", "empty")
}

/// Waits until the row's reading in the table is `text`.
fn wait_row(page: &Page, row: usize, text: &str) -> Result<()> {
    let script = "const cell = document.querySelector(`[data-testid='batch-reading-${arguments[0]}']`);\
                  return cell?.value === arguments[1] ? true : cell?.value;";
    page.browser.wait_until(&format!("row {row} is {text}"), script, json!([row, text]))
}

#[test]
fn a_correction_in_a_picture_of_the_table_shows_in_the_table() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let blank = Sheet::new(300, 260).png()?;
    hand_over(&page, "drop", &[("a.png", number("13")?), ("b.png", number("4")?), ("c.png", blank)])?;
    wait_row(&page, 2, "")?;
    page.browser.find("[data-testid='batch-row-1'] .batch-open")?.click()?;
    page.wait_there("picture")?;
    page.press("choose-9")?;
    page.wait_reading("9")?;
    page.press("picture-close")?;
    wait_row(&page, 1, "9")?;
    let focus = "return document.activeElement.closest('.batch-row')?.dataset.testid === 'batch-row-1'";
    page.browser.wait_until("the keyboard is where it was", focus, json!([]))?;
    // The filter is shown as it is, also after the table was out of sight.
    page.press("batch-filter")?;
    page.browser.find("[data-testid='batch-row-2'] .batch-open")?.click()?;
    page.wait_there("picture")?;
    page.press("picture-close")?;
    page.wait_there("batch-row-2")?;
    let filter = "const box = document.querySelector(\"[data-testid='batch-filter']\");\
                  return [box.checked, document.querySelectorAll('.batch-row').length];";
    assert_eq!(page.browser.run(filter, json!([]))?, json!([true, 1]));
    Ok(())
}

#[test]
fn a_table_waits_for_an_engine_that_failed() -> Result<()> {
    let server = host::serve()?;
    server.fail("*.weights", Fault::Missing);
    let page = Page::new(Options::DESKTOP)?;
    page.browser.open(&server.url())?;
    page.wait_there("retry")?;
    hand_over(&page, "drop", &[("a.png", number("13")?), ("b.png", number("4")?)])?;
    let stopped = "Stopped after 0 of 2";
    page.wait_value("batch-progress", stopped)?;
    page.wait_toast("does not answer")?;
    // Others in their place, which wait as well.
    hand_over(&page, "drop", &[("c.png", number("58")?), ("d.png", number("7")?)])?;
    let names = "return [...document.querySelectorAll('.batch-name')].map((name) => name.textContent).join()\
                 === 'c.png,d.png'";
    page.browser.wait_until("the rows are the new ones", names, json!([]))?;
    // The message is still that of the first: only the table tells that it has stopped anew.
    page.wait_value("batch-progress", stopped)?;
    server.heal();
    page.press("retry")?;
    page.wait_ready()?;
    page.press("batch-stop")?;
    wait_row(&page, 0, "58")?;
    wait_row(&page, 1, "7")
}

#[test]
fn the_audit_finds_nothing_on_a_picture_and_a_table() -> Result<()> {
    let (_server, page) = host::open(Options::PHONE)?;
    hand_over(&page, "drop", &[("number.png", number("58")?)])?;
    page.wait_reading("58")?;
    audit::clean(&page)?;
    page.press("picture-close")?;
    hand_over(&page, "drop", &[("a.png", number("1")?), ("b.png", number("2")?)])?;
    page.wait_there("batch-row-1")?;
    audit::clean(&page)
}
