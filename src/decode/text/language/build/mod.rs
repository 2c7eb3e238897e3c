//! Makes language files from counted words. For training and tests; not part of any engine.

mod counted;
mod counts;
mod write;

pub use counted::Counted;
pub use counts::Recipe as NgramRecipe;

use super::file::{Entry, LISTS, Language, PARTS};

/// What goes into a file.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// The most frequent words are listed, so many.
    pub words: usize,
    pub ngram: NgramRecipe,
    pub shares: [u8; PARTS],
    pub cases: [[u8; 4]; PARTS],
}

/// The language of some words, the most frequent of which are listed.
pub fn language(words: &[Counted], recipe: &Recipe) -> Language {
    let mut listed: Vec<&Counted> = words.iter().filter(|word| word.list.is_some()).collect();
    listed.sort_by(|a, b| b.frequency.total_cmp(&a.frequency).then_with(|| a.word.cmp(&b.word)));
    listed.truncate(recipe.words);
    let mut lists: [Vec<Entry>; LISTS] = Default::default();
    for word in listed {
        let class = (-4.0 * word.frequency.log10()).round().clamp(0.0, 255.0) as u8;
        let list = word.list.and_then(|list| lists.get_mut(list));
        list.into_iter().for_each(|list| list.push(Entry { word: word.word.clone(), class }));
    }
    lists.iter_mut().for_each(|list| list.sort_by(|a, b| a.word.cmp(&b.word)));
    Language { shares: recipe.shares, cases: recipe.cases, lists, ngram: counts::ngram(words, &recipe.ngram) }
}
