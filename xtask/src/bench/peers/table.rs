//! Our engines and the other runtimes in one table.

use super::comparison::Comparison;
use super::measured::Measured;
use crate::bench::starts::Starts;
use crate::tell;

pub struct Table<'a> {
    pub comparison: &'a Comparison,
    pub fast: &'a Starts,
    pub slow: &'a Starts,
}

/// One figure of what was measured of a runtime; less is better.
type Figure = fn(&Measured) -> f64;

impl Table<'_> {
    /// A column for each runtime, and the ratio of our first engine's figure to the better peer's.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let names = self.comparison.runtimes.iter().map(|runtime| runtime.name.clone());
        let head = std::iter::once(String::new()).chain(names).chain(["ratio".to_owned()]);
        let row = |what: &str, starts: &Starts, figure: Figure, show: fn(f64) -> String| {
            let cells = starts.runtimes.iter().map(|measured| show(figure(measured)));
            let ratio = self.ours(starts, figure) / self.better(starts, figure);
            let ratio = if ratio.is_finite() { format!("{ratio:.2}") } else { String::new() };
            std::iter::once(what.to_owned()).chain(cells).chain([ratio]).collect()
        };
        vec![
            head.collect(),
            row("runtime, gzip", self.fast, |of| of.runtime() as f64, bytes),
            row("the network's numbers, gzip", self.fast, |of| of.model() as f64, bytes),
            row("load", self.fast, Measured::load, millis),
            row("first prediction", self.fast, Measured::first, millis),
            row("load and first prediction", self.fast, Measured::answered, millis),
            row("one digit, warm, p50", self.fast, Measured::single, fine_millis),
            row("one digit, warm, p95", self.fast, Measured::single_p95, fine_millis),
            row("a picture in a batch", self.fast, Measured::batch, fine_millis),
            row("load and first prediction, slow network", self.slow, Measured::answered, millis),
        ]
    }

    pub fn ours(&self, starts: &Starts, figure: Figure) -> f64 {
        starts.runtimes.first().map_or(f64::NAN, figure)
    }

    /// The better peer's figure; NaN without peers.
    pub fn better(&self, starts: &Starts, figure: Figure) -> f64 {
        let all = self.comparison.runtimes.iter().zip(&starts.runtimes);
        all.filter(|(who, _)| !who.ours).map(|(_, measured)| figure(measured)).fold(f64::NAN, f64::min)
    }
}

pub fn millis(time: f64) -> String {
    format!("{time:.0} ms")
}

pub fn fine_millis(time: f64) -> String {
    format!("{time:.2} ms")
}

pub fn bytes(count: f64) -> String {
    tell::bytes(count as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::network::network;
    use crate::bench::peers::runtime::Runtime;
    use crate::bench::peers::visit::{Questions, Start};

    #[test]
    fn ours_stands_beside_the_better_peer() {
        let who = |ours| Runtime {
            name: "a".into(),
            ours,
            page: String::new(),
            model: String::new(),
            gpu: false,
            asked: [0; 3],
        };
        let comparison = Comparison {
            runtimes: vec![who(true), who(false), who(false)],
            questions: Questions { glyphs: Vec::new() },
            record: network().unwrap(),
            whole_tensorflow: None,
        };
        let measured = |ready: f64| Measured {
            starts: vec![Start { ready, first: 0.0, runtime: 0, model: 0 }],
            ..Measured::default()
        };
        let runtimes = vec![measured(30.0), measured(60.0), measured(50.0)];
        let starts = Starts { page: Default::default(), runtimes };
        let table = Table { comparison: &comparison, fast: &starts, slow: &starts };
        assert_eq!((table.ours(&starts, Measured::load), table.better(&starts, Measured::load)), (30.0, 50.0));
        assert_eq!(table.rows()[3][1..], ["30 ms", "60 ms", "50 ms", "0.60"]);
        assert_eq!(table.rows()[1][4], "");
    }
}
