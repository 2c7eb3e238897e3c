//! From what was read to what it comes to, line by line. Plain: knows neither browser nor page.

use super::alternatives::{self, OtherResult};
use super::angle::has_angle;
use super::numbers::{Number, with_changes};
use super::rules::rules;
use crate::layout::{Layout, Node};
use crate::maths::expression::{Part, Row};
use crate::maths::write;
use crate::maths::{Angle, Line, MathsError, Outcome, Settings, reading, work_out};
use crate::prediction::Verdict;
use crate::transcript::Transcript;

/// A line as it was read, and what has come of it.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkedLine {
    pub nodes: Vec<Node>,
    /// Empty for a rule.
    pub row: Row,
    /// A rule below a column, whose sum it comes to.
    pub is_rule: bool,
    pub outcome: Outcome,
    /// What it comes to where the ink says something else; empty where nothing is in doubt.
    pub others: Vec<OtherResult>,
    /// Its numbers in reading order, with the values that the row has for them.
    pub numbers: Vec<Number>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worked {
    pub lines: Vec<WorkedLine>,
    /// Whether every symbol is sure.
    pub is_sure: bool,
}

impl WorkedLine {
    /// The row, or the sum that stands for it.
    fn shown(&self) -> Row {
        let sum = self.outcome.rows().into_iter().filter(|_| self.is_rule).flat_map(|row| row.parts().to_vec());
        let sum: Vec<Part> = sum.collect();
        match (self.is_rule, sum.first().and_then(Part::token)) {
            (false, _) => self.row.clone(),
            (true, Some("\\approx")) => Row::new(sum).unwrap_or_default(),
            (true, _) => Row::new([Part::symbol("=")].into_iter().chain(sum).collect()).unwrap_or_default(),
        }
    }

    /// The row in words.
    pub fn said(&self) -> String {
        if self.is_rule { "sum".to_owned() } else { write::speech(&self.row) }
    }

    /// The result is more than the line itself: not the 7 of a line that is a 7.
    pub fn says_more(&self) -> bool {
        let bare = |text: String| text.replace(' ', "");
        bare(write::plain(&self.row)) != bare(self.outcome.text())
    }
}

impl Worked {
    /// Canonical LaTeX, a line each.
    pub fn latex(&self) -> String {
        self.joined(|line| Some(write::latex(&line.shown())))
    }

    pub fn mathml(&self) -> String {
        self.joined(|line| Some(write::mathml(&line.shown())))
    }

    /// Each line as plain text with its result.
    pub fn plain(&self) -> String {
        self.joined(|line| match line.is_rule {
            true => Some(write::plain(&line.shown())),
            false => Some(with_result(&write::plain(&line.row), &line.outcome)),
        })
    }

    /// The results alone, a line each; nothing for lines without.
    pub fn answer(&self) -> String {
        self.joined(|line| Some(line.outcome.text()).filter(|text| !text.is_empty()))
    }

    /// The words for a screen reader.
    pub fn spoken(&self) -> String {
        let lines = self.lines.iter().map(|line| {
            let (said, result) = (line.said(), result_in_words(&line.outcome));
            match asks(&line.row) {
                true => format!("{said} {result}"),
                false if result.is_empty() || !line.says_more() => said,
                false => format!("{said}: {result}"),
            }
        });
        let said = lines.map(|line| line.trim().to_owned()).collect::<Vec<_>>().join(". ");
        if self.is_sure { said } else { format!("Not sure, perhaps {said}") }
    }

    /// Whether the unit of angles changes anything.
    pub fn has_angle(&self) -> bool {
        self.lines.iter().any(|line| has_angle(&line.row))
    }

    pub fn numbers(&self) -> impl Iterator<Item = &Number> {
        self.lines.iter().flat_map(|line| &line.numbers)
    }

    /// The numbers that count as something else than was written.
    pub fn changed(&self) -> impl Iterator<Item = &Number> {
        self.numbers().filter(|number| number.is_changed())
    }

    pub fn is_changed(&self) -> bool {
        self.changed().next().is_some()
    }

    fn joined(&self, text: impl Fn(&WorkedLine) -> Option<String>) -> String {
        self.lines.iter().filter_map(text).collect::<Vec<_>>().join("\n")
    }
}

/// Works out what was read, with other values for some of its numbers.
pub fn worked_with(transcript: &Transcript, angle: Angle, changed: &[Number]) -> Worked {
    let layout = Layout::unpacked(&transcript.layout);
    let rows = rows(&layout.lines, &texts(transcript)).into_iter().map(|row| {
        let mut numbers = Vec::new();
        (row.and_then(|row| with_changes(&row, changed, &mut numbers)), numbers)
    });
    let (rows, numbers): (Vec<_>, Vec<_>) = rows.unzip();
    let rules = rules(&layout.lines, &rows, &transcript.symbols);
    let outcomes = outcomes(&rows, &rules, angle);
    let is_sure = transcript.verdict() == Verdict::Sure;
    // Values that somebody tries are in no doubt.
    let is_changed = numbers.iter().flatten().any(Number::is_changed);
    let others = match is_sure || is_changed {
        true => vec![Vec::new(); rows.len()],
        false => alternatives::others(transcript, &layout, &outcomes, |lines, texts| {
            let rows = self::rows(lines, texts);
            let outcomes = self::outcomes(&rows, &rules, angle);
            rows.into_iter().map(Result::unwrap_or_default).zip(outcomes).collect()
        }),
    };
    let lines = layout.lines.into_iter().zip(rows).zip(outcomes.into_iter().zip(others)).zip(numbers).zip(rules);
    let lines = lines.map(|((((nodes, row), (outcome, others)), numbers), is_rule)| WorkedLine {
        nodes,
        row: row.ok().filter(|_| !is_rule).unwrap_or_default(),
        is_rule,
        outcome,
        others,
        numbers,
    });
    Worked { lines: lines.collect(), is_sure }
}

/// Works out what was read, as it was written.
#[cfg(test)]
pub fn worked(transcript: &Transcript, angle: Angle) -> Worked {
    worked_with(transcript, angle, &[])
}

/// The line ends with an equals sign.
pub fn asks(row: &Row) -> bool {
    row.parts().last().is_some_and(|part| part.token() == Some("="))
}

fn texts(transcript: &Transcript) -> Vec<String> {
    transcript.symbols.iter().map(|symbol| symbol.id().map(|id| id.to_string()).unwrap_or_default()).collect()
}

fn rows(lines: &[Vec<Node>], texts: &[String]) -> Vec<Result<Row, MathsError>> {
    lines.iter().map(|nodes| reading::row(nodes, texts)).collect()
}

fn outcomes(rows: &[Result<Row, MathsError>], rules: &[bool], angle: Angle) -> Vec<Outcome> {
    let line = |(at, row): (usize, &Result<Row, MathsError>)| match rules.get(at) {
        Some(true) => Line::Rule,
        _ => Line::Expression(row.clone().unwrap_or_default()),
    };
    let lines: Vec<Line> = rows.iter().enumerate().map(line).collect();
    let outcomes = work_out(&lines, Settings { angle }).into_iter().zip(rows);
    let outcomes = outcomes.map(|(outcome, row)| match row {
        Ok(_) => outcome,
        Err(error) => Outcome::Refused(error.clone()),
    });
    outcomes.collect()
}

fn with_result(line: &str, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Value { asked: true, .. } if line.ends_with('=') => {
            let value = outcome.text();
            // What is known as a decimal only begins with a sign of its own.
            let line = if value.starts_with('≈') { line.trim_end_matches('=') } else { line };
            format!("{line} {value}")
        }
        _ => line.to_owned(),
    }
}

fn result_in_words(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Graph { .. } => "a graph".to_owned(),
        outcome => outcome.speech(),
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::alphabet::SymbolId;
    use crate::ink::Bounds;
    use crate::prediction::Prediction;
    use crate::transcript::{Separator, Symbol, tests::symbol};

    /// A transcript of lines of single symbols, of which those after a `?` are doubtful; each has a stroke of its own.
    pub fn transcript(lines: &[&str]) -> Transcript {
        let (mut transcript, mut layout) = (Transcript::default(), Layout::default());
        for (row, line) in lines.iter().enumerate() {
            let mut nodes = Vec::new();
            let mut verdict = Verdict::Sure;
            for character in line.chars() {
                if character == '?' {
                    verdict = Verdict::Unsure;
                    continue;
                }
                let at = transcript.symbols.len() as u32;
                let (left, top) = (nodes.len() as f32 * 40.0, row as f32 * 100.0);
                let probabilities = vec![(SymbolId::of_char(character), 0.6)];
                transcript.symbols.push(Symbol {
                    strokes: vec![at],
                    bounds: Bounds { left, top, right: left + 30.0, bottom: top + 50.0 },
                    prediction: Prediction { verdict, probabilities },
                    ..symbol(Separator::Nothing, verdict, &[])
                });
                nodes.push(Node::Symbol(at));
                verdict = Verdict::Sure;
            }
            layout.lines.push(nodes);
        }
        transcript.layout = layout.packed();
        transcript
    }

    fn worked_out(lines: &[&str]) -> Worked {
        worked(&transcript(lines), Angle::Radians)
    }

    #[test]
    fn all_lines_are_worked_out_together() {
        let worked = worked_out(&["x=4", "x×3=", "2+2=5"]);
        assert_eq!(worked.answer(), "x = 4\n12\nno: 4");
        assert_eq!(worked.latex(), "x = 4\nx \\times 3 =\n2 + 2 = 5");
        assert_eq!(worked.plain(), "x=4\nx×3= 12\n2+2=5");
        assert!(worked.is_sure && !worked.has_angle());
    }

    #[test]
    fn what_is_unfinished_says_so_and_never_nan() {
        assert_eq!(worked_out(&["3÷"]).answer(), "Something is missing after ÷.");
        assert_eq!(worked_out(&["1÷0="]).answer(), "Division by zero is undefined.");
        assert_eq!(worked_out(&[]).answer(), "");
    }

    #[test]
    fn a_line_is_said_with_its_result() {
        assert_eq!(worked_out(&["3×9="]).spoken(), "three times nine equals twenty-seven");
        assert_eq!(worked_out(&["x=4", "?7"]).spoken(), "Not sure, perhaps x equals four. seven");
    }

    #[test]
    fn what_the_line_says_already_is_not_said_again() {
        let worked = worked_out(&["x=4", "7", "y=8÷2", "2+2"]);
        assert_eq!(worked.lines.iter().map(WorkedLine::says_more).collect::<Vec<_>>(), [false, false, true, true]);
        assert_eq!(worked.answer(), "x = 4\n7\ny = 4\n4");
    }

    #[test]
    fn a_decimal_alone_has_no_equals_sign_before_it() {
        let line = |text: &str| work_out(&[Line::Text(text.to_owned())], Settings::default()).remove(0);
        assert!(with_result("sin2=", &line("sin2=")).starts_with("sin2 ≈"), "{}", with_result("sin2=", &line("sin2=")));
        assert_eq!(with_result("2/3=", &line("2/3=")), "2/3= 2/3 ≈ 0.6666666667");
    }

    #[test]
    fn a_column_is_added_up() {
        let mut read = transcript(&["12", "+34", "−"]);
        read.symbols.last_mut().unwrap().bounds.right = 90.0;
        let worked = worked(&read, Angle::Radians);
        assert_eq!(worked.answer(), "12\n34\n46");
        assert_eq!(worked.plain(), "12\n+34\n=46");
        assert_eq!(worked.latex(), "1 2\n+ 3 4\n= 4 6");
        assert!(worked.lines[2].is_rule && worked.spoken().ends_with("sum: forty-six"), "{}", worked.spoken());
    }
}
