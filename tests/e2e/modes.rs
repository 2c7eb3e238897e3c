//! A second model in a mode of its own: three made-up signs, which no line of the page knows.

#[path = "../shapes/mod.rs"]
mod shapes;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use shapes::{Chance, SIGNS};
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use xtask::browser::Options;
use xtask::build::{self, Base, Files};
use xtask::page::{self, Drawing, Page, Place};
use xtask::project;
use xtask::serve::{Fault, Port, Server, Site};

/// The folder with the trained model, made once. `cargo xtask test` has built the program before, for the native tests.
fn trained() -> Result<&'static PathBuf> {
    static FOLDER: OnceLock<std::result::Result<PathBuf, String>> = OnceLock::new();
    let made = FOLDER.get_or_init(|| train().map_err(|error| format!("{error:#}")));
    made.as_ref().map_err(|error| anyhow::anyhow!("{error}"))
}

fn train() -> Result<PathBuf> {
    let folder = project::scratch().join("shapes");
    shapes::write(&folder)?;
    let mut cargo = Command::new("cargo");
    cargo.current_dir(project::root()).args(["run", "--quiet", "--profile", "fast", "--features", "app,train"]);
    cargo.args(["--bin", "train", "--", "--smoke", "--model"]).arg(folder.join(shapes::DESCRIPTION));
    cargo.arg("--data").arg(&folder).arg("--out").arg(&folder);
    let done = cargo.output().context("cargo could not be started.")?;
    ensure!(done.status.success(), "The model was not trained: {}", String::from_utf8_lossy(&done.stderr));
    Ok(folder)
}

/// The page with another manifest, as another build would have it.
fn serve(change: impl FnOnce(&mut Vec<Value>)) -> Result<Server> {
    let mut raw: Files = build::read_folder(&build::raw())?;
    let mut manifest = entries(raw.get("manifest.json").context("The build has no manifest.")?)?;
    change(&mut manifest);
    raw.insert("manifest.json".into(), json!(manifest).to_string().into_bytes());
    raw.insert("shapes.weights".into(), std::fs::read(trained()?.join("shapes.weights"))?);
    Server::start(Site::new(&build::finish(raw, &Base::default())?.files, "/"), Port::Free)
}

/// The page with the model of made-up signs.
fn serve_shapes() -> Result<Server> {
    let own = entries(&std::fs::read(trained()?.join("manifest.json"))?)?;
    serve(|manifest| {
        // The mode is theirs alone.
        manifest.retain(|entry| entry["modes"] != json!(["text"]));
        manifest.extend(own);
    })
}

fn entries(bytes: &[u8]) -> Result<Vec<Value>> {
    Ok(serde_json::from_slice(bytes)?)
}

/// A sign as the page's recorded drawings are.
fn sign(which: usize, seed: u64) -> Result<Drawing> {
    let strokes = shapes::drawn(which, &mut Chance(seed));
    let flat = |stroke: &Vec<(f32, f32)>| stroke.iter().flat_map(|(x, y)| [*x, *y]).collect::<Vec<f32>>();
    let strokes: Vec<Vec<f32>> = strokes.iter().map(flat).collect();
    page::parse(&json!({ "text": SIGNS[which], "strokes": strokes }).to_string())
}

fn bars(page: &Page) -> Result<String> {
    let script = "return [...document.querySelectorAll('.bar .choose')].map((one) => one.textContent).join('')";
    Ok(page.browser.run(script, json!([]))?.as_str().unwrap_or_default().to_owned())
}

#[test]
fn one_mode_needs_no_control() -> Result<()> {
    let server = serve(|manifest| manifest.truncate(1))?;
    let page = Page::open(Options::DESKTOP, &server.url())?;
    page.wait_value("model-state", "ready")?;
    assert_eq!(page.browser.run("return document.querySelectorAll('.modes, .mode-line').length", json!([]))?, json!(0));
    assert_eq!(bars(&page)?, "0123456789");
    Ok(())
}

#[test]
fn a_model_of_made_up_signs_is_loaded_reads_and_is_corrected() -> Result<()> {
    let server = serve_shapes()?;
    let page = Page::open(Options::DESKTOP, &server.url())?;
    page.draw(&page::digit("7")?, Place::Centred)?;
    page.wait_reading("7")?;
    let asked = || server.traffic().0.iter().any(|sent| sent.path.contains("shapes-"));
    ensure!(!asked(), "The second model was fetched before anybody wanted it.");

    page.press("mode-text")?;
    page.wait_value("model-state", "ready")?;
    ensure!(asked(), "The second model was not fetched.");
    assert_eq!(bars(&page)?, SIGNS.concat());
    page.press("clear")?;
    for which in [2, 0, 1] {
        page.draw(&sign(which, 40 + which as u64)?, Place::Centred)?;
        page.wait_reading(SIGNS[which])?;
        ensure!(page.value(&format!("prob-{}", SIGNS[which]))?.parse::<f64>()? > 0.75);
        page.press("clear")?;
    }

    // A correction is a sign of this alphabet.
    page.draw(&sign(2, 42)?, Place::Centred)?;
    page.wait_reading(SIGNS[2])?;
    page.press(&format!("choose-{}", SIGNS[0]))?;
    page.wait_reading(SIGNS[0])?;

    // The same ink, read by the model of numbers again; the choice outlives a reload.
    page.press("mode-numbers")?;
    page.wait_value("prob-0", &page.value("prob-0")?)?;
    assert_eq!(bars(&page)?, "0123456789");
    page.press("mode-text")?;
    page.wait_value("model-state", "ready")?;
    page.browser.reload()?;
    page.wait_ready()?;
    page.wait_value("model-state", "ready")?;
    assert_eq!(bars(&page)?, SIGNS.concat());
    Ok(())
}

#[test]
fn what_is_missing_of_a_model_is_said_and_the_first_model_reads_on() -> Result<()> {
    let server = serve_shapes()?;
    server.fail("/shapes-*.weights", Fault::Missing);
    let page = Page::open(Options::DESKTOP, &server.url())?;
    page.press("mode-text")?;
    page.draw(&sign(2, 42)?, Place::Centred)?;
    page.wait_value("model-state", "failed")?;
    page.wait_there("model-retry")?;
    page.press("mode-numbers")?;
    page.press("clear")?;
    page.draw(&page::digit("4")?, Place::Centred)?;
    page.wait_reading("4")?;

    server.heal();
    page.press("mode-text")?;
    page.press("clear")?;
    page.draw(&sign(2, 42)?, Place::Centred)?;
    page.wait_value("model-state", "ready")?;
    page.wait_reading(SIGNS[2])?;
    Ok(())
}

#[test]
fn a_model_is_there_offline_after_its_first_use() -> Result<()> {
    let server = serve_shapes()?;
    let page = Page::open(Options::DESKTOP, &server.url())?;
    page.wait_installed()?;
    page.browser.reload()?;
    page.wait_ready()?;
    page.press("mode-text")?;
    page.draw(&sign(0, 40)?, Place::Centred)?;
    page.wait_reading(SIGNS[0])?;
    page.wait_kept_strokes(1)?;
    // The service worker keeps the model after it has answered.
    let kept = "for (const name of await caches.keys()) {
                  const keys = await (await caches.open(name)).keys();
                  if (keys.some((key) => key.url.includes('shapes-'))) return true;
                }
                return false;";
    let began = Instant::now();
    while page.browser.run_async(kept, json!([]))? != json!(true) {
        ensure!(began.elapsed() < Duration::from_secs(30), "The model was not kept.");
        std::thread::sleep(Duration::from_millis(100));
    }
    let url = server.url();
    drop(server);
    page.browser.open(&url)?;
    page.wait_ready()?;
    page.wait_value("model-state", "ready")?;
    page.wait_reading(SIGNS[0])
}
