//! Binary floats of a chosen precision, for the decimals of exact numbers and for their signs.

use super::exact::{Atom, Exact};
use super::rational::Rational;
use num_bigint::BigInt;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::sync::OnceLock;

/// Bits that are kept at first: 38 decimal digits and as many that may cancel.
const BITS: u64 = 256;
/// Bits that are kept where terms cancel each other.
const MORE_BITS: u64 = 1_500;
/// Bits of a result that have to be right.
const RIGHT_BITS: i64 = 128;
/// Roots with a higher index are not taken.
const MOST_INDEX: u64 = 24;

/// A mantissa times a power of two.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Float {
    mantissa: BigInt,
    exponent: i64,
}

impl Float {
    pub(crate) fn whole(value: BigInt) -> Self {
        Self { mantissa: value, exponent: 0 }
    }

    /// Right to `RIGHT_BITS`. None where a power is out of reach, or where even many bits cancel.
    pub(crate) fn from_exact(value: &Exact) -> Option<Self> {
        [BITS, MORE_BITS].into_iter().find_map(|bits| {
            let mut sum = Self::whole(BigInt::zero());
            let mut largest = i64::MIN;
            for (monomial, coefficient) in value.terms() {
                let mut term = Self::from_rational(coefficient, bits);
                for (atom, exponent) in monomial {
                    term = term.times(&Self::from_atom(atom, bits).power(exponent, bits)?, bits);
                }
                largest = largest.max(term.magnitude());
                sum = sum.plus(&term, bits);
            }
            let right = value.terms().len() < 2
                || (!sum.mantissa.is_zero() && largest - sum.magnitude() < bits as i64 - RIGHT_BITS);
            right.then_some(sum)
        })
    }

    pub(crate) fn from_rational(value: &Rational, bits: u64) -> Self {
        let shift = (bits + value.denominator().bits()).saturating_sub(value.numerator().bits());
        Self { mantissa: (value.numerator() << shift) / value.denominator(), exponent: -(shift as i64) }.cut(bits)
    }

    fn from_atom(atom: &Atom, bits: u64) -> Self {
        let exponent = -(bits as i64) - 32;
        match atom {
            Atom::Pi => Self { mantissa: kept(&PI, pi, bits + 32), exponent },
            Atom::E => Self { mantissa: kept(&E, e, bits + 32), exponent },
            Atom::Whole(value) => Self::whole(value.clone()),
        }
    }

    /// Negative, zero or positive: -1, 0 or 1.
    pub(crate) fn signum(&self) -> i32 {
        i32::from(self.mantissa.is_positive()) - i32::from(self.mantissa.is_negative())
    }

    /// The power of two just above it.
    pub(crate) fn magnitude(&self) -> i64 {
        self.mantissa.bits() as i64 + self.exponent
    }

    pub(crate) fn to_f64(&self) -> f64 {
        let surplus = self.mantissa.bits().saturating_sub(64);
        let top = (&self.mantissa >> surplus).to_f64().unwrap_or(0.0);
        let exponent = (self.exponent + surplus as i64).clamp(-4_000, 4_000) as i32;
        // In two steps: one factor alone may leave the range of floats where the product does not.
        top * 2f64.powi(exponent / 2) * 2f64.powi(exponent - exponent / 2)
    }

    /// The natural logarithm of a positive float of any size.
    pub(crate) fn ln(&self) -> f64 {
        let magnitude = self.magnitude();
        let mantissa = Self { mantissa: self.mantissa.clone(), exponent: self.exponent - magnitude };
        // Near one nothing is to cancel.
        match magnitude {
            0 | 1 => self.to_f64().ln(),
            _ => mantissa.to_f64().ln() + magnitude as f64 * std::f64::consts::LN_2,
        }
    }

    /// What is left after whole multiples of the divisor. None for what is too large to have a precise rest.
    pub(crate) fn modulo(&self, divisor: &Self) -> Option<Self> {
        if self.magnitude() > RIGHT_BITS {
            return None;
        }
        let at = -(BITS as i64);
        let (value, divisor) = (self.fixed(at), divisor.fixed(at));
        if divisor.is_zero() {
            return None;
        }
        Some(Self {
            mantissa: value - (&divisor * num_integer::Integer::div_floor(&self.fixed(at), &divisor)),
            exponent: at,
        })
    }

    /// Its absolute value times ten to a power, rounded to a whole number.
    pub(crate) fn scaled(&self, ten: i64) -> BigInt {
        let power = BigInt::from(10).pow(ten.unsigned_abs().min(60_000) as u32);
        let (mut numerator, mut denominator) = (self.mantissa.abs(), BigInt::one());
        match ten >= 0 {
            true => numerator *= power,
            false => denominator *= power,
        }
        match self.exponent >= 0 {
            true => numerator <<= self.exponent as u64,
            false => denominator <<= self.exponent.unsigned_abs(),
        }
        (numerator * 2 + &denominator) / (denominator * 2)
    }

    fn fixed(&self, exponent: i64) -> BigInt {
        let shift = self.exponent - exponent;
        match shift >= 0 {
            true => &self.mantissa << shift as u64,
            false => &self.mantissa >> shift.unsigned_abs(),
        }
    }

    fn plus(&self, other: &Self, bits: u64) -> Self {
        // What lies far below the larger one is not seen any more.
        let least = self.magnitude().max(other.magnitude()) - bits as i64 - 8;
        let exponent = self.exponent.min(other.exponent).max(least);
        Self { mantissa: self.fixed(exponent) + other.fixed(exponent), exponent }.cut(bits)
    }

    fn times(&self, other: &Self, bits: u64) -> Self {
        Self { mantissa: &self.mantissa * &other.mantissa, exponent: self.exponent + other.exponent }.cut(bits)
    }

    /// A positive float to a power.
    fn power(&self, exponent: &Rational, bits: u64) -> Option<Self> {
        let times = exponent.numerator().to_i64().filter(|times| times.unsigned_abs() < 40_000)?;
        let index = exponent.denominator().to_u64().filter(|index| *index <= MOST_INDEX)?;
        let (mut power, mut square, mut rest) = (Self::whole(BigInt::one()), self.clone(), times.unsigned_abs());
        while rest > 0 {
            if rest % 2 == 1 {
                power = power.times(&square, bits + 64);
            }
            square = square.times(&square, bits + 64);
            rest /= 2;
        }
        if times < 0 {
            let shift = bits + 64 + power.mantissa.bits();
            power =
                Self { mantissa: (BigInt::one() << shift) / &power.mantissa, exponent: -power.exponent - shift as i64 };
        }
        if index > 1 {
            let mut shift = (bits + 64) * index;
            // The exponent has to be a multiple of the index.
            shift += (power.exponent - shift as i64).rem_euclid(index as i64) as u64;
            let mantissa = (&power.mantissa << shift).nth_root(index as u32);
            power = Self { mantissa, exponent: (power.exponent - shift as i64) / index as i64 };
        }
        Some(power.cut(bits + 32))
    }

    fn cut(self, bits: u64) -> Self {
        let surplus = self.mantissa.bits().saturating_sub(bits);
        Self { mantissa: self.mantissa >> surplus, exponent: self.exponent + surplus as i64 }
    }
}

/// π and e with the digits that are usually asked for.
static PI: OnceLock<BigInt> = OnceLock::new();
static E: OnceLock<BigInt> = OnceLock::new();

fn kept(constant: &OnceLock<BigInt>, make: fn(u64) -> BigInt, bits: u64) -> BigInt {
    match bits == BITS + 32 {
        true => constant.get_or_init(|| make(bits)).clone(),
        false => make(bits),
    }
}

/// π times two to the power of `bits`, by Machin's formula.
fn pi(bits: u64) -> BigInt {
    let one = BigInt::one() << (bits + 16);
    let arctan_of_one_over = |x: u32| {
        let mut power = &one / x;
        let (mut sum, mut odd) = (power.clone(), 1u32);
        while !power.is_zero() {
            power = -(power / (x * x));
            odd += 2;
            sum += &power / odd;
        }
        sum
    };
    (arctan_of_one_over(5) * 16 - arctan_of_one_over(239) * 4) >> 16u32
}

/// e times two to the power of `bits`, by its series.
fn e(bits: u64) -> BigInt {
    let mut term = BigInt::one() << (bits + 16);
    let (mut sum, mut n) = (term.clone(), 1u32);
    while !term.is_zero() {
        term /= n;
        sum += &term;
        n += 1;
    }
    sum >> 16u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::number::{Budget, power_of_rational};

    #[test]
    fn pi_and_e_have_their_digits() {
        assert_eq!(Float::from_atom(&Atom::Pi, BITS).scaled(30).to_string(), "3141592653589793238462643383280");
        assert_eq!(Float::from_atom(&Atom::E, BITS).scaled(30).to_string(), "2718281828459045235360287471353");
        let cubed = Float::from_exact(&Exact::atom(Atom::E, Rational::from(1_000))).unwrap();
        assert_eq!(cubed.scaled(-425).to_string(), "1970071114");
    }

    #[test]
    fn what_cancels_is_worked_out_with_more_bits() {
        let budget = &mut Budget::default();
        let large = Rational::whole(BigInt::from(10).pow(60) + 1);
        let root = power_of_rational(&large, &Rational::ratio(1, 2), budget).unwrap();
        let whole = Exact::from(Rational::whole(BigInt::from(10).pow(30)));
        let difference = Float::from_exact(&root.subtract(&whole, budget).unwrap()).unwrap();
        assert_eq!(difference.scaled(40).to_string(), "5000000000");
        assert_eq!(difference.to_f64(), 5e-31);
    }
}
