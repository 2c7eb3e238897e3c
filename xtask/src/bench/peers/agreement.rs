//! Whether all compute the same: who is faster at something else has won nothing.

use super::visit::Answer;
use crate::project;
use anyhow::{Context, Result, ensure};
use inkling::prediction::{Calibration, DIGITS, Prediction};
use serde_json::Value;

/// By what part a probability may differ. As probabilities are powers of scores, the scores then differ by as little.
const TOLERANCE: f32 = 2e-3;

/// Holds an answer about the recorded digits, again and again, to what was recorded where the weights were made.
pub fn check(name: &str, answer: &Answer, calibration: &Calibration, count: usize) -> Result<()> {
    let predictions = answer.predictions(calibration);
    ensure!(predictions.len() == count, "{name} answers {} of {count} pictures.", predictions.len());
    let recorded = recorded()?;
    for (at, (reading, expected)) in predictions.iter().zip(recorded.iter().cycle()).enumerate() {
        ensure!(
            best(&reading.digits) == best(expected),
            "{name} reads picture {at} as {}, not as {}: it runs another network.",
            best(&reading.digits),
            best(expected)
        );
        let near = |(here, there): (&f32, &f32)| (here - there).abs() <= TOLERANCE * there.max(1e-4);
        ensure!(
            reading.digits.iter().zip(expected).all(near),
            "{name} gives picture {at} the probabilities {:?}, not {expected:?}: it runs another network.",
            reading.digits
        );
    }
    Ok(())
}

/// The likeliest class; the last is no digit.
fn best(digits: &[f32; DIGITS]) -> usize {
    let reading = Prediction { digits: *digits, ..Prediction::EMPTY };
    let first = reading.ranked()[0];
    if reading.other() > digits[first] { DIGITS } else { first }
}

/// The probabilities of the recorded digits, from where the weights were made.
fn recorded() -> Result<Vec<[f32; DIGITS]>> {
    let file = project::root().join("models/golden.json");
    let text = std::fs::read_to_string(&file).with_context(|| format!("{} is missing.", file.display()))?;
    let lines: Vec<Value> = serde_json::from_str(&text)?;
    let digits = |line: &Value| {
        let list = line.get("symbols")?.get(0)?.as_array()?;
        let list: Vec<f32> = list.iter().filter_map(Value::as_f64).map(|number| number as f32).collect();
        list.try_into().ok()
    };
    // What is no digit is recorded there, too.
    let kept =
        lines.iter().filter(|line| line.get("text").and_then(Value::as_str).is_some_and(|text| !text.is_empty()));
    kept.map(|line| digits(line).context("A recorded reading is damaged.")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkling::prediction::Verdict;

    fn answer(change: impl Fn(&mut [f32; DIGITS])) -> Answer {
        let mut predictions: Vec<Prediction> =
            recorded().unwrap().into_iter().map(|digits| Prediction { verdict: Verdict::Sure, digits }).collect();
        change(&mut predictions[3].digits);
        Answer::Readings(predictions)
    }

    #[test]
    fn another_network_is_found_out() {
        let count = crate::page::digits().unwrap().len();
        let check = |answer: Answer| check("x", &answer, &Calibration::default(), count);
        assert!(check(answer(|_| ())).is_ok());
        assert!(check(answer(|digits| digits[0] *= 1.01)).unwrap_err().to_string().contains("picture 3"));
        assert!(check(answer(|digits| digits.swap(1, 2))).unwrap_err().to_string().contains("as 2, not as 1"));
        assert!(check(Answer::Scores(Vec::new())).is_err());
    }
}
