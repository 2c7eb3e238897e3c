//! Lists of examples: how many are kept, which goes first, which are of one sign. Plain: knows neither browser nor page.

use crate::alphabet::SymbolId;
use crate::hand::Example;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many examples are kept at most.
pub const MOST: usize = 500;

pub type Examples = Vec<Arc<Example>>;

/// The list with some examples more and some less, in the order in which they were learned; and the ids of all that went.
/// The same ink has one example: the one that came last.
pub fn changed(list: &Examples, more: &[Arc<Example>], less: &[u64]) -> (Examples, Vec<u64>) {
    let goes =
        |known: &Example| less.contains(&known.id) || more.iter().any(|new| new.id == known.id || new.ink == known.ink);
    let (gone, mut stay): (Examples, Examples) = list.iter().cloned().partition(|known| goes(known));
    stay.extend(more.iter().cloned());
    stay.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.id.cmp(&b.id)));
    let added: BTreeSet<u64> = more.iter().map(|new| new.id).collect();
    let mut gone: Vec<u64> = gone.iter().map(|known| known.id).filter(|id| !added.contains(id)).collect();
    let surplus = surplus(&stay);
    stay.retain(|example| !surplus.contains(&example.id));
    gone.extend(surplus);
    (stay, gone)
}

/// What is too much: of the most frequent sign always the oldest.
fn surplus(list: &Examples) -> Vec<u64> {
    let mut left: Vec<&Arc<Example>> = list.iter().collect();
    let mut gone = Vec::new();
    while left.len() > MOST {
        let counts = left.iter().fold(BTreeMap::<SymbolId, usize>::new(), |mut counts, example| {
            *counts.entry(example.symbol).or_default() += 1;
            counts
        });
        let most = counts.into_iter().max_by_key(|(_, count)| *count).map(|(symbol, _)| symbol);
        let Some(at) = left.iter().position(|example| Some(example.symbol) == most) else { break };
        gone.push(left.remove(at).id);
    }
    gone
}

/// The examples of each sign, signs in the order of their characters.
pub fn by_sign(list: &Examples) -> Vec<(SymbolId, Examples)> {
    let mut signs: BTreeMap<SymbolId, Examples> = BTreeMap::new();
    list.iter().for_each(|example| signs.entry(example.symbol).or_default().push(example.clone()));
    signs.into_iter().collect()
}

/// `1 example`, `3 examples`.
pub fn counted(count: usize) -> String {
    if count == 1 { "1 example".to_owned() } else { format!("{count} examples") }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::ink::{Drawing, Point, Stroke};

    /// An example of a sign whose ink and time follow from its id.
    pub fn example(id: u64, sign: char) -> Arc<Example> {
        let points = vec![Point::at(id as f32, 0.0), Point::at(id as f32, 40.0)];
        let ink = Drawing { strokes: vec![Stroke { width: 6.0, points }] };
        Arc::new(Example {
            id,
            symbol: SymbolId::of_char(sign),
            at: id as f64,
            ink,
            around: Drawing::default(),
            height: 0.0,
            by_lesson: false,
        })
    }

    fn ids(list: &Examples) -> Vec<u64> {
        list.iter().map(|example| example.id).collect()
    }

    #[test]
    fn examples_come_in_the_order_in_which_they_were_learned() {
        let list = vec![example(1, '7'), example(5, '4')];
        let (now, gone) = changed(&list, &[example(3, '7')], &[1]);
        assert_eq!((ids(&now), gone), (vec![3, 5], vec![1]));
    }

    #[test]
    fn the_same_ink_is_one_example() {
        let list = vec![example(1, '7'), example(2, '4')];
        let again = Arc::new(Example { id: 9, at: 9.0, ..Example::clone(&list[0]) });
        let (now, gone) = changed(&list, &[again], &[]);
        assert_eq!((ids(&now), gone), (vec![2, 9], vec![1]));
        let (now, gone) = changed(&list, &[example(1, '1')], &[]);
        assert_eq!((ids(&now), gone), (vec![1, 2], vec![]));
        assert_eq!(now[0].symbol, SymbolId::of_char('1'));
    }

    #[test]
    fn the_oldest_of_the_most_frequent_sign_goes_first() {
        let sevens = (0..300).map(|id| example(id, '7'));
        let fours = (300..500).map(|id| example(id, '4'));
        let list: Examples = sevens.chain(fours).collect();
        let (now, gone) = changed(&list, &[example(900, '1'), example(901, '1')], &[]);
        assert_eq!((now.len(), gone), (MOST, vec![0, 1]));
        let (now, gone) = changed(&now, &[], &[900]);
        assert_eq!((now.len(), gone), (MOST - 1, vec![900]));
    }

    #[test]
    fn each_sign_has_its_examples() {
        let list = vec![example(1, '7'), example(2, '4'), example(3, '7')];
        let signs = by_sign(&list);
        let told: Vec<(String, Vec<u64>)> = signs.iter().map(|(sign, list)| (sign.to_string(), ids(list))).collect();
        assert_eq!(told, [("4".to_owned(), vec![2]), ("7".to_owned(), vec![1, 3])]);
    }
}
