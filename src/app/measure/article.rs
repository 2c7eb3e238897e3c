//! The results of a measurement as figures like the article's own: the confusion table, and the reliability diagram.

use crate::alphabet::SymbolId;
use crate::article::{Article, Figure};
use crate::chart::data::Chart;
use crate::chart::matrix::name;
use crate::chart::reliability;
use crate::chart::table::Table;
use crate::chart::words::{grouped, interval, percent};
use crate::datasets::bins::Bin;
use crate::datasets::measured::Measured;
use crate::metrics;

/// The handle of the table whose cells can be opened.
pub const CONFUSION: &str = "dataset-confusion";

pub fn write(measured: &Measured) -> Article {
    let mut article = Article::default();
    article.pair([confusion(measured), reliability(measured)]);
    article
}

/// What a spot of the table stands for: the classes of the label and of what was read.
pub fn cell(measured: &Measured, spot: usize) -> (usize, usize) {
    let columns = measured.tally.alphabet().classes();
    (spot / columns, spot % columns)
}

/// What the rows and columns of the table are called.
pub fn names(measured: &Measured) -> Vec<String> {
    measured.tally.alphabet().symbols().iter().map(SymbolId::to_string).collect()
}

fn confusion(measured: &Measured) -> Figure {
    let (symbols, rows) = (names(measured), &measured.confusion);
    let reads: Vec<String> = (0..=symbols.len()).map(|read| name(&symbols, read)).collect();
    let columns: Vec<&str> = std::iter::once("written").chain(reads.iter().map(String::as_str)).collect();
    let cells = |(written, row): (usize, &Vec<u32>)| {
        std::iter::once(name(&symbols, written)).chain(row.iter().map(u32::to_string)).collect()
    };
    let table = Table::new(&columns, rows.iter().enumerate().map(cells));
    let mut about = "Press a cell to see its pictures. The diagonal is right; the last column was rejected.".to_owned();
    let refused = measured.right_but_refused();
    if refused > 0 {
        about += &format!(" {} of these would have been right, and count so above.", grouped(refused));
    }
    let longer = measured.tally.n as u32 - measured.in_table();
    if longer > 0 {
        about += &format!(" {} with more than one symbol are not in it.", grouped(longer));
    }
    let chart = Chart::Matrix(symbols, vec![rows.clone()]);
    Figure::new(CONFUSION, "Written, and read as", about, chart, table)
}

fn reliability(measured: &Measured) -> Figure {
    let bin = |bin: &Bin| {
        let (sure, right) = bin.means()?;
        let (sure, right, n) = (sure as f32, right as f32, bin.n as u32);
        let (low, high) = metrics::interval(right, n);
        Some(reliability::Bin { n, sure, right, low, high })
    };
    let bins: Vec<reliability::Bin> = measured.bins.0.iter().filter_map(bin).collect();
    let cells = |bin: &reliability::Bin| {
        vec![percent(bin.sure), percent(bin.right), interval(bin.low, bin.high), grouped(bin.n)]
    };
    let table = Table::new(&["sure, on average", "right", "95% interval", "readings"], bins.iter().map(cells));
    let about = format!(
        "How sure it is of the symbols that it takes. On the dashed line, it is right as often; on average it is {} off \
         (the expected calibration error).",
        percent(measured.bins.error() as f32)
    );
    Figure::new("dataset-reliability", "Certainty, and what came of it", about, Chart::Reliability(bins), table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alphabet::Alphabet;

    #[test]
    fn spots_are_cells_in_reading_order() {
        let measured = Measured::new(&Alphabet::digits());
        let plot = write(&measured).charts[0].plot(0, 400.0);
        assert_eq!(plot.spots.len(), 10 * 11);
        let (written, read) = cell(&measured, 4 * 11 + 9);
        assert_eq!((written, read, plot.spots[4 * 11 + 9].facts[1].value.as_str()), (4, 9, "9"));
        assert_eq!(plot.spots[10].facts[1].value, "none");
    }
}
