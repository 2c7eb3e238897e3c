//! Prefix beam search: the likeliest texts of a line, over all their paths through the lattice of CTC.

use super::frames::{Frames, log_add};
use super::language::{LineModel, State};
use super::prefixes::{PrefixId, Prefixes};
use super::weights::Weights;

/// Characters that are tried in one frame.
const MOST_CHARACTERS: usize = 12;
/// For each text of the beam, so many texts with one character more are shown to the language in a frame.
const LONGER: usize = 3;

/// A text that was found, as classes of the network, with the parts of its score.
#[derive(Clone, Debug, PartialEq)]
pub struct Hypothesis {
    pub classes: Vec<usize>,
    pub acoustic: f32,
    pub language: f32,
    pub total: f32,
}

/// What stands around the frames that are searched: nothing, where they are a whole line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    /// The line before them, as the language knows it.
    pub before: Option<&'a State>,
    /// The class of the character that follows.
    pub behind: Option<usize>,
}

/// A text in one frame.
#[derive(Clone, Copy)]
struct Active {
    prefix: PrefixId,
    /// The log-probabilities of all paths that end in a blank, and of those that end in the text's last character.
    blank: f32,
    spoken: f32,
    /// What the language adds.
    bonus: f32,
}

impl Active {
    fn acoustic(&self) -> f32 {
        log_add(self.blank, self.spoken)
    }

    fn total(&self) -> f32 {
        self.acoustic() + self.bonus
    }
}

/// A text of the frame before with one character more, before the language was asked.
#[derive(Clone, Copy)]
struct Longer {
    prefix: PrefixId,
    class: usize,
    spoken: f32,
    /// Of the text without the character.
    bonus: f32,
}

impl Longer {
    fn most(&self) -> f32 {
        self.spoken + self.bonus
    }
}

struct Search<'a> {
    prefixes: Prefixes<'a>,
    active: Vec<Active>,
    next: Vec<Active>,
    longer: Vec<Longer>,
    weights: &'a Weights,
    has_language: bool,
}

/// The likeliest texts, the best first.
pub fn search(
    frames: &Frames,
    model: Option<&LineModel>,
    weights: &Weights,
    around: Around,
    most: usize,
) -> Vec<Hypothesis> {
    let model = model.filter(|_| weights.language != 0.0);
    let start = Active { prefix: 0, blank: 0.0, spoken: f32::NEG_INFINITY, bonus: 0.0 };
    let mut search = Search {
        prefixes: Prefixes::new(model, around.before),
        active: vec![start],
        next: Vec::new(),
        longer: Vec::new(),
        weights,
        has_language: model.is_some(),
    };
    let mut characters = Vec::new();
    for (at, frame) in frames.iter().enumerate() {
        search.characters(frame, &mut characters);
        if characters.is_empty() {
            search.wait(frame[frames.blank()]);
        } else {
            search.step(at, frame, &characters);
        }
    }
    search.finish(around.behind, most)
}

impl Search<'_> {
    /// The classes that are tried in a frame, the blank not among them.
    fn characters(&self, frame: &[f32], characters: &mut Vec<usize>) {
        let least = self.weights.least_probability.ln();
        let (blank, spoken) = frame.split_last().map_or((0.0, frame), |(blank, spoken)| (*blank, spoken));
        characters.clear();
        characters.extend((0..spoken.len()).filter(|class| spoken[*class] >= least));
        if characters.is_empty() && blank < least {
            characters.extend((0..spoken.len()).max_by(|a, b| spoken[*a].total_cmp(&spoken[*b])));
        }
        if characters.len() > MOST_CHARACTERS {
            characters.select_nth_unstable_by(MOST_CHARACTERS, |a, b| spoken[*b].total_cmp(&spoken[*a]));
            characters.truncate(MOST_CHARACTERS);
        }
    }

    /// A frame in which nothing is spoken.
    fn wait(&mut self, blank: f32) {
        for active in &mut self.active {
            active.blank = active.acoustic() + blank;
            active.spoken = f32::NEG_INFINITY;
        }
    }

    fn step(&mut self, at: usize, frame: &[f32], characters: &[usize]) {
        self.next.clear();
        let blank = frame[frame.len() - 1];
        let best = self.active.iter().map(Active::total).fold(f32::NEG_INFINITY, f32::max);
        let most = characters.iter().map(|class| frame[*class]).fold(blank, f32::max);
        let least = best + most - self.weights.margin;
        self.longer.clear();
        for place in 0..self.active.len() {
            let active = self.active[place];
            let all = active.acoustic();
            let last = self.prefixes.get(active.prefix).class;
            let lasts = if characters.contains(&last) { active.spoken + frame[last] } else { f32::NEG_INFINITY };
            self.add(at, active.prefix, active.bonus, all + blank, lasts);
            for class in characters {
                let from = if *class == last { active.blank } else { all };
                let one =
                    Longer { prefix: active.prefix, class: *class, spoken: from + frame[*class], bonus: active.bonus };
                // A longer text costs the language something, but may be worth a bonus.
                if one.most() + self.weights.character.max(0.0) >= least {
                    self.longer.push(one);
                }
            }
        }
        let most = LONGER * self.weights.beam.max(1);
        if self.longer.len() > most {
            self.longer.select_nth_unstable_by(most, |a, b| b.most().total_cmp(&a.most()));
            self.longer.truncate(most);
        }
        for place in 0..self.longer.len() {
            let one = self.longer[place];
            let child = self.prefixes.child(one.prefix, one.class);
            self.add(at, child, self.bonus(child), f32::NEG_INFINITY, one.spoken);
        }
        std::mem::swap(&mut self.active, &mut self.next);
        self.prune();
    }

    fn bonus(&self, prefix: PrefixId) -> f32 {
        let prefix = self.prefixes.get(prefix);
        match self.has_language {
            true => self.weights.language * prefix.language + self.weights.character * prefix.length as f32,
            false => 0.0,
        }
    }

    fn add(&mut self, at: usize, prefix: PrefixId, bonus: f32, blank: f32, spoken: f32) {
        match self.prefixes.get(prefix).slot {
            (frame, slot) if frame == at => {
                let active = &mut self.next[slot];
                active.blank = log_add(active.blank, blank);
                active.spoken = log_add(active.spoken, spoken);
            }
            _ => {
                self.prefixes.set_slot(prefix, (at, self.next.len()));
                self.next.push(Active { prefix, blank, spoken, bonus });
            }
        }
    }

    fn prune(&mut self) {
        let best = self.active.iter().map(Active::total).fold(f32::NEG_INFINITY, f32::max);
        let least = best - self.weights.margin;
        self.active.retain(|active| active.total() >= least);
        let beam = self.weights.beam.max(1);
        if self.active.len() > beam {
            self.active.select_nth_unstable_by(beam, |a, b| b.total().total_cmp(&a.total()));
            self.active.truncate(beam);
        }
    }

    fn finish(self, behind: Option<usize>, most: usize) -> Vec<Hypothesis> {
        let hypothesis = |active: &Active| {
            let acoustic = active.acoustic();
            let language = self.prefixes.finished(active.prefix, behind);
            let length = self.prefixes.get(active.prefix).length as f32;
            let bonus = self.weights.language * language + self.weights.character * length;
            Hypothesis {
                classes: self.prefixes.classes(active.prefix),
                acoustic,
                language,
                total: acoustic + if self.has_language { bonus } else { 0.0 },
            }
        };
        let mut found: Vec<Hypothesis> = self.active.iter().map(hypothesis).collect();
        found.retain(|one| one.total.is_finite());
        found.sort_by(|a, b| b.total.total_cmp(&a.total));
        found.truncate(most);
        found
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::decode::text::lattice::{collapsed, log_frames, paths, spoken};
    use std::collections::BTreeMap;

    fn all() -> Weights {
        Weights { beam: 1000, margin: f32::INFINITY, least_probability: 0.0, ..Weights::default() }
    }

    #[test]
    fn a_wide_beam_finds_what_enumeration_finds() {
        for seed in 0..12 {
            let values = log_frames(5, 4, seed);
            let mut expected: BTreeMap<Vec<usize>, f32> = BTreeMap::new();
            for (path, score) in paths(&values, 4) {
                *expected.entry(collapsed(&path, 3)).or_default() += score.exp();
            }
            let found = search(&Frames::new(&values, 4).unwrap(), None, &all(), Around::default(), 1000);
            assert_eq!(found.len(), expected.len());
            for one in &found {
                assert!((one.acoustic.exp() - expected[&one.classes]).abs() < 1e-5, "{one:?}");
            }
            assert!(found.windows(2).all(|pair| pair[0].total >= pair[1].total));
        }
    }

    #[test]
    fn paths_of_one_text_count_together() {
        // The likeliest path is blank in both frames, the likeliest text is not.
        let values = spoken(3, &[&[(0, 0.4), (2, 0.6)], &[(0, 0.4), (2, 0.6)]]);
        let found = search(&Frames::new(&values, 3).unwrap(), None, &Weights::default(), Around::default(), 5);
        assert_eq!(found[0].classes, [0]);
    }

    #[test]
    fn sure_frames_and_none_at_all() {
        let values = spoken(4, &[&[(3, 1.0)], &[(1, 1.0)], &[(3, 1.0)], &[(1, 1.0)], &[(1, 1.0)], &[(0, 1.0)]]);
        let found = search(&Frames::new(&values, 4).unwrap(), None, &Weights::default(), Around::default(), 5);
        assert_eq!(found[0].classes, [1, 1, 0]);
        let none = search(&Frames::new(&[], 4).unwrap(), None, &Weights::default(), Around::default(), 5);
        assert_eq!((none.len(), none[0].classes.len(), none[0].total), (1, 0, 0.0));
        assert_eq!(
            search(&Frames::new(&[f32::NAN; 8], 4).unwrap(), None, &Weights::default(), Around::default(), 5),
            []
        );
    }
}
