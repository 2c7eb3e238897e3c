//! What the page says about a reading.

use crate::reader::{Reading, Verdict};

/// The reading in a sentence for the eye.
pub fn sentence(reading: &Reading) -> String {
    let [best, second, ..] = reading.ranked();
    match (reading.verdict, reading.runner_up()) {
        (Verdict::Empty, _) => "nothing here yet".into(),
        (Verdict::Sure, None) => best.to_string(),
        (Verdict::Sure, Some(second)) => format!("{best}, perhaps {second}"),
        (Verdict::Unsure, _) => format!("not sure: {best} or {second}?"),
        (Verdict::NotADigit, _) => "that does not look like a digit".into(),
    }
}

/// The reading as it is read aloud once it has settled.
pub fn spoken(reading: &Reading) -> String {
    let [best, ..] = reading.ranked();
    match (reading.verdict, reading.runner_up()) {
        (Verdict::Empty, _) => String::new(),
        (Verdict::Sure, None) => format!("Read as {best}, {}", percent(reading.digits[best])),
        (Verdict::Sure, Some(second)) => format!("Read as {best}, {}, perhaps {second}", percent(reading.digits[best])),
        _ => sentence(reading),
    }
}

/// The state's handle, one word that never changes.
pub fn state(reading: &Reading) -> &'static str {
    match reading.verdict {
        Verdict::Empty => "empty",
        Verdict::Sure => "sure",
        Verdict::Unsure => "unsure",
        Verdict::NotADigit => "not-a-digit",
    }
}

/// A probability as whole percents; certainty is never claimed, and a trace is not nothing.
pub fn percent(probability: f32) -> String {
    match (probability * 100.0).round() {
        _ if probability <= 0.0 => "0%".into(),
        whole if whole < 1.0 => "<1%".into(),
        whole if whole >= 100.0 => ">99%".into(),
        whole => format!("{whole}%"),
    }
}

/// Milliseconds with as many figures as mean something.
pub fn milliseconds(millis: f32) -> String {
    if millis < 10.0 { format!("{millis:.1} ms") } else { format!("{millis:.0} ms") }
}

/// A number with thin gaps between thousands.
pub fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(verdict: Verdict, pairs: &[(usize, f32)]) -> Reading {
        let mut reading = Reading { verdict, ..Reading::EMPTY };
        pairs.iter().for_each(|&(digit, probability)| reading.digits[digit] = probability);
        reading
    }

    #[test]
    fn each_verdict_has_its_sentence() {
        assert_eq!(sentence(&Reading::EMPTY), "nothing here yet");
        assert_eq!(sentence(&reading(Verdict::Sure, &[(7, 0.99)])), "7");
        assert_eq!(sentence(&reading(Verdict::Sure, &[(7, 0.9), (1, 0.08)])), "7, perhaps 1");
        assert_eq!(sentence(&reading(Verdict::Unsure, &[(9, 0.4), (4, 0.5)])), "not sure: 4 or 9?");
        assert_eq!(sentence(&reading(Verdict::NotADigit, &[(1, 0.1)])), "that does not look like a digit");
    }

    #[test]
    fn an_empty_pad_is_not_announced() {
        assert_eq!(spoken(&Reading::EMPTY), "");
        assert_eq!(spoken(&reading(Verdict::Sure, &[(7, 0.98)])), "Read as 7, 98%");
    }

    #[test]
    fn percents_claim_neither_certainty_nor_nothing() {
        assert_eq!([0.0, 0.001, 0.5, 0.994, 0.9999, 1.0].map(percent), ["0%", "<1%", "50%", "99%", ">99%", ">99%"]);
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!([7, 1234, 1_234_567].map(grouped), ["7", "1\u{202f}234", "1\u{202f}234\u{202f}567"]);
    }
}
