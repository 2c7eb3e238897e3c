//! A word list as a tree of letters, with how probable all words behind each letter are together.

/// A word in the codes of its letters.
pub type Codes = Vec<u8>;

#[derive(Clone, Debug)]
struct Node {
    letter: u8,
    children: u8,
    first_child: u32,
    /// How frequent the words through here are together.
    mass: f32,
    /// How frequent the word that ends here is; 0 where none does.
    end: f32,
}

/// The probabilities of a word's next letter and of its end, given its letters so far.
#[derive(Clone, Debug)]
pub struct Trie {
    /// The root first; the children of a node stand beside each other.
    nodes: Vec<Node>,
}

pub const ROOT: u32 = 0;

impl Trie {
    /// Words with their frequencies, which need not sum to anything; words that are there twice count together.
    pub fn new(mut words: Vec<(Codes, f32)>) -> Self {
        words.retain(|(word, frequency)| !word.is_empty() && *frequency > 0.0);
        words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let root = Node { letter: 0, children: 0, first_child: 0, mass: 0.0, end: 0.0 };
        let mut nodes = vec![root];
        // Breadth first: nodes whose children are still to come, with their words and depth.
        let mut open = std::collections::VecDeque::from([(0, 0..words.len(), 0)]);
        while let Some((node, range, depth)) = open.pop_front() {
            let mut at = range.start;
            while at < range.end && words[at].0.len() == depth {
                nodes[node].end += words[at].1;
                at += 1;
            }
            nodes[node].first_child = nodes.len() as u32;
            while at < range.end {
                let letter = words[at].0[depth];
                let same = words[at..range.end].iter().take_while(|(word, _)| word[depth] == letter).count();
                open.push_back((nodes.len(), at..at + same, depth + 1));
                nodes.push(Node { letter, children: 0, first_child: 0, mass: 0.0, end: 0.0 });
                nodes[node].children += 1;
                at += same;
            }
        }
        for node in (0..nodes.len()).rev() {
            let first = nodes[node].first_child as usize;
            let below: f32 = nodes[first..first + usize::from(nodes[node].children)].iter().map(|one| one.mass).sum();
            nodes[node].mass = nodes[node].end + below;
        }
        Self { nodes }
    }

    pub fn is_empty(&self) -> bool {
        self.nodes[0].mass <= 0.0
    }

    /// The node behind a letter, with the letter's probability; None where no word goes on with it.
    pub fn next(&self, node: u32, letter: u8) -> Option<(u32, f32)> {
        let from = &self.nodes[node as usize];
        let first = from.first_child as usize;
        let children = &self.nodes[first..first + usize::from(from.children)];
        let at = children.iter().position(|child| child.letter == letter)?;
        Some((from.first_child + at as u32, children[at].mass / from.mass))
    }

    /// The probability that the word ends here.
    pub fn end(&self, node: u32) -> f32 {
        let node = &self.nodes[node as usize];
        if node.mass > 0.0 { node.end / node.mass } else { 0.0 }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn trie() -> Trie {
        let words = [("to", 5.0), ("tea", 2.0), ("ten", 1.0), ("a", 2.0), ("to", 1.0), ("", 9.0)];
        Trie::new(words.map(|(word, frequency)| (word.bytes().map(|c| c - b'a').collect(), frequency)).to_vec())
    }

    #[test]
    fn a_words_probability_is_its_share() {
        let trie = trie();
        for (word, expected) in [("to", 6.0), ("tea", 2.0), ("ten", 1.0), ("a", 2.0), ("te", 0.0)] {
            let (mut node, mut probability) = (ROOT, 1.0);
            for c in word.bytes() {
                let (next, p) = trie.next(node, c - b'a').unwrap();
                (node, probability) = (next, probability * p);
            }
            assert!((probability * trie.end(node) - expected / 11.0).abs() < 1e-6, "{word}");
        }
        assert!(trie.next(ROOT, 25).is_none());
    }

    #[test]
    fn every_node_sums_to_one() {
        let trie = trie();
        for node in 0..trie.nodes.len() as u32 {
            let letters: f32 = (0..26).filter_map(|letter| trie.next(node, letter)).map(|(_, p)| p).sum();
            assert!((letters + trie.end(node) - 1.0).abs() < 1e-6);
        }
        assert!(Trie::new(Vec::new()).is_empty());
    }
}
