//! How sure readings were, beside how often they were right.

use serde_json::{Value, json};

pub const BINS: usize = 15;

/// Readings of about the same certainty.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    pub n: usize,
    /// The sum of their certainties.
    pub sure: f64,
    pub right: usize,
}

impl Bin {
    /// How sure they were on average, and which part of them was right; none where there are none.
    pub fn means(&self) -> Option<(f64, f64)> {
        (self.n > 0).then(|| (self.sure / self.n as f64, self.right as f64 / self.n as f64))
    }
}

/// All readings, in equal steps of certainty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bins(pub [Bin; BINS]);

impl Bins {
    pub fn count(&mut self, certainty: f32, right: bool) {
        let bin = &mut self.0[((certainty * BINS as f32) as usize).min(BINS - 1)];
        bin.n += 1;
        bin.sure += f64::from(certainty);
        bin.right += usize::from(right);
    }

    /// How far stated certainty and true accuracy are apart on average: the expected calibration error.
    pub fn error(&self) -> f64 {
        let apart = |bin: &Bin| (bin.sure - bin.right as f64).abs();
        let n: usize = self.0.iter().map(|bin| bin.n).sum();
        self.0.iter().map(apart).sum::<f64>() / n.max(1) as f64
    }

    pub fn json(&self) -> Vec<Value> {
        let row = |bin: &Bin| {
            let (sure, right) = bin.means().unzip();
            json!({ "n": bin.n, "sure": sure, "right": right })
        };
        self.0.iter().map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_as_right_as_sure_has_no_error() {
        let mut bins = Bins::default();
        (0..10).for_each(|n| bins.count(0.9, n > 0));
        assert!(bins.error() < 1e-6);
        (0..10).for_each(|_| bins.count(1.0, false));
        assert!((bins.error() - 0.5).abs() < 1e-6, "{}", bins.error());
        assert_eq!((bins.0[13].n, bins.0[14].n, Bins::default().error()), (10, 10, 0.0));
    }
}
