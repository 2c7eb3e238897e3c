//! Drawings are kept in the browser with labels, and leave it whole: as one file that brings them back, or as data.

use crate::{audit, host};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use xtask::browser::Options;
use xtask::page::{self, Page, Place};

/// Keeps what the page hands out, to be looked at and given back.
const CATCH_FILES: &str = "
    window.saved = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => { window.saved.push(blob); return make(blob); };
";
/// Every line that the browser's database holds.
const STORED: &str = "
    const request = indexedDB.open('inkling');
    const database = await new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
    });
    const all = database.transaction('kept').objectStore('kept').getAll();
    const lines = await new Promise((done) => { all.onsuccess = () => done(all.result); });
    database.close();
    return lines.map((line) => JSON.parse(line)).sort((a, b) => a.kept - b.kept);
";
const EMPTY: &str = "
    await new Promise((done, failed) => {
        const request = indexedDB.deleteDatabase('inkling');
        request.onsuccess = done;
        request.onblocked = () => failed('blocked');
    });
";
const TAB: &str = "\u{e004}";

fn stored(page: &Page) -> Result<Value> {
    page.browser.run_async(STORED, json!([]))
}

fn open(page: &Page) -> Result<()> {
    page.press("gallery")?;
    page.wait_there("keep")
}

fn close(page: &Page) -> Result<()> {
    page.browser.find("dialog[open] [aria-label='Close']")?.click()
}

fn said(page: &Page, words: &str) -> Result<()> {
    let script = "const text = document.querySelector(\"[data-testid='gallery-said']\")?.textContent ?? null;\
                  return text?.includes(arguments[0]) ? true : text;";
    page.browser.wait_until(&format!("the panel says {words:?}"), script, json!([words]))
}

/// The labels in the panel, the newest first.
fn labels(page: &Page, expected: &[&str]) -> Result<()> {
    let script = "const now = [...document.querySelectorAll(\"[data-testid='kept-label']\")].map((one) => one.value);\
                  return JSON.stringify(now) === JSON.stringify(arguments[0]) ? true : now;";
    page.browser.wait_until(&format!("the labels are {expected:?}"), script, json!([expected]))
}

/// Writes over a label as a hand does: all of it is replaced, and the next thing gets the focus.
fn rename(page: &Page, at: usize, label: &str) -> Result<()> {
    let script = "document.querySelectorAll(\"[data-testid='kept-label']\")[arguments[0]].select()";
    page.browser.run(script, json!([at]))?;
    let keys: Vec<String> = label.chars().map(String::from).collect();
    keys.iter().try_for_each(|key| page.browser.press_keys(&[key]))?;
    page.browser.press_keys(&[TAB])?;
    said(page, label)
}

/// A page on which these digits were written and kept, one after the other; the panel is open.
fn kept(options: Options, digits: &[&str]) -> Result<(xtask::serve::Server, Page)> {
    let (server, page) = host::open(options)?;
    page.browser.run(CATCH_FILES, json!([]))?;
    for (at, digit) in digits.iter().enumerate() {
        if at > 0 {
            close(&page)?;
            page.clear()?;
        }
        page.draw(&page::digit(digit)?, Place::Centred)?;
        page.wait_reading(digit)?;
        open(&page)?;
        page.press("keep")?;
        said(&page, &format!("Kept as {digit}."))?;
    }
    Ok((server, page))
}

/// What the page saves when this is pressed.
fn export(page: &Page, way: &str) -> Result<Vec<u8>> {
    let before = page.browser.run("return window.saved.length", json!([]))?;
    page.press(way)?;
    page.browser.wait_until("a file is there", "return window.saved.length > arguments[0]", json!([before]))?;
    let script = "return Array.from(new Uint8Array(await window.saved.at(-1).arrayBuffer()))";
    let bytes = page.browser.run_async(script, json!([]))?;
    let bytes = bytes.as_array().context("It has no bytes.")?;
    Ok(bytes.iter().filter_map(|byte| Some(byte.as_u64()? as u8)).collect())
}

/// Chooses a file with these bytes, or drops it on the page.
fn give_back(page: &Page, bytes: &[u8], dropped: bool) -> Result<()> {
    let script = "
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(arguments[0])], 'drawings.jsonl'));
        if (arguments[1]) {
            document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
        } else {
            const input = document.querySelector(\"[data-testid='import-input']\");
            input.files = data.files;
            input.dispatchEvent(new Event('change', { bubbles: true }));
        }
    ";
    page.browser.run(script, json!([bytes, dropped])).map(drop)
}

#[test]
fn kept_drawings_survive_a_reload_with_their_labels() -> Result<()> {
    let (_server, page) = kept(Options::DESKTOP, &["4", "7"])?;
    labels(&page, &["7", "4"])?;
    rename(&page, 1, "9")?;
    labels(&page, &["7", "9"])?;
    let before = stored(&page)?;
    page.browser.reload()?;
    page.wait_ready()?;
    open(&page)?;
    labels(&page, &["7", "9"])?;
    assert_eq!(stored(&page)?, before);
    assert_eq!((&before[0]["text"], before[0]["strokes"].as_array().map(Vec::len)), (&json!("9"), Some(2)));
    // The same drawing is not kept twice.
    page.press("keep")?;
    said(&page, "kept already")
}

#[test]
fn what_was_put_right_is_the_label() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("4")?, Place::Centred)?;
    page.wait_reading("4")?;
    page.press("choose-9")?;
    page.wait_reading("9")?;
    open(&page)?;
    page.press("keep")?;
    said(&page, "Kept as 9.")
}

#[test]
fn a_kept_drawing_opens_on_the_sheet_and_undo_brings_the_earlier_one_back() -> Result<()> {
    let (_server, page) = kept(Options::DESKTOP, &["4", "0"])?;
    page.browser.run("document.querySelectorAll(\"[data-testid='kept-open']\")[1].click()", json!([]))?;
    page.wait_reading("4")?;
    page.press("undo")?;
    page.wait_reading("0")
}

#[test]
fn keys_do_not_reach_the_sheet_under_the_panel() -> Result<()> {
    const DELETE: &str = "\u{e017}";
    let (_server, page) = kept(Options::DESKTOP, &["4"])?;
    let focus = "return document.activeElement.dataset.testid === 'keep'";
    page.browser.wait_until("the focus is in the panel", focus, json!([]))?;
    page.browser.press_keys(&[DELETE])?;
    close(&page)?;
    assert_eq!((page.reading()?.as_str(), page.kept_strokes()?), ("4", 2));
    page.browser.press_keys(&[DELETE])?;
    page.wait_value("reading-state", "empty")
}

#[test]
fn what_was_deleted_can_be_brought_back() -> Result<()> {
    let (_server, page) = kept(Options::DESKTOP, &["4", "7"])?;
    let before = stored(&page)?;
    page.press("kept-delete")?;
    said(&page, "Deleted 7.")?;
    labels(&page, &["4"])?;
    // The keyboard is where it can be undone at once.
    let focus = "return document.activeElement.dataset.testid === 'gallery-undo'";
    page.browser.wait_until("undo has the focus", focus, json!([]))?;
    assert_eq!(stored(&page)?.as_array().map(Vec::len), Some(1));
    page.press("gallery-undo")?;
    labels(&page, &["7", "4"])?;
    assert_eq!(stored(&page)?, before);
    Ok(())
}

#[test]
fn all_of_it_leaves_in_a_file_and_comes_back_once() -> Result<()> {
    let (_server, page) = kept(Options::DESKTOP, &["4", "7"])?;
    let before = stored(&page)?;
    let file = export(&page, "export-all")?;
    page.browser.run_async(EMPTY, json!([]))?;
    close(&page)?;
    open(&page)?;
    page.wait_there("gallery-empty")?;
    give_back(&page, &file, false)?;
    said(&page, "Imported 2 drawings.")?;
    labels(&page, &["7", "4"])?;
    assert_eq!(stored(&page)?, before);
    give_back(&page, &file, false)?;
    said(&page, "Nothing new: 2 are kept already.")?;
    // A damaged line costs itself, and no other.
    let mut damaged = b"seven\n".to_vec();
    damaged.extend(&file);
    page.press("kept-delete")?;
    said(&page, "Deleted 7.")?;
    give_back(&page, &damaged, false)?;
    said(&page, "Imported 1 drawing; 1 is kept already. Line 1 is damaged")?;
    assert_eq!(stored(&page)?, before);
    give_back(&page, b"%PDF-1.4", false)?;
    said(&page, "The file has no kept drawings in it.")
}

#[test]
fn a_file_of_kept_drawings_may_be_dropped_anywhere() -> Result<()> {
    let (_server, page) = kept(Options::DESKTOP, &["4"])?;
    let (before, file) = (stored(&page)?, export(&page, "export-all")?);
    page.browser.run_async(EMPTY, json!([]))?;
    close(&page)?;
    give_back(&page, &file, true)?;
    page.wait_toast("Imported 1 drawing.")?;
    assert_eq!(stored(&page)?, before);
    // It is no drawing for the sheet.
    assert_eq!(page.reading()?, "4");
    Ok(())
}

#[test]
fn another_tab_s_drawings_are_shown_and_not_lost() -> Result<()> {
    let (server, page) = kept(Options::DESKTOP, &["4"])?;
    let here = page.browser.get("/window")?;
    let there = page.browser.post("/window/new", json!({ "type": "tab" }))?["handle"].clone();
    page.browser.post("/window", json!({ "handle": there }))?;
    page.browser.open(&server.url())?;
    page.wait_ready()?;
    page.clear()?;
    page.draw(&page::digit("7")?, Place::Centred)?;
    page.wait_reading("7")?;
    open(&page)?;
    labels(&page, &["4"])?;
    page.press("keep")?;
    labels(&page, &["7", "4"])?;
    page.browser.post("/window", json!({ "handle": here }))?;
    labels(&page, &["7", "4"])?;
    rename(&page, 1, "9")?;
    page.browser.post("/window", json!({ "handle": there }))?;
    labels(&page, &["7", "9"])?;
    assert_eq!(stored(&page)?.as_array().map(Vec::len), Some(2));
    Ok(())
}

/// The files in a zip whose files lie in it as they are.
fn unzipped(zip: &[u8]) -> Result<Vec<(String, Vec<u8>)>> {
    let number = |at: usize, length: usize| -> Result<usize> {
        let bytes = zip.get(at..at + length).context("The zip ends too early.")?;
        Ok(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
    };
    let mut files = Vec::new();
    let mut at = 0;
    while zip[at..].starts_with(b"PK\x03\x04") {
        ensure!(number(at + 8, 2)? == 0, "A file is compressed.");
        let (size, name) = (number(at + 18, 4)?, number(at + 26, 2)?);
        let from = at + 30 + name;
        files.push((String::from_utf8(zip[at + 30..from].to_vec())?, zip[from..from + size].to_vec()));
        at = from + size;
    }
    ensure!(files.len() == number(zip.len() - 12, 2)?, "The directory counts otherwise.");
    Ok(files)
}

#[test]
fn labelled_data_has_mnist_s_form_and_leaves_out_what_is_no_digit() -> Result<()> {
    let (_server, page) = kept(Options::DESKTOP, &["4", "7", "0"])?;
    rename(&page, 0, "12")?;
    let files = unzipped(&export(&page, "export-idx")?)?;
    said(&page, "Saved 2 drawings as inkling-idx.zip. Left out: 1 with several digits.")?;
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["inkling-images-idx3-ubyte", "inkling-labels-idx1-ubyte"]);
    let (images, labels) = (&files[0].1, &files[1].1);
    assert_eq!(images[..16], [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28]);
    assert_eq!(images.len(), 16 + 2 * 784);
    assert_eq!(labels[..], [0, 0, 8, 1, 0, 0, 0, 2, 4, 7]);

    // The pictures are the same glyphs, as any program sees them.
    let files = unzipped(&export(&page, "export-png")?)?;
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["4/00001.png", "7/00002.png"]);
    let script = "const image = await createImageBitmap(new Blob([new Uint8Array(arguments[0])], { type: 'image/png' }));\
                  const context = new OffscreenCanvas(28, 28).getContext('2d');\
                  context.drawImage(image, 0, 0);\
                  const { data } = context.getImageData(0, 0, 28, 28);\
                  return [image.width, image.height, ...data.filter((_, at) => at % 4 === 0)];";
    let seen = page.browser.run_async(script, json!([files[1].1]))?;
    let mut expected = vec![28, 28];
    expected.extend_from_slice(&images[16 + 784..]);
    assert_eq!(seen, json!(expected));

    // As strokes, the number is there, too.
    let lines = String::from_utf8(export(&page, "export-strokes")?)?;
    let texts: Vec<Value> =
        lines.lines().map(|line| Ok(serde_json::from_str::<Value>(line)?["text"].clone())).collect::<Result<_>>()?;
    assert_eq!(texts, ["4", "7", "12"]);
    Ok(())
}

#[test]
fn storage_that_is_refused_is_told_and_costs_nothing_on_the_sheet() -> Result<()> {
    for fault in [
        "indexedDB.open = () => { throw new DOMException('No.', 'SecurityError'); }",
        "Object.defineProperty(window, 'indexedDB', { get: () => { throw new DOMException('No.', 'SecurityError'); } })",
        // A version that is already beyond ours fails later, as a broken store does.
        "const open = IDBFactory.prototype.open; IDBFactory.prototype.open = function () {\
         const request = open.call(this, 'other', 1); request.onupgradeneeded = () => request.transaction.abort();\
         return request; }",
    ] {
        let server = host::serve()?;
        let page = Page::new(Options::DESKTOP)?;
        page.browser.before_each_page(fault)?;
        page.browser.open(&server.url())?;
        page.wait_ready()?;
        page.draw(&page::digit("4")?, Place::Centred)?;
        page.wait_reading("4")?;
        open(&page)?;
        said(&page, "lets the page keep nothing")?;
        page.press("keep")?;
        said(&page, "What is on the sheet stays there")?;
        close(&page)?;
        assert_eq!((page.reading()?.as_str(), page.kept_strokes()?), ("4", 2), "{fault}");
    }
    Ok(())
}

#[test]
fn full_storage_is_told_and_what_was_kept_stays() -> Result<()> {
    let (_server, page) = kept(Options::DESKTOP, &["4"])?;
    let full = "IDBObjectStore.prototype.put = function () { throw new DOMException('Full.', 'QuotaExceededError'); }";
    page.browser.run(full, json!([]))?;
    close(&page)?;
    page.clear()?;
    page.draw(&page::digit("7")?, Place::Centred)?;
    page.wait_reading("7")?;
    open(&page)?;
    page.press("keep")?;
    said(&page, "storage is full")?;
    labels(&page, &["4"])?;
    assert_eq!(page.reading()?, "7");
    Ok(())
}

fn audited(options: Options) -> Result<()> {
    let (_server, page) = host::open(options)?;
    open(&page)?;
    page.wait_there("gallery-empty")?;
    audit::clean(&page)?;
    close(&page)?;
    page.draw(&page::digit("4")?, Place::Centred)?;
    page.wait_reading("4")?;
    open(&page)?;
    page.press("keep")?;
    labels(&page, &["4"])?;
    page.press("kept-delete")?;
    page.wait_there("gallery-undo")?;
    page.press("gallery-undo")?;
    labels(&page, &["4"])?;
    audit::clean(&page)
}

#[test]
fn the_audit_finds_nothing_in_the_panel() -> Result<()> {
    audited(Options::DESKTOP)
}

#[test]
fn the_audit_finds_nothing_in_the_panel_of_a_dark_phone() -> Result<()> {
    audited(Options { size: (320, 568), ..Options::PHONE.dark() })
}

#[test]
fn panel_and_toolbar_fit_a_phone() -> Result<()> {
    for size in [(320, 568), (360, 640), (390, 844), (568, 320), (844, 390)] {
        let (_server, page) = host::open(Options { size, ..Options::PHONE })?;
        let outside = "return [...document.querySelectorAll(arguments[0])].filter((one) => {\
                           const { left, right, top, bottom, width } = one.getBoundingClientRect();\
                           return width > 0 && (left < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5);\
                       }).map((one) => one.dataset.testid)";
        let out = page.browser.run(outside, json!([".tools .tool"]))?;
        assert_eq!(out, json!([]), "tools at {size:?}");
        open(&page)?;
        let script =
            "const panel = document.querySelector('dialog[open]'); return panel.scrollWidth <= panel.clientWidth";
        assert_eq!(page.browser.run(script, json!([]))?, json!(true), "the panel at {size:?}");
    }
    Ok(())
}
