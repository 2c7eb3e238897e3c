//! What is promised about the better peer, as the largest ratio of our figure to theirs; and the whole comparison as
//! JSON.

use super::measured::Measured;
use super::table::{Table, bytes, fine_millis, millis};
use crate::bench::starts::Starts;
use inkling::statistics::median;
use serde_json::{Value, json};

impl Table<'_> {
    /// The promises about the better peer, kept or not.
    pub fn promises(&self) -> Vec<Vec<String>> {
        let head = Promise::HEAD.map(str::to_owned).to_vec();
        std::iter::once(head).chain(promises(self).iter().map(Promise::row)).collect()
    }

    pub fn json(&self) -> Value {
        let each = self.comparison.runtimes.iter().zip(self.fast.runtimes.iter().zip(&self.slow.runtimes));
        let runtimes: Vec<Value> = each.map(|(who, (fast, slow))| fast.json(&who.name, slow)).collect();
        json!({
            "runtimes": runtimes,
            "whole_tensorflow_bytes": self.comparison.whole_tensorflow,
            "promises": Value::Object(promises(self).iter().map(Promise::json).collect()),
        })
    }
}

struct Promise {
    what: &'static str,
    key: &'static str,
    ours: f64,
    theirs: f64,
    at_most: f64,
    show: fn(f64) -> String,
}

impl Promise {
    const HEAD: [&str; 6] = ["", "ours", "theirs", "ratio", "at most", ""];

    fn row(&self) -> Vec<String> {
        let [ours, theirs] = [self.ours, self.theirs].map(self.show);
        let [ratio, at_most] = [self.ratio(), self.at_most].map(|ratio| format!("{ratio:.2}"));
        let kept = if self.kept() { "kept" } else { "missed" };
        vec![self.what.to_owned(), ours, theirs, ratio, at_most, kept.to_owned()]
    }

    fn json(&self) -> (String, Value) {
        let Self { ours, theirs, at_most, .. } = self;
        let (ratio, kept) = (self.ratio(), self.kept());
        let told = json!({ "ours": ours, "theirs": theirs, "ratio": ratio, "at_most": at_most, "kept": kept });
        (self.key.to_owned(), told)
    }

    fn ratio(&self) -> f64 {
        self.ours / self.theirs
    }

    fn kept(&self) -> bool {
        self.ratio() <= self.at_most
    }
}

/// All promises; none without peers.
fn promises(table: &Table<'_>) -> Vec<Promise> {
    let Some(whole) = table.comparison.whole_tensorflow else { return Vec::new() };
    let Table { fast, slow, .. } = table;
    let reading = |starts: &Starts| [median(starts.page.times()), table.better(starts, Measured::answered)];
    let warm = |figure| [table.ours(fast, figure), table.better(fast, figure)];
    let promise =
        |what, key, [ours, theirs]: [f64; 2], at_most, show| Promise { what, key, ours, theirs, at_most, show };
    let all = "bytes until the page is whole, theirs the whole TensorFlow.js alone";
    vec![
        promise(all, "bytes", [fast.page.bytes() as f64, whole as f64], 1.0, bytes),
        promise("navigation to the first reading", "first_reading", reading(fast), 1.0, millis),
        promise("the same, slow network", "first_reading_slow_network", reading(slow), 1.0, millis),
        promise("one digit, warm", "single", warm(Measured::single), 1.0, fine_millis),
        promise("a picture in a batch", "batch", warm(Measured::batch), 1.0, fine_millis),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_is_about_the_ratio() {
        let promise = Promise { what: "a", key: "b", ours: 3.0, theirs: 4.0, at_most: 0.5, show: fine_millis };
        assert_eq!(promise.row(), ["a", "3.00 ms", "4.00 ms", "0.75", "0.50", "missed"]);
        assert_eq!(Promise { at_most: 0.75, ..promise }.json().1["kept"], true);
    }
}
