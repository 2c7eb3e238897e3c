//! Sheets of lines: values, names, truth, and what an edit changes.

use super::*;

fn said(lines: &[&str]) -> Vec<String> {
    let lines: Vec<Line> = lines
        .iter()
        .map(|line| match *line {
            "---" => Line::Rule,
            text => Line::Text(text.to_owned()),
        })
        .collect();
    work_out(&lines, Settings::default()).iter().map(Outcome::text).collect()
}

fn one(line: &str) -> String {
    said(&[line]).remove(0)
}

#[test]
fn a_trailing_equals_sign_asks_for_the_value() {
    assert_eq!(one("3×(4+5)="), "27");
    assert_eq!(one("√8="), "2√2 ≈ 2.828427125");
    assert_eq!(one("0.1+0.2="), "0.3");
    assert_eq!(one("5±2="), "7 or 3");
    assert_eq!(one("100!/98!="), "9900");
}

#[test]
fn equations_without_letters_are_true_or_not() {
    assert_eq!(one("2+3=5"), "yes");
    assert_eq!(one("2+3=6"), "no: 5");
    assert_eq!(one("6=2+3"), "no: 5");
    assert_eq!(one("1<2<3"), "yes");
    assert_eq!(one("√2×√3=√6"), "yes");
    assert_eq!(one("(sin 1)²+(cos 1)²=1"), "yes, as far as decimals tell");
    assert_eq!(one("π≈3.14"), "yes");
    assert_eq!(one("2+3=5="), "5");
}

#[test]
fn one_unknown_is_solved_for() {
    assert_eq!(one("4y×2=24"), "y = 3");
    assert_eq!(one("x²=2"), "x = −√2 ≈ −1.414213562 or x = √2 ≈ 1.414213562");
    assert_eq!(one("2a=2a+1"), "No a solves it.");
    assert_eq!(one("2a=a+a"), "Every a solves it.");
    assert_eq!(one("sin²x+cos²x=1"), "Every x that was tried solves it.");
    assert_eq!(one("2^x=8"), "x = 3 (looked for between −100 and 100)");
    assert_eq!(one("cos x=x"), "x ≈ 0.7390851332 (looked for between −100 and 100)");
    assert_eq!(one("x+y=3"), "Both x and y are unknown; give one of them a value on a line above.");
    assert_eq!(one("2x<4"), "An inequality or a chain with an unknown letter is not worked out.");
}

#[test]
fn names_hold_below_until_they_are_changed() {
    assert_eq!(said(&["x=3", "x²=", "x=4", "x²=", "2x=9"]), ["x = 3", "9", "x = 4", "16", "no: 8"]);
    assert_eq!(
        said(&["f(x)=x²+1", "f(3)=", "f(a)=10"]),
        ["", "10", "a = −3 or a = 3 (looked for between −100 and 100)"]
    );
    assert_eq!(said(&["x+1=", "x+1"])[0], "x has no value yet; write x = and a number on a line above.");
    assert_eq!(said(&["x_1=2", "x_1+x_2=5"]), ["x_1 = 2", "x_2 = 3"]);
}

#[test]
fn a_letter_equal_to_another_is_a_graph() {
    let lines = ["y=1/x", "f(t)=t²", "a=2", "y=a x"].map(|text| Line::Text(text.to_owned()));
    let outcomes = work_out(&lines, Settings::default());
    let Outcome::Graph { graph, function: None } = &outcomes[0] else { panic!("{:?}", outcomes[0]) };
    assert_eq!((graph.runs.len(), graph.curve.variable().to_string()), (2, "x".to_owned()));
    assert!(matches!(&outcomes[1], Outcome::Graph { function: Some(name), .. } if name.to_string() == "f"));
    let Outcome::Graph { graph, .. } = &outcomes[3] else { panic!("{:?}", outcomes[3]) };
    assert_eq!(graph.curve.at(3.0), Some(6.0));
}

#[test]
fn a_rule_adds_up_what_stands_above_it() {
    assert_eq!(said(&["12", "30", "+8", "---"])[3], "50");
    assert_eq!(
        said(&["1", "x=2", "3", "4.5", "---", "---"])[4..],
        ["7.5", "There is nothing above the line to add up."]
    );
}

#[test]
fn nothing_is_said_of_what_asks_nothing() {
    assert_eq!(said(&["", "a+b", "   ", "lim x"]), ["", "", "", ""]);
}

#[test]
fn answers_are_said_in_words() {
    let outcome = work_out(&[Line::Latex(r"3 \times ( 4 + 5 ) =".to_owned())], Settings::default()).remove(0);
    assert_eq!(outcome.speech(), "twenty-seven");
    let outcome = work_out(&[Line::Text("x²=2".to_owned())], Settings::default()).remove(0);
    assert!(outcome.speech().starts_with("x equals minus the square root of two is about minus one point four"));
}

#[test]
fn functions_that_call_each_other_in_a_circle_end() {
    let lines = ["f(x)=x", "g(x)=f(x)+1", "f(x)=g(x)+1", "f(1)="];
    assert_eq!(said(&lines)[3], "This is nested too deeply to work out.");
}
