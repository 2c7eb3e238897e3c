//! What a new browser is asked to be.

use crate::{setup, tools};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::PathBuf;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Chromium,
    Firefox,
}

#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub kind: Kind,
    /// The page's own size, in CSS pixels.
    pub size: (u32, u32),
    /// A phone: touch, and a viewport that is the screen.
    pub touch: bool,
    pub dark: bool,
    /// A made camera, and leave to use it.
    pub camera: bool,
    /// A graphics processor for pages, made of software: right, and slow.
    pub gpu: bool,
    /// A process of its own, as new as a first visitor's: what is measured depends on it.
    pub alone: bool,
}

impl Options {
    pub const DESKTOP: Self = Self {
        kind: Kind::Chromium,
        size: (1280, 800),
        touch: false,
        dark: false,
        camera: false,
        gpu: false,
        alone: false,
    };
    pub const PHONE: Self = Self { size: (390, 844), touch: true, ..Self::DESKTOP };

    pub const fn dark(self) -> Self {
        Self { dark: true, ..self }
    }

    pub const fn alone(self) -> Self {
        Self { alone: true, ..self }
    }
}

impl Kind {
    pub fn driver(self) -> Result<PathBuf> {
        match self {
            Self::Chromium => setup::chromedriver().context("There is no chromedriver. Run `cargo xtask setup`."),
            Self::Firefox => setup::geckodriver().context("There is no geckodriver. Run `cargo xtask setup`."),
        }
    }
}

/// Milliseconds that a script may take. The longest measure a GPU made of software, some seconds on an idle machine.
const SCRIPT: u32 = 120_000;

pub fn capabilities(options: &Options) -> Result<Value> {
    let always = match options.kind {
        Kind::Chromium => chromium(options)?,
        Kind::Firefox => firefox(options)?,
    };
    Ok(json!({ "capabilities": { "alwaysMatch": always } }))
}

fn chromium(options: &Options) -> Result<Value> {
    Ok(json!({
        "browserName": "chrome",
        "unhandledPromptBehavior": "ignore",
        "timeouts": { "script": SCRIPT, "pageLoad": 30_000 },
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": chromium_options(options)?,
    }))
}

/// How Chromium is started, in the driver's terms.
pub fn chromium_options(options: &Options) -> Result<Value> {
    let browser = setup::chromium().context("There is no Chromium. Run `cargo xtask setup`.")?;
    let (width, height) = options.size;
    let mut arguments = vec![
        "--headless=new".to_owned(),
        format!("--window-size={width},{height}"),
        // Quiet: a browser that phones home in the middle of a measurement spoils it.
        "--disable-quic".to_owned(),
        "--no-first-run".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        // Containers give it a shared memory too small for a page.
        "--disable-dev-shm-usage".to_owned(),
        "--force-prefers-no-reduced-motion".to_owned(),
    ];
    if options.camera {
        arguments.push("--use-fake-device-for-media-stream".to_owned());
        arguments.push("--use-fake-ui-for-media-stream".to_owned());
    }
    if options.gpu {
        arguments.push("--enable-unsafe-webgpu".to_owned());
    }
    if tools::is_root() {
        arguments.push("--no-sandbox".to_owned());
    }
    Ok(json!({ "binary": browser, "args": arguments }))
}

fn firefox(options: &Options) -> Result<Value> {
    let browser = setup::firefox().context("There is no Firefox. Run `cargo xtask setup`.")?;
    let (width, height) = options.size;
    let arguments = ["-headless".to_owned(), format!("--width={width}"), format!("--height={height}")];
    Ok(json!({
        "browserName": "firefox",
        "unhandledPromptBehavior": "ignore",
        "timeouts": { "script": SCRIPT, "pageLoad": 30_000 },
        "moz:firefoxOptions": { "binary": browser, "args": arguments },
    }))
}
