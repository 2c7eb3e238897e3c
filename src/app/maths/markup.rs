//! A line as MathML whose parts can be pointed at, pressed and focused. Plain: knows neither browser nor page.

use super::worked::WorkedLine;
use crate::layout::{Node, each_symbol};
use crate::maths::write;
use crate::prediction::Verdict;
use crate::transcript::Symbol;
use std::collections::BTreeMap;

/// The attribute with the place of the symbol that a part offers to correct.
pub const SYMBOL: &str = "data-symbol";
/// The attribute with the places of all symbols that a part was read from, apart by spaces.
pub const SYMBOLS: &str = "data-symbols";

/// The line typeset. Doubtful and corrected symbols have classes; one of the symbols is reached with Tab.
pub fn markup(line: &WorkedLine, symbols: &[Symbol]) -> String {
    let mut letters: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut order = Vec::new();
    each_symbol(&line.nodes, &mut |places| {
        if let Some(first) = places.first() {
            order.push(*first);
            letters.insert(*first, places.to_vec());
        }
    });
    let parts: BTreeMap<u32, Look> =
        letters.iter().map(|(first, places)| (*first, Look::of(places, symbols))).collect();
    // Buttons do not contain others: what has parts inside it is pressed with a pointer alone.
    let mut around = Vec::new();
    containers(&line.nodes, &mut around);
    order.retain(|first| !around.contains(first));
    let doubtful = order.iter().copied().find(|first| parts.get(first).is_some_and(|look| look.doubtful));
    let tabbed = doubtful.or(order.first().copied());
    write::mathml_with(&line.row, &|source| {
        let Some(look) = parts.get(&source) else { return Vec::new() };
        let places = letters[&source].iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
        let mut attributes =
            vec![(SYMBOL, look.offered.to_string()), (SYMBOLS, places), ("class", look.classes().to_owned())];
        if !around.contains(&source) {
            attributes.extend([
                ("role", "button".to_owned()),
                ("aria-haspopup", "true".to_owned()),
                ("aria-label", look.label()),
                ("tabindex", if tabbed == Some(source) { "0" } else { "-1" }.to_owned()),
            ]);
        }
        attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    })
}

/// The symbols whose parts have others inside them: bars of fractions and signs of roots.
fn containers(nodes: &[Node], into: &mut Vec<u32>) {
    for node in nodes {
        match node {
            Node::Symbol(_) | Node::Word(_) => {}
            Node::Fraction { bar, above, below } => {
                into.push(*bar);
                [above, below].into_iter().for_each(|nodes| containers(nodes, into));
            }
            Node::Root { sign, index, radicand } => {
                into.push(*sign);
                index.iter().chain([radicand]).for_each(|nodes| containers(nodes, into));
            }
            Node::Script { base, sub, sup } => {
                containers(std::slice::from_ref(base), into);
                sub.iter().chain(sup).for_each(|nodes| containers(nodes, into));
            }
        }
    }
}

/// What there is to see of a part.
struct Look {
    text: String,
    /// The place of the symbol that a press is about: of a word the first letter in doubt.
    offered: u32,
    doubtful: bool,
    corrected: bool,
}

impl Look {
    fn of(places: &[u32], symbols: &[Symbol]) -> Self {
        let of = |place: &u32| symbols.get(*place as usize);
        let text = places.iter().filter_map(of).filter_map(Symbol::id).map(|id| id.to_string()).collect();
        let in_doubt = |place: &&u32| of(place).is_some_and(|symbol| symbol.verdict() != Verdict::Sure);
        let doubtful = places.iter().find(in_doubt);
        Self {
            text,
            offered: doubtful.or(places.first()).copied().unwrap_or_default(),
            doubtful: doubtful.is_some(),
            corrected: places.iter().filter_map(of).any(|symbol| symbol.correction.is_some()),
        }
    }

    fn classes(&self) -> &'static str {
        match (self.doubtful, self.corrected) {
            (true, _) => "part doubtful",
            (false, true) => "part corrected",
            (false, false) => "part",
        }
    }

    fn label(&self) -> String {
        match (self.doubtful, self.corrected) {
            (true, _) => format!("{}, not sure", self.text),
            (false, true) => format!("{}, as you say", self.text),
            (false, false) => self.text.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::worked::{tests::transcript, worked};
    use super::*;
    use crate::alphabet::SymbolId;
    use crate::layout::Layout;
    use crate::maths::Angle;
    use crate::transcript::Transcript;

    fn written(transcript: &Transcript) -> String {
        markup(&worked(transcript, Angle::Radians).lines[0], &transcript.symbols)
    }

    #[test]
    fn doubt_and_corrections_are_seen_and_said() {
        let mut read = transcript(&["4?9<"]);
        let text = written(&read);
        assert!(text.contains(r#"class="part doubtful" role="button" aria-haspopup="true" aria-label="9, not sure""#));
        assert_eq!(text.matches(r#"tabindex="0""#).count(), 1, "{text}");
        assert!(text.contains(r#"aria-label="&lt;""#), "{text}");
        read.symbols[1].correction = Some(SymbolId::of_char('7'));
        let text = written(&read);
        assert!(text.contains(r#"class="part corrected""#) && text.contains(r#"aria-label="7, as you say""#), "{text}");
        assert!(!text.contains("doubtful"));
    }

    #[test]
    fn a_word_is_one_part_that_knows_its_letters() {
        let mut read = transcript(&["si?n2"]);
        read.layout =
            Layout { lines: vec![vec![Node::Word(vec![0, 1, 2]), Node::Symbol(3)]], others: Vec::new() }.packed();
        let text = written(&read);
        assert!(text.contains(r#"data-symbol="2" data-symbols="0 1 2" class="part doubtful""#), "{text}");
    }
    #[test]
    fn a_fraction_is_no_button_around_others() {
        let mut read = transcript(&["1?−2"]);
        let [above, below] = [0, 2].map(|at| vec![Node::Symbol(at)]);
        read.layout =
            Layout { lines: vec![vec![Node::Fraction { bar: 1, above, below }]], others: Vec::new() }.packed();
        let text = written(&read);
        assert!(text.contains(r#"<mfrac data-symbol="1" data-symbols="1" class="part doubtful"><mn"#), "{text}");
        assert_eq!((text.matches("role=").count(), text.matches(r#"tabindex="0""#).count()), (2, 1), "{text}");
    }
}
