//! The results of a run: metrics.json, charts of it, and the model card. No figure in them is typed by hand.

mod card;
mod sheet;
mod svg;

pub use card::card;
pub use sheet::{mistakes, shades};

use serde_json::Value;
use svg::Series;

/// The pictures of a run, by name.
pub fn pictures(metrics: &Value) -> Vec<(&'static str, String)> {
    let history = metrics["history"].as_array().cloned().unwrap_or_default();
    let curve = |name: &str, of: &dyn Fn(&Value) -> Option<f64>| Series {
        name: name.to_owned(),
        points: history.iter().filter_map(|epoch| Some((epoch["epoch"].as_f64()?, of(epoch)?))).collect(),
    };
    let curves = |what: &'static str| {
        let sets: Vec<String> = history
            .first()
            .and_then(|epoch| epoch["hold_out"].as_object())
            .into_iter()
            .flatten()
            .map(|(set, _)| set.clone())
            .collect();
        let hold_out = sets.into_iter().map(|set| curve(&set, &|epoch| epoch["hold_out"][&set][what].as_f64()));
        [curve("training", &|epoch| epoch[what].as_f64())].into_iter().chain(hold_out).collect::<Vec<_>>()
    };
    let mut pictures = Vec::new();
    if !history.is_empty() {
        pictures.push(("loss", svg::lines("Loss", "pass", &curves("loss"), |loss| format!("{loss:.2}"))));
        let percent = |part: f64| format!("{:.1}%", 100.0 * part);
        // The first pass is far below the rest and would flatten them.
        let late: Vec<Series> = curves("accuracy")
            .into_iter()
            .map(|series| Series { points: series.points.into_iter().skip(1).collect(), ..series })
            .filter(|series| !series.points.is_empty())
            .collect();
        if !late.is_empty() {
            pictures.push(("accuracy", svg::lines("Accuracy, from the second pass on", "pass", &late, percent)));
        }
    }
    if let Some(set) = metrics["sets"].as_array().and_then(|sets| sets.first()) {
        let rows: Vec<Vec<u64>> = serde_json::from_value(set["confusion"].clone()).unwrap_or_default();
        let title = format!("Confusion: {}", set["name"].as_str().unwrap_or_default());
        pictures.push(("confusion", svg::confusion(&title, &rows)));
    }
    let bins = metrics["calibration"]["bins"].as_array().into_iter().flatten();
    let bins: Vec<(f64, f64, u64)> =
        bins.filter_map(|bin| Some((bin["sure"].as_f64()?, bin["right"].as_f64()?, bin["n"].as_u64()?))).collect();
    if !bins.is_empty() {
        pictures.push(("reliability", svg::reliability("Reliability, held-out digits", &bins)));
    }
    pictures
}
