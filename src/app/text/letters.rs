//! Letters that somebody put right, with their strokes: those of words of one letter, and of words whose letters stand
//! apart, where one of them is another. Plain: knows neither browser nor page.

use super::shown::ShownWord;
use crate::alphabet::SymbolId;
use crate::app::hand::learning::Heard;
use crate::ink::{Bounds, Drawing, Stroke};
use crate::transcript::Symbol;

/// Strokes are of one letter where they stand over each other by more than this part of the narrower one.
const OVERLAP: f32 = 0.25;

/// What is said of each letter of a word, where it is known which strokes they are; none where `said` is not the same
/// word with one other letter. `said` of `None` takes back what was said before.
pub fn heard(
    word: &ShownWord,
    others: &[ShownWord],
    symbols: &[Symbol],
    drawing: &Drawing,
    said: Option<&str>,
) -> Vec<Heard> {
    let read: Vec<char> = word.read.chars().collect();
    let said: Vec<char> = said.unwrap_or(&word.read).chars().collect();
    let differing = read.iter().zip(&said).filter(|(read, said)| read != said).count();
    let is_shared = |stroke: &u32| others.iter().filter(|other| other.strokes.contains(stroke)).count() > 1;
    if read.len() != said.len() || differing > 1 || word.strokes.iter().any(is_shared) {
        return Vec::new();
    }
    let places: Vec<Bounds> =
        word.symbols.clone().filter_map(|at| symbols.get(at as usize)).map(|symbol| symbol.bounds).collect();
    let Some(letters) = letters(&word.strokes, &places, read.len(), drawing) else { return Vec::new() };
    let each = letters.into_iter().zip(read.iter().zip(said));
    each.map(|(strokes, (read, said))| Heard {
        drawing: drawing.clone(),
        strokes,
        said: Some(SymbolId::of_char(said)),
        read: Some(SymbolId::of_char(*read)),
    })
    .collect()
}

/// The strokes of each letter; None where they do not stand apart, or not where the model saw its letters.
fn letters(strokes: &[u32], places: &[Bounds], count: usize, drawing: &Drawing) -> Option<Vec<Vec<u32>>> {
    if count == 1 {
        return Some(vec![strokes.to_vec()]);
    }
    let bounds = |at: &u32| drawing.strokes.get(*at as usize).and_then(Stroke::bounds);
    let mut all: Vec<(Bounds, u32)> = strokes.iter().filter_map(|at| Some((bounds(at)?, *at))).collect();
    // The widest first: a dot joins what it stands over, and parts nothing.
    all.sort_by(|a, b| b.0.width().total_cmp(&a.0.width()).then(a.1.cmp(&b.1)));
    let mut groups: Vec<(Bounds, Vec<u32>)> = Vec::new();
    for (bounds, stroke) in all {
        let over = |group: &(Bounds, Vec<u32>)| {
            let shared = group.0.right.min(bounds.right) - group.0.left.max(bounds.left);
            shared >= OVERLAP * bounds.width().min(group.0.width()) && shared >= 0.0
        };
        let (mut joined, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(over);
        joined.push((bounds, vec![stroke]));
        let together = joined.iter().map(|(bounds, _)| *bounds).reduce(Bounds::union).unwrap_or(bounds);
        groups = apart;
        groups.push((together, joined.into_iter().flat_map(|(_, strokes)| strokes).collect()));
    }
    groups.sort_by(|a, b| a.0.left.total_cmp(&b.0.left));
    let is_seen =
        |(group, place): (&(Bounds, Vec<u32>), &Bounds)| place.left <= group.0.right && group.0.left <= place.right;
    let fits = groups.len() == count && places.len() == count && groups.iter().zip(places).all(is_seen);
    fits.then(|| {
        let sorted = |mut strokes: Vec<u32>| {
            strokes.sort_unstable();
            strokes
        };
        groups.into_iter().map(|(_, strokes)| sorted(strokes)).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::corrections::Key;
    use super::*;
    use crate::ink::Point;
    use crate::prediction::Verdict;
    use crate::transcript::{Separator, tests::symbol};

    fn line(from: f32, to: f32) -> Stroke {
        Stroke { width: 4.0, points: vec![Point::at(from, 0.0), Point::at(to, 20.0)] }
    }

    /// A word whose letters have these strokes, each given by its left and right edge.
    fn word(text: &str, strokes: &[(f32, f32)], places: &[(f32, f32)]) -> (ShownWord, Vec<Symbol>, Drawing) {
        let drawing = Drawing { strokes: strokes.iter().map(|(from, to)| line(*from, *to)).collect() };
        let own: Vec<u32> = (0..strokes.len() as u32).collect();
        let shown = ShownWord {
            text: text.into(),
            separator: Separator::Nothing,
            is_sure: false,
            is_corrected: false,
            read: text.into(),
            probability: 0.5,
            others: Vec::new(),
            strokes: own.clone(),
            symbols: 0..places.len() as u32,
            moments: Vec::new(),
            key: Key::of(&own, 0, &drawing),
        };
        let seen = |(left, right): &(f32, f32)| Symbol {
            bounds: Bounds { left: *left, top: 0.0, right: *right, bottom: 20.0 },
            ..symbol(Separator::Nothing, Verdict::Unsure, &[(1, 0.5)])
        };
        (shown, places.iter().map(seen).collect(), drawing)
    }

    fn told(
        (word, symbols, drawing): &(ShownWord, Vec<Symbol>, Drawing),
        said: Option<&str>,
    ) -> Vec<(String, Vec<u32>)> {
        let heard = heard(word, std::slice::from_ref(word), symbols, drawing, said);
        heard.into_iter().filter_map(|heard| Some((heard.said?.to_string(), heard.strokes))).collect()
    }

    #[test]
    fn a_word_of_one_letter_is_that_letter() {
        let one = word("l", &[(0.0, 4.0), (-2.0, 8.0)], &[(0.0, 8.0)]);
        assert_eq!(told(&one, Some("I")), [("I".to_owned(), vec![0, 1])]);
        assert_eq!(told(&one, Some("In")), []);
    }

    #[test]
    fn letters_that_stand_apart_have_their_own_strokes() {
        // The third stroke is a dot over the second letter.
        let three = word(
            "cut",
            &[(0.0, 10.0), (14.0, 24.0), (18.0, 18.0), (28.0, 40.0)],
            &[(0.0, 12.0), (13.0, 25.0), (26.0, 40.0)],
        );
        let expected = [("c", vec![0]), ("a", vec![1, 2]), ("t", vec![3])];
        assert_eq!(told(&three, Some("cat")), expected.map(|(letter, strokes)| (letter.to_owned(), strokes)));
        assert_eq!(told(&three, Some("cob")), []);
        // Taken back, each is what was read.
        assert_eq!(told(&three, None)[1], ("u".to_owned(), vec![1, 2]));
    }

    #[test]
    fn joined_letters_and_those_elsewhere_are_left_alone() {
        let joined = word("cut", &[(0.0, 24.0), (28.0, 40.0)], &[(0.0, 12.0), (13.0, 25.0), (26.0, 40.0)]);
        assert_eq!(told(&joined, Some("cat")), []);
        let elsewhere = word("it", &[(0.0, 10.0), (14.0, 24.0)], &[(0.0, 10.0), (60.0, 70.0)]);
        assert_eq!(told(&elsewhere, Some("at")), []);
    }

    #[test]
    fn a_stroke_of_two_words_is_of_no_letter() {
        let (word, symbols, drawing) = word("a", &[(0.0, 10.0)], &[(0.0, 10.0)]);
        let two = [word.clone(), word.clone()];
        assert_eq!(heard(&word, &two, &symbols, &drawing, Some("o")), []);
    }
}
