//! What a simulation brought, in sum and by writer.

use super::judged::{Judged, Reading, STAGES, calibration};
use crate::statistics::{median, percentile};
use crate::train::symbols::folded;

/// Kinds of signs that are told apart.
/// A kind of signs: its name, and which are of it.
type Kind = (&'static str, fn(&str) -> bool);
const KINDS: [Kind; 4] = [
    ("all", |_| true),
    ("digits", |text| text.chars().all(|c| c.is_ascii_digit())),
    ("letters", |text| text.chars().all(|c| c.is_ascii_alphabetic())),
    ("other signs", |text| !text.chars().all(|c| c.is_ascii_alphanumeric())),
];
const NAMES: [&str; STAGES] = ["shipped", "prototypes", "last layer"];

pub struct Report<'a> {
    judged: &'a [Judged],
    fold: bool,
}

/// Errors of each stage.
type Errors = [usize; STAGES];

impl<'a> Report<'a> {
    pub fn of(judged: &'a [Judged], fold: bool) -> Self {
        Self { judged, fold }
    }

    fn is_wrong(&self, reading: &Reading, stage: usize) -> bool {
        let (is, read) = (&reading.is, &reading.read[stage].0);
        if self.fold { folded(is) != folded(read) } else { is != read }
    }

    fn errors<'b>(&self, readings: impl Iterator<Item = &'b Reading> + Clone) -> Errors {
        std::array::from_fn(|stage| readings.clone().filter(|reading| self.is_wrong(reading, stage)).count())
    }

    /// A line for each writer with later ink.
    pub fn writers(&self) -> Vec<String> {
        let line = |one: &Judged| {
            let [shipped, prototypes, layer] = self.errors(one.readings.iter());
            let taken = if one.layer_taken { "" } else { " (refused)" };
            format!(
                "{}: {} taught, {} judged, errors {shipped} -> {prototypes} -> {layer}{taken}",
                one.writer,
                one.taught,
                one.readings.len()
            )
        };
        self.judged.iter().filter(|one| !one.readings.is_empty()).map(line).collect()
    }

    /// All there is to say.
    pub fn sums(&self, what: &str) -> String {
        let mut lines = vec![self.line(what)];
        for (kind, is) in KINDS {
            let all = self.part(|_| true, is);
            if all.n == 0 || all.errors[0] == 0 {
                continue;
            }
            lines.push(format!("{kind}, all writers: {}", all.text()));
            for (half, quoted) in [("even writers, by whom constants were chosen", false), ("odd writers", true)] {
                let part = self.part(|one| one.is_quoted == quoted, is);
                lines.push(format!("{kind}, {half}: {}", part.text()));
            }
        }
        let readings: Vec<&Reading> = self.judged.iter().flat_map(|one| &one.readings).collect();
        for (stage, name) in NAMES.iter().enumerate() {
            lines.push(format!("calibration error, {name}: {:.2}%", 100.0 * calibration(&readings, stage)));
        }
        for (at, name) in ["one example more as a prototype", "the last layer anew"].into_iter().enumerate() {
            let mut millis: Vec<f64> = self.judged.iter().map(|one| one.millis[at]).collect();
            millis.sort_by(f64::total_cmp);
            let [middle, high] = [0.5, 0.95].map(|part| percentile(&millis, part));
            lines.push(format!("{name}: median {middle:.2} ms, 95% within {high:.2} ms"));
        }
        lines.join("\n")
    }

    /// In one line.
    pub fn line(&self, what: &str) -> String {
        let all = self.part(|_| true, |_| true);
        format!("{what}: {}", all.text())
    }

    fn part(&self, of: impl Fn(&Judged) -> bool, is: fn(&str) -> bool) -> Part {
        let mut part = Part::default();
        for one in self.judged.iter().filter(|one| of(one)) {
            let readings = || one.readings.iter().filter(|reading| is(&reading.is));
            part.count(readings().count(), self.errors(readings()));
        }
        part
    }
}

/// What was read of some writers.
#[derive(Default)]
struct Part {
    n: usize,
    writers: usize,
    errors: Errors,
    /// Of writers with errors, which part of them is gone.
    falls: [Vec<f64>; STAGES],
    /// The most that a writer lost, in points.
    worst: [f64; STAGES],
}

impl Part {
    fn count(&mut self, n: usize, errors: Errors) {
        if n == 0 {
            return;
        }
        (self.n, self.writers) = (self.n + n, self.writers + 1);
        for stage in 0..STAGES {
            self.errors[stage] += errors[stage];
            let more = errors[stage] as f64 - errors[0] as f64;
            self.worst[stage] = self.worst[stage].max(100.0 * more / n as f64);
            if errors[0] > 0 {
                self.falls[stage].push(-more / errors[0] as f64);
            }
        }
    }

    fn text(&self) -> String {
        let stage = |at: usize| {
            format!(
                "{} ({:.1}% fewer; median of {} writers with errors {:.1}%, worst loss {:.2} points)",
                self.errors[at],
                100.0 * (1.0 - self.errors[at] as f64 / self.errors[0].max(1) as f64),
                self.falls[at].len(),
                100.0 * median(self.falls[at].clone()),
                self.worst[at]
            )
        };
        format!(
            "{} signs of {} writers, errors {}; with prototypes {}; with a last layer {}",
            self.n,
            self.writers,
            self.errors[0],
            stage(1),
            stage(2)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(readings: &[(&str, [&str; 3])]) -> Judged {
        let reading = |(is, read): &(&str, [&str; 3])| Reading {
            is: (*is).to_owned(),
            read: read.map(|read| (read.to_owned(), 0.9)),
        };
        Judged {
            writer: "a".into(),
            is_quoted: true,
            taught: 2,
            readings: readings.iter().map(reading).collect(),
            layer_taken: true,
            millis: [1.0, 2.0],
        }
    }

    #[test]
    fn errors_are_counted_by_stage() {
        let all = [judged(&[("7", ["1", "7", "7"]), ("o", ["0", "0", "o"]), ("x", ["x", "x", "y"])])];
        let part = |fold| Report::of(&all, fold).part(|_| true, |_| true);
        assert_eq!((part(false).errors, part(true).errors), ([2, 1, 1], [1, 0, 1]));
        assert_eq!((part(false).falls[1][0], part(false).worst[2]), (0.5, 0.0));
        assert!(Report::of(&all, false).writers()[0].ends_with("errors 2 -> 1 -> 1"));
        let sums = Report::of(&all, false).sums("some");
        assert!(sums.contains("digits, odd writers: 1 signs of 1 writers, errors 1"), "{sums}");
    }
}
