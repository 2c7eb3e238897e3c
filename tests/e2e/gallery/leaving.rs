//! Kept drawings leave the page, as a file that brings them back and as data for others.

use super::{close, kept, labels, open, rename, said, stored};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use xtask::browser::Options;
use xtask::page::Page;

const EMPTY: &str = "
    await new Promise((done, failed) => {
        const request = indexedDB.deleteDatabase('inkling:/#drawings');
        request.onsuccess = done;
        request.onblocked = () => failed('blocked');
    });
";

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
    said(&page, "Saved 2 drawings as inkling-idx.zip. Left out: 1 whose label is more than one symbol.")?;
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
