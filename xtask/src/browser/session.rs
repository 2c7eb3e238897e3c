//! One browser with one page: going somewhere, running scripts, looking and listening.

use super::base64;
use super::capabilities::{Kind, Options};
use super::process::Process;
use super::quick_pen::QuickPen;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a test waits for what must come; busy machines take their time.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Browser {
    process: Arc<Process>,
    options: Options,
    /// Where pages were opened that may have stored something.
    origins: Mutex<Vec<String>>,
}

/// One line of the browser's console.
#[derive(Clone, Debug)]
pub struct LogLine {
    pub level: String,
    pub text: String,
}

impl Browser {
    pub fn start(options: &Options) -> Result<Self> {
        let process = Process::take(options)?;
        let browser = Self { process, options: *options, origins: Mutex::default() };
        match options.kind {
            Kind::Chromium => browser.emulate(options)?,
            Kind::Firefox | Kind::WebKit => browser.resize(options.size)?,
        }
        Ok(browser)
    }

    /// Makes the window as large as it takes for the page to have this size, as far as the window's own parts let it.
    fn resize(&self, (width, height): (u32, u32)) -> Result<()> {
        let (mut wide, mut high) = (i64::from(width), i64::from(height));
        for _ in 0..5 {
            self.post("/window/rect", json!({ "width": wide, "height": high }))?;
            let page = self.run("return [innerWidth, innerHeight]", json!([]))?;
            let lack = |at: usize, wanted: u32| i64::from(wanted) - page[at].as_i64().unwrap_or_default();
            let (right, down) = (lack(0, width), lack(1, height));
            if (right, down) == (0, 0) {
                break;
            }
            (wide, high) = (wide + right, high + down);
        }
        Ok(())
    }

    /// The process that the browser was started by.
    pub fn driver_process(&self) -> u32 {
        self.process.id()
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
        self.origins.lock().unwrap_or_else(PoisonError::into_inner).extend(origin(url));
        self.post("/url", json!({ "url": url })).map(drop)
    }

    pub fn reload(&self) -> Result<()> {
        if self.options.kind != Kind::Firefox {
            return self.post("/refresh", json!({})).map(drop);
        }
        // Firefox's driver reloads past the service worker, as no visitor does without the shift key.
        self.run("window.earlier = true; location.reload();", json!([]))?;
        let loaded = "return !window.earlier && document.readyState === 'complete'";
        self.wait_until("the page is loaded anew", loaded, json!([]))
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
        if self.options.kind != Kind::Chromium {
            bail!("Only Chromium knows {command}.");
        }
        self.process.cdp(command, parameters)
    }

    /// Where Chromium takes what a hand does without waiting for frames; none where what is measured depends on pace.
    pub fn quick_pen(&self) -> Result<Option<QuickPen>> {
        let Some(debugger) = self.process.debugger().filter(|_| !self.options.alone) else { return Ok(None) };
        // A tab behind another gets no frames, and waits for them with every point.
        self.cdp("Page.bringToFront", json!({}))?;
        let window = self.get("/window")?;
        QuickPen::connect(debugger, window.as_str().context("The window has no name.")?).map(Some)
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
        self.process.call("GET", path, None)
    }

    pub fn post(&self, path: &str, body: Value) -> Result<Value> {
        self.process.post(path, body)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let origins = self.origins.get_mut().unwrap_or_else(PoisonError::into_inner);
        self.process.clone().give_back(&self.options, origins);
    }
}

/// "http://localhost:8080" of an address there.
fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(format!("{scheme}://{host}"))
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

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn an_origin_is_all_before_the_path() {
        assert_eq!(origin("http://localhost:80/a?b#c").as_deref(), Some("http://localhost:80"));
        assert_eq!(origin("http://localhost:80?b").as_deref(), Some("http://localhost:80"));
        assert_eq!(origin("about:blank"), None);
    }
}
