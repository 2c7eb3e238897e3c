//! Character error rate, word accuracy and time of the text decoder on what a network said of lines.
//!
//! ```text
//! cargo run --profile fast --example decode_frames -- FRAMES [models/english.language …] [NAME=VALUE …]
//! ```
//!
//! Reads once without a language and once with all that are named. `NAME=VALUE` sets one of the decoder's weights:
//! language, character, beam, margin, least, temperature. The file of frames has the number of its lines (4 bytes, little
//! endian, as all numbers), then for each line the length of its text in bytes, the text, how many frames and classes
//! there are (4 bytes each), and log-probabilities (4 bytes each) by frame and class. The classes are the printable
//! characters of ASCII from the space on, and the blank.

use inkling::decode::text::{Decoder, Frames, Language, Weights};
use std::time::Instant;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

struct Line {
    text: String,
    classes: usize,
    values: Vec<f32>,
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("name a file of frames; see the head of this example")?;
    let lines = read(&std::fs::read(file)?).ok_or("the file of frames ends too early")?;
    let (mut weights, mut languages) = (Weights::default(), Vec::new());
    for argument in arguments {
        match argument.split_once('=') {
            Some((name, value)) => set(&mut weights, name, value)?,
            None => languages.push(Language::from_bytes(&std::fs::read(argument)?)?),
        }
    }
    let chars: Vec<char> = (' '..='~').collect();
    println!("{} lines, {weights:?}", lines.len());
    measure("without a language", &lines, &Decoder::new(&chars, &[], weights.clone()));
    if !languages.is_empty() {
        let start = Instant::now();
        let decoder = Decoder::new(&chars, &languages, weights);
        println!("{} languages joined in {:.1} ms", languages.len(), start.elapsed().as_secs_f64() * 1e3);
        measure("with", &lines, &decoder);
    }
    Ok(())
}

fn set(weights: &mut Weights, name: &str, value: &str) -> Result<()> {
    match name {
        "language" => weights.language = value.parse()?,
        "character" => weights.character = value.parse()?,
        "beam" => weights.beam = value.parse()?,
        "margin" => weights.margin = value.parse()?,
        "least" => weights.least_probability = value.parse()?,
        "temperature" => weights.temperature = value.parse()?,
        _ => return Err(format!("{name} is none of the weights").into()),
    }
    Ok(())
}

fn read(mut bytes: &[u8]) -> Option<Vec<Line>> {
    fn number(bytes: &mut &[u8]) -> Option<usize> {
        let (four, rest) = bytes.split_first_chunk()?;
        *bytes = rest;
        Some(u32::from_le_bytes(*four) as usize)
    }
    let count = number(&mut bytes)?;
    let mut lines = Vec::new();
    for _ in 0..count {
        let length = number(&mut bytes)?;
        let (text, rest) = bytes.split_at_checked(length)?;
        bytes = rest;
        let (frames, classes) = (number(&mut bytes)?, number(&mut bytes)?);
        let (values, rest) = bytes.split_at_checked(frames.checked_mul(classes)?.checked_mul(4)?)?;
        bytes = rest;
        let values = values.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect();
        lines.push(Line { text: String::from_utf8_lossy(text).into_owned(), classes, values });
    }
    Some(lines)
}

fn measure(what: &str, lines: &[Line], decoder: &Decoder) {
    let (mut errors, mut characters, mut right_lines) = (0, 0, 0);
    let (mut right_words, mut all_words, mut slowest) = (0, 0, 0.0f64);
    // Of the words that were read: how sure, and whether right.
    let (mut brier, mut judged) = (0.0, 0);
    let start = Instant::now();
    let mut reading_time = 0.0;
    for line in lines {
        let Some(frames) = Frames::new(&line.values, line.classes) else { continue };
        let begin = Instant::now();
        let readings = decoder.read(&frames, 10);
        let took = begin.elapsed().as_secs_f64();
        reading_time += took;
        slowest = slowest.max(took);
        let read = readings.first().map_or("", |reading| reading.text.as_str());
        let (truth, said): (Vec<char>, Vec<char>) = (line.text.chars().collect(), read.chars().collect());
        errors += distance(&truth, &said);
        characters += truth.len();
        right_lines += usize::from(truth == said);
        let (truth, said): (Vec<&str>, Vec<&str>) =
            (line.text.split_whitespace().collect(), read.split_whitespace().collect());
        all_words += truth.len();
        right_words += truth.len().saturating_sub(distance(&truth, &said));
        if truth.len() == said.len() {
            for (word, truth) in decoder.words(&frames, &readings).iter().zip(truth) {
                let right = f32::from(u8::from(word.text == truth));
                brier += (word.probability - right).powi(2);
                judged += 1;
            }
        }
    }
    println!(
        "{what}: character errors {:.2}%, words right {:.2}%, lines right {:.2}%, Brier score of words {:.4}; \
         {:.2} ms a line, {:.2} ms the slowest ({:.1} s in all)",
        100.0 * errors as f64 / characters.max(1) as f64,
        100.0 * right_words as f64 / all_words.max(1) as f64,
        100.0 * right_lines as f64 / lines.len().max(1) as f64,
        brier / judged.max(1) as f32,
        1e3 * reading_time / lines.len().max(1) as f64,
        1e3 * slowest,
        start.elapsed().as_secs_f64(),
    );
}

/// Edit distance.
fn distance<T: PartialEq>(a: &[T], b: &[T]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, one) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (along, other) in b.iter().enumerate() {
            let both = diagonal + usize::from(one != other);
            diagonal = row[along + 1];
            row[along + 1] = both.min(row[along] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
