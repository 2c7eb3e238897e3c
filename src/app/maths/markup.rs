//! A line as MathML whose parts can be pointed at, pressed and focused. Plain: knows neither browser nor page.

use super::numbers::Number;
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
/// The attribute of a number's digits: the place of its first symbol.
pub const NUMBER: &str = "data-number";

const KEYS: &str = "Alt+ArrowUp Alt+ArrowDown";

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
    let mut numbers: BTreeMap<u32, &Number> = BTreeMap::new();
    line.numbers.iter().for_each(|number| numbers.extend(number.symbols.iter().map(|at| (*at, number))));
    // A changed number may have lost digits, but has its first.
    order.retain(|at| numbers.get(at).is_none_or(|number| !number.is_changed() || number.first() == Some(*at)));
    let doubtful = order.iter().copied().find(|first| parts.get(first).is_some_and(|look| look.doubtful));
    let tabbed = doubtful.or(order.first().copied());
    write::mathml_with(&line.row, &|source| {
        let Some(look) = parts.get(&source) else { return Vec::new() };
        let number = numbers.get(&source);
        let changed = number.filter(|number| number.is_changed());
        let places = changed.map_or(&letters[&source], |number| &number.symbols);
        let places = places.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
        let classes = if changed.is_some() { "part changed" } else { look.classes() };
        let mut attributes = vec![(SYMBOL, look.offered.to_string()), (SYMBOLS, places), ("class", classes.to_owned())];
        if !around.contains(&source) {
            let label = changed.map(|number| format!("{}, written {}", number.value, number.written));
            attributes.extend([
                ("role", "button".to_owned()),
                ("aria-haspopup", "true".to_owned()),
                ("aria-label", label.unwrap_or_else(|| look.label())),
                ("tabindex", if tabbed == Some(source) { "0" } else { "-1" }.to_owned()),
            ]);
        }
        if let Some(first) = number.and_then(|number| number.first()) {
            attributes.extend([(NUMBER, first.to_string()), ("aria-keyshortcuts", KEYS.to_owned())]);
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
    use super::super::worked::{tests::transcript, worked, worked_with};
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
    fn the_digits_of_a_number_know_it_and_changed_ones_are_marked() {
        let read = transcript(&["x+?10"]);
        let line = worked(&read, Angle::Radians).lines.remove(0);
        let text = markup(&line, &read.symbols);
        assert_eq!(
            text.matches(r#"data-number="2" aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown""#).count(),
            2,
            "{text}"
        );
        let mut number = line.numbers[0].clone();
        number.value = "9".to_owned();
        let line = worked_with(&read, Angle::Radians, &[number]).lines.remove(0);
        let text = markup(&line, &read.symbols);
        let nine = r#"data-symbol="2" data-symbols="2 3" class="part changed" role="button" aria-haspopup="true""#;
        assert!(text.contains(nine) && text.contains(r#"aria-label="9, written 10""#), "{text}");
        assert_eq!(text.matches(r#"tabindex="0""#).count(), 1, "{text}");
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
