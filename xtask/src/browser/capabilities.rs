//! What a new browser is asked to be.

use crate::{setup, shell, tools};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Chromium,
    Firefox,
    /// Safari's engine, in WebKitGTK's own small browser.
    WebKit,
}

/// What a browser is driven by.
pub struct Program {
    pub driver: PathBuf,
    /// Whether it finds a free port by itself, and says which.
    pub announces: bool,
    /// The program that makes a screen in memory, for a browser that has no mode without a window.
    pub screen: Option<PathBuf>,
    pub environment: Vec<(&'static str, &'static str)>,
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

    pub const fn within(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    pub const fn alone(self) -> Self {
        Self { alone: true, ..self }
    }
}

impl Program {
    pub const fn announcing(driver: PathBuf) -> Self {
        Self { driver, announces: true, screen: None, environment: Vec::new() }
    }
}

impl Kind {
    pub fn program(self) -> Result<Program> {
        let lacks = || format!("{} Run `cargo xtask setup`.", self.lack());
        match self {
            Self::Chromium => setup::chromedriver().map(Program::announcing).with_context(lacks),
            Self::Firefox => setup::geckodriver().map(Program::announcing).with_context(lacks),
            Self::WebKit => setup::webkit().map(webkit_program).with_context(lacks),
        }
    }

    /// Whether this machine has it, with its driver.
    pub fn is_there(self) -> bool {
        match self {
            Self::Chromium => setup::chromium().is_some(),
            Self::Firefox => setup::firefox().is_some() && setup::geckodriver().is_some(),
            Self::WebKit => setup::webkit().is_some(),
        }
    }

    /// A sentence for a machine that has not.
    pub const fn lack(self) -> &'static str {
        match self {
            Self::Chromium => "There is no Chromium with a chromedriver of its version.",
            Self::Firefox => "There is no Firefox with geckodriver.",
            Self::WebKit => "There is no WebKitGTK with WebKitWebDriver, or no Xvfb.",
        }
    }
}

fn webkit_program(found: setup::WebKit) -> Program {
    // Its sandbox needs rights that root has not in a container.
    let environment =
        if tools::is_root() { vec![("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")] } else { Vec::new() };
    Program { driver: found.driver, announces: false, screen: Some(found.screen), environment }
}

/// Milliseconds that a script may take. The longest measure a GPU made of software, some seconds on an idle machine.
const SCRIPT: u32 = 120_000;
/// Kilobytes of shared memory that several pages have enough of.
const ROOMY: u64 = 1 << 20;

pub fn capabilities(options: &Options) -> Result<Value> {
    let always = match options.kind {
        Kind::Chromium => chromium(options)?,
        Kind::Firefox => firefox(options)?,
        Kind::WebKit => webkit(options)?,
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
        "--force-prefers-no-reduced-motion".to_owned(),
    ];
    if !shared_memory_is_roomy() {
        // Files on disk take its place, which cost the tests of the page a fifth of their time.
        arguments.push("--disable-dev-shm-usage".to_owned());
    }
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

/// Containers may give programs a shared memory too small for a page.
fn shared_memory_is_roomy() -> bool {
    let asked = shell::quiet(Command::new("df").args(["-k", "--output=avail", "/dev/shm"]));
    let kilobytes = asked.ok().and_then(|told| told.lines().nth(1)?.trim().parse().ok());
    kilobytes.is_some_and(|kilobytes: u64| kilobytes >= ROOMY)
}

fn firefox(options: &Options) -> Result<Value> {
    let browser = setup::firefox().context("There is no Firefox. Run `cargo xtask setup`.")?;
    let (width, height) = options.size;
    let arguments = ["-headless".to_owned(), format!("--width={width}"), format!("--height={height}")];
    let mut preferences = json!({ "ui.systemUsesDarkTheme": u8::from(options.dark) });
    if options.camera {
        preferences["media.navigator.permission.disabled"] = json!(true);
        preferences["media.navigator.streams.fake"] = json!(true);
    }
    Ok(json!({
        "browserName": "firefox",
        "unhandledPromptBehavior": "ignore",
        "timeouts": { "script": SCRIPT, "pageLoad": 30_000 },
        "moz:firefoxOptions": { "binary": browser, "args": arguments, "prefs": preferences },
    }))
}

fn webkit(options: &Options) -> Result<Value> {
    let found = setup::webkit().context(Kind::WebKit.lack())?;
    let mut arguments = vec!["--automation"];
    if options.dark {
        arguments.push("--dark-mode");
    }
    if options.camera {
        arguments.push("--enable-mock-capture-devices=true");
    }
    Ok(json!({
        "unhandledPromptBehavior": "ignore",
        "timeouts": { "script": SCRIPT, "pageLoad": 30_000 },
        "webkitgtk:browserOptions": { "binary": found.browser, "args": arguments },
    }))
}
