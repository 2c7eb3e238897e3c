//! Rows with made-up scores, and the transcript of them.

use super::*;
use crate::decode::text::Weights;
use crate::ink::{Point, Stroke};

fn alphabet() -> Alphabet {
    Alphabet::new(" abc".chars().map(SymbolId::of_char))
}

/// Three strokes up and down, far apart.
fn drawing() -> Drawing {
    let stroke = |x: f32| Stroke { width: 4.0, points: (0..9).map(|at| Point::at(x, at as f32 * 5.0)).collect() };
    Drawing { strokes: vec![stroke(0.0), stroke(30.0), stroke(120.0)] }
}

/// Scores of frames that say what is wanted at some of them.
fn scores(count: usize, said: &[(usize, usize, f32)]) -> Vec<f32> {
    let mut scores = vec![0.0025_f32; count * 5];
    for frame in 0..count {
        scores[frame * 5 + 4] = 0.99;
    }
    for (frame, class, probability) in said {
        let row = &mut scores[frame * 5..][..5];
        row[*class] = *probability;
        row[4] = (row[4] - probability).max(0.001);
    }
    scores.iter().map(|p| p.ln()).collect()
}

fn read(said: &[(usize, usize, f32)]) -> Transcript {
    let rows = rows(&drawing(), Scan::Pen);
    assert_eq!(rows.len(), 1);
    let alphabet = alphabet();
    let decoder = Decoder::new(&characters(&alphabet), &[], Weights::default());
    let reader = Reader { alphabet: &alphabet, decoder: &decoder, stride: 4, sure: 0.6 };
    let frames = rows[0].sequence.len().div_ceil(4);
    reader.transcript(&rows, &[scores(frames, said)])
}

#[test]
fn words_keep_their_strokes_and_characters_their_places() {
    let frames = rows(&drawing(), Scan::Pen)[0].sequence.len().div_ceil(4);
    let transcript = read(&[(0, 1, 0.98), (frames / 2, 2, 0.98), (frames * 2 / 3, 0, 0.98), (frames - 1, 3, 0.98)]);
    assert_eq!((transcript.text().as_str(), transcript.verdict()), ("ab c", Verdict::Sure));
    assert!(transcript.layout.is_text());
    let words = TextLayout::unpacked(&transcript.layout).words;
    assert_eq!(words.iter().map(|word| (word.text.as_str(), word.first)).collect::<Vec<_>>(), [("ab", 0), ("c", 2)]);
    assert_eq!(transcript.symbols[2].strokes, [2]);
    assert!(transcript.symbols[0].strokes.starts_with(&[0]));
    let lefts: Vec<f32> = transcript.symbols.iter().map(|symbol| symbol.bounds.left).collect();
    assert!(lefts.is_sorted() && lefts[2] > 60.0, "{lefts:?}");
    assert!(words.iter().all(|word| word.is_sure && word.probability > 0.6 && !word.moments.is_empty()));
    assert!(words[1].moments.iter().any(|moment| moment.said.first().is_some_and(|(said, _)| *said == 'c')));
}

#[test]
fn a_word_in_doubt_has_others() {
    let transcript = read(&[(1, 1, 0.5), (1, 3, 0.48)]);
    assert_eq!((transcript.text().as_str(), transcript.likeliest().as_str()), ("", "a"));
    let words = TextLayout::unpacked(&transcript.layout).words;
    assert!(!words[0].is_sure && words[0].others.first().is_some_and(|(text, _)| text == "c"), "{words:?}");
}

#[test]
fn a_late_bar_belongs_to_the_word_that_it_stands_over() {
    let mut drawing = drawing();
    drawing.strokes.push(Stroke { width: 4.0, points: vec![Point::at(22.0, 12.0), Point::at(40.0, 12.0)] });
    let rows = rows(&drawing, Scan::Pen);
    let frames = rows[0].sequence.len().div_ceil(4);
    let said = [(0, 1, 0.98), (frames / 3, 2, 0.98), (frames / 2, 0, 0.98), (frames - 1, 3, 0.98)];
    let alphabet = alphabet();
    let decoder = Decoder::new(&characters(&alphabet), &[], Weights::default());
    let reader = Reader { alphabet: &alphabet, decoder: &decoder, stride: 4, sure: 0.6 };
    let transcript = reader.transcript(&rows, &[scores(frames, &said)]);
    assert_eq!(transcript.text(), "ab c");
    assert_eq!(
        (transcript.symbols[0].strokes.as_slice(), transcript.symbols[2].strokes.as_slice()),
        (&[0, 1, 3][..], &[2][..])
    );
}

#[test]
fn nothing_is_read_of_nothing() {
    assert!(rows(&Drawing::default(), Scan::Pen).is_empty());
    assert!(read(&[]).symbols.is_empty());
}
