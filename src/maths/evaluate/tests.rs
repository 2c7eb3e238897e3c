//! Values of terms, one rule at a time.

use super::*;
use crate::maths::parse::statement;
use crate::maths::scope::Angle;
use crate::maths::{flat, latex, show, write};

fn evaluated(row: &crate::maths::expression::Row, angle: Angle) -> Result<Value, MathsError> {
    let term = statement(row, &|_| false)?.sides.remove(0);
    Evaluator::new(&Scope::new(angle), &mut Budget::default()).value(&term)
}

/// The exact value as plain text.
fn exact(text: &str) -> String {
    let value = evaluated(&flat::read(text).unwrap(), Angle::Radians).unwrap();
    write::plain(&show::exact(value.exact().unwrap_or_else(|| panic!("{text} is {value:?}"))).unwrap())
}

fn float(text: &str) -> f64 {
    evaluated(&flat::read(text).unwrap(), Angle::Radians).unwrap().approximate().unwrap().value
}

fn why(text: &str) -> String {
    evaluated(&flat::read(text).unwrap(), Angle::Radians).unwrap_err().to_string()
}

#[test]
fn values_are_exact_where_they_can_be() {
    for (text, value) in [
        ("3×(4+5)", "27"),
        ("1/2+1/3", "5/6"),
        ("0.1+0.2", "3/10"),
        ("√8", "2√2"),
        ("√(1/2)", "√2/2"),
        ("∛16", "2∛2"),
        ("∛(-8)", "−2"),
        ("1/(1+√2)", "−1+√2"),
        ("2π+π", "3π"),
        ("e^2×e", "e^3"),
        ("5!", "120"),
        ("50%×30", "15"),
        ("|3-5|", "2"),
        ("2^-3", "1/8"),
        ("8^(2/3)", "4"),
        ("sin(π/6)", "1/2"),
        ("cos(π/4)", "√2/2"),
        ("tan(π/3)", "√3"),
        ("sin(15°)", "(−√2+√6)/4"),
        ("arctan 1", "π/4"),
        ("ln(e^3)", "3"),
        ("log 1000", "3"),
        ("log_4 8", "3/2"),
        ("√(3+2√2)", "1+√2"),
        ("exp(1/2)", "√e"),
    ] {
        assert_eq!(exact(text), value, "{text}");
    }
}

#[test]
fn floats_take_over_where_no_exact_form_is() {
    assert!((float("sin 1") - 0.841_470_984_807_896_5).abs() < 1e-15);
    assert!((float("sin(10^20)") - -0.645_251_285_265_780_8).abs() < 1e-14);
    assert!((float("1/(1+∛2)") - 0.442_493_334_024_442_1).abs() < 1e-14);
    assert!((float("ln(10^5000)") - 11_512.925_464_970_229).abs() < 1e-9);
    assert!((float("2^π") - 8.824_977_827_076_287).abs() < 1e-13);
}

#[test]
fn degrees_are_a_setting() {
    let value = evaluated(&flat::read("sin 30+cos 60").unwrap(), Angle::Degrees).unwrap();
    assert_eq!(value.rational(), Some(Rational::one()));
}

#[test]
fn sums_and_integrals_are_worked_out() {
    let value = |text: &str| evaluated(&latex::read(text).unwrap(), Angle::Radians).unwrap();
    assert_eq!(value(r"\sum_{i=1}^{100} i^2").rational(), Some(Rational::from(338_350)));
    assert_eq!(value(r"\prod_{i=1}^{5} i").rational(), Some(Rational::from(120)));
    assert_eq!(value(r"\int_0^1 x^2 dx").rational(), Some(Rational::ratio(1, 3)));
    assert!((value(r"\int_0^\pi \sin x dx").approximate().unwrap().value - 2.0).abs() < 1e-12);
    assert!((value(r"\sum_{i=1}^{3} \int_0^i \sin x dx").approximate().unwrap().value - 3.865_837_028).abs() < 1e-8);
}

#[test]
fn what_is_undefined_is_said() {
    assert_eq!(why("1/0"), "Division by zero is undefined.");
    assert_eq!(why("0^0"), "Zero to the power of zero is undefined.");
    assert_eq!(why("√(-4)"), "The square root of a negative number is undefined.");
    assert_eq!(why("ln 0"), "The logarithm of a number that is not positive is undefined.");
    assert_eq!(why("tan(π/2)"), "The tangent at this angle is undefined.");
    assert_eq!(why("arcsin 2"), "The arc sine of a number beyond one is undefined.");
    assert_eq!(why("1.5!"), "A factorial needs a whole number that is not negative.");
    assert_eq!(why("∞+1"), "Infinity is no number that can be reckoned with.");
    assert_eq!(why("x+1"), "x has no value yet; write x = and a number on a line above.");
}

#[test]
fn what_takes_too_long_is_cut_off() {
    assert_eq!(why("10!!!!"), "The number is too large to work out.");
    assert_eq!(why("9^9^9^9"), "The number is too large to work out.");
    let sum = evaluated(&latex::read(r"\sum_{i=1}^{10^9} i").unwrap(), Angle::Radians);
    assert_eq!(sum, Err(MathsError::TooManySteps));
}
