//! What stands in the table for a picture that was read: digits, LaTeX of expressions, or text.

use crate::layout::{Layout, Node};
use crate::maths::{reading, write};
use crate::transcript::Transcript;

/// The reading as text: expressions a line each.
pub fn text(transcript: &Transcript) -> String {
    if transcript.layout.is_text() {
        return transcript.likeliest();
    }
    if transcript.layout.is_empty() {
        return transcript.accepted();
    }
    let texts: Vec<String> =
        transcript.symbols.iter().map(|symbol| symbol.id().map(|id| id.to_string()).unwrap_or_default()).collect();
    let line = |nodes: &Vec<Node>| write::latex(&reading::row(nodes, &texts).unwrap_or_default());
    Layout::unpacked(&transcript.layout).lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{TextLayout, Word};
    use crate::prediction::Verdict;
    use crate::transcript::{Separator, tests::symbol};

    #[test]
    fn each_mode_has_its_own_text() {
        let of = |separator, class| symbol(separator, Verdict::Sure, &[(class, 0.9)]);
        let symbols = vec![of(Separator::Nothing, 1), of(Separator::Space, 2)];
        let mut read = Transcript { symbols, ..Transcript::default() };
        assert_eq!(text(&read), "12");
        let word = Word {
            text: "1".into(),
            first: 0,
            probability: 0.9,
            is_sure: true,
            others: Vec::new(),
            moments: Vec::new(),
        };
        read.layout = TextLayout { words: vec![word] }.packed();
        assert_eq!(text(&read), "1 2");
        let sup = Some(vec![Node::Symbol(1)]);
        let power = Node::Script { base: Box::new(Node::Symbol(0)), sub: None, sup };
        read.layout = Layout { lines: vec![vec![power]], others: Vec::new() }.packed();
        assert_eq!(text(&read), "1 ^ { 2 }");
    }
}
