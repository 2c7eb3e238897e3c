//! What the page says about a reading.

use crate::alphabet::SymbolId;
pub use crate::chart::words::grouped;
use crate::prediction::{Prediction, Verdict};
use crate::transcript::{Symbol, Transcript};

/// The reading in a sentence for the eye.
pub fn sentence(transcript: &Transcript) -> String {
    match (transcript.symbols.as_slice(), transcript.verdict()) {
        ([], _) => "nothing here yet".into(),
        ([symbol], _) if symbol.correction.is_some() => "as you say".into(),
        ([symbol], _) => of_one(&symbol.prediction),
        (_, Verdict::Sure) => format!("{}, {} sure", count(transcript), percent(transcript.certainty())),
        (_, Verdict::Rejected) => "these do not look like digits".into(),
        (symbols, _) => doubt(symbols),
    }
}

fn of_one(prediction: &Prediction) -> String {
    let (best, second) = best_two(prediction);
    match (prediction.verdict, prediction.runner_up()) {
        (Verdict::Empty, _) => String::new(),
        (Verdict::Sure, None) => best,
        (Verdict::Sure, Some(second)) => format!("{best}, perhaps {second}"),
        (Verdict::Unsure, _) => format!("not sure: {best} or {second}?"),
        (Verdict::Rejected, _) => "that does not look like a digit".into(),
    }
}

/// The two likeliest symbols.
fn best_two(prediction: &Prediction) -> (String, String) {
    let mut ranked = prediction.ranked().into_iter().map(|symbol| symbol.to_string());
    (ranked.next().unwrap_or_default(), ranked.next().unwrap_or_default())
}

/// About the first symbol that is not sure.
fn doubt(symbols: &[Symbol]) -> String {
    let doubtful = symbols.iter().enumerate().find(|(_, symbol)| symbol.verdict() != Verdict::Sure);
    match doubtful {
        Some((at, symbol)) if symbol.verdict() == Verdict::Rejected => format!("the {} is no digit", ordinal(at + 1)),
        Some((at, symbol)) => {
            let (best, second) = best_two(&symbol.prediction);
            format!("not sure of the {}: {best} or {second}?", ordinal(at + 1))
        }
        None => String::new(),
    }
}

fn count(transcript: &Transcript) -> String {
    format!("{} digits", transcript.symbols.len())
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// The reading as it is read aloud once it has settled.
pub fn spoken(transcript: &Transcript) -> String {
    match (transcript.symbols.as_slice(), transcript.verdict()) {
        ([], _) => String::new(),
        (symbols, Verdict::Sure) => {
            let text = transcript.text();
            let certainty = percent(transcript.certainty());
            let runner_up = match symbols {
                [symbol] if symbol.correction.is_none() => symbol.prediction.runner_up(),
                _ => None,
            };
            match runner_up {
                Some(second) => format!("Read as {text}, {certainty}, perhaps {second}"),
                None => format!("Read as {text}, {certainty}"),
            }
        }
        _ => sentence(transcript),
    }
}

/// The state's handle, one word that never changes.
pub fn state(transcript: &Transcript) -> &'static str {
    match transcript.verdict() {
        Verdict::Empty => "empty",
        Verdict::Sure => "sure",
        Verdict::Unsure => "unsure",
        Verdict::Rejected => "not-a-digit",
    }
}

/// A probability as whole percents; certainty is never claimed, and a trace is not nothing.
pub fn percent(probability: f32) -> String {
    match (probability * 100.0).round() {
        _ if probability <= 0.0 => "0%".into(),
        whole if whole < 1.0 => "<1%".into(),
        whole if whole >= 100.0 => ">99%".into(),
        whole => format!("{}%", whole as u8),
    }
}

/// A number that is not negative, with so many places at most. Integers alone: what writes floats is 5 KB of the first load.
pub fn decimal(value: f32, places: u32) -> String {
    let scale = 10_u32.pow(places);
    let whole = (f64::from(value) * f64::from(scale)).round() as u32;
    let text = format!("{}.{:0places$}", whole / scale, whole % scale, places = places as usize);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Milliseconds with as many figures as mean something. Safari's clock, for one, ticks once in a millisecond.
pub fn milliseconds(millis: f32) -> String {
    match (millis * 10.0).round() as u32 {
        0 => "<1 ms".to_owned(),
        tenths @ 1..100 => format!("{}.{} ms", tenths / 10, tenths % 10),
        _ => format!("{} ms", millis.round() as u32),
    }
}

/// `a 1`, `an x`: as the symbol's name is spoken.
pub fn with_article(id: SymbolId) -> String {
    let text = id.to_string();
    let vowel = text.chars().count() == 1 && text.starts_with(|first| "8AEFHILMNORSXaefhilmnorsx".contains(first));
    format!("{} {text}", if vowel { "an" } else { "a" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::{Separator, tests::symbol};

    fn transcript(symbols: &[(Verdict, &[(usize, f32)])]) -> Transcript {
        let symbol = |(verdict, pairs): &(Verdict, &[(usize, f32)])| symbol(Separator::Nothing, *verdict, pairs);
        Transcript { symbols: symbols.iter().map(symbol).collect(), ..Transcript::default() }
    }

    #[test]
    fn decimals_are_short_and_near() {
        let told = [0.0, 0.97, 1.0, 0.5, 1e-9, 12.25].map(|value| decimal(value, 7));
        assert_eq!(told, ["0", "0.97", "1", "0.5", "0", "12.25"]);
        let third = decimal(1.0 / 3.0, 7);
        assert!((third.parse::<f32>().unwrap_or_default() - 1.0 / 3.0).abs() < 1e-6, "{third}");
        assert_eq!([0.04, 3.15, 9.96, 120.4].map(milliseconds), ["<1 ms", "3.2 ms", "10 ms", "120 ms"]);
    }

    #[test]
    fn each_verdict_has_its_sentence() {
        let one = |verdict, pairs| sentence(&transcript(&[(verdict, pairs)]));
        assert_eq!(sentence(&Transcript::default()), "nothing here yet");
        assert_eq!(one(Verdict::Sure, &[(7, 0.99)]), "7");
        assert_eq!(one(Verdict::Sure, &[(7, 0.9), (1, 0.08)]), "7, perhaps 1");
        assert_eq!(one(Verdict::Unsure, &[(9, 0.4), (4, 0.5)]), "not sure: 4 or 9?");
        assert_eq!(one(Verdict::Rejected, &[(1, 0.1)]), "that does not look like a digit");
    }

    #[test]
    fn several_digits_have_sentences_too() {
        let (four, two): (&[_], &[_]) = (&[(4, 0.9)], &[(2, 0.9)]);
        assert_eq!(sentence(&transcript(&[(Verdict::Sure, four), (Verdict::Sure, two)])), "2 digits, 81% sure");
        let doubtful: &[_] = &[(9, 0.4), (4, 0.5)];
        let said = sentence(&transcript(&[(Verdict::Sure, two), (Verdict::Unsure, doubtful)]));
        assert_eq!(said, "not sure of the 2nd: 4 or 9?");
        let said = sentence(&transcript(&[(Verdict::Rejected, doubtful), (Verdict::Sure, two)]));
        assert_eq!(said, "the 1st is no digit");
        let said = sentence(&transcript(&[(Verdict::Rejected, doubtful), (Verdict::Rejected, two)]));
        assert_eq!(said, "these do not look like digits");
        assert_eq!([1, 2, 3, 4, 11, 12, 21, 102].map(ordinal).join(" "), "1st 2nd 3rd 4th 11th 12th 21st 102nd");
    }

    #[test]
    fn an_empty_pad_is_not_announced() {
        assert_eq!(spoken(&Transcript::default()), "");
        assert_eq!(spoken(&transcript(&[(Verdict::Sure, &[(7, 0.98)])])), "Read as 7, 98%");
        let two: &[_] = &[(2, 0.9)];
        assert_eq!(spoken(&transcript(&[(Verdict::Sure, two), (Verdict::Sure, two)])), "Read as 22, 81%");
    }

    #[test]
    fn percents_claim_neither_certainty_nor_nothing() {
        assert_eq!([0.0, 0.001, 0.5, 0.994, 0.9999, 1.0].map(percent), ["0%", "<1%", "50%", "99%", ">99%", ">99%"]);
    }
}
