//! Bits per character of the text decoder's languages on lines of text, one each, from standard input.
//!
//! ```text
//! cargo run --profile fast --example language_bits -- models/english.language … < lines.txt
//! ```

use inkling::decode::text::{Decoder, Language, Weights};
use std::io::BufRead;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut languages = Vec::new();
    for file in std::env::args().skip(1) {
        languages.push(Language::from_bytes(&std::fs::read(file)?)?);
    }
    let chars: Vec<char> = ('!'..='~').chain([' ']).collect();
    let decoder = Decoder::new(&chars, &languages, Weights::default());
    let (mut bits, mut characters, mut lines, mut left_out) = (0.0, 0, 0, 0);
    let mut costly: Vec<(f64, String)> = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        match decoder.language_score(&line) {
            Some(score) => {
                let own = -f64::from(score) / std::f64::consts::LN_2;
                bits += own;
                lines += 1;
                // The end of a line is a character, too.
                characters += line.chars().count() + 1;
                costly.push((own / (line.chars().count() + 1) as f64, line));
            }
            None => left_out += 1,
        }
    }
    println!("{:.3} bits a character over {lines} lines, {left_out} left out", bits / characters.max(1) as f64);
    if std::env::var_os("COSTLY").is_some() {
        costly.sort_by(|a, b| b.0.total_cmp(&a.0));
        costly.dedup_by(|a, b| a.1 == b.1);
        costly.iter().take(40).for_each(|(bits, line)| println!("{bits:5.2} {line}"));
    }
    Ok(())
}
