//! `cargo xtask pictures`: every file of a folder is opened in the built page, one after the other in one tab, as a visitor
//! would choose it. What the page says of each, and how long it took, is told.

use crate::browser::Options;
use crate::build::{self, Base};
use crate::page::Page;
use crate::serve::{Port, Server, Site};
use crate::setup::{self, Purpose};
use crate::tell;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A longer wait for one file is a fault, in milliseconds.
const SLOWEST: f64 = 5_000.0;

pub fn run(folder: &Path) -> Result<()> {
    setup::run(Purpose::Browser)?;
    build::run(&Base::default())?;
    let files = files(folder)?;
    ensure!(!files.is_empty(), "There is no file in {}.", folder.display());
    tell::heading(&format!("{} files opened in the page", files.len()));
    let server = Server::start(Site::new(&build::read_folder(&crate::project::dist())?, "/"), Port::Free)?;
    let mut page = Page::open(Options::DESKTOP, &server.url())?;
    let mut said: BTreeMap<String, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let name = file.strip_prefix(folder).unwrap_or(file).display().to_string();
        match open(&page, file) {
            Ok(outcome) => {
                let millis = outcome["ms"].as_f64().unwrap_or(f64::INFINITY);
                if outcome["ms"].is_null() || millis > SLOWEST {
                    faults.push(format!("{name} took {millis:.0} ms."));
                }
                *said.entry(kind_of(&outcome)).or_default() += 1;
                println!("{}", json!({ "file": name, "outcome": outcome }));
            }
            Err(error) => {
                faults.push(format!("{name}: {error:#}"));
                page = Page::open(Options::DESKTOP, &server.url())?;
            }
        }
        if (at + 1) % 100 == 0 {
            tell::line(&format!("{} of {} files", at + 1, files.len()));
        }
    }
    let rows: Vec<_> = said.iter().map(|(said, count)| vec![said.clone(), count.to_string()]).collect();
    eprint!("{}", tell::table(&rows));
    ensure!(faults.is_empty(), "These files break the page, or take too long:\n{}", faults.join("\n"));
    Ok(())
}

/// All files of a folder and the folders in it, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} is no folder.", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        match path.is_dir() {
            true => files.extend(self::files(&path)?),
            false => files.push(path),
        }
    }
    files.sort();
    Ok(files)
}

fn open(page: &Page, file: &Path) -> Result<Value> {
    page.browser.run(WATCH, json!([]))?;
    page.find("file-input")?.type_text(&file.display().to_string())?;
    page.browser.run_async(OUTCOME, json!([4.0 * SLOWEST]))
}

/// What the page made of a file: a picture, or the sentence that says why not, numbers aside.
fn kind_of(outcome: &Value) -> String {
    let said = outcome["said"].as_str().unwrap_or_default().replace(|c: char| c.is_ascii_digit(), "");
    match (outcome["size"].is_null(), said.is_empty()) {
        (false, true) => "shown".to_owned(),
        (false, false) => format!("shown, and: {said}"),
        (true, false) => said,
        (true, true) => "NOTHING".to_owned(),
    }
}

/// Notes when a file is chosen, and closes what was open.
const WATCH: &str = "
    document.querySelector('[data-testid=picture-close]')?.click();
    window.shownBefore = performance.getEntriesByName('inkling:picture-shown').length;
    window.chosen = null;
    window.addEventListener('change', () => { window.chosen = performance.now(); }, { capture: true, once: true });";

/// Waits until a picture is shown or a sentence says why not; the picture's size as it is shown, and its grey values in
/// eight rows of eight.
const OUTCOME: &str = "
    const [patience] = arguments;
    const find = (handle) => document.querySelector(`[data-testid=${handle}]`);
    const isThere = () => performance.getEntriesByName('inkling:picture-shown').length > window.shownBefore;
    const spoke = () => find('toast').classList.contains('shown');
    const isDone = () => window.chosen !== null && !find('stage').children.length && (isThere() || spoke());
    const began = performance.now();
    while (!isDone() && performance.now() - began < patience) await new Promise((later) => setTimeout(later, 4));
    if (!isDone()) return { ms: null, said: find('stage').textContent, size: null };
    const ms = performance.now() - window.chosen;
    const said = spoke() ? find('toast').textContent.trim() : '';
    const canvas = isThere() ? document.querySelector('.photo canvas') : null;
    if (!canvas) return { ms, said, size: null };
    const small = new OffscreenCanvas(8, 8).getContext('2d');
    small.imageSmoothingQuality = 'high';
    small.drawImage(canvas, 0, 0, 8, 8);
    const { data } = small.getImageData(0, 0, 8, 8);
    const grey = Array.from({ length: 64 }, (_, at) => Math.round((data[4 * at] + data[4 * at + 1] + data[4 * at + 2]) / 3));
    return { ms, said, size: [canvas.width, canvas.height], grey, reading: find('reading')?.dataset.value ?? '' };";
