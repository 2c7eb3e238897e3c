//! Deployments of the page on one origin keep apart what they keep, and take over what older versions kept.

use crate::host;
use anyhow::Result;
use serde_json::{Value, json};
use xtask::browser::Options;
use xtask::page::{self, Page, Place};
use xtask::serve::{Port, Server};
use xtask::{build, project};

/// What is shown in the panel of kept drawings, the newest first.
fn kept_labels(page: &Page, expected: &[&str]) -> Result<()> {
    page.press("gallery")?;
    page.wait_there("keep")?;
    let script =
        "if (!document.querySelector(\"[data-testid='kept-label'], [data-testid='gallery-empty']\")) return null;
                  const now = [...document.querySelectorAll(\"[data-testid='kept-label']\")].map((one) => one.value);
                  return JSON.stringify(now) === JSON.stringify(arguments[0]) ? true : now;";
    page.browser.wait_until(&format!("the labels are {expected:?}"), script, json!([expected]))
}

/// Until the drawing is in the browser's store under a deployment's name.
fn wait_stored(page: &Page, key: &str) -> Result<()> {
    let script = "return Boolean(localStorage.getItem(arguments[0]))";
    page.browser.wait_until(&format!("{key} is kept"), script, json!([key]))
}

#[test]
fn drawings_of_two_deployments_stay_apart() -> Result<()> {
    let files = build::read_folder(&project::dist())?;
    let server = Server::start(host::side_by_side(&[("one/", &files), ("two/", &files)]), Port::Free)?;
    let page = Page::open(Options::DESKTOP, &format!("{}one/", server.url()))?;
    page.draw(&page::digit("4")?, Place::Centred)?;
    page.wait_reading("4")?;
    wait_stored(&page, "inkling:/one/#drawing")?;
    page.press("gallery")?;
    page.press("keep")?;
    page.wait_there("kept-label")?;

    page.browser.open(&format!("{}two/", server.url()))?;
    page.wait_ready()?;
    assert_eq!(page.value("reading-state")?, "empty");
    kept_labels(&page, &[])?;
    page.browser.open(&format!("{}one/", server.url()))?;
    page.wait_ready()?;
    page.wait_reading("4")?;
    kept_labels(&page, &["4"])
}

/// Two lines as older versions kept them in their database, which was one for the whole origin.
const FILL_OLDER_DATABASE: &str = "
    const request = indexedDB.open('inkling', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('kept');
    const database = await new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
    });
    const filling = database.transaction('kept', 'readwrite');
    for (const line of arguments[0]) filling.objectStore('kept').put(JSON.stringify(line), line.id);
    await new Promise((done) => { filling.oncomplete = done; });
    database.close();
";

/// What a database holds, by label.
const LABELS_IN: &str = "
    const request = indexedDB.open(arguments[0]);
    const database = await new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
    });
    const all = database.transaction('kept').objectStore('kept').getAll();
    const lines = await new Promise((done) => { all.onsuccess = () => done(all.result); });
    database.close();
    return lines.map((line) => JSON.parse(line).text).sort();
";

fn line(id: &str, label: &str, at: u64) -> Value {
    json!({ "id": id, "text": label, "kept": at, "strokes": [[0, 0, 40, 60], [5, 5, at, 9]] })
}

/// A page that is about to be opened by somebody who used an older version under this address.
fn used_before(server: &Server) -> Result<Page> {
    let page = Page::new(Options::DESKTOP)?;
    // A document of the same origin that is not the page.
    page.browser.open(&format!("{}icons/inkling.svg", server.url()))?;
    let texts = "localStorage.setItem('inkling.theme', 'dark');
                 localStorage.setItem('inkling.letters', 'off');
                 localStorage.setItem('inkling.drawing', arguments[0]);
                 localStorage.setItem('other', 'stays');";
    page.browser.run(texts, json!([page::digit("4")?.json]))?;
    let lines = [line("a", "3", 1), line("b", "5", 2)];
    page.browser.run_async(FILL_OLDER_DATABASE, json!([lines]))?;
    Ok(page)
}

#[test]
fn what_older_versions_kept_is_moved_once() -> Result<()> {
    let server = host::serve()?;
    let page = used_before(&server)?;
    page.browser.open(&server.url())?;
    page.wait_ready()?;
    page.wait_reading("4")?;
    let theme = page.browser.run("return document.documentElement.dataset.theme", json!([]))?;
    assert_eq!(theme, json!("dark"));
    kept_labels(&page, &["5", "3"])?;
    let keys = page.browser.run("return Object.keys(localStorage).filter((key) => !key.includes('#'))", json!([]))?;
    assert_eq!(keys, json!(["other"]));
    assert_eq!(page.browser.run_async(LABELS_IN, json!(["inkling"]))?, json!([]));
    assert_eq!(page.browser.run_async(LABELS_IN, json!(["inkling:/#drawings"]))?, json!(["3", "5"]));

    // A tab of the older version that is still open keeps things under its own names.
    page.browser.run("localStorage.setItem('inkling.theme', 'light')", json!([]))?;
    page.browser.run_async(FILL_OLDER_DATABASE, json!([[line("c", "7", 3)]]))?;
    page.browser.reload()?;
    page.wait_ready()?;
    let theme = page.browser.run("return document.documentElement.dataset.theme", json!([]))?;
    assert_eq!(theme, json!("dark"), "settings are taken once");
    kept_labels(&page, &["7", "5", "3"])
}

#[test]
fn a_move_that_was_interrupted_loses_nothing() -> Result<()> {
    let server = host::serve()?;
    let page = used_before(&server)?;
    // As if the page had been closed after the copy and before the older database was emptied.
    page.browser.before_each_page(
        "IDBObjectStore.prototype.delete = () => { throw new DOMException('No.', 'AbortError'); };",
    )?;
    page.browser.open(&server.url())?;
    page.wait_ready()?;
    kept_labels(&page, &["5", "3"])?;
    assert_eq!(page.browser.run_async(LABELS_IN, json!(["inkling"]))?, json!(["3", "5"]));
    page.browser.reload()?;
    page.wait_ready()?;
    kept_labels(&page, &["5", "3"])?;
    assert_eq!(page.browser.run_async(LABELS_IN, json!(["inkling:/#drawings"]))?, json!(["3", "5"]));
    Ok(())
}
