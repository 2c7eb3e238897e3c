//! The time that the page takes to evaluate ten thousand labelled pictures in MNIST's format.

use crate::browser::Options;
use crate::page::{self, Page};
use crate::serve::Server;
use crate::tell;
use anyhow::{Context, Result};
use inkling::gallery::idx;
use serde_json::json;
use std::path::PathBuf;

const COUNT: usize = 10_000;

pub struct SetRead {
    pub millis: f64,
    pub accuracy: f64,
}

pub fn measure(server: &Server) -> Result<SetRead> {
    let files = files()?;
    let page = Page::open(Options::DESKTOP.alone(), &server.url())?;
    page.visit("tab-model")?;
    page.wait_there("dataset-choose")?;
    page.browser.run(WATCH, json!([]))?;
    let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    page.find("dataset-input")?.type_text(&names.join("\n"))?;
    let millis = page.browser.run_async(WAIT, json!([]))?.as_f64().context("The set was not measured.")?;
    let accuracy = page.value("dataset-accuracy")?.parse()?;
    tell::line(&format!("{COUNT} pictures with labels: {:.0} a second", 1e3 * COUNT as f64 / millis));
    files.iter().try_for_each(std::fs::remove_file)?;
    Ok(SetRead { millis, accuracy })
}

/// Files of the recorded digits, repeated.
fn files() -> Result<[PathBuf; 2]> {
    let (mut glyphs, mut labels) = (Vec::new(), Vec::new());
    for drawing in page::digits()?.iter().cycle().take(COUNT) {
        glyphs.push(drawing.glyph()?);
        labels.push(drawing.text.parse::<u8>().context("A recorded drawing is no digit.")?);
    }
    let write = |name: &str, bytes: Vec<u8>| -> Result<PathBuf> {
        let file = std::env::temp_dir().join(format!("inkling-bench-{}-{name}", std::process::id()));
        std::fs::write(&file, bytes)?;
        Ok(file)
    };
    Ok([
        write("images-idx3-ubyte", idx::images(glyphs.iter()))?,
        write("labels-idx1-ubyte", idx::labels(labels.into_iter()))?,
    ])
}

const WATCH: &str = "
    addEventListener('change', () => window.began ??= performance.now(), { capture: true });
";

const WAIT: &str = "
    const done = () => document.querySelector('[data-testid=dataset-progress]')?.dataset.value === 'done';
    while (!done()) {
        if (performance.now() - window.began > 120000) return null;
        await new Promise((later) => setTimeout(later, 5));
    }
    return performance.now() - window.began;
";
