//! The probability of a word's next letter from the few letters before it: an n-gram for words that no list has.
//!
//! Contexts make a tree: the root knows nothing, its children the last letter, theirs the one before, and so on. Each
//! keeps levels for the letters that are likelier there than the shorter context says, and one for all others
//! together, which the shorter context parts among them. So nothing has no probability, all sum to one whatever the
//! levels are, and letters that an alphabet lacks are simply left out.

use super::letters::{BORDER, CODES};

/// A level is so many steps below the highest; a step is half of a halving.
pub const LEVELS: u8 = 32;
/// Letters before the next one that count.
pub const ORDER: usize = 5;

pub fn value(level: u8) -> f32 {
    (-0.5 * f32::from(level)).exp2()
}

/// A context as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    /// The letter that this context has more than its parent, one farther back.
    pub letter: u8,
    /// Letters with their levels.
    pub next: Vec<(u8, u8)>,
    /// The level of all other letters together.
    pub others: u8,
    pub children: Vec<Context>,
}

/// The last letters, five bits for each, the newest lowest. A word begins with a border before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct History(u32);

impl History {
    pub const START: Self = Self(BORDER as u32);

    pub fn then(self, letter: u8) -> Self {
        Self((self.0 << 5 | u32::from(letter)) & ((1 << (5 * ORDER)) - 1))
    }
}

#[derive(Clone, Debug)]
struct Node {
    letter: u8,
    others: f32,
    children: std::ops::Range<u32>,
    next: std::ops::Range<u32>,
}

#[derive(Clone, Debug)]
pub struct Ngram {
    nodes: Vec<Node>,
    /// Letters with their probabilities beyond what the shorter context gives them.
    next: Vec<(u8, f32)>,
    base: [f32; CODES],
}

impl Ngram {
    /// Of all letters only those that are writable count, and the border.
    pub fn new(root: &Context, writable: impl Fn(u8) -> bool) -> Self {
        let writable: Vec<bool> = (0..CODES as u8).map(|code| code == BORDER || writable(code)).collect();
        let count = writable.iter().filter(|writable| **writable).count() as f32;
        let mut base = [0.0; CODES];
        base.iter_mut().zip(&writable).filter(|(_, writable)| **writable).for_each(|(base, _)| *base = 1.0 / count);
        let mut ngram = Self { nodes: vec![], next: vec![], base };
        let mut open = std::collections::VecDeque::from([root]);
        ngram.nodes.push(Node { letter: root.letter, others: 1.0, children: 0..0, next: 0..0 });
        for at in 0.. {
            let Some(context) = open.pop_front() else { break };
            let known = || context.next.iter().filter(|(letter, _)| writable[usize::from(*letter) % CODES]);
            let sum = known().map(|(_, level)| value(*level)).sum::<f32>() + value(context.others);
            let next = ngram.next.len() as u32;
            ngram.next.extend(known().map(|(letter, level)| (*letter, value(*level) / sum)));
            let children = ngram.nodes.len() as u32;
            for child in &context.children {
                ngram.nodes.push(Node { letter: child.letter, others: 1.0, children: 0..0, next: 0..0 });
                open.push_back(child);
            }
            let node = &mut ngram.nodes[at];
            node.others = value(context.others) / sum;
            node.next = next..ngram.next.len() as u32;
            node.children = children..children + context.children.len() as u32;
        }
        ngram
    }

    /// The probability of the next letter, or of the word's end (the border).
    pub fn probability(&self, history: History, letter: u8) -> f32 {
        let mut probability = self.base[usize::from(letter) % CODES];
        let (mut node, mut rest) = (&self.nodes[0], history.0);
        loop {
            let next = &self.next[node.next.start as usize..node.next.end as usize];
            let own = next.iter().find(|(known, _)| *known == letter).map_or(0.0, |(_, own)| *own);
            probability = own + node.others * probability;
            let children = &self.nodes[node.children.start as usize..node.children.end as usize];
            let back = (rest & 31) as u8;
            match children.iter().find(|child| child.letter == back) {
                Some(child) => node = child,
                None => return probability,
            }
            // Behind a border there is nothing more to know, and no context has a child there.
            rest >>= 5;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(letter: char, next: &[(char, u8)], others: u8, children: Vec<Context>) -> Context {
        let next = next.iter().map(|(c, level)| (*c as u8 - b'a', *level)).collect();
        Context { letter: letter as u8 - b'a', next, others, children }
    }

    fn root() -> Context {
        let deep = context('a', &[('c', 1)], 3, vec![]);
        context('a', &[('a', 3), ('b', 5)], 2, vec![context('b', &[('c', 0), ('e', 4)], 4, vec![deep])])
    }

    fn sum(ngram: &Ngram, history: History) -> f32 {
        (0..CODES as u8).map(|letter| ngram.probability(history, letter)).sum()
    }

    #[test]
    fn every_history_sums_to_one_and_nothing_is_impossible() {
        let all = Ngram::new(&root(), |_| true);
        let few = Ngram::new(&root(), |code| code < 4);
        let histories = [History::START, History::START.then(1), History::START.then(0).then(1).then(7)];
        for history in histories.into_iter().chain([History::START.then(0).then(1)]) {
            assert!((sum(&all, history) - 1.0).abs() < 1e-5 && (sum(&few, history) - 1.0).abs() < 1e-5);
            assert!((0..CODES as u8).all(|letter| all.probability(history, letter) > 0.0));
            assert_eq!(few.probability(history, 4), 0.0);
        }
    }

    #[test]
    fn the_longest_context_counts_most() {
        let ngram = Ngram::new(&root(), |_| true);
        let [short, long] = [History::START.then(1), History::START.then(0).then(1)];
        assert!(ngram.probability(short, 2) > 0.6);
        assert!(ngram.probability(long, 2) > ngram.probability(short, 2));
        assert!(ngram.probability(History::START, 0) > ngram.probability(History::START, 1));
    }
}
