//! Checks that all runtimes compute the same: otherwise their times could not be compared.

use super::visit::Answer;
use crate::project;
use anyhow::{Context, Result, ensure};
use inkling::net::weights::Record;
use inkling::statistics;
use serde_json::Value;

/// By what part a probability may differ. As probabilities are powers of scores, the scores then differ by as little.
const TOLERANCE: f32 = 2e-3;

/// Holds an answer about the recorded digits, again and again, to what was recorded where the weights were made.
pub fn check(name: &str, answer: &Answer, record: &Record, count: usize) -> Result<()> {
    let predictions = answer.predictions(record);
    ensure!(predictions.len() == count, "{name} answers {} of {count} pictures.", predictions.len());
    let recorded = recorded()?;
    for (at, (prediction, expected)) in predictions.iter().zip(recorded.iter().cycle()).enumerate() {
        let probabilities: Vec<f32> = prediction.probabilities.iter().map(|(_, probability)| *probability).collect();
        ensure!(
            best(&probabilities) == best(expected),
            "{name} reads picture {at} as {}, not as {}: it runs another network.",
            best(&probabilities),
            best(expected)
        );
        let near = |(here, there): (&f32, &f32)| (here - there).abs() <= TOLERANCE * there.max(1e-4);
        ensure!(
            probabilities.len() == expected.len() && probabilities.iter().zip(expected).all(near),
            "{name} gives picture {at} the probabilities {probabilities:?}, not {expected:?}: it runs another network."
        );
    }
    Ok(())
}

/// The likeliest class; the one behind all symbols is none of them.
fn best(probabilities: &[f32]) -> usize {
    let first = statistics::highest(probabilities);
    let reject = 1.0 - probabilities.iter().sum::<f32>();
    if probabilities.get(first).is_none_or(|best| reject > *best) { probabilities.len() } else { first }
}

/// The probabilities of the recorded digits, from where the weights were made.
fn recorded() -> Result<Vec<Vec<f32>>> {
    let file = project::root().join("models/golden.json");
    let text = std::fs::read_to_string(&file).with_context(|| format!("{} is missing.", file.display()))?;
    let lines: Vec<Value> = serde_json::from_str(&text)?;
    let digits = |line: &Value| {
        let list = line.get("symbols")?.get(0)?.as_array()?;
        Some(list.iter().filter_map(Value::as_f64).map(|number| number as f32).collect())
    };
    // What is no digit is recorded there, too.
    let kept =
        lines.iter().filter(|line| line.get("text").and_then(Value::as_str).is_some_and(|text| !text.is_empty()));
    kept.map(|line| digits(line).context("A recorded reading is damaged.")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::network;
    use inkling::prediction::{Prediction, Verdict};

    fn answer(change: impl Fn(&mut Vec<f32>)) -> Answer {
        let mut recorded = recorded().unwrap();
        change(&mut recorded[3]);
        let symbols = network().unwrap().spec.alphabet;
        let prediction = |probabilities: Vec<f32>| Prediction {
            verdict: Verdict::Sure,
            probabilities: symbols.symbols().iter().copied().zip(probabilities).collect(),
        };
        Answer::Readings(recorded.into_iter().map(prediction).collect())
    }

    #[test]
    fn another_network_is_found_out() {
        let count = crate::page::digits().unwrap().len();
        let record = network().unwrap();
        let check = |answer: Answer| check("x", &answer, &record, count);
        assert!(check(answer(|_| ())).is_ok());
        assert!(check(answer(|digits| digits[0] *= 1.01)).unwrap_err().to_string().contains("picture 3"));
        assert!(check(answer(|digits| digits.swap(1, 2))).unwrap_err().to_string().contains("as 2, not as 1"));
        assert!(check(Answer::Scores(Vec::new())).is_err());
    }
}
