//! What was measured in all visits to a runtime: medians over visits, of medians within each.

use super::visit::{BATCH, Start, Warm};
use inkling::statistics::{median, percentile};
use serde_json::{Value, json};

/// All visits to a runtime.
#[derive(Default)]
pub struct Measured {
    pub starts: Vec<Start>,
    pub warm: Vec<Warm>,
}

impl Measured {
    /// The bytes of the runtime over the wire.
    pub fn runtime(&self) -> usize {
        self.starts.iter().map(|start| start.runtime).max().unwrap_or(0)
    }

    /// The bytes of the network's weights over the wire.
    pub fn model(&self) -> usize {
        self.starts.iter().map(|start| start.model).max().unwrap_or(0)
    }

    /// Milliseconds from navigation until it takes questions.
    pub fn load(&self) -> f64 {
        median(self.starts.iter().map(|start| start.ready).collect())
    }

    /// Milliseconds from the first question to its answer.
    pub fn first(&self) -> f64 {
        median(self.starts.iter().map(|start| start.first).collect())
    }

    /// Milliseconds from navigation to the first answer.
    pub fn answered(&self) -> f64 {
        median(self.starts.iter().map(|start| start.ready + start.first).collect())
    }

    /// Milliseconds from a question about one digit to its answer.
    pub fn single(&self) -> f64 {
        median(self.warm.iter().map(|warm| middle(warm.single.clone())).collect())
    }

    /// The 95th percentile of the milliseconds from a question about one digit to its answer.
    pub fn single_p95(&self) -> f64 {
        let of_visit = |warm: &Warm| {
            let mut times = warm.single.clone();
            times.sort_by(f64::total_cmp);
            percentile(&times, 0.95)
        };
        median(self.warm.iter().map(of_visit).collect())
    }

    /// Milliseconds for each picture of a batch.
    pub fn batch(&self) -> f64 {
        median(self.warm.iter().map(|warm| median(warm.batches.clone())).collect()) / BATCH as f64
    }

    pub fn json(&self, name: &str, slow: &Self) -> Value {
        let asked = self.warm.first().map_or(0, |warm| warm.single.len());
        json!({
            "name": name,
            "n": self.starts.len(),
            "runtime_bytes": self.runtime(),
            "model_bytes": self.model(),
            "load_ms": self.load(),
            "first_ms": self.first(),
            "load_and_first_ms": self.answered(),
            "single_ms": { "n": asked, "p50": self.single(), "p95": self.single_p95() },
            "batch": { "of": BATCH, "picture_ms": self.batch(), "pictures_a_second": 1e3 / self.batch() },
            "slow_network": { "n": slow.starts.len(), "load_ms": slow.load(), "load_and_first_ms": slow.answered() },
        })
    }
}

/// The mean of the middle half. The page's clock ticks in tenths of a millisecond, an eighth of what is measured: the
/// median alone would be one of its ticks.
fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    let half = &times[times.len() / 4..times.len() - times.len() / 4];
    half.iter().sum::<f64>() / half.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::peers::visit::Answer;

    #[test]
    fn medians_are_taken_within_visits_and_over_them() {
        let warm = |millis: f64| Warm {
            single: (0..40).map(|at| if at % 7 == 0 { 50.0 } else { millis }).collect(),
            batches: vec![256.0 * millis, 1e4, 256.0 * millis],
            answer: Answer::Readings(Vec::new()),
        };
        let start = |ready: f64| Start { ready, first: 300.0 - ready, runtime: ready as usize, model: 1 };
        let starts = vec![start(100.0), start(250.0), start(200.0)];
        let measured = Measured { starts, warm: vec![warm(1.0), warm(9.0), warm(2.0)] };
        assert_eq!((measured.load(), measured.first(), measured.answered()), (200.0, 100.0, 300.0));
        assert_eq!((measured.single(), measured.single_p95(), measured.batch()), (2.0, 50.0, 2.0));
        assert_eq!(measured.runtime(), 250);
    }
}
