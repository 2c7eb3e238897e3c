//! The data of a chart, as the article's file has it.

use super::Plot;
use super::chain::{Map, chain};
use super::curves::{Measure, Series, curves};
use super::dots::{Row, dots};
use super::matrix::matrix;
use super::pictures::{Picture, pictures};
use super::reliability::{Bin, reliability};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Chart {
    /// The maps, and the names of the symbols.
    Chain(Vec<Map>, Vec<String>),
    Curves(Measure, Vec<Series>),
    /// The name of the axis, and the rows.
    Dots(String, Vec<Row>),
    /// The names of the symbols, and one matrix for each choice.
    Matrix(Vec<String>, Vec<Vec<Vec<u32>>>),
    Pictures(Vec<Picture>),
    Reliability(Vec<Bin>),
}

impl Chart {
    /// The chart laid out for a width; `choice` is ignored where there is only one.
    pub fn plot(&self, choice: usize, width: f32) -> Plot {
        match self {
            Self::Chain(maps, symbols) => chain(maps, symbols, width),
            Self::Curves(measure, series) => curves(*measure, series, width),
            Self::Dots(axis, rows) => dots(rows, axis, width),
            Self::Matrix(symbols, sets) => {
                matrix(symbols, sets.get(choice).map(Vec::as_slice).unwrap_or_default(), width)
            }
            Self::Pictures(sheet) => pictures(sheet, width),
            Self::Reliability(bins) => reliability(bins, width),
        }
    }
}
