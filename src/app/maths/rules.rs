//! Which lines are rules below a column of numbers: a single bar, as wide as what it stands below. Plain: knows neither
//! browser nor page.

use crate::ink::Bounds;
use crate::layout::{Node, each_symbol};
use crate::maths::MathsError;
use crate::maths::expression::{Kind, Row};
use crate::transcript::Symbol;

/// A rule is as wide as this part of the line above it at least.
const COVERS: f32 = 0.7;

/// Of each line whether it is one. A column has two numbers at least: a bar below one alone is a fraction or a minus that
/// goes on.
pub fn rules(lines: &[Vec<Node>], rows: &[Result<Row, MathsError>], symbols: &[Symbol]) -> Vec<bool> {
    let mut rules = vec![false; lines.len()];
    for at in 2..lines.len().min(rows.len()) {
        let is_bar = rows[at].as_ref().is_ok_and(is_minus);
        let column = rows[at - 2..at].iter().zip(&rules[at - 2..at]);
        let is_column = column.into_iter().all(|(row, is_rule)| !is_rule && row.as_ref().is_ok_and(is_number));
        let [above, bar] = [at - 1, at].map(|at| bounds(&lines[at], symbols));
        rules[at] = is_bar && is_column && above.zip(bar).is_some_and(|(above, bar)| covers(bar, above));
    }
    rules
}

fn is_minus(row: &Row) -> bool {
    row.parts().len() == 1 && row.parts()[0].token() == Some("-")
}

/// Something that may be added: it asks nothing and is no equation.
fn is_number(row: &Row) -> bool {
    let is_plain = |token: &str| token.chars().all(|one| one.is_ascii_digit() || ".,+-%".contains(one));
    let fits = |kind: &Kind| match kind {
        Kind::Symbol(token) => is_plain(token),
        Kind::Fraction(above, below) => is_number(above) && is_number(below),
        Kind::Root { .. } | Kind::Script { .. } => false,
    };
    !row.parts().is_empty() && row.parts().iter().all(|part| fits(part.kind()))
}

fn covers(bar: Bounds, above: Bounds) -> bool {
    bar.width() >= COVERS * above.width()
        && (bar.left..=bar.right).contains(&above.middle().0)
        && bar.middle().1 > above.middle().1
}

fn bounds(nodes: &[Node], symbols: &[Symbol]) -> Option<Bounds> {
    let mut places = Vec::new();
    each_symbol(nodes, &mut |symbol| places.extend_from_slice(symbol));
    places.into_iter().filter_map(|at| symbols.get(at as usize)).map(|symbol| symbol.bounds).reduce(Bounds::union)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::flat;
    use crate::prediction::Verdict;
    use crate::transcript::{Separator, tests::symbol};

    /// Lines of characters, of which the last is a bar of this width.
    fn found(lines: &[&str], width: f32) -> Vec<bool> {
        let mut symbols: Vec<Symbol> = Vec::new();
        let mut nodes = Vec::new();
        for (line, text) in (0u8..).zip(lines) {
            let place = |at: u8| (f32::from(at) * 40.0, f32::from(line) * 100.0);
            let (first, count) = (symbols.len(), text.chars().count());
            symbols.extend((0u8..).take(count).map(place).map(|(left, top)| Symbol {
                bounds: Bounds { left, top, right: left + 30.0, bottom: top + 50.0 },
                ..symbol(Separator::Nothing, Verdict::Sure, &[])
            }));
            nodes.push((first..first + count).map(|at| Node::Symbol(at as u32)).collect::<Vec<_>>());
        }
        if let Some(bar) = symbols.last_mut() {
            (bar.bounds.right, bar.bounds.bottom) = (bar.bounds.left + width, bar.bounds.top + 3.0);
        }
        let rows: Vec<_> = lines.iter().map(|text| flat::read(text)).collect();
        rules(&nodes, &rows, &symbols)
    }

    #[test]
    fn a_wide_bar_below_two_numbers_is_a_rule() {
        assert_eq!(found(&["12", "+34", "−"], 90.0), [false, false, true]);
        assert_eq!(found(&["5.5", "−8", "−"], 60.0), [false, false, true]);
    }

    #[test]
    fn a_minus_or_a_bar_below_something_else_is_none() {
        let cases: [(&[&str], f32); 4] = [
            (&["12", "34", "−"], 20.0),
            (&["2+2=", "34", "−"], 90.0),
            (&["x=3", "2x", "−"], 90.0),
            (&["34", "−"], 90.0),
        ];
        for (lines, width) in cases {
            assert!(!found(lines, width).contains(&true), "{lines:?}");
        }
    }
}
