//! What a line may cost, counted in machine words that are multiplied: the same on every machine, unlike time.

use crate::maths::error::MathsError;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

/// Bits of a whole number, at most: 12,000 decimal digits.
pub(crate) const MOST_BITS: u64 = 40_000;
/// Bits of either part of a fraction that is no whole number, at most.
pub(crate) const MOST_FRACTION_BITS: u64 = 12_000;
/// Work for one line, at most: some 20 ms.
const WORK: u64 = 4_000_000;

/// What is left of the work that one line may take.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    left: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { left: WORK }
    }
}

impl Budget {
    /// The same with a part of the work.
    pub(crate) fn part(&self, of: u64) -> Self {
        Self { left: self.left / of.max(1) }
    }

    pub(crate) fn spend(&mut self, work: u64) -> Result<(), MathsError> {
        self.left = self.left.checked_sub(work.saturating_add(1)).ok_or(MathsError::TooManySteps)?;
        Ok(())
    }

    /// Pays for multiplying or dividing numbers of so many bits.
    pub(crate) fn multiply(&mut self, a: u64, b: u64) -> Result<(), MathsError> {
        if a.saturating_add(b) > MOST_BITS + 64 {
            return Err(MathsError::TooLarge);
        }
        self.spend((a / 64 + 1) * (b / 64 + 1) / 4)
    }

    /// The greatest common divisor, paid for. The larger number is brought down to the smaller one's size at first.
    pub(crate) fn divisor(&mut self, a: &BigInt, b: &BigInt) -> Result<BigInt, MathsError> {
        let (small, large) = if a.bits() < b.bits() { (a, b) } else { (b, a) };
        if small.is_zero() {
            return Ok(large.abs());
        }
        let bits = small.bits();
        if bits == 1 {
            return Ok(BigInt::one());
        }
        self.spend((large.bits() / 64 + 1) * (bits / 64 + 1) / 2 + bits * (bits / 64 + 1) / 4)?;
        Ok(small.gcd(&(large % small)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_runs_out_and_size_is_bounded() {
        let mut budget = Budget::default();
        assert_eq!(budget.spend(WORK), Err(MathsError::TooManySteps));
        assert_eq!(budget.multiply(MOST_BITS, MOST_BITS), Err(MathsError::TooLarge));
        assert_eq!(budget.spend(10), Ok(()));
    }
}
