//! The texts of a beam search as a tree: each is its parent with one character more.

use super::language::{LineModel, State};

/// The number of a text; 0 is the empty one.
pub type PrefixId = u32;

pub struct Prefix {
    parent: PrefixId,
    /// The last character; of the empty text, no class of the network.
    pub class: usize,
    pub length: usize,
    /// The log-probability in the language so far.
    pub language: f32,
    state: Option<State>,
    children: Vec<PrefixId>,
    /// Where it stands among those of the newest frame, and that frame.
    pub slot: (usize, usize),
}

pub struct Prefixes<'a> {
    all: Vec<Prefix>,
    model: Option<&'a LineModel>,
}

/// The slot of what has not been in any frame.
const NOWHERE: (usize, usize) = (usize::MAX, usize::MAX);

impl<'a> Prefixes<'a> {
    /// The empty text, behind a line so far or at its beginning.
    pub fn new(model: Option<&'a LineModel>, before: Option<&State>) -> Self {
        let root = Prefix {
            parent: 0,
            class: usize::MAX,
            length: 0,
            language: 0.0,
            state: model.map(|model| before.cloned().unwrap_or_else(|| model.start())),
            children: Vec::new(),
            slot: NOWHERE,
        };
        Self { all: vec![root], model }
    }

    pub fn get(&self, id: PrefixId) -> &Prefix {
        &self.all[id as usize]
    }

    pub fn set_slot(&mut self, id: PrefixId, slot: (usize, usize)) {
        self.all[id as usize].slot = slot;
    }

    /// The text with one more character. The language is asked once for each.
    pub fn child(&mut self, id: PrefixId, class: usize) -> PrefixId {
        let parent = self.get(id);
        if let Some(child) = parent.children.iter().find(|child| self.get(**child).class == class) {
            return *child;
        }
        let (state, cost) = match (self.model, &parent.state) {
            (Some(model), Some(state)) => {
                let (probability, state) = model.next(state, class);
                (Some(state), probability.ln())
            }
            _ => (None, 0.0),
        };
        let child = Prefix {
            parent: id,
            class,
            length: parent.length + 1,
            language: parent.language + cost,
            state,
            children: Vec::new(),
            slot: NOWHERE,
        };
        let new = self.all.len() as PrefixId;
        self.all.push(child);
        self.all[id as usize].children.push(new);
        new
    }

    /// The log-probability of the text with the class that follows it, or with the end of the line.
    pub fn finished(&self, id: PrefixId, behind: Option<usize>) -> f32 {
        let prefix = self.get(id);
        let (Some(model), Some(state)) = (self.model, &prefix.state) else { return prefix.language };
        let last = behind.map_or_else(|| model.end(state), |class| model.next(state, class).0);
        prefix.language + last.ln()
    }

    /// The text's classes, from its first character on.
    pub fn classes(&self, mut id: PrefixId) -> Vec<usize> {
        let mut classes = Vec::with_capacity(self.get(id).length);
        while id != 0 {
            let prefix = self.get(id);
            classes.push(prefix.class);
            id = prefix.parent;
        }
        classes.reverse();
        classes
    }
}
