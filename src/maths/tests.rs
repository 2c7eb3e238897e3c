//! Properties of the whole: nothing that is written makes it panic, and what is written is read back.

use super::expression::{Kind, Part, Row};
use super::{Angle, Line, Outcome, Settings, flat, latex, work_out, write};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

const TOKENS: [&str; 34] = [
    "0", "1", "2", "7", "x", "y", "e", "\\pi", "\\infty", "+", "-", "\\times", "\\div", "/", "=", "<", "\\leq", "\\pm",
    "!", "%", ".", ",", "(", ")", "[", "]", "|", "\\sin", "\\log", "\\sum", "\\int", "d", "f", "\\ldots",
];

/// Expressions of any shape, most of them nonsense.
fn rows() -> impl Strategy<Value = Row> {
    let symbol = select(&TOKENS[..]).prop_map(Part::symbol);
    let row = |parts: Vec<Part>| Row::new(parts).unwrap();
    let leaf = vec(symbol, 0..5).prop_map(row);
    leaf.prop_recursive(4, 40, 5, move |inner| {
        let part = prop_oneof![
            6 => select(&TOKENS[..]).prop_map(Part::symbol),
            1 => (inner.clone(), inner.clone()).prop_map(|(above, below)| Part::new(Kind::Fraction(above, below)).unwrap()),
            1 => (option::of(inner.clone()), inner.clone())
                .prop_map(|(index, radicand)| Part::new(Kind::Root { index, radicand }).unwrap()),
            2 => (select(&TOKENS[..]), option::of(inner.clone()), option::of(inner)).prop_map(|(base, sub, sup)| {
                Part::new(Kind::Script { base: Box::new(Part::symbol(base)), sub, sup }).unwrap()
            }),
        ];
        vec(part, 0..6).prop_map(row)
    })
}

/// Sums, products, fractions and powers of small numbers, as flat text.
fn sums() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![(0u32..30).prop_map(|n| n.to_string()), Just("π".to_owned()), Just("√2".to_owned())];
    leaf.prop_recursive(4, 20, 2, |inner| {
        prop_oneof![
            (inner.clone(), select(vec!["+", "-", "×", "÷", ""]), inner.clone())
                .prop_map(|(a, sign, b)| format!("({a}){sign}({b})")),
            (inner.clone(), 0u32..4).prop_map(|(a, power)| format!("({a})^{power}")),
            inner.prop_map(|a| format!("√({a})")),
        ]
    })
}

fn worked_out(line: Line) {
    for angle in [Angle::Radians, Angle::Degrees] {
        for outcome in work_out(&[Line::Text("x=2".to_owned()), line.clone(), Line::Rule], Settings { angle }) {
            let said = outcome.text() + &outcome.speech();
            assert!(!said.contains("NaN"), "{said}");
            for row in outcome.rows() {
                written(&row);
            }
        }
    }
}

fn written(row: &Row) {
    assert!(write::mathml(row).ends_with("</math>"));
    let _ = (write::latex(row), write::plain(row), write::speech(row));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in ".{0,60}") {
        worked_out(Line::Latex(text.clone()));
        worked_out(Line::Text(text));
    }

    #[test]
    fn no_tokens_make_it_panic(tokens in vec(select(&TOKENS[..]), 0..20), braces in vec(select(vec!["{", "}", "^", "_", "\\frac", "\\sqrt"]), 0..8)) {
        let mixed: Vec<&str> = tokens.iter().zip(braces.iter().cycle()).flat_map(|(a, b)| [*a, *b]).collect();
        worked_out(Line::Latex(tokens.join(" ")));
        worked_out(Line::Latex(mixed.join(" ")));
    }

    #[test]
    fn no_expression_makes_it_panic(row in rows()) {
        written(&row);
        worked_out(Line::Expression(row));
    }

    #[test]
    fn canonical_latex_is_read_back(row in rows()) {
        // Some rows have no LaTeX of their own: digits in an index that holds a bracket.
        let text = write::latex(&row);
        if let Ok(canonical) = latex::canonical(&text) {
            prop_assert_eq!(latex::canonical(&canonical).unwrap_or(canonical.clone()), canonical);
        }
    }

    #[test]
    fn a_value_is_the_value_of_what_is_shown(text in sums()) {
        let line = |text: String| work_out(&[Line::Text(text)], Settings::default()).remove(0);
        let outcome = line(format!("{text}="));
        if let Outcome::Value { values, .. } = &outcome
            && let Some(exact) = values[0].exact()
        {
            prop_assert_eq!(line(format!("{}=", write::plain(exact))), outcome);
        }
    }

    #[test]
    fn solutions_of_linear_equations_hold(a in -30i64..30, b in -99i64..99, c in -99i64..99) {
        prop_assume!(a != 0);
        let line = Line::Text(format!("{a}n+{b}={c}"));
        let solved = work_out(std::slice::from_ref(&line), Settings::default()).remove(0);
        let Outcome::Solutions { values, .. } = solved else { panic!("{solved:?}") };
        let given = Line::Latex(format!("n = {}", values[0].exact().unwrap()));
        let put_in = work_out(&[given, line], Settings::default()).remove(1);
        prop_assert_eq!(put_in.text(), "yes");
    }
}

#[test]
fn flat_text_and_latex_say_the_same() {
    for (text, canonical) in [("3×(4+5)=", r"3 \times ( 4 + 5 ) ="), ("x²-√2≤1", r"x ^ { 2 } - \sqrt { 2 } \leq 1")]
    {
        assert_eq!(flat::read(text).unwrap(), latex::read(canonical).unwrap());
    }
}
