//! What was read of a drawing of expressions, as evaluation compares it with what is known.

use super::doubt::Judged;
use crate::layout::{Layout, Node, each_symbol};
use crate::maths::expression::Row;
use crate::maths::reading;
use crate::maths::write::plain;
use crate::prediction::Verdict;
use crate::transcript::{Symbol, Transcript};

/// Lines as canonical LaTeX, and as flat text.
pub fn joined(rows: &[Row]) -> String {
    rows.iter().map(Row::to_string).collect::<Vec<_>>().join(" \\\\ ")
}

pub fn flattened(rows: &[Row]) -> String {
    rows.iter().map(plain).collect::<Vec<_>>().join("\n")
}

/// What was read of a drawing.
pub struct Read {
    pub latex: String,
    pub flat: String,
    /// Symbols and words.
    pub symbols: Vec<(String, Vec<usize>)>,
    /// Symbols that are no part of a word: their strokes, how likely each is, and all that it may be, the likeliest first.
    doubts: Vec<(Vec<usize>, f32, Vec<String>)>,
    pub is_marked: bool,
}

/// The name of a symbol by itself, as sets of expressions have it.
fn named(text: &str) -> String {
    if text == "√" {
        // In an expression it is what is below it that makes it one.
        return "\\sqrt".to_owned();
    }
    reading::row(&[Node::Symbol(0)], &[text]).map(|row| row.to_string()).unwrap_or_default()
}

impl Read {
    pub fn of(transcript: &Transcript) -> Self {
        let text = |symbol: &Symbol| symbol.id().map(|id| id.to_string()).unwrap_or_default();
        let texts: Vec<String> = transcript.symbols.iter().map(text).collect();
        let latex = |nodes: &[Node]| reading::row(nodes, &texts).map(|row| row.to_string()).unwrap_or_default();
        let (mut symbols, mut doubts) = (Vec::new(), Vec::new());
        let layout = Layout::unpacked(&transcript.layout);
        for line in &layout.lines {
            each_symbol(line, &mut |places: &[u32]| {
                let strokes = places.iter().flat_map(|at| &transcript.symbols[*at as usize].strokes);
                let mut strokes: Vec<usize> = strokes.map(|stroke| *stroke as usize).collect();
                strokes.sort_unstable();
                let name = match places {
                    [one] => {
                        let symbol = &transcript.symbols[*one as usize];
                        let ranked = symbol.prediction.ranked().into_iter().map(|id| named(&id.to_string()));
                        doubts.push((strokes.clone(), symbol.certainty(), ranked.collect()));
                        named(&texts[*one as usize])
                    }
                    letters => latex(&[Node::Word(letters.to_vec())]),
                };
                symbols.push((name, strokes));
            });
        }
        let lines: Vec<Row> = layout.lines.iter().map(|line| reading::row(line, &texts).unwrap_or_default()).collect();
        let is_marked = transcript.verdict() != Verdict::Sure;
        Self { latex: joined(&lines), flat: flattened(&lines), symbols, doubts, is_marked }
    }

    /// Its symbols beside those that are known.
    pub fn judged(&self, known: &[(String, Vec<usize>)]) -> Vec<Judged> {
        let judge = |(strokes, certainty, ranked): &(Vec<usize>, f32, Vec<String>)| {
            let known = known.iter().find(|(_, own)| {
                let mut own = own.clone();
                own.sort_unstable();
                own == *strokes
            });
            let rank = known.map(|(label, _)| ranked.iter().position(|text| text == label).unwrap_or(usize::MAX));
            Judged { certainty: *certainty, is_right: rank == Some(0), rank }
        };
        self.doubts.iter().map(judge).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_named_as_sets_of_expressions_name_them() {
        assert_eq!(["√", "−", "×", "x", "sin"].map(named), ["\\sqrt", "-", "\\times", "x", "\\sin"]);
    }
}
