//! The engines: each reads the same, and where one cannot, another goes on and nothing is lost.

use crate::host;
use crate::pictures::on_disk;
use anyhow::{Context, Result, ensure};
use inkling::gallery::idx;
use inkling::ink::{form, link};
use inkling::net::weights::Record;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use xtask::browser::Options;
use xtask::build::{self, Files};
use xtask::page::{self, Drawing, Page, Place};
use xtask::project;
use xtask::serve::{Fault, Port, Server, Site};

const GPU: Options = Options { gpu: true, ..Options::DESKTOP };
/// How far two engines' probabilities may be apart.
const AGREEMENT: f64 = 1e-4;

/// A page that wants this engine, once it has one.
fn open(options: Options, server: &Server, engine: &str) -> Result<Page> {
    Page::open(options, &format!("{}?engine={engine}", server.url()))
}

/// A large module takes its time on a busy machine.
fn patiently(mut wait: impl FnMut() -> Result<()>) -> Result<()> {
    let began = Instant::now();
    loop {
        match wait() {
            Err(_) if began.elapsed() < Duration::from_secs(90) => {}
            done => return done,
        }
    }
}

pub fn wait_engine(page: &Page, engine: &str) -> Result<()> {
    patiently(|| page.wait_value("engine", engine))
}

fn put_on_sheet(page: &Page, drawing: &Drawing) -> Result<()> {
    let address = link::write(&form::read(&drawing.json).context("A recorded drawing is damaged.")?.drawing);
    page.browser.run("location.hash = arguments[0];", json!([address])).map(drop)
}

/// The probabilities of all digits.
const BARS: &str = "return [...Array(10).keys()].map((digit) =>
    Number(document.querySelector(`[data-testid='prob-${digit}']`).dataset.value))";

fn bars(page: &Page) -> Result<Vec<f64>> {
    Ok(serde_json::from_value(page.browser.run(BARS, json!([]))?)?)
}

/// The probabilities once they have come and stay.
fn settled(page: &Page) -> Result<Vec<f64>> {
    let (began, mut before) = (Instant::now(), Vec::new());
    while began.elapsed() < Duration::from_secs(60) {
        let now = bars(page)?;
        if now == before && now.iter().sum::<f64>() > 0.0 {
            return Ok(now);
        }
        before = now;
        std::thread::sleep(Duration::from_millis(150));
    }
    anyhow::bail!("No reading came to rest: {before:?}")
}

/// What Flex makes of a third of the recorded digits, and then this engine of the same.
fn reads_the_same(options: Options, engine: &str) -> Result<()> {
    let server = host::serve()?;
    let page = Page::open(options, &server.url())?;
    let digits: Vec<Drawing> = page::digits()?.into_iter().step_by(3).collect();
    let mut expected = Vec::new();
    for drawing in &digits {
        put_on_sheet(&page, drawing)?;
        expected.push(settled(&page)?);
        page.clear()?;
    }
    page.browser.open(&format!("{}?engine={engine}", server.url()))?;
    wait_engine(&page, engine)?;
    for (drawing, expected) in digits.iter().zip(expected) {
        put_on_sheet(&page, drawing)?;
        let read = settled(&page)?;
        let apart = read.iter().zip(&expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        ensure!(apart <= AGREEMENT, "{} ({}): {read:?}, not {expected:?}", drawing.text, drawing.writer);
        page.clear()?;
    }
    assert_eq!(page.value("engine")?, engine, "it read to the end");
    Ok(())
}

#[test]
fn ndarray_reads_the_same() -> Result<()> {
    reads_the_same(Options::DESKTOP, "ndarray")
}

#[test]
fn webgpu_reads_the_same() -> Result<()> {
    reads_the_same(GPU, "webgpu")
}

/// A page that wants WebGPU, does not get it, says so, and reads.
pub fn flex_goes_on(page: &Page, word: &str) -> Result<()> {
    page.draw(&page::digit("0")?, Place::Centred)?;
    patiently(|| page.wait_toast(word))?;
    page.wait_reading("0")?;
    assert_eq!(page.value("engine")?, "flex");
    page.wait_kept_strokes(page::digit("0")?.strokes())
}

#[test]
fn without_a_gpu_flex_reads_and_the_page_says_so() -> Result<()> {
    let server = host::serve()?;
    for lack in [
        "Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined });",
        "Object.defineProperty(Navigator.prototype, 'gpu', { value: { requestAdapter: async () => null } });",
        "Object.defineProperty(Navigator.prototype, 'gpu', { get() { throw new Error('not here'); } });",
    ] {
        let page = Page::new(Options::DESKTOP)?;
        page.browser.before_each_page(lack)?;
        page.browser.open(&format!("{}?engine=webgpu", server.url()))?;
        flex_goes_on(&page, "WebGPU is not used: this browser offers none.")?;
    }
    Ok(())
}

#[test]
fn a_missing_module_leaves_flex_reading() -> Result<()> {
    let server = host::serve()?;
    server.fail("*/engine-webgpu_bg-*.wasm", Fault::Missing);
    flex_goes_on(&open(GPU, &server, "webgpu")?, "it failed to load")
}

/// The page with its engines' loader changed.
fn with_loader(change: impl FnOnce(String) -> String, more: Option<(&str, Vec<u8>)>) -> Result<Server> {
    let mut files: Files = build::read_folder(&project::dist())?;
    let loader = files.iter_mut().find(|(name, _)| name.starts_with("engine-loader-"));
    let script = loader.context("The page has no loader of engines.")?.1;
    *script = change(String::from_utf8(script.clone())?).into_bytes();
    files.extend(more.map(|(name, bytes)| (name.to_owned(), bytes)));
    Server::start(Site::new(&files, "/"), Port::Free)
}

/// Makes the worker's GPU one that the page can take away.
const MORTAL: &str = "
    if (globalThis.GPUAdapter) {
        const request = GPUAdapter.prototype.requestDevice;
        GPUAdapter.prototype.requestDevice = async function (...all) {
            const device = await request.apply(this, all);
            new BroadcastChannel('gpu').onmessage = () => device.destroy();
            return device;
        };
    }
";

#[test]
fn a_gpu_that_goes_away_leaves_the_drawing_and_flex_reads_on() -> Result<()> {
    let server = with_loader(|script| MORTAL.to_owned() + &script, None)?;
    let page = open(GPU, &server, "webgpu")?;
    wait_engine(&page, "webgpu")?;
    page.draw(&page::digit("0")?, Place::Beside(0, 2))?;
    page.wait_reading("0")?;
    page.browser.run("new BroadcastChannel('gpu').postMessage('gone')", json!([]))?;
    page.draw(&page::digit("1")?, Place::Beside(1, 2))?;
    patiently(|| page.wait_toast("WebGPU stopped. Flex reads again."))?;
    page.wait_reading("01")?;
    assert_eq!(page.value("engine")?, "flex");
    Ok(())
}

#[test]
fn an_engine_that_computes_something_else_is_refused() -> Result<()> {
    let files = build::read_folder(&project::dist())?;
    let weights = files.iter().find(|(name, _)| name.starts_with("numbers-")).context("The page has no weights.")?;
    let mut other = Record::from_bytes(weights.1)?;
    // The first of the recorded scores.
    other.probe[0] = 1e3;
    let name = format!("\"./{}\"", weights.0);
    let change =
        |script: String| script.replace(&name, &format!("name === \"ndarray\" ? \"./other.weights\" : {name}"));
    let server = with_loader(change, Some(("other.weights", other.to_bytes())))?;
    flex_goes_on(&open(Options::DESKTOP, &server, "ndarray")?, "it gives wrong answers on this device")
}

#[test]
fn an_engine_is_chosen_given_up_and_kept_for_the_next_visit() -> Result<()> {
    let (server, page) = host::open(Options::PHONE)?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.visit("tab-model")?;
    page.wait_there("engine-ndarray")?;
    server.fail("*/engine-ndarray_bg-*.wasm", Fault::Delay(Duration::from_secs(4)));
    page.press("engine-ndarray")?;
    page.wait_value("engine-coming", "Loading NdArray")?;
    page.press("engine-cancel")?;
    page.wait_value("engine-coming", "")?;
    assert_eq!(page.value("engine")?, "flex");
    server.heal();
    page.press("engine-auto")?;
    page.press("engine-ndarray")?;
    wait_engine(&page, "ndarray")?;
    page.wait_reading("0")?;
    page.browser.reload()?;
    wait_engine(&page, "ndarray")?;
    page.wait_reading("0")
}

#[test]
fn an_engine_that_was_used_is_there_without_a_network_and_others_are_not() -> Result<()> {
    let (mut server, page) = host::open(GPU)?;
    page.wait_installed()?;
    let kept = "const names = await caches.keys();
        const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys())));
        return all.flat().map((request) => new URL(request.url).pathname);";
    let engines = || -> Result<Vec<String>> {
        let all: Vec<String> = serde_json::from_value(page.browser.run_async(kept, json!([]))?)?;
        Ok(all.into_iter().filter(|path| path.contains("_bg-") && !path.contains("inkling")).collect())
    };
    let holds = |engines: &[String], name: &str| engines.iter().any(|path| path.contains(name));
    let before = engines()?;
    ensure!(holds(&before, "engine-flex") && !holds(&before, "ndarray") && !holds(&before, "webgpu"), "{before:?}");
    page.browser.open(&format!("{}?engine=ndarray", server.url()))?;
    wait_engine(&page, "ndarray")?;
    patiently(|| {
        let after = engines()?;
        ensure!(holds(&after, "ndarray") && !holds(&after, "webgpu"), "{after:?}");
        Ok(())
    })?;
    server.stop();
    page.browser.reload()?;
    wait_engine(&page, "ndarray")?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")
}

#[test]
fn this_device_is_measured_and_the_figures_are_copied() -> Result<()> {
    let (_server, page) = host::open(GPU)?;
    page.visit("tab-model")?;
    page.wait_there("device-start")?;
    page.press("device-start")?;
    page.press("device-start")?;
    let state = "return document.querySelector(\"[data-testid='device-table']\").dataset.state === arguments[0]";
    page.browser.wait_until("it was ended", state, json!(["idle"]))?;
    page.press("device-start")?;
    patiently(|| page.browser.wait_until("all is measured", state, json!(["idle"])))?;
    let measured: Value = serde_json::from_str(&page.value("device-table")?)?;
    let rows = measured["engines"].as_array().context("There are no engines.")?;
    for engine in ["flex", "ndarray", "webgpu"] {
        let row = rows.iter().find(|row| row["engine"] == engine).with_context(|| format!("{engine}: {measured}"))?;
        for figure in ["load_ms", "one_ms_p50", "one_ms_p95", "images_per_s"] {
            ensure!(row[figure].as_f64().is_some_and(|figure| figure > 0.0), "{figure} of {row}");
        }
    }
    page.press("device-text")?;
    page.wait_toast("Copied the figures")
}

/// Keeps the names of all workers.
const NAMES: &str = "
    window.workers = [];
    window.Worker = class extends window.Worker {
        constructor(address, options) { super(address, options); window.workers.push(options?.name); }
    };
";

#[test]
fn a_large_batch_goes_to_whichever_is_faster_and_loses_nothing() -> Result<()> {
    const COUNT: usize = 4_096;
    let server = host::serve()?;
    let page = Page::new(GPU)?;
    page.browser.before_each_page(NAMES)?;
    page.browser.open(&server.url())?;
    page.visit("tab-model")?;
    page.wait_there("dataset-choose")?;
    let (mut glyphs, mut labels) = (Vec::new(), Vec::new());
    for drawing in page::digits()?.iter().cycle().take(COUNT) {
        glyphs.push(drawing.glyph()?);
        labels.push(drawing.text.parse()?);
    }
    let images = on_disk("many-images-idx3-ubyte", &idx::images(glyphs.iter()))?;
    let labels = on_disk("many-labels-idx1-ubyte", &idx::labels(labels.into_iter()))?;
    page.find("dataset-input")?.type_text(&format!("{}\n{}", images.display(), labels.display()))?;
    patiently(|| page.wait_value("dataset-progress", "done"))?;
    assert_eq!(page.value("dataset-right")?, "4\u{202f}096 of 4\u{202f}096");
    let workers = page.browser.run("return window.workers", json!([]))?;
    ensure!(workers.as_array().is_some_and(|names| names.contains(&json!("webgpu"))), "{workers}");
    assert_eq!(page.value("engine")?, "flex", "the sheet keeps its own");
    Ok(())
}
