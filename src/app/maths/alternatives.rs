//! What the lines come to where the ink says something else, in words. Plain: knows neither browser nor page.

use crate::alphabet::SymbolId;
use crate::app::words::with_article;
use crate::layout::{Alternative, Layout, Node};
use crate::maths::expression::Row;
use crate::maths::{Outcome, write};
use crate::transcript::{Symbol, Transcript};

/// Other results of a line that are told.
const MOST: usize = 2;

/// Another result of a line, and when it would hold.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherResult {
    pub result: String,
    /// `if the 7 is a 1`
    pub condition: String,
    /// The symbol that differs, by its place in the transcript, and what it would be; None where more than that differs.
    pub change: Option<(u32, SymbolId)>,
}

/// For each line the results that other readings lead to and the first does not.
pub fn others(
    transcript: &Transcript,
    layout: &Layout,
    outcomes: &[Outcome],
    work_out: impl Fn(&[Vec<Node>], &[String]) -> Vec<(Row, Outcome)>,
) -> Vec<Vec<OtherResult>> {
    let mut others = vec![Vec::new(); outcomes.len()];
    for alternative in &layout.others {
        let Some(symbols) = with_corrections(alternative, &transcript.symbols) else { continue };
        let texts: Vec<String> = symbols.iter().map(|(id, _)| id.to_string()).collect();
        let worked = work_out(&alternative.lines, &texts);
        if worked.len() != outcomes.len() {
            continue;
        }
        let differing = differing(&symbols, &transcript.symbols);
        for ((line, outcome), (row, other)) in others.iter_mut().zip(outcomes).zip(worked) {
            let result = other.text();
            let is_known = result == outcome.text() || line.iter().any(|known: &OtherResult| known.result == result);
            if result.is_empty() || is_known || matches!(other, Outcome::Refused(_)) || line.len() == MOST {
                continue;
            }
            let condition = match differing {
                Some((at, id)) => format!("if {} is {}", named(at, &transcript.symbols), with_article(id)),
                None => format!("if it reads {}", write::plain(&row)),
            };
            // Relabelled, the symbols stand to each other as they did.
            let change = differing.filter(|_| alternative.lines == layout.lines);
            let change = change.map(|(at, id)| (at as u32, id));
            line.push(OtherResult { result, condition, change });
        }
    }
    others
}

/// `, or 21 if the 7 is a 1` behind a value; a sentence of its own behind a sentence.
pub fn words(other: &OtherResult, behind_sentence: bool) -> String {
    let lead = if behind_sentence { " Or " } else { ", or " };
    format!("{lead}{} {}", other.result, other.condition)
}

/// The alternative's symbols with what somebody said of their strokes; None where it parts those strokes otherwise.
fn with_corrections(alternative: &Alternative, symbols: &[Symbol]) -> Option<Vec<(SymbolId, Vec<u32>)>> {
    let mut all = alternative.symbols.clone();
    for symbol in symbols {
        if let Some(correction) = symbol.correction {
            all.iter_mut().find(|(_, strokes)| *strokes == symbol.strokes)?.0 = correction;
        }
    }
    Some(all)
}

/// The only symbol that differs, where all others have the same strokes and are the same.
fn differing(others: &[(SymbolId, Vec<u32>)], symbols: &[Symbol]) -> Option<(usize, SymbolId)> {
    if others.len() != symbols.len() {
        return None;
    }
    let mut differing = None;
    for (id, strokes) in others {
        let at = symbols.iter().position(|symbol| symbol.strokes == *strokes)?;
        if symbols[at].id() != Some(*id) && differing.replace((at, *id)).is_some() {
            return None;
        }
    }
    differing
}

/// `the 7`, or `the second 7` where there are several.
fn named(at: usize, symbols: &[Symbol]) -> String {
    const ORDINALS: [&str; 9] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    let same: Vec<usize> = (0..symbols.len()).filter(|other| symbols[*other].id() == symbols[at].id()).collect();
    let text = symbols[at].id().map(|id| id.to_string()).unwrap_or_default();
    let place = same.iter().position(|other| *other == at).unwrap_or_default();
    match (same.len(), ORDINALS.get(place)) {
        (0 | 1, _) => format!("the {text}"),
        (_, Some(ordinal)) => format!("the {ordinal} {text}"),
        (_, None) => format!("the {text} in place {}", place + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::super::worked::{tests::transcript, worked};
    use super::*;
    use crate::maths::Angle;

    /// The transcript with another reading, in which the symbols at some places are others.
    fn with_other(mut transcript: Transcript, changes: &[(usize, char)]) -> Transcript {
        let mut symbols: Vec<_> =
            transcript.symbols.iter().map(|symbol| (symbol.id().unwrap(), symbol.strokes.clone())).collect();
        changes.iter().for_each(|(at, character)| symbols[*at].0 = SymbolId::of_char(*character));
        let mut layout = Layout::unpacked(&transcript.layout);
        layout.others.push(Alternative { symbols, lines: layout.lines.clone(), probability: 0.3 });
        transcript.layout = layout.packed();
        transcript
    }

    fn told(transcript: &Transcript) -> Vec<String> {
        let worked = worked(transcript, Angle::Radians);
        worked.lines.iter().flat_map(|line| &line.others).map(|other| words(other, false)).collect()
    }

    #[test]
    fn another_result_says_which_symbol_would_differ() {
        assert_eq!(told(&with_other(transcript(&["?9×3="]), &[(0, '7')])), [", or 21 if the 9 is a 7"]);
        assert_eq!(told(&with_other(transcript(&["3+?3="]), &[(2, '8')])), [", or 11 if the second 3 is an 8"]);
        assert_eq!(told(&with_other(transcript(&["?1+?2="]), &[(0, '7'), (2, '3')])), [", or 10 if it reads 7+3="]);
    }

    #[test]
    fn the_same_result_an_unfinished_one_and_what_is_sure_are_not_told() {
        assert_eq!(told(&with_other(transcript(&["?2+2="]), &[(1, '×')])), [""; 0]);
        assert_eq!(told(&with_other(transcript(&["2+?1="]), &[(2, '÷')])), [""; 0]);
        assert_eq!(told(&with_other(transcript(&["9×3="]), &[(0, '7')])), [""; 0]);
    }

    #[test]
    fn doubt_on_one_line_is_told_where_it_counts_below() {
        let told = told(&with_other(transcript(&["x=?4", "x×2="]), &[(2, '9')]));
        assert_eq!(told, [", or x = 9 if the 4 is a 9", ", or 18 if the 4 is a 9"]);
    }

    #[test]
    fn what_somebody_said_holds_in_other_readings_too() {
        let mut one = with_other(transcript(&["?9×?3="]), &[(0, '7')]);
        one.symbols[0].correction = Some(SymbolId::of_char('9'));
        assert_eq!(told(&one), [""; 0]);
        let mut parted = one.clone();
        let mut layout = Layout::unpacked(&parted.layout);
        layout.others[0].symbols[0].1 = vec![0, 1];
        parted.layout = layout.packed();
        assert_eq!(told(&parted), [""; 0]);
    }

    #[test]
    fn a_change_of_one_symbol_can_be_chosen() {
        let worked = worked(&with_other(transcript(&["?9×3="]), &[(0, '7')]), Angle::Radians);
        assert_eq!(worked.lines[0].others[0].change, Some((0, SymbolId::of_char('7'))));
        assert_eq!(words(&worked.lines[0].others[0], true), " Or 21 if the 9 is a 7");
    }
}
