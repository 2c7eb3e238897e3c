//! A browser's process with its driver, and those that wait for the next test.
//!
//! Starting a browser takes longer than most tests. One that is done with a page is renewed instead: its windows are
//! closed, what pages stored is removed, and the next test gets a new window, without emulation or scripts of before.
//! Each test has a server with a port of its own, and with it an origin of its own. Only Chromium can be told to forget
//! what an origin stored; in the others it stays behind, under a port that no later test has.

use super::capabilities::{Kind, Options, capabilities};
use super::driver::Driver;
use super::wire;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Those that no test has at the moment. They end with this program.
static IDLE: Mutex<Vec<(Kind, Arc<Process>)>> = Mutex::new(Vec::new());

pub struct Process {
    driver: Driver,
    session: String,
    /// Where Chromium listens to its own protocol.
    debugger: Option<String>,
}

impl Process {
    /// One that waits, or a new one.
    pub fn take(options: &Options) -> Result<Arc<Self>> {
        let waiting = if is_shared(options) { waiting(options.kind) } else { None };
        match waiting {
            Some(process) => Ok(process),
            None => Self::start(options).map(Arc::new),
        }
    }

    fn start(options: &Options) -> Result<Self> {
        let mut driver = Driver::start(&options.kind.program()?)?;
        let asked = capabilities(options)?;
        let made = wire::call(driver.port, "POST", "/session", Some(&asked)).context("The browser did not start.")?;
        let session = made.get("sessionId").and_then(Value::as_str).context("The driver names no session.")?;
        driver.guard(session)?;
        let debugger = made["capabilities"]["goog:chromeOptions"]["debuggerAddress"].as_str().map(str::to_owned);
        Ok(Self { session: session.to_owned(), driver, debugger })
    }

    /// For the next test, without what pages of these origins stored. One that cannot be renewed ends.
    pub fn give_back(self: Arc<Self>, options: &Options, origins: &[String]) {
        if is_shared(options) && !std::thread::panicking() && self.renew(options.kind, origins).is_ok() {
            idle().push((options.kind, self));
        }
    }

    fn renew(&self, kind: Kind, origins: &[String]) -> Result<()> {
        self.call("DELETE", "/actions", None)?;
        let left = self.call("GET", "/window/handles", None)?;
        let fresh = self.post("/window/new", json!({ "type": "window" }))?["handle"].clone();
        for window in left.as_array().into_iter().flatten() {
            self.post("/window", json!({ "handle": window }))?;
            self.call("DELETE", "/window", None)?;
        }
        self.post("/window", json!({ "handle": fresh }))?;
        if kind != Kind::Chromium {
            return Ok(());
        }
        for origin in origins {
            self.cdp("Storage.clearDataForOrigin", json!({ "origin": origin, "storageTypes": "all" }))?;
        }
        self.cdp("Network.clearBrowserCache", json!({}))?;
        self.cdp("Browser.resetPermissions", json!({}))?;
        self.post("/se/log", json!({ "type": "browser" })).map(drop)
    }

    pub fn id(&self) -> u32 {
        self.driver.id()
    }

    pub fn debugger(&self) -> Option<&str> {
        self.debugger.as_deref()
    }

    /// A command of Chromium's own protocol.
    pub fn cdp(&self, command: &str, parameters: Value) -> Result<Value> {
        self.post("/goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }

    pub fn post(&self, path: &str, body: Value) -> Result<Value> {
        self.call("POST", path, Some(&body))
    }

    pub fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
        wire::call(self.driver.port, method, &format!("/session/{}{path}", self.session), body)
    }
}

/// Whether a test may have a browser that another had before.
fn is_shared(options: &Options) -> bool {
    // The others are told how to look when they start.
    let dark = options.dark && options.kind != Kind::Chromium;
    !(options.alone || options.camera || options.gpu || dark)
}

fn waiting(kind: Kind) -> Option<Arc<Process>> {
    let mut idle = idle();
    let at = idle.iter().rposition(|(one, _)| *one == kind)?;
    Some(idle.remove(at).1)
}

fn idle() -> MutexGuard<'static, Vec<(Kind, Arc<Process>)>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}
