//! One browser with one page: going somewhere, running scripts, looking and listening.

use super::capabilities::{Kind, Options, capabilities};
use super::driver::Driver;
use super::{base64, wire};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a test waits for what must come; busy machines take their time.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Browser {
    driver: Driver,
    session: String,
    kind: Kind,
}

/// One line of the browser's console.
#[derive(Clone, Debug)]
pub struct LogLine {
    pub level: String,
    pub text: String,
}

impl Browser {
    pub fn start(options: &Options) -> Result<Self> {
        let driver = Driver::start(&options.kind.driver()?)?;
        let asked = capabilities(options)?;
        let made = wire::call(driver.port, "POST", "/session", Some(&asked)).context("The browser did not start.")?;
        let session = made.get("sessionId").and_then(Value::as_str).context("The driver names no session.")?;
        let browser = Self { session: session.to_owned(), driver, kind: options.kind };
        if options.kind == Kind::Chromium {
            browser.emulate(options)?;
        }
        Ok(browser)
    }

    /// The process that the browser was started by.
    pub fn driver_process(&self) -> u32 {
        self.driver.id()
    }

    /// Makes the page the size and kind of screen that is asked for; also while it is open, as a turned phone does.
    pub fn emulate(&self, options: &Options) -> Result<()> {
        let (width, height) = options.size;
        let scale = if options.touch { 2 } else { 1 };
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": options.touch });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics)?;
        let points = if options.touch { 5 } else { 1 };
        self.cdp("Emulation.setTouchEmulationEnabled", json!({ "enabled": options.touch, "maxTouchPoints": points }))?;
        self.prefer_dark(options.dark)
    }

    pub fn prefer_dark(&self, dark: bool) -> Result<()> {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).map(drop)
    }

    pub fn open(&self, url: &str) -> Result<()> {
        self.post("/url", json!({ "url": url })).map(drop)
    }

    pub fn reload(&self) -> Result<()> {
        self.post("/refresh", json!({})).map(drop)
    }

    /// The value of the script's `return`.
    pub fn run(&self, script: &str, arguments: Value) -> Result<Value> {
        self.post("/execute/sync", json!({ "script": script, "args": list(arguments) }))
    }

    /// The value that the script's promise resolves to: it is the body of an async function.
    pub fn run_async(&self, script: &str, arguments: Value) -> Result<Value> {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1]; const rest = Array.from(arguments).slice(0, -1);\
             (async function () {{ {script} }}).apply(null, rest).then(\
             (value) => done({{ value }}), (error) => done({{ failed: String(error) }}));"
        );
        let answer = self.post("/execute/async", json!({ "script": wrapped, "args": list(arguments) }))?;
        match answer.get("failed").and_then(Value::as_str) {
            Some(error) => bail!("The page's script failed: {error}"),
            None => Ok(answer.get("value").cloned().unwrap_or_default()),
        }
    }

    /// Asks until the script's answer is true; what was waited for is the error.
    pub fn wait_until(&self, what: &str, script: &str, arguments: Value) -> Result<()> {
        self.wait_at_most(PATIENCE, what, script, arguments)
    }

    pub fn wait_at_most(&self, limit: Duration, what: &str, script: &str, arguments: Value) -> Result<()> {
        let began = Instant::now();
        loop {
            let answer = self.run(script, arguments.clone());
            if matches!(answer, Ok(Value::Bool(true))) {
                return Ok(());
            }
            if began.elapsed() > limit {
                let last = answer.map_or_else(|error| error.to_string(), |value| value.to_string());
                bail!("Waited in vain until {what}; the last answer was {last}.");
            }
            std::thread::sleep(Duration::from_millis(25));
        }
    }

    /// Runs in every page before its own scripts, from the next one on.
    pub fn before_each_page(&self, script: &str) -> Result<()> {
        self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).map(drop)
    }

    /// A command of Chromium's own protocol.
    pub fn cdp(&self, command: &str, parameters: Value) -> Result<Value> {
        if self.kind != Kind::Chromium {
            bail!("Only Chromium knows {command}.");
        }
        self.post("/goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }

    /// What the console was told since the last time.
    pub fn console(&self) -> Result<Vec<LogLine>> {
        let lines = self.post("/se/log", json!({ "type": "browser" }))?;
        let text = |line: &Value, field: &str| line.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
        let lines = lines.as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(lines.iter().map(|line| LogLine { level: text(line, "level"), text: text(line, "message") }).collect())
    }

    pub fn screenshot(&self, file: &Path) -> Result<()> {
        save(Some(&self.get("/screenshot")?), file)
    }

    /// The page from top to bottom, however long it is.
    pub fn screenshot_whole(&self, file: &Path) -> Result<()> {
        let taken = self.cdp("Page.captureScreenshot", json!({ "captureBeyondViewport": true }))?;
        save(taken.get("data"), file)
    }

    pub fn get(&self, path: &str) -> Result<Value> {
        wire::call(self.driver.port, "GET", &format!("/session/{}{path}", self.session), None)
    }

    pub fn post(&self, path: &str, body: Value) -> Result<Value> {
        wire::call(self.driver.port, "POST", &format!("/session/{}{path}", self.session), Some(&body))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Closes the browser and removes its profile; the driver itself goes next.
        let _ = wire::call(self.driver.port, "DELETE", &format!("/session/{}", self.session), None);
    }
}

fn save(picture: Option<&Value>, file: &Path) -> Result<()> {
    let bytes = picture.and_then(Value::as_str).and_then(base64::decode).context("The driver sent no picture.")?;
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(file, bytes).with_context(|| format!("{} could not be written.", file.display()))
}

fn list(arguments: Value) -> Value {
    if arguments.is_array() { arguments } else { json!([arguments]) }
}
