//! From the likeliest readings of a line to what can be said of each of its words.

use super::reading::Reading;
use std::ops::Range;

/// Readings that were found count as all there are, but for this.
const ELSEWHERE: f32 = 0.01;
/// What is told of a word.
const ALTERNATIVES: usize = 8;

/// A word of the best reading. Words stand between spaces.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub text: String,
    /// Where it stands in the text of the best reading, in characters.
    pub range: Range<usize>,
    /// From 0 to 1.
    pub probability: f32,
    /// What else it may be, the most probable first. May hold spaces, or be empty where others read nothing.
    pub alternatives: Vec<(String, f32)>,
}

/// A text for one word's frames, with its score: of two, the one with the higher is the likelier.
pub type Candidate = (String, f32);

/// The words of the first reading, with what all of the readings say of them. The temperature (see
/// [`super::Weights::temperature`]) divides the scores: above 1, less is sure.
///
/// A search that keeps few readings of a long line has more to say of its last words than of its first ones:
/// [`super::Decoder::words`] looks at each word's frames again.
pub fn words(readings: &[Reading], temperature: f32) -> Vec<Word> {
    let Some(best) = readings.first() else { return Vec::new() };
    let text: Vec<char> = best.text.chars().collect();
    let scores: Vec<f32> = readings.iter().map(|reading| reading.total).collect();
    let probabilities = probabilities(&scores, temperature);
    let mut words: Vec<Word> = ranges(&text)
        .map(|range| Word {
            text: text[range.clone()].iter().collect(),
            range,
            probability: 0.0,
            alternatives: Vec::new(),
        })
        .collect();
    for (reading, probability) in readings.iter().zip(probabilities) {
        let other: Vec<char> = reading.text.chars().collect();
        let places = places(&text, &other);
        for word in &mut words {
            let start = word.range.start.checked_sub(1).map_or(0, |space| places[space].end);
            let end = places.get(word.range.end).map_or(other.len(), |space| space.start);
            let said: String = other[start..end].iter().collect();
            let said = said.trim();
            if said == word.text {
                word.probability += probability;
            } else {
                match word.alternatives.iter_mut().find(|(known, _)| known == said) {
                    Some((_, sum)) => *sum += probability,
                    None => word.alternatives.push((said.to_owned(), probability)),
                }
            }
        }
    }
    for word in &mut words {
        word.alternatives.sort_by(|a, b| b.1.total_cmp(&a.1));
    }
    words
}

/// The same with candidates for each word. The readings then say only whether a word is one word.
pub fn judged(readings: &[Reading], candidates: &[Vec<Candidate>], temperature: f32) -> Vec<Word> {
    let mut words = words(readings, temperature);
    for (word, candidates) in words.iter_mut().zip(candidates).filter(|(_, candidates)| !candidates.is_empty()) {
        word.alternatives.retain(|(text, _)| text.is_empty() || text.contains(' '));
        let parted: f32 = word.alternatives.iter().map(|(_, probability)| probability).sum();
        word.probability = 0.0;
        let scores: Vec<f32> = candidates.iter().map(|(_, score)| *score).collect();
        for ((text, _), probability) in candidates.iter().zip(probabilities(&scores, temperature)) {
            let probability = (1.0 - parted) * probability;
            match *text == word.text {
                true => word.probability = probability,
                false => word.alternatives.push((text.clone(), probability)),
            }
        }
        word.alternatives.sort_by(|a, b| b.1.total_cmp(&a.1));
        word.alternatives.truncate(ALTERNATIVES);
    }
    words
}

/// Where the words of a text are, in characters.
pub fn ranges(text: &[char]) -> impl Iterator<Item = Range<usize>> {
    let starts = (0..text.len()).filter(|at| text[*at] != ' ' && (*at == 0 || text[at - 1] == ' '));
    starts.map(|start| start..text[start..].iter().position(|c| *c == ' ').map_or(text.len(), |length| start + length))
}

fn probabilities(scores: &[f32], temperature: f32) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let raw = |score: &f32| ((score - most) / temperature.max(1e-3)).exp();
    let sum: f32 = scores.iter().map(raw).sum();
    scores.iter().map(|score| (1.0 - ELSEWHERE) * raw(score) / sum.max(f32::MIN_POSITIVE)).collect()
}

/// What a space against another character costs in an alignment: words are not shifted over spaces.
const SPACE: u32 = 4;
const OTHER: u32 = 2;
const GAP: u32 = 2;

/// The cheapest alignment of two texts (edit distance): for each character of the first, its range in the second.
fn places(text: &[char], other: &[char]) -> Vec<Range<usize>> {
    let width = other.len() + 1;
    let mut costs = vec![0; (text.len() + 1) * width];
    for at in 0..=text.len() {
        for along in 0..=other.len() {
            costs[at * width + along] = match (at, along) {
                (0, _) => along as u32 * GAP,
                (_, 0) => at as u32 * GAP,
                _ => {
                    let both = costs[(at - 1) * width + along - 1] + pair(text[at - 1], other[along - 1]);
                    both.min(costs[(at - 1) * width + along] + GAP).min(costs[at * width + along - 1] + GAP)
                }
            };
        }
    }
    let mut places = vec![0..0; text.len()];
    let (mut at, mut along) = (text.len(), other.len());
    while at > 0 {
        let here = costs[at * width + along];
        if along > 0 && here == costs[(at - 1) * width + along - 1] + pair(text[at - 1], other[along - 1]) {
            (at, along) = (at - 1, along - 1);
            places[at] = along..along + 1;
        } else if along > 0 && here == costs[at * width + along - 1] + GAP {
            along -= 1;
        } else {
            at -= 1;
            places[at] = along..along;
        }
    }
    places
}

fn pair(a: char, b: char) -> u32 {
    match (a, b) {
        _ if a == b => 0,
        (' ', _) | (_, ' ') => SPACE + 1,
        _ if a.to_lowercase().eq(b.to_lowercase()) => 1,
        _ => OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(texts: &[(&str, f32)]) -> Vec<Reading> {
        let reading = |(text, p): &(&str, f32)| Reading {
            text: (*text).to_owned(),
            acoustic: p.ln(),
            language: 0.0,
            total: p.ln(),
        };
        texts.iter().map(reading).collect()
    }

    fn said(word: &Word) -> Vec<(&str, u32)> {
        let percent = |p: f32| (p / (1.0 - ELSEWHERE) * 100.0).round() as u32;
        let others = word.alternatives.iter().map(|(text, p)| (text.as_str(), percent(*p)));
        std::iter::once((word.text.as_str(), percent(word.probability))).chain(others).collect()
    }

    #[test]
    fn each_word_has_its_own_alternatives() {
        let words = words(&readings(&[("hello word", 0.5), ("hello world", 0.3), ("hollo word", 0.2)]), 1.0);
        assert_eq!(said(&words[0]), [("hello", 80), ("hollo", 20)]);
        assert_eq!(said(&words[1]), [("word", 70), ("world", 30)]);
        assert_eq!(words[1].range, 6..10);
    }

    #[test]
    fn words_that_others_part_or_miss_stay_in_place() {
        let words =
            words(&readings(&[("to see it", 0.5), ("t o see it", 0.2), ("see it", 0.2), ("to see lt.", 0.1)]), 1.0);
        assert_eq!(said(&words[0]), [("to", 60), ("t o", 20), ("", 20)]);
        assert_eq!(said(&words[1]), [("see", 100)]);
        assert_eq!(said(&words[2]), [("it", 90), ("lt.", 10)]);
    }

    #[test]
    fn candidates_say_what_the_readings_missed() {
        let readings = readings(&[("to seen it", 0.8), ("to see nit", 0.1), ("t o seen it", 0.1)]);
        let of = |texts: &[(&str, f32)]| texts.iter().map(|(text, p)| ((*text).to_owned(), p.ln())).collect();
        let candidates = [of(&[("to", 0.5), ("tu", 0.5)]), of(&[("seen", 1.0)]), vec![]];
        let words = judged(&readings, &candidates, 1.0);
        assert_eq!(said(&words[0]), [("to", 45), ("tu", 45), ("t o", 10)]);
        assert_eq!(said(&words[1]), [("seen", 100)]);
        assert_eq!(said(&words[2]), [("it", 90), ("nit", 10)]);
    }

    #[test]
    fn a_higher_temperature_is_less_sure() {
        let readings = readings(&[("a", 0.9), ("b", 0.1)]);
        assert!(words(&readings, 3.0)[0].probability < words(&readings, 1.0)[0].probability);
        assert!(words(&[], 1.0).is_empty());
        assert_eq!(words(&self::readings(&[("  ", 1.0)]), 1.0), []);
    }
}
