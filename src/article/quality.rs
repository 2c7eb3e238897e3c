//! How good it is: accuracy on held-out digits, confusion, calibration, rejection.

use super::{Article, Figure};
use crate::chart::Fact;
use crate::chart::data::Chart;
use crate::chart::dots::Row;
use crate::chart::matrix::name;
use crate::chart::pictures::Picture;
use crate::chart::reliability::Bin;
use crate::chart::table::Table;
use crate::chart::words::{grouped, interval, percent};
use crate::metrics::{self, Metrics, Mistake, Refusal, TestSet};

pub fn write(metrics: &Metrics, article: &mut Article) {
    article.chapter("How good it is");
    article.paragraph(
        "Measured on digits that it never saw in training: the test part of MNIST, and drawings by held-out writers, each \
         read in the middle of the sheet, small, and in a corner. Point at a chart, or move along it with the arrow keys, \
         to see its values.",
    );
    article.figure(accuracy(&metrics.sets));
    article.section("Where it errs");
    article.figure(confusion(&metrics.network.alphabet, &metrics.sets));
    if let Some(figure) = mistakes(&metrics.network.alphabet, &metrics.mistakes) {
        article.figure(figure);
    }
    let calibration = &metrics.calibration;
    article.section("How far its certainty can be trusted");
    let surest = calibration.bins.last().map_or(0, |bin| bin.0);
    article.paragraph(&format!(
        "Averaged over {} digits, stated certainty and accuracy differ by {} (expected calibration error). The last dot \
         alone stands for {} of them; the others stand for few, so their bars are long. A digit is shown as read from a \
         certainty of {:.0}% on; “this is no digit” is said from {:.0}% on.",
        grouped(calibration.n),
        percent(calibration.error),
        grouped(surest),
        100.0 * calibration.sure,
        100.0 * calibration.reject,
    ));
    article.figure(honesty(&calibration.bins));
    article.section("What it rejects");
    article.paragraph(
        "Ink that is no digit has a class of its own, trained on letters, symbols, scribbles and pairs of digits. This is \
         how much of it is rejected at the threshold that keeps 99% of the digits. Letters that many people write like a \
         digit, such as O and l, are left out.",
    );
    article.figure(refused(&metrics.refusal));
}

fn accuracy(sets: &[TestSet]) -> Figure {
    let row = |set: &TestSet| row(&set.name, set.accuracy, (set.low, set.high), set.n);
    let rows: Vec<Row> = sets.iter().map(row).collect();
    let part = |count: u32, set: &TestSet| percent(count as f32 / set.n.max(1) as f32);
    let cells = |set: &TestSet| {
        vec![
            set.name.clone(),
            grouped(set.n),
            percent(set.accuracy),
            interval(set.low, set.high),
            part(set.rejected, set),
            part(set.wrong_shown, set),
        ]
    };
    let columns = ["set", "digits", "right", "95% interval", "not shown as sure", "shown, and wrong"];
    let table = Table::new(&columns, sets.iter().map(cells));
    let about = "The bar is the 95% interval: how far chance may have moved the result.";
    let chart = Chart::Dots("read right".into(), rows);
    Figure::new("chart-accuracy", "Digits read right", about.into(), chart, table)
}

fn row(name: &str, part: f32, (low, high): (f32, f32), n: u32) -> Row {
    let facts =
        vec![Fact::new(name, percent(part)), Fact::new("interval", interval(low, high)), Fact::new("of", grouped(n))];
    Row { name: name.into(), part, low, high, facts }
}

fn confusion(symbols: &[String], sets: &[TestSet]) -> Figure {
    let table = |set: &TestSet| {
        let rows = &set.confusion;
        let reads: Vec<String> = (0..rows.first().map_or(0, Vec::len)).map(|read| name(symbols, read)).collect();
        let columns: Vec<&str> = std::iter::once("written").chain(reads.iter().map(String::as_str)).collect();
        let cells = |(written, row): (usize, &Vec<u32>)| {
            std::iter::once(name(symbols, written)).chain(row.iter().map(u32::to_string)).collect()
        };
        Table::new(&columns, rows.iter().enumerate().map(cells))
    };
    let tables = sets.iter().map(table).collect();
    let choices = sets.iter().map(|set| set.name.clone()).collect();
    let all: Vec<_> = sets.iter().map(|set| set.confusion.clone()).collect();
    let about =
        "How often each digit was taken for each other. The diagonal is right; the last column was read as none.";
    let chart = Chart::Matrix(symbols.to_vec(), all);
    let figure = Figure::new("chart-confusion", "Written, and read as", about.into(), chart, Table::default());
    Figure { tables, choices, ..figure }
}

/// Files of older runs have no pictures.
fn mistakes(symbols: &[String], mistakes: &[Mistake]) -> Option<Figure> {
    let picture = |mistake: &Mistake| {
        let facts = vec![
            Fact::new("written", name(symbols, mistake.label as usize)),
            Fact::new("read as", name(symbols, mistake.read as usize)),
            Fact::new("sure", percent(mistake.certainty)),
            Fact::new("set", mistake.set.clone()),
        ];
        Some(Picture {
            shades: mistake.shades.clone()?,
            words: format!("{} → {}", name(symbols, mistake.label as usize), name(symbols, mistake.read as usize)),
            facts,
        })
    };
    let sheet: Vec<Picture> = mistakes.iter().filter_map(picture).collect();
    let about = format!(
        "The {} surest of {} mistakes on held-out writers, as the network saw them: written → read.",
        sheet.len(),
        mistakes.len()
    );
    let cells = |mistake: &Mistake| {
        let figures =
            [name(symbols, mistake.label as usize), name(symbols, mistake.read as usize), percent(mistake.certainty)];
        std::iter::once(mistake.set.clone()).chain(figures).collect()
    };
    let table = Table::new(&["set", "written", "read as", "sure"], mistakes.iter().map(cells));
    let shown = !sheet.is_empty();
    let chart = Chart::Pictures(sheet);
    shown.then(|| Figure::new("chart-mistakes", "The worst mistakes", about, chart, table))
}

fn honesty(bins: &[(u32, f32, f32)]) -> Figure {
    let bin = |&(n, sure, right): &(u32, f32, f32)| {
        let (low, high) = metrics::interval(right, n);
        Bin { n, sure, right, low, high }
    };
    let bins: Vec<Bin> = bins.iter().map(bin).collect();
    let cells = |bin: &Bin| vec![percent(bin.sure), percent(bin.right), interval(bin.low, bin.high), grouped(bin.n)];
    let table = Table::new(&["sure, on average", "right", "95% interval", "digits"], bins.iter().map(cells));
    let about = "Readings of about the same certainty together. On the dashed line, accuracy equals certainty.";
    let chart = Chart::Reliability(bins);
    Figure::new("chart-reliability", "Certainty, and what came of it", about.into(), chart, table)
}

fn refused(refusal: &[Refusal]) -> Figure {
    let row = |set: &Refusal| row(&set.name, set.refused, metrics::interval(set.refused, set.n), set.n);
    let rows: Vec<Row> = refusal.iter().map(row).collect();
    let cells = |set: &Refusal| {
        let shown = percent(set.shown_as_sure);
        vec![set.name.clone(), grouped(set.n), percent(set.refused), shown, format!("{:.4}", set.auroc)]
    };
    let columns = ["ink", "drawings", "rejected", "shown as a digit by the page", "AUROC"];
    let table = Table::new(&columns, refusal.iter().map(cells));
    let chart = Chart::Dots("rejected".into(), rows);
    Figure::new("chart-refusal", "Letters and doodles rejected", "The bar is the 95% interval.".into(), chart, table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_without_pictures_have_no_sheet() {
        let mistake = |shades: Option<&str>| Mistake {
            set: "a".into(),
            label: 1,
            read: 7,
            certainty: 0.9,
            shades: shades.map(Into::into),
        };
        assert!(mistakes(&[], &[mistake(None)]).is_none());
        let figure = mistakes(&[], &[mistake(Some("0")), mistake(None)]).unwrap();
        assert!(figure.about.starts_with("The 1 surest of 2"));
        assert_eq!(figure.tables[0].rows.len(), 2);
    }

    #[test]
    fn every_set_has_its_confusion() {
        let set = |name: &str, right| TestSet {
            name: name.into(),
            n: right,
            accuracy: 1.0,
            low: 0.9,
            high: 1.0,
            rejected: 0,
            wrong_shown: 0,
            confusion: vec![vec![right, 0]],
        };
        let figure = confusion(&["0".into()], &[set("one", 3), set("other", 5)]);
        assert_eq!((figure.choices.len(), figure.tables[1].rows[0][1].as_str()), (2, "5"));
        assert_eq!(figure.chart.plot(1, 300.0).spots[0].facts[2].value, "5 of 5");
    }
}
