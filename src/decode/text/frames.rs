//! What the network says of a line, frame by frame.

use crate::statistics::highest;
use std::ops::Range;

/// Log-probabilities of a line's frames over the classes of the network. The last class is the blank of CTC.
#[derive(Clone, Copy, Debug)]
pub struct Frames<'a> {
    values: &'a [f32],
    classes: usize,
}

impl<'a> Frames<'a> {
    /// Row-major natural logarithms, `classes` for each frame. None where the values are no whole number of frames, or
    /// where there is no class beside the blank.
    pub fn new(values: &'a [f32], classes: usize) -> Option<Self> {
        (classes >= 2 && values.len().is_multiple_of(classes)).then_some(Self { values, classes })
    }

    pub fn count(&self) -> usize {
        self.values.len() / self.classes
    }

    pub fn classes(&self) -> usize {
        self.classes
    }

    pub fn blank(&self) -> usize {
        self.classes - 1
    }

    /// Some of the frames; None where there are fewer.
    pub fn range(&self, range: Range<usize>) -> Option<Self> {
        let values = self.values.get(range.start.checked_mul(self.classes)?..range.end.checked_mul(self.classes)?)?;
        Some(Self { values, ..*self })
    }

    /// The likeliest class of each frame, repeats and blanks left out.
    pub fn likeliest(&self) -> Vec<usize> {
        let mut classes: Vec<usize> = self.iter().map(highest).collect();
        classes.dedup();
        classes.retain(|class| *class != self.blank());
        classes
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &'a [f32]> + ExactSizeIterator {
        self.values.chunks_exact(self.classes)
    }
}

/// The logarithm of a sum of two numbers, given by their logarithms.
pub fn log_add(a: f32, b: f32) -> f32 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    // Below this the sum is the larger one, to the last bit; so it is where both are nothing.
    if low.is_finite() && high - low < 17.0 { high + (low - high).exp().ln_1p() } else { high }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_frames_are_frames() {
        assert_eq!(Frames::new(&[0.0; 6], 3).map(|frames| (frames.count(), frames.blank())), Some((2, 2)));
        assert!(Frames::new(&[0.0; 7], 3).is_none());
        assert!(Frames::new(&[0.0; 7], 1).is_none());
        let two = Frames::new(&[0.0, 1.0, 2.0, 3.0], 2).and_then(|frames| frames.range(1..2));
        assert_eq!(two.and_then(|frames| frames.iter().next().map(<[f32]>::to_vec)), Some(vec![2.0, 3.0]));
        assert!(two.and_then(|frames| frames.range(1..2)).is_none());
        assert_eq!(Frames::new(&[], 3).map(|frames| frames.count()), Some(0));
    }

    #[test]
    fn repeats_and_blanks_are_left_out() {
        let said = [0, 0, 2, 0, 1, 1, 2];
        let values: Vec<f32> =
            said.iter().flat_map(|best| (0..3).map(move |class| f32::from(u8::from(class == *best)))).collect();
        assert_eq!(Frames::new(&values, 3).map(|frames| frames.likeliest()), Some(vec![0, 0, 1]));
    }

    #[test]
    fn sums_of_logarithms() {
        assert!((log_add(0.25f32.ln(), 0.5f32.ln()) - 0.75f32.ln()).abs() < 1e-6);
        assert_eq!(log_add(f32::NEG_INFINITY, -1.0), -1.0);
        assert_eq!(log_add(f32::NEG_INFINITY, f32::NEG_INFINITY), f32::NEG_INFINITY);
    }
}
