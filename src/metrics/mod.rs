//! What training measured, as in its files: metrics.json, and experiments.json where there is one.

mod read;

/// The name of our own network among the architectures that were tried.
pub const OURS: &str = "inkling";

/// Both files in one, as the build puts them together for the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metrics {
    pub network: Network,
    pub run: Run,
    pub data: Vec<Source>,
    pub history: Vec<Epoch>,
    pub sets: Vec<TestSet>,
    pub calibration: Calibration,
    pub refusal: Vec<Refusal>,
    pub mistakes: Vec<Mistake>,
    /// Other architectures and ours, each trained on the same number of examples.
    pub archs: Vec<Trial>,
    /// Ablations: ours with something left out, and with nothing left out.
    pub without: Vec<Trial>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// The symbols of its classes, in their order.
    pub alphabet: Vec<String>,
    pub parameters: u32,
    /// Multiplications for one glyph.
    pub multiplies: u32,
    /// The size of the weights file.
    pub bytes: u32,
    pub layers: Vec<Layer>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    pub kernel: u32,
    pub stride: u32,
    pub channels: u32,
    pub side: u32,
    pub parameters: u32,
    pub multiplies: u32,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    pub date: String,
    pub seed: u32,
    pub epochs: u32,
    pub examples: u32,
    pub batch: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub what: String,
    pub n: u32,
    pub licence: String,
    pub used: String,
}

/// One epoch: loss and accuracy on the training examples, and on each held-out set.
#[derive(Clone, Debug, PartialEq)]
pub struct Epoch {
    pub fit: Fit,
    pub hold_out: Vec<(String, Fit)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    pub loss: f32,
    pub accuracy: f32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TestSet {
    pub name: String,
    pub n: u32,
    /// A fraction, 0..1.
    pub accuracy: f32,
    /// The lower end of its 95% interval.
    pub low: f32,
    /// The upper end of its 95% interval.
    pub high: f32,
    pub rejected: u32,
    pub wrong_shown: u32,
    /// Counts by the digit written (row) and the class read (column).
    pub confusion: Vec<Vec<u32>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    pub n: u32,
    pub error: f32,
    pub sure: f32,
    pub reject: f32,
    /// For each bin that is not empty: the number of readings, their mean certainty, and the part of them that is right.
    pub bins: Vec<(u32, f32, f32)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    pub name: String,
    pub n: u32,
    pub refused: f32,
    pub shown_as_sure: f32,
    pub auroc: f32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Mistake {
    pub set: String,
    /// The classes of its label and of what was read.
    pub label: u32,
    pub read: u32,
    pub certainty: f32,
    /// The picture, a figure from 0 to 5 for each pixel; None but for the worst mistakes.
    pub shades: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    pub name: String,
    pub what: String,
    pub examples: u32,
    pub parameters: u32,
    pub multiplies: u32,
    /// Milliseconds for one glyph; None where it was not measured.
    pub millis: Option<f32>,
    pub sets: Vec<(String, f32)>,
    pub refused: Vec<(String, f32)>,
}

/// The 95% interval of a fraction of `of` cases, by Wilson's score.
pub fn wilson(part: f64, of: usize) -> (f64, f64) {
    let (n, z) = (of.max(1) as f64, 1.96);
    let middle = (part + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (part * (1.0 - part) / n + z * z / (4.0 * n * n)).sqrt();
    (middle - half, middle + half)
}

/// The 95% interval in single precision, as charts have it.
pub fn interval(part: f32, of: u32) -> (f32, f32) {
    let (low, high) = wilson(f64::from(part), of as usize);
    (low as f32, high as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_holds_its_part() {
        let (low, high) = interval(0.994, 10_000);
        assert!((low - 0.99229).abs() < 1e-4 && (high - 0.99534).abs() < 1e-4, "{low} {high}");
        assert!(interval(1.0, 5).0 < 0.6 && interval(1.0, 5).1 <= 1.0 + 1e-6);
    }
}
