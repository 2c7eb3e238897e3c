//! The decoder as a whole: network and language together.

use super::language::tests::{alphabet, small};
use super::lattice::spoken;
use super::{Decoder, Frames, Weights, align, log_probability, words};

const CLASSES: usize = 96;

/// Frames that speak a text, with another character in doubt: at a place, with a probability. A blank stands between.
fn frames(text: &str, doubts: &[(usize, char, f32)]) -> Vec<f32> {
    let class = |c: char| alphabet().iter().position(|own| *own == c).unwrap();
    let mut all: Vec<Vec<(usize, f32)>> = Vec::new();
    for (at, c) in text.chars().enumerate() {
        let others: Vec<(usize, f32)> =
            doubts.iter().filter(|doubt| doubt.0 == at).map(|(_, other, p)| (class(*other), *p)).collect();
        let rest = 1.0 - others.iter().map(|(_, p)| p).sum::<f32>();
        all.push([&[(class(c), rest)], &others[..]].concat());
        all.push(vec![(CLASSES - 1, 1.0)]);
    }
    spoken(CLASSES, &all.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

fn read(with_language: bool, values: &[f32]) -> String {
    let languages = if with_language { vec![small()] } else { vec![] };
    let decoder = Decoder::new(&alphabet(), &languages, Weights::default());
    decoder.read(&Frames::new(values, CLASSES).unwrap(), 5)[0].text.clone()
}

#[test]
fn the_list_decides_where_the_network_is_in_doubt() {
    let values = frames("hcllo word", &[(1, 'e', 0.3)]);
    assert_eq!(read(false, &values), "hcllo word");
    assert_eq!(read(true, &values), "hello word");
}

#[test]
fn an_unlisted_word_is_read_where_the_network_is_sure() {
    for text in ["hcllo word", "Xqwz, vrk!", "hELLO", "a1b2 c3", "helloo", "#@!"] {
        assert_eq!(read(true, &frames(text, &[])), text);
    }
}

#[test]
fn a_sign_alone_is_no_word() {
    let decoder = Decoder::new(&alphabet(), &[small()], Weights::default());
    let language = |text: &str| {
        let values = frames(text, &[(0, 'h', 0.4)]);
        decoder.read(&Frames::new(&values, CLASSES).unwrap(), 1)[0].language
    };
    assert_eq!(language("b"), 0.0);
    assert!(language("be") < 0.0);
}

#[test]
fn double_letters_and_spaces_survive() {
    for text in ["hello  well", " the", "aaa", ""] {
        assert_eq!(read(false, &frames(text, &[])), text);
    }
}

#[test]
fn words_of_a_line_are_judged_one_by_one() {
    let decoder = Decoder::new(&alphabet(), &[], Weights::default());
    let values = frames("the hcuse", &[(5, 'o', 0.4)]);
    let frames = Frames::new(&values, CLASSES).unwrap();
    let readings = decoder.read(&frames, 10);
    let words = words(&readings, 1.0);
    assert!(words[0].probability > 0.95);
    assert!((words[1].probability - 0.6).abs() < 0.05, "{words:?}");
    assert_eq!(words[1].alternatives[0].0, "house");
    // The score of a reading is that of the whole lattice, but for what the search dropped.
    let classes = decoder.classes(&readings[0].text).unwrap();
    assert!((log_probability(&frames, &classes) - readings[0].acoustic).abs() < 0.02);
    let ranges = align(&frames, &classes).unwrap();
    assert_eq!(ranges.iter().map(|range| range.0 / 2).collect::<Vec<_>>(), (0..9).collect::<Vec<_>>());
}

#[test]
fn every_word_of_a_doubtful_line_has_alternatives() {
    // More doubts than a beam can keep together.
    let text = "the hcuse ovcr the hcllo wcrd hclp the hcuse";
    let doubts: Vec<(usize, char, f32)> = text
        .char_indices()
        .filter(|(_, c)| *c == 'c' || *c == 't')
        .map(|(at, c)| (at, if c == 't' { 'f' } else { 'o' }, 0.4))
        .collect();
    let decoder = Decoder::new(&alphabet(), &[], Weights { temperature: 1.0, ..Weights::default() });
    let values = frames(text, &doubts);
    let frames = Frames::new(&values, CLASSES).unwrap();
    let words = decoder.words(&frames, &decoder.read(&frames, 10));
    assert_eq!(words.len(), 9);
    for word in words {
        assert!((word.probability - 0.6).abs() < 0.03 && (word.alternatives[0].1 - 0.4).abs() < 0.03, "{word:?}");
    }
    assert_eq!(decoder.words(&Frames::new(&[], CLASSES).unwrap(), &[]), []);
}

#[test]
fn frames_of_another_alphabet_read_nothing() {
    let decoder = Decoder::new(&alphabet(), &[small()], Weights::default());
    assert!(decoder.read(&Frames::new(&[0.0; 10], 5).unwrap(), 3).is_empty());
    assert!(decoder.language_score("hello").unwrap() > decoder.language_score("hqllo").unwrap());
    assert_eq!(decoder.language_score("hé"), None);
    assert_eq!(Decoder::new(&alphabet(), &[], Weights::default()).language_score("hello"), None);
}
