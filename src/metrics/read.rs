//! Reading the files.

use super::{Calibration, Epoch, Fit, Layer, Metrics, Mistake, Network, Refusal, Run, Source, TestSet, Trial};
use serde_json::Value;

impl Metrics {
    /// The figures in the JSON text of both files; None where it is cut off or something else.
    pub fn read(json: &str) -> Option<Self> {
        let both: Value = serde_json::from_str(json).ok()?;
        let (metrics, experiments) = (both.get("metrics")?, both.get("experiments"));
        let trials = |kind| experiments.and_then(|all| all.get(kind)).map_or(Some(Vec::new()), |rows| all(rows, trial));
        Some(Self {
            network: network(metrics.get("network")?)?,
            run: run(metrics.get("run")?)?,
            data: list(metrics, "data", source)?,
            history: list(metrics, "history", epoch)?,
            sets: list(metrics, "sets", set)?,
            calibration: calibration(metrics.get("calibration")?)?,
            refusal: list(metrics, "refusal", refusal)?,
            mistakes: list(metrics, "mistakes", mistake)?,
            archs: trials("archs")?,
            without: trials("without")?,
        })
    }
}

fn float(value: &Value, name: &str) -> Option<f32> {
    value.get(name)?.as_f64().map(|number| number as f32)
}

fn count(value: &Value, name: &str) -> Option<u32> {
    value.get(name)?.as_u64()?.try_into().ok()
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::to_owned)
}

fn all<T>(value: &Value, each: fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(each).collect()
}

fn list<T>(value: &Value, name: &str, each: fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    all(value.get(name)?, each)
}

fn named<T>(value: &Value, name: &str, each: fn(&Value) -> Option<T>) -> Option<Vec<(String, T)>> {
    value.get(name)?.as_object()?.iter().map(|(name, value)| Some((name.clone(), each(value)?))).collect()
}

fn network(value: &Value) -> Option<Network> {
    let layer = |value: &Value| {
        let [kernel, stride, channels, side, parameters, multiplies] =
            ["kernel", "stride", "channels", "side", "parameters", "multiplies"].map(|name| count(value, name));
        Some(Layer {
            kernel: kernel?,
            stride: stride?,
            channels: channels?,
            side: side?,
            parameters: parameters?,
            multiplies: multiplies?,
        })
    };
    Some(Network {
        alphabet: list(value, "alphabet", |symbol| symbol.as_str().map(str::to_owned))?,
        parameters: count(value, "parameters")?,
        multiplies: count(value, "multiplies")?,
        bytes: count(value, "bytes")?,
        layers: list(value, "layers", layer)?,
    })
}

fn run(value: &Value) -> Option<Run> {
    Some(Run {
        date: text(value, "date")?,
        seed: count(value, "seed")?,
        epochs: count(value, "epochs")?,
        examples: count(value, "examples_an_epoch")?,
        batch: count(value, "batch")?,
    })
}

fn source(value: &Value) -> Option<Source> {
    Some(Source {
        what: text(value, "what")?,
        n: count(value, "n")?,
        licence: text(value, "licence")?,
        used: text(value, "used")?,
    })
}

fn fit(value: &Value) -> Option<Fit> {
    Some(Fit { loss: float(value, "loss")?, accuracy: float(value, "accuracy")? })
}

fn epoch(value: &Value) -> Option<Epoch> {
    Some(Epoch { fit: fit(value)?, hold_out: named(value, "hold_out", fit)? })
}

fn set(value: &Value) -> Option<TestSet> {
    let ends = list(value, "interval", Value::as_f64)?;
    let row = |row: &Value| all(row, |count| count.as_u64()?.try_into().ok());
    Some(TestSet {
        name: text(value, "name")?,
        n: count(value, "n")?,
        accuracy: float(value, "accuracy")?,
        low: *ends.first()? as f32,
        high: *ends.get(1)? as f32,
        rejected: count(value, "rejected")?,
        wrong_shown: count(value, "wrong_shown")?,
        confusion: list(value, "confusion", row)?,
    })
}

fn calibration(value: &Value) -> Option<Calibration> {
    // An empty bin has no averages.
    let bin = |bin: &Value| Some(count(bin, "n").zip(float(bin, "sure")).zip(float(bin, "right")));
    Some(Calibration {
        n: count(value, "n")?,
        error: float(value, "error")?,
        sure: float(value, "sure")?,
        reject: float(value, "reject")?,
        bins: list(value, "bins", bin)?.into_iter().flatten().map(|((n, sure), right)| (n, sure, right)).collect(),
    })
}

fn refusal(value: &Value) -> Option<Refusal> {
    Some(Refusal {
        name: text(value, "name")?,
        n: count(value, "n")?,
        refused: float(value, "refused")?,
        shown_as_sure: float(value, "shown_as_sure")?,
        auroc: float(value, "auroc")?,
    })
}

fn mistake(value: &Value) -> Option<Mistake> {
    Some(Mistake {
        set: text(value, "set")?,
        label: count(value, "label")?,
        read: count(value, "read")?,
        certainty: float(value, "certainty")?,
        shades: text(value, "shades"),
    })
}

fn trial(value: &Value) -> Option<Trial> {
    let part = |value: &Value| value.as_f64().map(|part| part as f32);
    Some(Trial {
        name: text(value, "name")?,
        what: text(value, "what")?,
        examples: count(value, "examples")?,
        parameters: count(value, "parameters")?,
        multiplies: count(value, "multiplies")?,
        millis: float(value, "millis"),
        sets: named(value, "sets", part)?,
        refused: named(value, "refused", part)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shipped() -> Value {
        serde_json::from_str(include_str!("../../models/metrics.json")).unwrap()
    }

    #[test]
    fn what_training_wrote_is_understood() {
        let metrics = Metrics::read(&json!({ "metrics": shipped() }).to_string()).unwrap();
        let network = &metrics.network;
        assert_eq!(network.layers.iter().map(|layer| layer.parameters).sum::<u32>(), network.parameters);
        assert_eq!(network.layers.iter().map(|layer| layer.multiplies).sum::<u32>(), network.multiplies);
        assert_eq!(metrics.history.len(), metrics.run.epochs as usize);
        assert!(metrics.sets.iter().all(|set| set.confusion.iter().flatten().sum::<u32>() == set.n));
        assert_eq!(metrics.calibration.bins.iter().map(|bin| bin.0).sum::<u32>(), metrics.calibration.n);
        assert!(metrics.archs.is_empty() && metrics.without.is_empty());
    }

    #[test]
    fn experiments_ride_along() {
        let row = json!({ "name": "dense", "what": "two layers", "examples": 9, "parameters": 1, "multiplies": 2,
            "sets": { "a": 0.9 }, "refused": { "letters": 0.5 } });
        let both = json!({ "metrics": shipped(), "experiments": { "archs": [row] } });
        let archs = Metrics::read(&both.to_string()).unwrap().archs;
        assert_eq!((archs[0].what.as_str(), archs[0].millis), ("two layers", None));
        assert_eq!(archs[0].sets, [("a".to_owned(), 0.9)]);
    }

    #[test]
    fn what_is_cut_off_or_something_else_is_nothing() {
        let whole = json!({ "metrics": shipped() }).to_string();
        assert_eq!(Metrics::read(&whole[..whole.len() / 2]), None);
        assert_eq!(Metrics::read("<!doctype html>"), None);
        assert_eq!(Metrics::read("{}"), None);
    }
}
