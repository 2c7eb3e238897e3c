//! What the page says about a reading.

pub use crate::chart::words::grouped;
use crate::reader::{Reading, Verdict};
use crate::written::{Sign, Written};

/// The reading in a sentence for the eye.
pub fn sentence(written: &Written) -> String {
    match (written.signs.as_slice(), written.verdict()) {
        ([], _) => "nothing here yet".into(),
        ([sign], _) if sign.by_hand.is_some() => "as you say".into(),
        ([sign], _) => of_one(&sign.reading),
        (_, Verdict::Sure) => format!("{}, {} sure", count(written), percent(written.certainty())),
        (_, Verdict::NotADigit) => "these do not look like digits".into(),
        (signs, _) => doubt(signs),
    }
}

fn of_one(reading: &Reading) -> String {
    let [best, second, ..] = reading.ranked();
    match (reading.verdict, reading.runner_up()) {
        (Verdict::Empty, _) => String::new(),
        (Verdict::Sure, None) => best.to_string(),
        (Verdict::Sure, Some(second)) => format!("{best}, perhaps {second}"),
        (Verdict::Unsure, _) => format!("not sure: {best} or {second}?"),
        (Verdict::NotADigit, _) => "that does not look like a digit".into(),
    }
}

/// About the first sign that is not sure.
fn doubt(signs: &[Sign]) -> String {
    let doubtful = signs.iter().enumerate().find(|(_, sign)| sign.verdict() != Verdict::Sure);
    match doubtful {
        Some((at, sign)) if sign.verdict() == Verdict::NotADigit => format!("the {} is no digit", ordinal(at + 1)),
        Some((at, sign)) => {
            let [best, second, ..] = sign.reading.ranked();
            format!("not sure of the {}: {best} or {second}?", ordinal(at + 1))
        }
        None => String::new(),
    }
}

fn count(written: &Written) -> String {
    format!("{} digits", written.signs.len())
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
pub fn spoken(written: &Written) -> String {
    match (written.signs.as_slice(), written.verdict()) {
        ([], _) => String::new(),
        (signs, Verdict::Sure) => {
            let text = written.text();
            let certainty = percent(written.certainty());
            let runner_up = match signs {
                [sign] if sign.by_hand.is_none() => sign.reading.runner_up(),
                _ => None,
            };
            match runner_up {
                Some(second) => format!("Read as {text}, {certainty}, perhaps {second}"),
                None => format!("Read as {text}, {certainty}"),
            }
        }
        _ => sentence(written),
    }
}

/// The state's handle, one word that never changes.
pub fn state(written: &Written) -> &'static str {
    match written.verdict() {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glyph::Glyph;
    use crate::ink::Bounds;
    use crate::written::Lead;

    fn written(signs: &[(Verdict, &[(usize, f32)])]) -> Written {
        let sign = |(verdict, pairs): &(Verdict, &[(usize, f32)])| {
            let mut reading = Reading { verdict: *verdict, ..Reading::EMPTY };
            pairs.iter().for_each(|&(digit, probability)| reading.digits[digit] = probability);
            let bounds = Bounds { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };
            Sign { lead: Lead::Nothing, bounds, reading, glyph: Glyph::BLANK, by_hand: None }
        };
        Written { signs: signs.iter().map(sign).collect() }
    }

    #[test]
    fn each_verdict_has_its_sentence() {
        let one = |verdict, pairs| sentence(&written(&[(verdict, pairs)]));
        assert_eq!(sentence(&Written::default()), "nothing here yet");
        assert_eq!(one(Verdict::Sure, &[(7, 0.99)]), "7");
        assert_eq!(one(Verdict::Sure, &[(7, 0.9), (1, 0.08)]), "7, perhaps 1");
        assert_eq!(one(Verdict::Unsure, &[(9, 0.4), (4, 0.5)]), "not sure: 4 or 9?");
        assert_eq!(one(Verdict::NotADigit, &[(1, 0.1)]), "that does not look like a digit");
    }

    #[test]
    fn several_digits_have_sentences_too() {
        let (four, two): (&[_], &[_]) = (&[(4, 0.9)], &[(2, 0.9)]);
        assert_eq!(sentence(&written(&[(Verdict::Sure, four), (Verdict::Sure, two)])), "2 digits, 81% sure");
        let doubtful: &[_] = &[(9, 0.4), (4, 0.5)];
        let said = sentence(&written(&[(Verdict::Sure, two), (Verdict::Unsure, doubtful)]));
        assert_eq!(said, "not sure of the 2nd: 4 or 9?");
        let said = sentence(&written(&[(Verdict::NotADigit, doubtful), (Verdict::Sure, two)]));
        assert_eq!(said, "the 1st is no digit");
        let said = sentence(&written(&[(Verdict::NotADigit, doubtful), (Verdict::NotADigit, two)]));
        assert_eq!(said, "these do not look like digits");
        assert_eq!([1, 2, 3, 4, 11, 12, 21, 102].map(ordinal).join(" "), "1st 2nd 3rd 4th 11th 12th 21st 102nd");
    }

    #[test]
    fn an_empty_pad_is_not_announced() {
        assert_eq!(spoken(&Written::default()), "");
        assert_eq!(spoken(&written(&[(Verdict::Sure, &[(7, 0.98)])])), "Read as 7, 98%");
        let two: &[_] = &[(2, 0.9)];
        assert_eq!(spoken(&written(&[(Verdict::Sure, two), (Verdict::Sure, two)])), "Read as 22, 81%");
    }

    #[test]
    fn percents_claim_neither_certainty_nor_nothing() {
        assert_eq!([0.0, 0.001, 0.5, 0.994, 0.9999, 1.0].map(percent), ["0%", "<1%", "50%", "99%", ">99%", ">99%"]);
    }
}
