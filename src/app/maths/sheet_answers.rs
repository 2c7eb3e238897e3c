//! The answers that appear on the sheet behind a written equals sign or below a rule: what they say and where they stand. Plain: knows
//! neither browser nor page.

use super::pencil::{Setting, set};
use super::place::{Behind, Placed, Taken, Wanted};
use super::worked::{Worked, WorkedLine, asks};
use crate::alphabet::SymbolId;
use crate::ink::{Bounds, Drawing};
use crate::layout::each_symbol;
use crate::maths::expression::{Part, Row};
use crate::maths::{Answer, Outcome};
use crate::order;
use crate::prediction::Verdict;
use crate::transcript::{Symbol, Transcript};

/// The height of digits where a line has none to measure, in pixels.
const USUAL: f32 = 44.0;
/// Wider exact values give way to their decimals, in digits' heights.
const WIDEST: f32 = 9.0;

/// An answer on the sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetAnswer {
    pub setting: Setting,
    pub placed: Placed,
    /// Something on its line is in doubt.
    pub doubtful: bool,
}

/// The answers to all lines that end with an equals sign and the sums of columns, each in a place of its own.
pub fn answers(worked: &Worked, transcript: &Transcript, drawing: &Drawing, sight: Bounds) -> Vec<SheetAnswer> {
    let asked: Vec<(&WorkedLine, Setting)> =
        worked.lines.iter().filter_map(|line| Some((line, setting(line)?))).collect();
    if asked.is_empty() {
        return Vec::new();
    }
    let mut taken = Taken::by(drawing, sight);
    let all: Vec<&Symbol> = transcript.symbols.iter().collect();
    let answers = asked.into_iter().filter_map(|(line, setting)| {
        let symbols = symbols(line, &transcript.symbols);
        let last = symbols.last()?;
        let wanted = Wanted {
            width: setting.width / 10.0,
            ascent: setting.ascent / 10.0,
            descent: setting.descent / 10.0,
            behind: if line.is_rule { Behind::Rule(last.bounds) } else { Behind::Equals(last.bounds) },
            line: symbols.iter().map(|symbol| symbol.bounds).reduce(Bounds::union)?,
            // A rule has no digits of its own.
            digit: if line.is_rule { digit_height(&all) } else { digit_height(&symbols) },
        };
        let placed = taken.place(&wanted)?;
        let doubtful = symbols.iter().any(|symbol| symbol.verdict() != Verdict::Sure);
        Some(SheetAnswer { setting, placed, doubtful })
    });
    answers.collect()
}

fn setting(line: &WorkedLine) -> Option<Setting> {
    match &line.outcome {
        Outcome::Value { values, asked: true } if line.is_rule || asks(&line.row) => {
            let words: Vec<Row> = values.iter().map(short).collect();
            set(&joined(&words))
        }
        _ => None,
    }
}

/// The exact value, or where that is long or unknown the decimal, with a sign where it is rounded.
fn short(value: &Answer) -> Row {
    let is_short = |row: &Row| set(row).is_some_and(|setting| setting.width / 10.0 <= WIDEST);
    match (value.is_exact(), value.decimal()) {
        (true, _) if is_short(value.main()) => value.main().clone(),
        (true, None) => value.main().clone(),
        (_, decimal) => {
            let decimal = decimal.unwrap_or(value.main()).parts().iter().cloned();
            Row::new([Part::symbol("\\approx")].into_iter().chain(decimal).collect()).unwrap_or_default()
        }
    }
}

/// `2 or −2`
fn joined(rows: &[Row]) -> Row {
    let mut parts: Vec<Part> = Vec::new();
    for row in rows {
        if !parts.is_empty() {
            parts.extend([" ", "o", "r", " "].map(Part::symbol));
        }
        parts.extend(row.parts().iter().cloned());
    }
    Row::new(parts).unwrap_or_default()
}

/// The symbols of a line, in reading order.
fn symbols<'a>(line: &WorkedLine, symbols: &'a [Symbol]) -> Vec<&'a Symbol> {
    let mut places = Vec::new();
    each_symbol(&line.nodes, &mut |symbol| places.extend_from_slice(symbol));
    places.into_iter().filter_map(|at| symbols.get(at as usize)).collect()
}

/// The usual height of a line's digits; powers are smaller, so it lies above the middle.
fn digit_height(symbols: &[&Symbol]) -> f32 {
    let is_digit = |id: SymbolId| id.to_string().chars().all(|one| one.is_ascii_digit());
    let digits = symbols.iter().filter(|symbol| symbol.id().is_some_and(is_digit));
    let heights = order::ascending(digits.map(|symbol| symbol.bounds.height()).collect(), |height| order::key(*height));
    heights.get(heights.len() * 3 / 5).copied().unwrap_or(USUAL)
}

#[cfg(test)]
mod tests {
    use super::super::worked::{tests::transcript, worked};
    use super::*;
    use crate::maths::Angle;

    const SIGHT: Bounds = Bounds { left: -100.0, top: -100.0, right: 900.0, bottom: 900.0 };

    fn of(lines: &[&str]) -> Vec<SheetAnswer> {
        let read = transcript(lines);
        answers(&worked(&read, Angle::Radians), &read, &Drawing::default(), SIGHT)
    }

    #[test]
    fn only_lines_that_ask_are_answered() {
        assert_eq!(of(&["3×9=", "2+2", "x=4", "2+2=5", "3÷"]).len(), 1);
        assert_eq!(of(&[]), []);
    }

    #[test]
    fn a_sum_stands_below_its_rule_and_ends_where_that_ends() {
        let mut read = transcript(&["12", "34", "−"]);
        let rule = &mut read.symbols[4].bounds;
        (rule.right, rule.bottom) = (rule.left + 90.0, rule.top + 3.0);
        let rule = *rule;
        let answers = answers(&worked(&read, Angle::Radians), &read, &Drawing::default(), SIGHT);
        let [SheetAnswer { setting, placed, .. }] = answers.as_slice() else { panic!("{answers:?}") };
        let right = placed.x + setting.width / 10.0 * placed.digit;
        assert!((right - rule.right).abs() < 1.0 && placed.y - placed.digit > rule.bottom, "{placed:?}");
        assert_eq!(placed.digit, 45.0);
    }

    #[test]
    fn an_answer_stands_behind_its_sign_and_is_as_large_as_the_digits() {
        let answers = of(&["3×9=", "?1+1="]);
        // The sign ends at 150, and digits are 50 high.
        assert!(answers[0].placed.x > 150.0 && answers[0].placed.digit == 45.0, "{:?}", answers[0].placed);
        assert!(answers[1].placed.y > answers[0].placed.y);
        assert_eq!(answers.iter().map(|answer| answer.doubtful).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn two_values_and_rounded_ones_are_said() {
        let strokes = |line: &str| of(&[line])[0].setting.strokes.len();
        assert_eq!(strokes("±2="), 7);
        assert!(strokes("3÷7=") == 3);
        // A long value gives way to its decimal, behind a sign of its own.
        assert!(strokes("9999999999÷7777777778=") > 10);
    }
}
