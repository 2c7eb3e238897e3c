//! What else a symbol may be, the likeliest first. Plain: knows neither browser nor page.

use crate::alphabet::SymbolId;
use crate::layout::Layout;
use crate::transcript::Transcript;

/// Choices that are offered, what was read among them.
const MOST: usize = 6;

/// What was read, then what other readings say of the same strokes, then what the model says. Choosing the first takes
/// a correction back.
pub fn choices(transcript: &Transcript, at: usize) -> Vec<SymbolId> {
    let Some(symbol) = transcript.symbols.get(at) else { return Vec::new() };
    let others = Layout::unpacked(&transcript.layout).others.into_iter().flat_map(|other| other.symbols);
    let others = others.filter(|(_, strokes)| *strokes == symbol.strokes).map(|(id, _)| id);
    let mut choices: Vec<SymbolId> = Vec::new();
    // A correction that was made in another place stays in the list.
    let all = symbol.prediction.best().into_iter().chain(symbol.correction).chain(others);
    for id in all.chain(symbol.prediction.ranked()) {
        if !choices.contains(&id) && choices.len() < MOST {
            choices.push(id);
        }
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::super::worked::tests::transcript;
    use super::*;
    use crate::layout::Alternative;

    #[test]
    fn other_readings_come_before_the_models_ranking() {
        let mut read = transcript(&["?9×3="]);
        let ranked = [('9', 0.6), ('4', 0.2), ('g', 0.1), ('7', 0.05), ('q', 0.02), ('a', 0.01), ('y', 0.01)];
        read.symbols[0].prediction.probabilities =
            ranked.map(|(character, probability)| (SymbolId::of_char(character), probability)).to_vec();
        let other = |character, stroke| Alternative {
            symbols: vec![(SymbolId::of_char(character), vec![stroke])],
            lines: Vec::new(),
            probability: 0.1,
        };
        let layout = Layout::unpacked(&read.layout);
        read.layout = Layout { others: vec![other('7', 0), other('2', 2)], ..layout }.packed();
        let text = |read: &Transcript| choices(read, 0).iter().map(|id| id.to_string()).collect::<String>();
        assert_eq!(text(&read), "974gqa");
        read.symbols[0].correction = Some(SymbolId::of_char('y'));
        assert_eq!(text(&read), "9y74gq");
        assert_eq!(choices(&read, 99), []);
    }
}
