//! The time from opening the page to the first reading, in a browser with empty caches.

use crate::browser::Options;
use crate::page::{self, Page, STORED};
use crate::serve::{Server, Traffic};
use anyhow::{Context, Result};
use inkling::statistics::{median, percentile};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

/// What one visit measured, in milliseconds from navigation.
pub struct Visit {
    pub time: f64,
    /// The page itself in the place of its outline, with the reading.
    pub whole: f64,
    /// The first paint.
    pub paint: f64,
    /// What the server had sent by then: when the page was whole.
    pub bytes: usize,
    pub requests: usize,
    /// The events until then, in order.
    pub events: Vec<(String, f64)>,
}

/// All visits on one network.
#[derive(Default)]
pub struct FirstReading {
    pub visits: Vec<Visit>,
}

impl FirstReading {
    pub fn times(&self) -> Vec<f64> {
        sorted(self.visits.iter().map(|visit| visit.time))
    }

    pub fn wholes(&self) -> Vec<f64> {
        sorted(self.visits.iter().map(|visit| visit.whole))
    }

    pub fn paints(&self) -> Vec<f64> {
        sorted(self.visits.iter().map(|visit| visit.paint))
    }

    pub fn bytes(&self) -> usize {
        self.visits.iter().map(|visit| visit.bytes).max().unwrap_or(0)
    }

    pub fn requests(&self) -> usize {
        self.visits.iter().map(|visit| visit.requests).max().unwrap_or(0)
    }

    /// The events of the visit with the median time.
    pub fn events(&self) -> &[(String, f64)] {
        let middle = median(self.times());
        self.visits.iter().find(|visit| visit.time == middle).map_or(&[], |visit| &visit.events)
    }

    pub fn json(&self) -> Value {
        let (times, wholes, paints) = (self.times(), self.wholes(), self.paints());
        let events: Vec<Value> = self.events().iter().map(|(what, at)| json!({ "what": what, "ms": at })).collect();
        json!({
            "n": times.len(),
            "p50": percentile(&times, 0.5),
            "all": times,
            "whole_p50": percentile(&wholes, 0.5),
            "first_paint_p50": percentile(&paints, 0.5),
            "way": events,
        })
    }
}

pub fn visit(server: &Server) -> Result<Visit> {
    let digits = page::digits()?;
    let drawing = digits.first().context("There is no recorded drawing.")?;
    // The drawing is stored before the page loads: it is read as soon as anything can be.
    let preset = format!("localStorage.setItem({}, {});", json!(STORED), json!(drawing.json));
    let page = Page::new(Options::DESKTOP.alone())?;
    page.browser.before_each_page(&format!("{preset}{WATCH}"))?;
    server.forget_traffic();
    page.browser.open(&server.url())?;
    let limit = Duration::from_secs(60);
    page.browser.wait_at_most(limit, "there is a first reading", READ, json!([]))?;
    let times = page.browser.run(TIMES, json!([]))?;
    let time = |what: &str| times.get(what).and_then(Value::as_f64).context("The page has no clock.");
    let origin = time("origin")?;
    let moment = SystemTime::UNIX_EPOCH + Duration::from_secs_f64((origin + time("whole")?) / 1e3);
    let traffic = server.traffic().until(moment);
    let marks = times.get("marks").and_then(Value::as_object).into_iter().flatten();
    let mut events = requests(&traffic, origin);
    events.extend(marks.filter_map(|(what, at)| Some((what.clone(), at.as_f64()?))));
    events.sort_by(|a, b| a.1.total_cmp(&b.1));
    let (bytes, requests) = (traffic.bytes(), traffic.requests());
    Ok(Visit { time: time("reading")?, whole: time("whole")?, paint: time("paint")?, bytes, requests, events })
}

/// The time of each request; server and browser have the same clock.
fn requests(traffic: &Traffic, origin: f64) -> Vec<(String, f64)> {
    let at = |moment: SystemTime| {
        let since = moment.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        since.as_secs_f64() * 1e3 - origin
    };
    traffic.0.iter().map(|sent| (format!("asked for {}", without_hash(&sent.path)), at(sent.at))).collect()
}

/// A path without its hash: "/inkling_bg.wasm" for "/inkling_bg-0123456789abcdef.wasm".
fn without_hash(path: &str) -> String {
    match path.rsplit_once('-') {
        Some((name, rest)) if rest.len() > 16 && rest.is_char_boundary(16) => format!("{name}{}", &rest[16..]),
        _ => path.to_owned(),
    }
}

fn sorted(times: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    times
}

/// Notes when the reading's place first holds a text, in the page's outline or in the page, when the page does, and the
/// messages between page and worker until then.
const WATCH: &str = "
    window.firstReading = 0;
    window.wholePage = 0;
    window.onTheWay = {};
    const note = (what) => window.onTheWay[what] ??= performance.now();
    const look = () => {
        const page = document.querySelector(\"[data-testid='reading']\");
        const reading = page ?? document.querySelector('#outline .digit');
        if (page) note('the page has its parts');
        if (!reading?.textContent.trim()) return;
        window.firstReading ||= performance.now();
        if (!page) return;
        window.wholePage = performance.now();
        watcher.disconnect();
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document, { subtree: true, childList: true, characterData: true });
    window.Worker = class extends Worker {
        constructor(...how) {
            note('the worker is started');
            super(...how);
            this.addEventListener('message', ({ data }) => {
                if (!(data instanceof Uint8Array)) return;
                note(window.onTheWay['the worker is ready'] ? 'the worker has answered' : 'the worker is ready');
            });
        }
        postMessage(...message) {
            note('the worker is asked');
            super.postMessage(...message);
        }
    };
    addEventListener('DOMContentLoaded', () => note('the document is there'));
";

const READ: &str = "return window.wholePage > 0 && performance.getEntriesByType('paint').length > 0";

const TIMES: &str = "
    const paint = performance.getEntriesByType('paint')[0]?.startTime ?? null;
    const came = performance.getEntriesByType('resource').map(({ name, responseEnd }) =>
        [`has ${new URL(name).pathname.replace(/-[0-9a-f]{16}/, '')}`, responseEnd]);
    const { firstReading: reading, wholePage: whole } = window;
    const marks = { ...Object.fromEntries(came), ...window.onTheWay, 'first paint': paint,
        'the reading is shown': reading, 'the page shows it': whole };
    return { origin: performance.timeOrigin, reading, whole, paint, marks };
";

#[cfg(test)]
mod tests {
    use super::without_hash;

    #[test]
    fn files_are_known_without_their_hash() {
        assert_eq!(without_hash("/engine-flex_bg-0123456789abcdef.wasm"), "/engine-flex_bg.wasm");
        assert_eq!(without_hash("/manifest.webmanifest"), "/manifest.webmanifest");
    }
}
