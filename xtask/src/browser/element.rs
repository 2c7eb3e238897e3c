//! One element of the page.

use super::session::Browser;
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// The key under which the standard hides an element's name.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

pub struct Element<'a> {
    browser: &'a Browser,
    id: String,
}

impl Browser {
    pub fn find(&self, selector: &str) -> Result<Element<'_>> {
        let none = || format!("There is no {selector}.");
        let found = self.post("/element", json!({ "using": "css selector", "value": selector })).with_context(none)?;
        let id = found.get(ELEMENT).and_then(Value::as_str).with_context(none)?;
        Ok(Element { browser: self, id: id.to_owned() })
    }
}

impl Element<'_> {
    /// As it is shown.
    pub fn text(&self) -> Result<String> {
        self.string("/text").map(Option::unwrap_or_default)
    }

    pub fn attribute(&self, name: &str) -> Result<Option<String>> {
        self.string(&format!("/attribute/{name}"))
    }

    pub fn property(&self, name: &str) -> Result<Value> {
        self.browser.get(&self.path(&format!("/property/{name}")))
    }

    pub fn click(&self) -> Result<()> {
        self.browser.post(&self.path("/click"), json!({})).map(drop)
    }

    /// Types into it, or names a file for a file input.
    pub fn type_text(&self, text: &str) -> Result<()> {
        self.browser.post(&self.path("/value"), json!({ "text": text })).map(drop)
    }

    /// Left, top, width and height in the window.
    pub fn place(&self) -> Result<[f64; 4]> {
        let script = "const r = arguments[0].getBoundingClientRect(); return [r.left, r.top, r.width, r.height];";
        let place = self.browser.run(script, json!([{ ELEMENT: self.id }]))?;
        let number = |at: usize| place.get(at).and_then(Value::as_f64).context("An element has no place.");
        Ok([number(0)?, number(1)?, number(2)?, number(3)?])
    }

    fn string(&self, path: &str) -> Result<Option<String>> {
        Ok(self.browser.get(&self.path(path))?.as_str().map(str::to_owned))
    }

    fn path(&self, path: &str) -> String {
        format!("/element/{}{path}", self.id)
    }
}
