//! Folders that are dropped on the page: their pictures are read, and nothing else of them is seen.

use crate::host;
use crate::pictures::number;
use anyhow::Result;
use serde_json::json;
use xtask::browser::Options;
use xtask::page::Page;

/// Drops a folder. No script can make one, so the browser's own answer about what was dropped is replaced; as a file, a
/// folder is one with some bytes and no picture in them.
const DROP: &str = "
    const [name, files] = arguments;
    const file = ([inner, bytes]) => ({
        isDirectory: false, name: inner, fullPath: `/${name}/${inner}`,
        file: (done) => done(new File([new Uint8Array(bytes)], inner)),
    });
    const folder = {
        isDirectory: true, name, fullPath: `/${name}`,
        createReader: () => { const parts = [files.map(file), []]; return { readEntries: (done) => done(parts.shift()) }; },
    };
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(4096)], name));
    const usual = DataTransferItem.prototype.webkitGetAsEntry;
    DataTransferItem.prototype.webkitGetAsEntry = () => folder;
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    DataTransferItem.prototype.webkitGetAsEntry = usual;";

fn drop_folder(page: &Page, name: &str, files: &[(&str, Vec<u8>)]) -> Result<()> {
    let files: Vec<_> = files.iter().map(|(name, bytes)| json!([name, bytes])).collect();
    page.browser.run(DROP, json!([name, files]))?;
    Ok(())
}

#[test]
fn a_folder_of_one_picture_is_one_picture() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    drop_folder(&page, "one", &[(".DS_Store", vec![7; 100]), ("58.png", number("58")?), ("Thumbs.db", vec![7; 100])])?;
    page.wait_there("picture")?;
    page.wait_reading("58")?;
    drop_folder(&page, "none", &[(".DS_Store", vec![7; 100])])?;
    page.wait_toast("no picture in it")?;
    assert_eq!(page.reading()?, "58");
    Ok(())
}

#[test]
fn a_folder_of_pictures_is_a_table_in_natural_order() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let files = [("10.png", number("1")?), ("Thumbs.db", vec![7; 100]), ("9.png", number("4")?)];
    drop_folder(&page, "many", &files)?;
    let done =
        "return /^2 pictures/.test(document.querySelector(\"[data-testid='batch-progress']\")?.textContent ?? '')";
    page.browser.wait_until("two pictures are read", done, json!([]))?;
    let names = "return [...document.querySelectorAll('.batch-name')].map((name) => name.textContent).join()";
    assert_eq!(page.browser.run(names, json!([]))?, json!("9.png,10.png"));
    Ok(())
}

#[test]
fn a_dropped_folder_is_measured_without_the_folder_itself() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.visit("tab-model")?;
    page.wait_there("dataset-choose")?;
    drop_folder(&page, "set", &[("7-a.png", number("7")?), (".DS_Store", vec![7; 100]), ("4-a.png", number("4")?)])?;
    page.wait_value("dataset-progress", "done")?;
    assert_eq!(page.value("dataset-right")?, "2 of 2");
    let errors = "return document.querySelectorAll(\"[data-testid='dataset-error']\").length";
    assert_eq!(page.browser.run(errors, json!([]))?, json!(0));
    Ok(())
}
