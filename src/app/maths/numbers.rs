//! The numbers of a line, and other values in their places. Plain: knows neither browser nor page.

use crate::maths::MathsError;
use crate::maths::expression::{Kind, Part, Row, is_digit};

/// Digits of a number that can be changed, at most.
const MOST_DIGITS: usize = 15;
/// How far a drag goes for a step, in pixels, and how far for it to go at twice the pace.
const STEP: f64 = 8.0;
const FASTER: f64 = 160.0;

/// A number as it was read, and what it counts as.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The places of its symbols in the transcript, from the left.
    pub symbols: Vec<u32>,
    pub written: String,
    /// What was written, unless somebody changed it.
    pub value: String,
}

impl Number {
    pub fn is_changed(&self) -> bool {
        self.value != self.written
    }

    /// The place of its first symbol, which stands for all of it.
    pub fn first(&self) -> Option<u32> {
        self.symbols.first().copied()
    }
}

/// The row with changed numbers in it. Tells all of its numbers in reading order.
pub fn with_changes(row: &Row, changed: &[Number], numbers: &mut Vec<Number>) -> Result<Row, MathsError> {
    let parts = row.parts();
    let mut all = Vec::with_capacity(parts.len());
    let mut at = 0;
    while let Some(rest) = parts.get(at..).filter(|rest| !rest.is_empty()) {
        let run = &rest[..run(rest)];
        match number(run, changed) {
            Some(number) => {
                numbers.push(number.clone());
                all.extend(set(run, &number, changed, numbers)?);
            }
            None => {
                for part in run {
                    all.push(inside(part, changed, numbers)?);
                }
            }
        }
        at += run.len();
    }
    Row::new(all)
}

/// The text so many steps higher, each one in its last decimal place, and as many places as before; not below zero.
/// None where it is no number, or a very long one.
pub fn stepped(text: &str, steps: i64) -> Option<String> {
    let (units, decimals, sign) = amount(text)?;
    let units = units.saturating_add_signed(steps).min(10u64.pow(MOST_DIGITS as u32) - 1);
    let one = 10u64.pow(decimals as u32);
    let whole = units / one;
    Some(if decimals == 0 { whole.to_string() } else { format!("{whole}{sign}{:0decimals$}", units % one) })
}

/// The steps of a drag that is so many pixels long; the longer, the larger.
pub fn steps(pixels: f64) -> i64 {
    (pixels / STEP * (1.0 + pixels.abs() / FASTER)) as i64
}

/// Whether two texts say the same number.
pub fn is_same(one: &str, other: &str) -> bool {
    stepped(one, 0) == stepped(other, 0)
}

/// The parts that belong to the number that begins here, as the parser takes them; one where none does.
fn run(parts: &[Part]) -> usize {
    let mut length = 0;
    while let Some(part) = parts.get(length) {
        let before_digit = parts.get(length + 1).and_then(Part::base_token).is_some_and(is_digit);
        let goes_on = match part.base_token() {
            Some(token) if is_digit(token) => true,
            Some(".") => part.token().is_some(),
            Some(",") => part.token().is_some() && before_digit && length > 0,
            _ => false,
        };
        if !goes_on {
            break;
        }
        length += 1;
        // A power ends it.
        if part.token().is_none() {
            break;
        }
    }
    length.max(1)
}

/// The number that all of these parts are, with the value that it was given.
fn number(run: &[Part], changed: &[Number]) -> Option<Number> {
    let symbols: Vec<u32> = run.iter().map(source).collect::<Option<_>>()?;
    let written: String = run.iter().map(Part::base_token).collect::<Option<_>>()?;
    amount(&written)?;
    let change = changed.iter().find(|change| change.symbols == symbols && change.written == written);
    let value = change.map_or_else(|| written.clone(), |change| change.value.clone());
    Some(Number { symbols, written, value })
}

fn source(part: &Part) -> Option<u32> {
    match part.kind() {
        Kind::Script { base, sub: None, .. } => base.source(),
        Kind::Script { .. } => None,
        _ => part.source(),
    }
}

/// The number's value in the place of its parts. Each digit is from a symbol of the number, so that it is found from
/// the ink.
fn set(run: &[Part], number: &Number, changed: &[Number], numbers: &mut Vec<Number>) -> Result<Vec<Part>, MathsError> {
    if !number.is_changed() {
        return run.iter().map(|part| inside(part, changed, numbers)).collect();
    }
    let digits = number.value.chars().zip((0..).map(|at: usize| at.min(number.symbols.len() - 1)));
    let mut parts: Vec<Part> = digits.map(|(digit, at)| Part::symbol(digit).from_source(number.symbols[at])).collect();
    if let Some(Kind::Script { sup: Some(sup), .. }) = run.last().map(Part::kind)
        && let Some(base) = parts.pop()
    {
        let sup = Some(with_changes(sup, changed, numbers)?);
        parts.push(Part::new(Kind::Script { base: Box::new(base), sub: None, sup })?);
    }
    Ok(parts)
}

/// The part with changed numbers in what stands inside it.
fn inside(part: &Part, changed: &[Number], numbers: &mut Vec<Number>) -> Result<Part, MathsError> {
    let kind = match part.kind() {
        Kind::Symbol(_) => return Ok(part.clone()),
        Kind::Fraction(above, below) => {
            Kind::Fraction(with_changes(above, changed, numbers)?, with_changes(below, changed, numbers)?)
        }
        Kind::Root { index, radicand } => {
            let index = index.as_ref().map(|index| with_changes(index, changed, numbers)).transpose()?;
            Kind::Root { index, radicand: with_changes(radicand, changed, numbers)? }
        }
        Kind::Script { base, sub, sup } => {
            let base = Box::new(inside(base, changed, numbers)?);
            let sub = sub.as_ref().map(|sub| with_changes(sub, changed, numbers)).transpose()?;
            let sup = sup.as_ref().map(|sup| with_changes(sup, changed, numbers)).transpose()?;
            Kind::Script { base, sub, sup }
        }
    };
    let changed = Part::new(kind)?;
    Ok(match part.source() {
        Some(source) => changed.from_source(source),
        None => changed,
    })
}

/// A number in units of its last decimal place, the count of its decimal places, and its decimal sign. Commas are
/// taken as the parser takes them.
fn amount(text: &str) -> Option<(u64, usize, char)> {
    let groups: Vec<&str> = text.split(',').collect();
    let (first, others) = groups.split_first()?;
    let is_grouped = others.iter().all(|group| group.split('.').next().is_some_and(|whole| whole.len() == 3))
        && groups[..others.len()].iter().all(|group| !group.contains('.'))
        && (1..=3).contains(&first.len())
        && !first.starts_with('0');
    let plain = match others.len() {
        0 => text.to_owned(),
        _ if is_grouped => text.replace(',', ""),
        1 if !text.contains('.') => text.replace(',', "."),
        _ => return None,
    };
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = format!("{whole}{decimals}");
    let is_number = (1..=MOST_DIGITS).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    // A comma before three digits would group them.
    let has_comma = others.len() == 1 && !is_grouped && decimals.len() != 3;
    let units = is_number.then(|| digits.parse().ok()).flatten()?;
    Some((units, decimals.len(), if has_comma { ',' } else { '.' }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::{flat, write};

    /// A row whose parts are all from symbols, counted from the left.
    fn read(text: &str) -> Row {
        fn sourced(row: &Row, next: &mut u32) -> Row {
            Row::new(row.parts().iter().map(|part| of_symbol(part, next)).collect()).unwrap()
        }
        fn of_symbol(part: &Part, next: &mut u32) -> Part {
            *next += 1;
            let at = *next - 1;
            match part.kind() {
                Kind::Script { base, sub, sup } => {
                    let base = Box::new(base.as_ref().clone().from_source(at));
                    let mut script = |row: &Option<Row>| row.as_ref().map(|row| sourced(row, next));
                    Part::new(Kind::Script { base, sub: script(sub), sup: script(sup) }).unwrap()
                }
                Kind::Fraction(above, below) => {
                    Part::new(Kind::Fraction(sourced(above, next), sourced(below, next))).unwrap().from_source(at)
                }
                _ => part.clone().from_source(at),
            }
        }
        sourced(&flat::read(text).unwrap(), &mut 0)
    }

    fn numbers(text: &str) -> Vec<Number> {
        let (row, mut numbers) = (read(text), Vec::new());
        assert_eq!(with_changes(&row, &[], &mut numbers).unwrap(), row);
        numbers
    }

    #[test]
    fn digits_beside_each_other_are_a_number_at_any_depth() {
        let texts = |text: &str| numbers(text).into_iter().map(|number| number.written).collect::<Vec<_>>();
        assert_eq!(texts("12+x-3.50="), ["12", "3.50"]);
        assert_eq!(texts("12²+1,000×3,5"), ["12", "2", "1,000", "3,5"]);
        assert_eq!(texts("1.2.3+x"), [""; 0]);
        assert_eq!(numbers("12+3")[1].symbols, [3]);
        // What no ink says is not changed.
        let mut none = Vec::new();
        with_changes(&flat::read("12").unwrap(), &[], &mut none).unwrap();
        assert_eq!(none, []);
    }

    #[test]
    fn a_step_is_one_in_the_last_place_and_keeps_the_places() {
        let up = |text: &str, steps: i64| stepped(text, steps).unwrap_or_default();
        assert_eq!([up("9", 1), up("10", -1), up("2.50", 1), up("1.0", -1)], ["10", "9", "2.51", "0.9"]);
        assert_eq!([up("3", -9), up("0.05", -9), up(".5", 1), up("007", 1)], ["0", "0.00", "0.6", "8"]);
        assert_eq!([up("3,5", 1), up("1,999", 1), up("0,512", 1)], ["3,6", "2000", "0.513"]);
        assert_eq!([up("999999999999999", 5), up("1234567890123456", 1)], ["999999999999999", ""]);
        assert!(is_same("007", "7") && !is_same("7", "8"));
    }

    #[test]
    fn a_drag_goes_faster_the_longer_it_is() {
        assert_eq!([steps(0.0), steps(7.0), steps(9.0), steps(-9.0), steps(160.0)], [0, 0, 1, -1, 40]);
    }

    #[test]
    fn another_value_stands_in_the_place_of_what_was_written() {
        let changed = |text: &str, at: usize, steps: i64| {
            let mut change = numbers(text).remove(at);
            change.value = stepped(&change.value, steps).unwrap();
            let mut told = Vec::new();
            let row = with_changes(&read(text), std::slice::from_ref(&change), &mut told).unwrap();
            assert_eq!(told[at], change);
            row
        };
        let plain = |text: &str, at: usize, steps: i64| write::plain(&changed(text, at, steps));
        assert_eq!(plain("9+9=", 1, 1), "9+10=");
        assert_eq!(plain("10-x", 0, -1), "9-x".replace('-', "−"));
        assert_eq!(write::latex(&changed("12^2", 0, 1)), "1 3 ^ { 2 }");
        assert_eq!(write::latex(&changed("12^2", 1, 8)), "1 2 ^ { 1 0 }");
        assert_eq!(write::latex(&changed("99^2", 0, 1)), "1 0 0 ^ { 2 }");
        let sources: Vec<_> = changed("99+1", 0, 1).parts().iter().map(|part| part.source().unwrap()).collect();
        assert_eq!(sources, [0, 1, 1, 2, 3]);
    }

    #[test]
    fn a_change_holds_only_while_the_number_is_read_as_it_was() {
        let mut change = numbers("12+3").remove(0);
        change.value = "13".to_owned();
        let mut told = Vec::new();
        let row = with_changes(&read("17+3"), &[change], &mut told).unwrap();
        assert_eq!((write::plain(&row).as_str(), told[0].is_changed()), ("17+3", false));
    }
}
