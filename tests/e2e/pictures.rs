//! Pictures, from wherever they come, are read; what is none says so, and nothing is lost.

use crate::paint::{Sheet, png};
use crate::{audit, host};
use anyhow::{Context, Result};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Duration;
use xtask::browser::Options;
use xtask::build::Files;
use xtask::page::{self, Page, Place};
use xtask::serve::{Fault, Port, Server, Site};

/// Hands files to the page the way a drop or a paste does.
const HAND_OVER: &str = "
    const [how, files] = arguments;
    const data = new DataTransfer();
    for (const [name, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name));
    const event = how === 'drop'
        ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
        : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
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

fn choose(page: &Page, files: &[PathBuf]) -> Result<()> {
    let names: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
    page.find("file-input")?.type_text(&names.join("\n"))
}

#[test]
fn a_chosen_file_is_read_turned_cut_and_put_right() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("7")?, Place::Centred)?;
    page.wait_reading("7")?;
    choose(&page, &[on_disk("turned.png", &Sheet::with_number("2047", 880, 260)?.turned().png()?)?])?;
    page.wait_there("picture")?;
    page.press("turn-left")?;
    page.wait_reading("2047")?;
    // A box for each digit; pressed, the bars are about it, and it can be put right.
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

fn drag_over_photo(page: &Page, [left, top, right, bottom]: [f64; 4]) -> Result<()> {
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

/// Another place than the page's own, with pictures and what only calls itself one.
fn elsewhere(open: bool) -> Result<Server> {
    let mut files = Files::new();
    files.insert("number.png".into(), number("92")?);
    files.insert("page.html".into(), b"<!doctype html><p>No picture.".to_vec());
    files.insert("text.png".into(), b"This is no picture.".to_vec());
    files.insert("huge.png".into(), vec![0; 70 << 20]);
    let site = Site::new(&files, "/");
    Server::start(if open { site.open_to_all() } else { site }, Port::Free)
}

fn open_link(page: &Page, link: &str) -> Result<()> {
    page.browser.run("document.querySelector(\"[data-testid='link-input']\").value = ''", json!([]))?;
    page.find("link-input")?.type_text(link)?;
    page.press("link-open")
}

#[test]
fn links_are_opened_or_say_why_not() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let (open, closed) = (elsewhere(true)?, elsewhere(false)?);
    open_link(&page, &format!("{}number.png", open.url()))?;
    page.wait_reading("92")?;
    for (link, words) in [
        (format!("{}number.png", closed.url()), "does not let other pages read it"),
        (format!("{}none.png", open.url()), "404"),
        (format!("{}page.html", open.url()), "not to a picture"),
        (format!("{}text.png", open.url()), "not a picture"),
        (format!("{}huge.png", open.url()), "too large"),
        ("http://localhost:1/a.png".to_owned(), "cannot be reached"),
        ("seven".to_owned(), "no link"),
    ] {
        open_link(&page, &link)?;
        page.wait_toast(words).with_context(|| link.clone())?;
        // What was open stays so.
        assert_eq!(page.reading()?, "92");
    }
    let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    page.browser.cdp("Network.enable", json!({}))?;
    page.browser.cdp("Network.emulateNetworkConditions", offline)?;
    open_link(&page, &format!("{}number.png", open.url()))?;
    page.wait_toast("no connection")
}

#[test]
fn a_slow_link_can_be_given_up() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let slow = elsewhere(true)?;
    slow.fail("*", Fault::Delay(Duration::from_secs(4)));
    open_link(&page, &format!("{}number.png", slow.url()))?;
    page.press("cancel")?;
    page.browser.wait_until(
        "nothing is under way",
        "return !document.querySelector(\"[data-testid='cancel']\")",
        json!([]),
    )?;
    hand_over(&page, "drop", &[("number.png", number("4")?)])?;
    page.wait_reading("4")?;
    // Another that is given up takes nothing from the picture that is open.
    open_link(&page, &format!("{}number.png", slow.url()))?;
    page.press("cancel")?;
    page.press("turn-left")?;
    page.browser.wait_until("it is turned", TURNED, json!([]))?;
    page.press("turn-right")?;
    page.wait_reading("4")
}

/// Whether the picture on the sheet, upright when it came, lies on its side.
const TURNED: &str =
    "const photo = document.querySelector('.photo').getBoundingClientRect(); return photo.width > photo.height;";

#[test]
fn a_picture_held_askew_is_read_and_its_boxes_lean_with_it() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    hand_over(&page, "drop", &[("askew.png", Sheet::with_number("2047", 900, 460)?.askew(12.0).png()?)])?;
    page.wait_reading("2047")?;
    // How far down it is from the first box to the last, and how far each is turned, in degrees.
    let script = "const box = (at) => document.querySelector(`[data-testid='box-${at}']`);\
                  const [from, to] = [box(0), box(3)].map((one) => one.getBoundingClientRect());\
                  const right = (to.left + to.right - from.left - from.right) / 2;\
                  const down = (to.top + to.bottom - from.top - from.bottom) / 2;\
                  return [Math.atan2(down, right) * 180 / Math.PI, parseFloat(getComputedStyle(box(0)).rotate)];";
    let angles = page.browser.run(script, json!([]))?;
    for at in 0..2 {
        let angle = angles[at].as_f64().unwrap_or_default();
        assert!((8.0..14.0).contains(&angle), "{angles}");
    }
    page.press("box-1")?;
    page.press("choose-6")?;
    page.wait_reading("2647")
}

#[test]
fn two_turns_one_right_after_the_other_make_a_half_turn() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let upside_down = Sheet::with_number("2047", 880, 260)?.turned().turned().png()?;
    hand_over(&page, "drop", &[("upside-down.png", upside_down)])?;
    page.wait_there("turn-right")?;
    page.browser.run(
        "const turn = document.querySelector(\"[data-testid='turn-right']\"); turn.click(); turn.click();",
        json!([]),
    )?;
    page.wait_reading("2047")
}

#[test]
fn under_a_picture_the_sheet_is_out_of_reach() -> Result<()> {
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
    // The keyboard is back on the sheet, and reaches it again.
    let focus = "return document.activeElement.id === 'pad'";
    page.browser.wait_until("the sheet has the focus", focus, json!([]))?;
    page.browser.press_keys(&[DELETE])?;
    page.wait_value("reading-state", "empty")
}

#[test]
fn the_pages_own_address_may_name_a_picture() -> Result<()> {
    let (server, open) = (host::serve()?, elsewhere(true)?);
    let page = Page::new(Options::DESKTOP)?;
    page.browser.open(&format!("{}?image={}number.png", server.url(), open.url()))?;
    page.wait_reading("92")
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
        ("one.gif", gif.to_vec(), "no digits"),
    ] {
        hand_over(&page, "drop", &[(name, bytes)])?;
        page.wait_toast(words).with_context(|| name)?;
    }
    hand_over(&page, "drop", &[("number.png", good)])?;
    page.wait_reading("13")?;
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
fn the_camera_takes_a_picture() -> Result<()> {
    let (_server, page) = host::open(Options { camera: true, ..Options::DESKTOP })?;
    page.press("camera")?;
    page.browser.wait_until(
        "the camera shows something",
        "return (document.querySelector('.camera-view')?.videoWidth ?? 0) > 0",
        json!([]),
    )?;
    page.press("camera-take")?;
    // Chromium's made camera shows a clock and no handwriting; that it arrives is what counts.
    page.wait_there("picture")
}

#[test]
fn a_refused_camera_says_so() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.press("camera")?;
    page.browser.wait_until(
        "the dialog says why",
        "return /file/.test(document.querySelector('.camera-error')?.textContent ?? '')",
        json!([]),
    )
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
    // What is not sure, alone; sorted; written over.
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

/// Until the table's row is read as this.
fn wait_row(page: &Page, row: usize, text: &str) -> Result<()> {
    let script = "const cell = document.querySelector(`[data-testid='batch-reading-${arguments[0]}']`);\
                  return cell?.value === arguments[1] ? true : cell?.value;";
    page.browser.wait_until(&format!("row {row} is {text}"), script, json!([row, text]))
}

#[test]
fn what_is_put_right_in_a_picture_of_the_table_is_put_right_there() -> Result<()> {
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
fn a_table_waits_for_a_reader_that_is_in_trouble() -> Result<()> {
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
fn a_picture_without_fault_in_the_audit() -> Result<()> {
    let (_server, page) = host::open(Options::PHONE)?;
    hand_over(&page, "drop", &[("number.png", number("58")?)])?;
    page.wait_reading("58")?;
    audit::clean(&page)?;
    page.press("picture-close")?;
    hand_over(&page, "drop", &[("a.png", number("1")?), ("b.png", number("2")?)])?;
    page.wait_there("batch-row-1")?;
    audit::clean(&page)
}
