//! The article's chapter on training: loss and accuracy by epoch, and the data.

use super::document::{Article, Figure};
use crate::chart::curves::{Measure, Series};
use crate::chart::data::Chart;
use crate::chart::table::Table;
use crate::chart::words::grouped;
use crate::metrics::{Epoch, Fit, Metrics, Source};

pub fn write(metrics: &Metrics, article: &mut Article) {
    let run = &metrics.run;
    article.chapter("How it learned");
    article.paragraph(
        "Data augmentation made every example anew each time it was shown: rotated, slanted, stretched, bent, thickened, \
         damaged, drawn with another pen. All of them passed the same code that draws your ink for the network. After \
         each epoch it was measured on held-out writers.",
    );
    article.numbers(&[
        ("Epochs", run.epochs.to_string()),
        ("Examples per epoch", grouped(run.examples)),
        ("Seed", run.seed.to_string()),
        ("Weights of", run.date.clone()),
    ]);
    let loss = "Cross-entropy: how far off the probabilities are; lower is better. Training is measured on the augmented \
                examples and with label smoothing, so its line lies above.";
    let accuracy = "How much was read right. The axis widens towards 100%: each halving of the mistakes takes the same \
                    room.";
    article.pair([
        figure("chart-loss", "Loss", loss, Measure::Loss, &metrics.history),
        figure("chart-learning", "Accuracy", accuracy, Measure::Accuracy, &metrics.history),
    ]);
    article.section("From what");
    article.paragraph("From collections of digits that many people wrote; our thanks to all of them.");
    article.table("Data and licences", "data sources", &data(&metrics.data));
    article.paragraph("It has seen Western digits only, mostly written by adults.");
}

fn data(sources: &[Source]) -> Table {
    let cells = |source: &Source| vec![source.what.clone(), grouped(source.n), source.licence.clone()];
    let notes = sources.iter().map(|source| source.used.clone()).collect();
    Table { notes, ..Table::new(&["Collection", "Examples", "Licence"], sources.iter().map(cells)) }
}

fn figure(handle: &'static str, title: &'static str, about: &str, measure: Measure, history: &[Epoch]) -> Figure {
    let series = series(measure, history);
    let table = table(measure, &series);
    Figure::new(handle, title, about.into(), Chart::Curves(measure, series), table)
}

fn table(measure: Measure, series: &[Series]) -> Table {
    let names: Vec<&str> = std::iter::once("pass").chain(series.iter().map(|series| series.name.as_str())).collect();
    let epochs = series.iter().map(|series| series.values.len()).max().unwrap_or(0);
    let cells = |epoch: usize| {
        let shown = |series: &Series| series.values.get(epoch).map_or_else(String::new, |value| measure.show(*value));
        std::iter::once((epoch + 1).to_string()).chain(series.iter().map(shown)).collect()
    };
    Table::new(&names, (0..epochs).map(cells))
}

/// The lines of a chart: the training examples first, then every held-out set.
fn series(measure: Measure, history: &[Epoch]) -> Vec<Series> {
    let of = |fit: &Fit| match measure {
        Measure::Loss => fit.loss,
        Measure::Accuracy => fit.accuracy,
    };
    let training = Series { name: "training".into(), values: history.iter().map(|epoch| of(&epoch.fit)).collect() };
    let hold_out = history.first().map(|epoch| epoch.hold_out.as_slice()).unwrap_or_default();
    let kept = hold_out.iter().enumerate().map(|(at, (name, _))| {
        let values = history.iter().filter_map(|epoch| epoch.hold_out.get(at)).map(|(_, fit)| of(fit)).collect();
        Series { name: name.clone(), values }
    });
    std::iter::once(training).chain(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn training_comes_first_and_every_epoch_has_its_row() {
        let fit = |loss| Fit { loss, accuracy: 1.0 - loss };
        let epoch = |loss| Epoch { fit: fit(loss), hold_out: vec![("kept".into(), fit(loss / 2.0))] };
        let series = series(Measure::Loss, &[epoch(0.5), epoch(0.25)]);
        assert_eq!(series.iter().map(|series| series.name.as_str()).collect::<Vec<_>>(), ["training", "kept"]);
        let table = table(Measure::Loss, &series);
        assert_eq!(table.rows, [["1", "0.500", "0.250"], ["2", "0.250", "0.125"]]);
    }
}
