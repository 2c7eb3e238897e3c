//! What a chart is made of, in the form in which it travels.

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
    /// With the names of the symbols.
    Chain(Vec<Map>, Vec<String>),
    Curves(Measure, Vec<Series>),
    /// With the name of the axis.
    Dots(String, Vec<Row>),
    /// With the names of the symbols; one grid for each choice.
    Matrix(Vec<String>, Vec<Vec<Vec<u32>>>),
    Pictures(Vec<Picture>),
    Reliability(Vec<Bin>),
}

impl Chart {
    /// Laid out for a width; `choice` counts only where there are several.
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
