//! Rows as statements: order of operations, names, and what is refused.

use super::*;
use crate::maths::flat;
use crate::maths::latex;
use crate::maths::number::Rational;
use crate::maths::term::Factor;

fn parsed(text: &str) -> Result<Statement, MathsError> {
    statement(&flat::read(text)?, &|name| name.letter == "f")
}

fn term(text: &str) -> Term {
    parsed(text).unwrap().sides.remove(0)
}

fn why(text: &str) -> String {
    parsed(text).unwrap_err().to_string()
}

fn number(value: i64) -> Term {
    Term::Number(Rational::from(value))
}

#[test]
fn products_bind_closer_than_sums_and_powers_closer_than_signs() {
    assert_eq!(term("1+2×3"), term("1+(2×3)"));
    assert_eq!(term("-2^2"), Term::Negative(Box::new(Term::power(number(2), number(2)))));
    assert_eq!(term("2^3^2"), term("2^(3^2)"));
    assert_eq!(term("2×-3"), term("2×(-3)"));
}

#[test]
fn products_need_no_sign() {
    assert_eq!(term("3(4+5)"), term("3×(4+5)"));
    assert_eq!(term("2xy"), term("2×x×y"));
    assert_eq!(term("1/2x"), term("1÷2×x"));
    assert_eq!(term("2|x|"), term("2×|x|"));
    assert_eq!(
        term("f(2)x"),
        Term::Product(vec![
            Factor { term: Term::Call(Name::letter("f"), Box::new(number(2))), divides: false },
            Factor { term: Term::Name(Name::letter("x")), divides: false },
        ])
    );
}

#[test]
fn functions_take_the_product_behind_them() {
    assert_eq!(term("sin 2x+1"), term("sin(2x)+1"));
    assert_eq!(term("sin x cos x"), term("sin(x)×cos(x)"));
    assert_eq!(term("sin²x"), term("sin(x)^2"));
    assert_eq!(term("sin^-1(x)"), term("arcsin(x)"));
    assert_eq!(term("log_2 8"), Term::Logarithm { base: Box::new(number(2)), of: Box::new(number(8)) });
}

#[test]
fn numbers_are_read_as_they_are_written() {
    let value = |text: &str| match term(text) {
        Term::Number(value) => value.to_f64(),
        other => panic!("{other:?}"),
    };
    assert_eq!(value("3.25"), 3.25);
    assert_eq!(value("3,25"), 3.25);
    assert_eq!(value("1,000,000"), 1e6);
    assert_eq!(value("2 1/2"), 2.5);
    assert_eq!(why("1.2.3"), "1.2.3 is not a number.");
    assert!(matches!(
        statement(&latex::read(r"2\frac{3}{2}").unwrap(), &|_| false).unwrap().sides[0],
        Term::Product(_)
    ));
}

#[test]
fn lines_have_sides_and_may_ask() {
    let line = parsed("2+3=").unwrap();
    assert!(line.asks && line.sides.len() == 1 && line.relations.is_empty());
    assert_eq!(parsed("1<2≤3").unwrap().relations, [Relation::Less, Relation::AtMost]);
    assert_eq!(parsed("f(x)=x²").unwrap().defines, Some((Name::letter("f"), Name::letter("x"))));
    assert!(parsed("").unwrap().sides.is_empty());
}

#[test]
fn what_is_missing_is_said() {
    assert_eq!(why("3÷"), "Something is missing after ÷.");
    assert_eq!(why("3÷="), "Something is missing after ÷.");
    assert_eq!(why("×3"), "Something is missing before ×.");
    assert_eq!(why("2+×3"), "Something is missing between + and ×.");
    assert_eq!(why("=5"), "Something is missing before =.");
    assert_eq!(why("5<"), "Something is missing after <.");
    assert_eq!(why("(3+4"), "The bracket ( is not closed.");
    assert_eq!(why("3+4)"), "The bracket ) closes nothing.");
    assert_eq!(why("(3]"), "The bracket ( is closed by ].");
    assert_eq!(why("()"), "The bracket is empty.");
    assert_eq!(why("sin"), "Something is missing after sin.");
    assert_eq!(why("-"), "Something is missing after −.");
    let empty = statement(&latex::read(r"\frac { 3 } { }").unwrap(), &|_| false);
    assert_eq!(empty.unwrap_err().to_string(), "The bottom of the fraction is empty.");
}

#[test]
fn sums_and_integrals_know_their_letter() {
    let series = statement(&latex::read(r"\sum_{i=1}^{10} i^2 + 1").unwrap(), &|_| false).unwrap();
    assert!(matches!(&series.sides[0], Term::Sum(terms) if matches!(terms[0], Term::Series(_))));
    let integral = statement(&latex::read(r"\int_0^1 x^2+1 dx").unwrap(), &|_| false).unwrap();
    assert!(matches!(&integral.sides[0], Term::Integral(inner) if inner.variable == Name::letter("x")));
    assert!(series.sides[0].names().is_empty() && integral.sides[0].names().is_empty());
}

#[test]
fn deep_lines_are_refused() {
    assert_eq!(parsed(&"(".repeat(5_000)), Err(MathsError::TooDeep));
    assert_eq!(parsed(&format!("{}1", "-".repeat(5_000))), Err(MathsError::TooDeep));
    assert_eq!(parsed(&format!("5{}", "!".repeat(5_000))), Err(MathsError::TooDeep));
    assert_eq!(parsed(&format!("{}x", "sin ".repeat(3_000))), Err(MathsError::TooDeep));
    assert!(parsed(&format!("1{}", "+1".repeat(5_000))).is_ok());
}
