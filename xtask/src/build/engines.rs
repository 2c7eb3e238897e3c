//! The engines that take the place of the one that every page begins with: when a further model is first chosen, or by
//! the visitor's choice.
//!
//! They take longer to compile than everything else together, and the page works without them: so they are no part of
//! what Trunk builds, and whoever waits for the page need not wait for them.

use crate::{project, setup, shell, tell};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

struct Engine {
    name: &'static str,
    feature: &'static str,
    profile: &'static str,
    /// On two cores, with nothing built.
    expected: Duration,
}

const ENGINES: [Engine; 3] = [
    Engine { name: "engine-flex-full", feature: "flex", profile: SPEED, expected: Duration::from_secs(2 * 60) },
    Engine { name: "engine-ndarray", feature: "ndarray", profile: SIZE, expected: Duration::from_secs(4 * 60) },
    Engine { name: "engine-webgpu", feature: "webgpu", profile: SIZE, expected: Duration::from_secs(9 * 60) },
];

/// Compiled for speed, as the engine that all pages begin with.
const SPEED: &str = "release";
/// Compiled for size, as the page is: what has to be fast runs in shaders, or is in the other engines.
const SIZE: &str = "page";

impl Engine {
    fn module(&self) -> PathBuf {
        let built = project::target().join(setup::WASM_TARGET).join(self.profile);
        built.join(self.name).with_extension("wasm")
    }

    fn files(&self) -> [String; 2] {
        [format!("{}.js", self.name), format!("{}_bg.wasm", self.name)]
    }

    /// Whether what wasm-bindgen made of the module is no older than the module.
    fn is_bound(&self, folder: &Path) -> bool {
        let age = |file: PathBuf| fs::metadata(file).and_then(|found| found.modified()).ok();
        let module = age(self.module());
        self.files().iter().all(|file| age(folder.join(file)).is_some_and(|bound| Some(bound) >= module))
    }
}

/// Whether a file of the page belongs to one of them.
pub fn owns(file: &str) -> bool {
    ENGINES.iter().any(|engine| file.starts_with(engine.name))
}

/// Whether they were built before, so that building them again takes seconds.
pub fn were_built() -> bool {
    ENGINES.iter().all(|engine| engine.module().is_file())
}

/// Adds them to what Trunk made.
pub fn build(page: &Path) -> Result<()> {
    let missing = "is missing. Run `cargo xtask setup`, then try again.";
    let std = setup::wasm_std()?.with_context(|| format!("Rust's standard library for WebAssembly {missing}"))?;
    let bindgen = setup::wasm_bindgen()?.with_context(|| format!("wasm-bindgen of the right version {missing}"))?;
    for engine in &ENGINES {
        let expected = if engine.module().is_file() { Duration::from_secs(5) } else { engine.expected };
        tell::line(&format!("Compiling {}: {}", engine.name, tell::roughly(expected)));
        let mut cargo = Command::new("cargo");
        cargo.current_dir(project::root()).args(["build", "--package", "inkling", "--target", setup::WASM_TARGET]);
        cargo.args(["--bin", engine.name, "--features", engine.feature, "--profile", engine.profile]);
        std.apply(&mut cargo);
        shell::patient(&mut cargo, Duration::from_secs(60 * 60))?;
        let bound = project::scratch().join("engines");
        if !engine.is_bound(&bound) {
            let mut command = Command::new(&bindgen);
            command.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&bound).arg(engine.module());
            shell::quiet(&mut command)?;
        }
        for file in engine.files() {
            fs::copy(bound.join(&file), page.join(&file)).with_context(|| format!("{file} is missing."))?;
        }
    }
    Ok(())
}
