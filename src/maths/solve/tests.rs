//! Equations with one unknown, by each way of solving.

use super::*;
use crate::maths::number::Exact;
use crate::maths::parse::statement;
use crate::maths::scope::Angle;
use crate::maths::{flat, show, write};

fn solved(text: &str, angle: Angle) -> Result<Solutions, MathsError> {
    let line = statement(&flat::read(text).unwrap(), &|_| false).unwrap();
    let name = line.sides.iter().flat_map(Term::names).next().unwrap();
    solve(&line.sides[0], &line.sides[1], &name, &Scope::new(angle))
}

/// Exact solutions as they are written, others to six places.
fn listed(values: &[Value]) -> String {
    let one = |value: &Value| match value.exact() {
        Some(exact) => write::plain(&show::exact(exact).unwrap()),
        None => format!("{:.6}", value.approximate().unwrap().value).replace("-", "−"),
    };
    values.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn all(text: &str) -> String {
    match solved(text, Angle::Radians) {
        Ok(Solutions::All(values)) => listed(&values),
        other => format!("{other:?}"),
    }
}

fn within(text: &str) -> String {
    match solved(text, Angle::Radians) {
        Ok(Solutions::Within { values, .. }) => listed(&values),
        other => format!("{other:?}"),
    }
}

#[test]
fn polynomials_are_solved_exactly_where_they_can_be() {
    for (text, solutions) in [
        ("4y×2=24", "3"),
        ("x²=2", "−√2, √2"),
        ("2x+1=x", "−1"),
        ("x²+x=1", "(−1−√5)/2, (−1+√5)/2"),
        ("x²=-1", ""),
        ("x=x+1", ""),
        ("x³-6x²+11x=6", "1, 2, 3"),
        ("x³=8", "2"),
        ("x³=-2", "−∛2"),
        ("x³-3x+1=0", "−1.879385, 0.347296, 1.532089"),
        ("(x-1)²(x+2)=0", "−2, 1"),
        ("x^4-5x²+6=0", "−√3, −√2, √2, √3"),
        ("x^4-10x²+1=0", "−√2−√3, √2−√3, −√2+√3, √2+√3"),
        ("1/x=4", "1/4"),
        ("(x²-1)/(x-1)=0", "−1"),
        ("1/x=0", ""),
        ("πx=1", "1/π"),
        ("x^5-x-1=0", "1.167304"),
        ("(x²-2)(x³-3)=0", "−1.414214, 1.414214, 1.442250"),
    ] {
        let found = all(text);
        assert_eq!(found, solutions, "{text}");
    }
    assert_eq!(solved("2(x+1)=2x+2", Angle::Radians), Ok(Solutions::Every { exactly: true }));
}

#[test]
fn everything_else_is_searched_and_recognized() {
    assert_eq!(within("2^x=8"), "3");
    assert_eq!(within("√(x+1)=3"), "8");
    assert_eq!(within("log x=3"), "1000");
    assert_eq!(within("x!=6"), "3");
    assert_eq!(within("|x-2|=3"), "−1, 5");
    assert_eq!(within("ln x=2"), "e^2");
    assert_eq!(within("2^x=10^40"), "132.877124");
    assert_eq!(within("cos x=x"), "0.739085");
    assert_eq!(within("e^x=0"), "");
    assert_eq!(within("√x=0"), "0");
    assert_eq!(within("tan x=10^30"), "");
    assert_eq!(within("2^(x²)=8"), "−√3, √3");
    let Ok(Solutions::Within { values, more, .. }) = solved("sin x=0.5", Angle::Radians) else { panic!() };
    assert!(
        more && values.contains(&Value::from(Exact::term(
            [(crate::maths::number::Atom::Pi, crate::maths::number::Rational::one())].into(),
            crate::maths::number::Rational::ratio(1, 6)
        )))
    );
    let Ok(Solutions::Within { values, .. }) = solved("sin x=0.5", Angle::Degrees) else { panic!() };
    assert_eq!(listed(&values), "−690, −570, −330, −210, 30, 150, 390, 510");
}

#[test]
fn what_has_no_single_answer_is_said() {
    assert!(matches!(solved("|x|+x=0", Angle::Radians), Err(MathsError::NotWorkedOut(_))));
    assert_eq!(solved("2^x=1/0", Angle::Radians), Err(MathsError::DivisionByZero));
}
