//! The page as its visitors meet it: opened, drawn on, read. Tests, measurements and pictures all go through here, by
//! the handles that the page promises to keep.

mod recorded;

pub use recorded::{Drawing, Place, digit, digits, expressions, one, others, parse, word, words};

use crate::browser::{Browser, Element, Options, Pointer, Stroke};
use anyhow::{Context, Result, bail};
use serde_json::json;

pub struct Page {
    pub browser: Browser,
    options: Options,
}

/// Where the page keeps the drawing between visits, when it lies at the root of its server.
pub const STORED: &str = "inkling:/#drawing";

impl Page {
    /// A browser that has not been anywhere yet.
    pub fn new(options: Options) -> Result<Self> {
        Ok(Self { browser: Browser::start(&options)?, options })
    }

    /// Open and ready to read.
    pub fn open(options: Options, url: &str) -> Result<Self> {
        let page = Self::new(options)?;
        page.browser.open(url)?;
        page.wait_ready()?;
        Ok(page)
    }

    /// Until the engine has said its name, or why it cannot come.
    pub fn wait_ready(&self) -> Result<()> {
        let script = format!(
            "{FIND} const engine = find('engine');\
             return Boolean((engine && value(engine)) || find('error'));"
        );
        self.browser.wait_until("the engine is ready", &script, json!([]))?;
        if self.value("engine")?.is_empty() {
            bail!("The page reports an error: {}", self.value("error")?);
        }
        Ok(())
    }

    pub fn find(&self, handle: &str) -> Result<Element<'_>> {
        self.browser.find(&format!("[data-testid='{handle}']"))
    }

    /// As soon as it is there: parts of the page come when they are first wanted.
    pub fn press(&self, handle: &str) -> Result<()> {
        self.wait_there(handle)?;
        self.find(handle)?.click().with_context(|| format!("{handle} could not be pressed."))
    }

    /// Brings one of the page's pages to the front, and waits until it is there.
    pub fn visit(&self, tab: &str) -> Result<()> {
        self.press(tab)?;
        let script = "return Boolean(document.querySelector('.page:not([hidden]) h1'))";
        self.browser.wait_until(&format!("what {tab} leads to is there"), script, json!([]))
    }

    /// What was read: a digit, or nothing.
    pub fn reading(&self) -> Result<String> {
        self.value("reading")
    }

    /// empty, sure, unsure or not-a-digit
    pub fn state(&self) -> Result<String> {
        self.value("reading-state")
    }

    pub fn toast(&self) -> Result<String> {
        self.value("toast")
    }

    pub fn probability(&self, digit: usize) -> Result<f64> {
        self.number(&format!("prob-{digit}"))
    }

    /// What the worker took for the reading that is shown, in milliseconds.
    pub fn latency(&self) -> Result<f64> {
        self.number("latency")
    }

    fn number(&self, handle: &str) -> Result<f64> {
        let value = self.value(handle)?;
        value.parse().with_context(|| format!("{handle} is {value:?}, not a number."))
    }

    /// The handle's `data-value`, or else its text.
    pub fn value(&self, handle: &str) -> Result<String> {
        let script = format!("{FIND} const found = find(arguments[0]); return found ? value(found) : null;");
        let value = self.browser.run(&script, json!([handle]))?;
        Ok(value.as_str().with_context(|| format!("The page has no {handle}."))?.to_owned())
    }

    pub fn wait_value(&self, handle: &str, expected: &str) -> Result<()> {
        let script = format!(
            "{FIND} const found = find(arguments[0]); const now = found ? value(found) : null;\
             return now === arguments[1] ? true : now;"
        );
        self.browser
            .wait_until(&format!("{handle} is {expected:?}"), &script, json!([handle, expected]))
            .with_context(|| self.says())
    }

    /// What the page says it is doing, or that went wrong: why something did not come.
    fn says(&self) -> String {
        let script = format!(
            "{FIND} return ['stage', 'toast', 'error', 'engine'].map((handle) => {{\
                 const found = find(handle);\
                 return `${{handle}}: ${{found ? value(found) : 'not there'}}`;\
             }}).join(', ');"
        );
        match self.browser.run(&script, json!([])) {
            Ok(says) => format!("The page says: {}", says.as_str().unwrap_or_default()),
            Err(error) => format!("The page does not answer: {error}"),
        }
    }

    pub fn wait_reading(&self, text: &str) -> Result<()> {
        self.wait_value("reading", text)
    }

    /// Until the reading that is shown belongs to all that was drawn: the page marks both moments itself.
    pub fn wait_answered(&self) -> Result<()> {
        let script = "const last = (name) => performance.getEntriesByName(name).at(-1)?.startTime ?? -1;\
                      const up = last('inkling:pen-up');\
                      return up >= 0 && last('inkling:reading-shown') >= up;";
        self.browser.wait_until("the last pen-up was answered", script, json!([]))
    }

    pub fn wait_there(&self, handle: &str) -> Result<()> {
        let script = "const found = document.querySelector(`[data-testid='${arguments[0]}']`);\
                      return Boolean(found && found.getClientRects().length);";
        self.browser.wait_until(&format!("{handle} is shown"), script, json!([handle]))
    }

    /// Which build the page says it is.
    pub fn build(&self) -> Result<String> {
        let script = "return document.querySelector(\"meta[name='inkling-build']\")?.content ?? ''";
        Ok(self.browser.run(script, json!([]))?.as_str().unwrap_or_default().to_owned())
    }

    /// Until the toast holds these words.
    pub fn wait_toast(&self, words: &str) -> Result<()> {
        let script = format!(
            "{FIND} const toast = find('toast'); const text = toast ? toast.textContent : null;\
             return text && text.toLowerCase().includes(arguments[0].toLowerCase()) ? true : text;"
        );
        self.browser.wait_until(&format!("the toast says {words:?}"), &script, json!([words]))
    }

    /// With the mouse or the finger, whichever the screen has.
    pub fn draw(&self, drawing: &Drawing, place: Place) -> Result<()> {
        let pointer = if self.options.touch { Pointer::Touch } else { Pointer::Mouse };
        self.draw_with(pointer, drawing, place)
    }

    /// With the mouse, as slowly as a hand: for measuring what happens meanwhile.
    pub fn draw_by_hand(&self, drawing: &Drawing, place: Place) -> Result<()> {
        self.browser.draw_by_hand(Pointer::Mouse, &drawing.placed(self.find("pad")?.place()?, place))
    }

    pub fn draw_with(&self, pointer: Pointer, drawing: &Drawing, place: Place) -> Result<()> {
        self.browser.draw(pointer, &drawing.placed(self.find("pad")?.place()?, place))
    }

    /// A line across the pad, in parts of its width and height.
    pub fn drag(&self, from: (f64, f64), to: (f64, f64)) -> Result<()> {
        let [left, top, width, height] = self.find("pad")?.place()?;
        let stroke: Stroke = (0..=20)
            .map(|step| f64::from(step) / 20.0)
            .map(|part| (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part))
            .map(|(x, y)| (left + x * width, top + y * height))
            .collect();
        let pointer = if self.options.touch { Pointer::Touch } else { Pointer::Mouse };
        self.browser.draw(pointer, &[stroke])
    }

    /// Clears the pad and waits until that is seen.
    pub fn clear(&self) -> Result<()> {
        self.press("clear")?;
        self.wait_value("reading-state", "empty")
    }

    /// How many strokes the page has kept for the next visit.
    pub fn kept_strokes(&self) -> Result<u64> {
        let script = "const kept = localStorage.getItem(arguments[0]);\
                      return kept ? (JSON.parse(kept).strokes ?? []).length : 0;";
        Ok(self.browser.run(script, json!([STORED]))?.as_u64().unwrap_or(0))
    }

    pub fn wait_kept_strokes(&self, count: u64) -> Result<()> {
        let script = "const kept = localStorage.getItem(arguments[0]);\
                      const count = kept ? (JSON.parse(kept).strokes ?? []).length : 0;\
                      return count === arguments[1] ? true : count;";
        self.browser.wait_until(&format!("{count} strokes are kept"), script, json!([STORED, count]))
    }

    /// Until the service worker holds the whole page.
    pub fn wait_installed(&self) -> Result<()> {
        let script = "const kept = await navigator.serviceWorker.ready; return kept.active.state;";
        let state = self.browser.run_async(script, json!([]))?;
        anyhow::ensure!(state.as_str().is_some_and(|state| state.starts_with("activat")), "It is {state}.");
        Ok(())
    }
}

/// Shared by the scripts above.
const FIND: &str = "const find = (handle) => document.querySelector(`[data-testid='${handle}']`);\
                    const value = (found) => found.dataset.value ?? found.textContent.trim();";
