//! Networks beside each other: what others use, and ours with something left out. There only once they were tried.

use super::Article;
use crate::chart::table::Table;
use crate::chart::words::{grouped, percent};
use crate::metrics::{Metrics, OURS, Trial};

/// The row that the others are compared with.
const WHOLE: &str = "nothing";

pub fn write(metrics: &Metrics, article: &mut Article) {
    if let Some(first) = metrics.archs.first() {
        article.chapter("Other architectures");
        article.paragraph(&format!(
            "Architectures that apps of this kind use, each trained by the same loop on the same {} examples, far fewer \
             than the shipped weights had. Milliseconds are for one digit on the machine that trained them.{}",
            grouped(first.examples),
            form(metrics, metrics.archs.iter().find(|trial| trial.name == OURS))
        ));
        article.table("Architectures compared", "figures wide", &archs(&metrics.archs));
    }
    if let Some(whole) = metrics.without.iter().find(|trial| trial.name == WHOLE) {
        article.chapter("What each ingredient brought");
        article.paragraph(&format!(
            "The same network trained on {} examples, each time without one ingredient: the difference to \
             the first row, in percentage points.{}",
            grouped(whole.examples),
            form(metrics, Some(whole))
        ));
        article.table("What each ingredient brought", "figures wide", &without(&metrics.without, whole));
    }
}

/// A word where our own row is of another form of the network than the one that ships.
fn form(metrics: &Metrics, own: Option<&Trial>) -> String {
    match own {
        Some(own) if own.parameters != metrics.network.parameters => {
            format!(" Ours was an earlier form of the network then, with {} parameters.", grouped(own.parameters))
        }
        _ => String::new(),
    }
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
    let refused: Vec<String> = whole.refused.iter().map(|(name, _)| format!("{name} rejected")).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn trial(name: &str, right: f32) -> Trial {
        let parts = |name: &str, part| vec![(name.to_owned(), part)];
        Trial {
            name: name.into(),
            what: name.into(),
            examples: 9,
            parameters: 1,
            multiplies: 2,
            millis: Some(0.5),
            sets: parts("mnist", right),
            refused: parts("letters", right),
        }
    }

    fn text(metrics: &Metrics) -> String {
        let mut article = Article::default();
        write(metrics, &mut article);
        article.markup
    }

    #[test]
    fn nothing_is_said_of_what_was_not_tried() {
        assert_eq!(text(&Metrics::default()), "");
    }

    #[test]
    fn what_was_tried_is_compared() {
        let archs = vec![trial("dense", 0.98)];
        let without = vec![trial("nothing", 0.99), trial("bends", 0.98)];
        let text = text(&Metrics { archs, without, ..Metrics::default() });
        assert!(
            text.contains("<th scope=\"row\">dense</th><td>1</td><td>2</td><td>0.50</td><td>98.00%</td>"),
            "{text}"
        );
        assert!(text.contains("<th scope=\"row\">nothing</th><td>99.00%</td>"), "{text}");
        assert!(text.contains("<th scope=\"row\">bends</th><td>-1.00</td>"), "{text}");
        assert!(text.contains("an earlier form of the network then, with 1 parameters"), "{text}");
    }
}
