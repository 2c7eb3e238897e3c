//! The words as they are shown: what was read, with what somebody said about it.

use super::corrections::{Key, WordCorrections};
use crate::ink::Drawing;
use crate::layout::{Moment, TextLayout};
use crate::transcript::{Separator, Transcript};
use std::ops::Range;

#[derive(Clone, Debug, PartialEq)]
pub struct ShownWord {
    pub text: String,
    /// What stands before it.
    pub separator: Separator,
    pub is_sure: bool,
    pub is_corrected: bool,
    /// What was read, whatever was said about it; and how likely that is right.
    pub read: String,
    pub probability: f32,
    pub others: Vec<(String, f32)>,
    pub strokes: Vec<u32>,
    /// Its symbols, by their places in the transcript.
    pub symbols: Range<u32>,
    pub moments: Vec<Moment>,
    pub key: Key,
}

/// The words of a transcript of text.
pub fn words(transcript: &Transcript, drawing: &Drawing, corrections: &WordCorrections) -> Vec<ShownWord> {
    let mut shown: Vec<ShownWord> = Vec::new();
    for word in TextLayout::unpacked(&transcript.layout).words {
        let Some(first) = transcript.symbols.get(word.first as usize) else { continue };
        let place = shown.iter().filter(|other| other.strokes == first.strokes).count();
        let key = Key::of(&first.strokes, place, drawing);
        let said = corrections.of(&key);
        let length = word.text.chars().count() as u32;
        shown.push(ShownWord {
            text: said.unwrap_or(&word.text).to_owned(),
            separator: first.separator,
            is_sure: said.is_some() || word.is_sure,
            is_corrected: said.is_some(),
            read: word.text,
            probability: word.probability,
            others: word.others,
            strokes: first.strokes.clone(),
            symbols: word.first..word.first + length,
            moments: word.moments,
            key,
        });
    }
    shown
}

/// The words as text, lines apart.
pub fn text(words: &[ShownWord]) -> String {
    let mut text = String::new();
    for word in words {
        text.push_str(match word.separator {
            Separator::Nothing => "",
            Separator::Space => " ",
            Separator::Line => "\n",
        });
        text.push_str(&word.text);
    }
    text
}

/// The text, where all of it is sure; else empty.
pub fn sure_text(words: &[ShownWord]) -> String {
    if words.iter().all(|word| word.is_sure) { text(words) } else { String::new() }
}

/// The reading as it is read aloud: the text, and which words are in doubt.
pub fn spoken(words: &[ShownWord]) -> String {
    if words.is_empty() {
        return String::new();
    }
    let doubtful: Vec<&str> = words.iter().filter(|word| !word.is_sure).map(|word| word.text.as_str()).collect();
    match doubtful.as_slice() {
        [] => format!("Read as {}", text(words)),
        some => format!("Read as {}; not sure of {}", text(words), some.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::{Point, Stroke};
    use crate::layout::Word;
    use crate::prediction::Verdict;
    use crate::transcript::{Symbol, tests::symbol};

    /// Words with a stroke each, and the drawing of them.
    fn read(words: &[(&str, bool)]) -> (Transcript, Drawing) {
        let (mut transcript, mut layout) = (Transcript::default(), TextLayout::default());
        for (at, (text, is_sure)) in words.iter().enumerate() {
            let first = transcript.symbols.len() as u32;
            let separator = if at == 0 { Separator::Nothing } else { Separator::Space };
            for place in 0..text.chars().count() {
                let separator = if place == 0 { separator } else { Separator::Nothing };
                transcript
                    .symbols
                    .push(Symbol { strokes: vec![at as u32], ..symbol(separator, Verdict::Sure, &[(1, 0.9)]) });
            }
            layout.words.push(Word {
                text: (*text).into(),
                first,
                probability: 0.9,
                is_sure: *is_sure,
                others: vec![("other".into(), 0.1)],
                moments: Vec::new(),
            });
        }
        transcript.layout = layout.packed();
        let stroke = |x: usize| Stroke { width: 4.0, points: vec![Point::at(x as f32, 0.0), Point::at(x as f32, 9.0)] };
        (transcript, Drawing { strokes: (0..words.len()).map(stroke).collect() })
    }

    #[test]
    fn a_text_is_told_only_when_every_word_is_sure() {
        let (transcript, drawing) = read(&[("my", true), ("ward", false)]);
        let mut corrections = WordCorrections::default();
        let before = words(&transcript, &drawing, &corrections);
        assert_eq!((text(&before).as_str(), sure_text(&before).as_str()), ("my ward", ""));
        assert_eq!(spoken(&before), "Read as my ward; not sure of ward");
        corrections.correct(before[1].key.clone(), Some("word".into()));
        let after = words(&transcript, &drawing, &corrections);
        assert_eq!((sure_text(&after).as_str(), after[1].read.as_str()), ("my word", "ward"));
        assert!(after[1].is_corrected && !after[0].is_corrected);
        corrections.correct(before[1].key.clone(), None);
        assert_eq!(words(&transcript, &drawing, &corrections), before);
    }

    #[test]
    fn a_correction_goes_with_the_first_change_to_its_strokes() {
        let (transcript, mut drawing) = read(&[("ward", false), ("two", true)]);
        let mut corrections = WordCorrections::default();
        corrections.correct(words(&transcript, &drawing, &corrections)[0].key.clone(), Some("word".into()));
        drawing.strokes[1].points.push(Point::at(3.0, 3.0));
        assert!(words(&transcript, &drawing, &corrections)[0].is_corrected);
        drawing.strokes[0].points.push(Point::at(3.0, 3.0));
        assert!(!words(&transcript, &drawing, &corrections)[0].is_corrected);
    }
}
