//! Networks beside each other: what others use, and ours with something left out. There only once they were tried.

use crate::app::model::table::{Table, TableView};
use crate::app::words::grouped;
use crate::chart::words::percent;
use crate::metrics::{Metrics, Trial};
use leptos::prelude::*;
use std::sync::Arc;

/// The row that the others are compared with.
const WHOLE: &str = "nothing";

pub fn view(metrics: &Arc<Metrics>) -> AnyView {
    let archs = metrics.archs.first().map(|first| {
        let about = format!(
            "Architectures that apps of this kind use, each trained by the same loop on the same {} examples, far fewer than the shipped weights had. Milliseconds are for one digit on the machine that trained.",
            grouped(first.examples)
        );
        view! {
            <h2>"Beside other networks"</h2>
            <p>{about}</p>
            <TableView name="Architectures beside each other" table=archs(&metrics.archs) />
        }
    });
    let whole = metrics.without.iter().find(|trial| trial.name == WHOLE);
    let without = whole.map(|whole| {
        let about = format!(
            "The same network trained {} times on {} examples, each time without one ingredient: points of a percent gained or lost beside the first row.",
            metrics.without.len(),
            grouped(whole.examples)
        );
        view! {
            <h2>"What each ingredient brought"</h2>
            <p>{about}</p>
            <TableView name="What each ingredient brought" table=without(&metrics.without, whole) />
        }
    });
    (archs, without).into_any()
}

fn archs(trials: &[Trial]) -> Table {
    let sets = trials.first().map(|trial| trial.sets.as_slice()).unwrap_or_default();
    let mut columns = vec!["network", "parameters", "multiplications", "ms"];
    columns.extend(sets.iter().map(|(name, _)| name.as_str()));
    let cells = |trial: &Trial| {
        let millis = trial.millis.map_or_else(|| "–".into(), |millis| format!("{millis:.2}"));
        let mut cells = vec![trial.what.clone(), grouped(trial.parameters), grouped(trial.multiplies), millis];
        cells.extend(sets.iter().map(|(name, _)| of(&trial.sets, name).map_or_else(|| "–".into(), percent)));
        cells
    };
    Table::new(&columns, trials.iter().map(cells))
}

fn without(trials: &[Trial], whole: &Trial) -> Table {
    let refused: Vec<String> = whole.refused.iter().map(|(name, _)| format!("{name} refused")).collect();
    let mut columns = vec!["without"];
    columns.extend(whole.sets.iter().map(|(name, _)| name.as_str()));
    columns.extend(refused.iter().map(String::as_str));
    let cells = |trial: &Trial| {
        let told = |here: &[(String, f32)], (name, there): &(String, f32)| match of(here, name) {
            Some(part) if trial.name == WHOLE => percent(part),
            Some(part) => format!("{:+.2}", 100.0 * (part - there)),
            None => "–".into(),
        };
        let mut cells = vec![trial.what.clone()];
        cells.extend(whole.sets.iter().map(|set| told(&trial.sets, set)));
        cells.extend(whole.refused.iter().map(|set| told(&trial.refused, set)));
        cells
    };
    Table::new(&columns, trials.iter().map(cells))
}

fn of(parts: &[(String, f32)], name: &str) -> Option<f32> {
    parts.iter().find(|(known, _)| known == name).map(|(_, part)| *part)
}
