//! A language as a whole: what it is made of, its file, and what it says of lines.

use super::build::{self, Counted, NgramRecipe, Recipe};
use super::{Language, LanguageError, LineModel};

pub fn recipe(words: usize) -> Recipe {
    Recipe {
        words,
        ngram: NgramRecipe { power: 0.5, order: 4, worth: 0.5 },
        shares: [200, 30, 5, 20],
        cases: [[230, 15, 10, 0], [20, 225, 10, 0], [5, 10, 240, 0], [200, 35, 15, 5]],
    }
}

/// A language of a few words: lower-case, Capitalised, CAPITALS.
pub fn small() -> Language {
    let lower = ["the", "hello", "house", "well", "known", "don't", "word", "over", "hallo", "help", "größe", "übung"];
    let others = [("london", 1), ("anna", 1), ("usa", 2)];
    let words = lower.iter().map(|word| (*word, 0)).chain(others);
    let words = words.zip(1..).filter_map(|((word, list), rank)| Counted::new(word, 0.1 / f64::from(rank), Some(list)));
    build::language(&words.collect::<Vec<_>>(), &recipe(100))
}

pub fn alphabet() -> Vec<char> {
    ('!'..='~').chain([' ']).collect()
}

fn model() -> LineModel {
    LineModel::new(&alphabet(), &[small()]).unwrap()
}

/// The log-probability of a text as a whole line.
fn score(model: &LineModel, text: &str) -> f32 {
    let alphabet = alphabet();
    let (mut score, mut state) = (0.0, model.start());
    for c in text.chars() {
        let (probability, next) = model.next(&state, alphabet.iter().position(|own| *own == c).unwrap());
        (score, state) = (score + probability.ln(), next);
    }
    score + model.end(&state).ln()
}

#[test]
fn whatever_the_line_is_its_next_characters_sum_to_one() {
    for languages in [vec![small()], vec![small(), small()]] {
        let model = LineModel::new(&alphabet(), &languages).unwrap();
        for text in [
            "",
            "The wo",
            "HELLO Anna's s",
            "don't",
            "\"well-known\" (1998.",
            "xqzzyv'",
            "3.5 $",
            "McDonaLD!",
            "''s'st ",
        ] {
            let mut state = model.start();
            for c in text.chars() {
                let sum: f32 = (0..alphabet().len()).map(|class| model.next(&state, class).0).sum();
                assert!((sum + model.end(&state) - 1.0).abs() < 1e-3, "{text:?} before {c:?}: {sum}");
                state = model.next(&state, alphabet().iter().position(|own| *own == c).unwrap()).1;
            }
            let sum: f32 = (0..alphabet().len()).map(|class| model.next(&state, class).0).sum();
            assert!((sum + model.end(&state) - 1.0).abs() < 1e-3, "behind {text:?}: {sum}");
        }
    }
}

#[test]
fn listed_words_are_likelier_and_others_cost_a_bounded_amount_more() {
    let model = model();
    assert!(score(&model, "hello") > score(&model, "hollo") + 2.0);
    assert!(score(&model, "hxqvzo") > -45.0);
    // What follows is not affected.
    let more = |before: &str| score(&model, &format!("{before} the house")) - score(&model, before);
    assert!((more("word") - more("wqrd")).abs() < 1.0);
}

#[test]
fn marks_do_not_throw_a_word_out_of_its_list() {
    let model = model();
    for (listed, other) in [
        ("word,", "werd,"),
        ("(word)", "(werd)"),
        ("don't", "den't"),
        ("well-known", "well-knewn"),
        ("\"Hello!\"", "\"Hallu!\""),
        ("Anna's", "Arna's"),
        ("the over.", "the ower."),
    ] {
        assert!(score(&model, listed) > score(&model, other) + 1.5, "{listed} and {other}");
    }
}

#[test]
fn capitals_cost_what_is_usual() {
    let model = model();
    assert!(score(&model, "over hello") > score(&model, "over Hello") + 1.0);
    assert!(score(&model, "over Hello") > score(&model, "over hEllo") + 2.0);
    assert!(score(&model, "over. Hello") > score(&model, "over. hello"));
    assert!(score(&model, "over London") > score(&model, "over london") + 1.0);
    assert!(score(&model, "over USA") > score(&model, "over Usa"));
    // Capitals go on.
    let more = |before: &str, word: &str| score(&model, &format!("{before} {word}")) - score(&model, before);
    assert!(more("HELLO HOUSE", "WORD") > more("hello house", "WORD") + 2.0);
    assert!(more("hello house", "word") > more("HELLO HOUSE", "word") + 1.0);
}

#[test]
fn letters_that_an_alphabet_lacks_are_spelled_out() {
    let without = model();
    assert!(score(&without, "uebung") > score(&without, "uebang") + 2.0);
    assert!(score(&without, "groesse") > score(&without, "groese") + 2.0);
    let alphabet: Vec<char> = alphabet().into_iter().chain(['ä', 'ö', 'ü', 'ß', 'Ü']).collect();
    let with = LineModel::new(&alphabet, &[small()]).unwrap();
    let probability = |text: &str| {
        let step = |(p, state): (f32, super::State), c| {
            let (own, next) = with.next(&state, alphabet.iter().position(|one| *one == c).unwrap());
            (p * own, next)
        };
        text.chars().fold((1.0, with.start()), step).0
    };
    assert!(probability("übung") > 20.0 * probability("uebung"));
    assert!(probability("Übung") > 20.0 * probability("Uebung"));
}

#[test]
fn a_language_survives_its_file() {
    let language = small();
    let read = Language::from_bytes(&language.to_bytes()).unwrap();
    assert_eq!(read, language);
    assert_eq!(read.lists.each_ref().map(Vec::len), [12, 2, 1]);
}

#[test]
fn the_shipped_files_know_their_languages() {
    let read = |name: &str| {
        let file = format!("{}/models/{name}.language", env!("CARGO_MANIFEST_DIR"));
        Language::from_bytes(&std::fs::read(file).unwrap()).unwrap()
    };
    let [english, german] = ["english", "german"].map(read);
    let model = |languages: &[Language]| LineModel::new(&alphabet(), languages).unwrap();
    let [one, other, both] = [
        model(std::slice::from_ref(&english)),
        model(std::slice::from_ref(&german)),
        model(&[english.clone(), german.clone()]),
    ];
    for (text, wrong) in
        [("The house in London isn't Anna's.", "The hause in Lomdon isnt' Amna's."), ("I think so", "i thimk sa")]
    {
        assert!(
            score(&one, text) > score(&one, wrong) + 5.0 && score(&both, text) > score(&both, wrong) + 5.0,
            "{text}"
        );
    }
    let (text, wrong) = ("Die Strasse nach Muenchen ist schoen.", "Die strasze nach Munchen iet schon.");
    assert!(score(&other, text) > score(&other, wrong) + 5.0 && score(&both, text) > score(&both, wrong) + 5.0);
    // The second language costs little, and a line stays in its own.
    assert!(score(&both, text) > score(&other, text) - 4.0 && score(&one, text) < score(&both, text) - 10.0);
}

#[test]
fn damaged_files_are_refused() {
    let bytes = small().to_bytes();
    assert_eq!(Language::from_bytes(b"inkwell"), Err(LanguageError::Foreign));
    assert_eq!(
        Language::from_bytes(&bytes[..bytes.len() - 1]),
        Err(LanguageError::Truncated { expected: bytes.len(), found: bytes.len() - 1 })
    );
    for at in 16..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x20;
        assert_eq!(Language::from_bytes(&damaged), Err(LanguageError::Damaged));
    }
}

/// A checksum keeps nobody from writing a file of nonsense that has the right one.
#[test]
fn hostile_files_neither_panic_nor_take_memory() {
    let bytes = small().to_bytes();
    let mut state = 0x2545_F491_4F6C_DD1Du64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % below
    };
    let mut read = 0;
    for round in 0..4000 {
        let mut hostile = bytes.clone();
        for _ in 0..1 + round % 4 {
            let at = 16 + next(hostile.len() - 16);
            match next(4) {
                0 => hostile[at] = next(256) as u8,
                1 => hostile[at] ^= 1 << next(8),
                2 => drop(hostile.remove(at)),
                _ => hostile.insert(at, [0, 31, 255, 1][next(4)]),
            }
        }
        let length = (hostile.len() - 16) as u32;
        hostile[8..12].copy_from_slice(&length.to_le_bytes());
        let checksum = crate::crc::crc32(&hostile[16..]);
        hostile[12..16].copy_from_slice(&checksum.to_le_bytes());
        if let Ok(language) = Language::from_bytes(&hostile) {
            read += 1;
            let model = LineModel::new(&alphabet(), &[language]).unwrap();
            assert!(score(&model, "Hello don't xq-3.").is_finite());
        }
    }
    // Many a change is harmless: a letter, a class or a level.
    assert!(read > 100);
}
