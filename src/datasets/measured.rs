//! The results of a measurement so far: counted, kept row by row, and ready to be saved.

use super::bins::Bins;
use super::csv::cell;
use super::example::{Example, Row};
use super::tally::Tally;
use crate::alphabet::{Alphabet, SymbolId};
use crate::glyph::Glyph;
use crate::prediction::{Prediction, Verdict};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// So many pictures are kept for each cell.
pub const KEPT: usize = 48;

/// A picture of a cell, with the row that it is of.
#[derive(Clone, Debug, PartialEq)]
pub struct CellPicture {
    pub glyph: Glyph,
    pub row: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    pub tally: Tally,
    /// Of those that are not shown as sure, those rejected, or blank.
    pub rejected_ink: usize,
    pub bins: Bins,
    pub rows: Vec<Row>,
    /// Rows are labels; columns what was read, the last one being rejected, nothing, or several.
    pub confusion: Vec<Vec<u32>>,
    pictures: BTreeMap<(usize, usize), Vec<CellPicture>>,
}

impl Measured {
    /// Nothing yet, of a model with this alphabet.
    pub fn new(alphabet: &Alphabet) -> Self {
        Self {
            tally: Tally::new(alphabet),
            rejected_ink: 0,
            bins: Bins::default(),
            rows: Vec::new(),
            confusion: vec![vec![0; alphabet.classes()]; alphabet.len()],
            pictures: BTreeMap::new(),
        }
    }

    /// Counts an example, which takes its readings from those of many.
    pub fn count(&mut self, example: Example, predictions: &mut impl Iterator<Item = Prediction>) {
        let (row, glyph) = example.judged(predictions);
        self.tally.count_read(&row.label, &row.read, row.verdict);
        self.rejected_ink += usize::from(matches!(row.verdict, Verdict::Rejected | Verdict::Empty));
        self.bins.count(row.certainty, row.right);
        if let Some((label, read)) = self.cell_of(&row) {
            self.confusion[label][read] += 1;
            let pictures = self.pictures.entry((label, read)).or_default();
            if pictures.len() < KEPT {
                pictures.push(CellPicture { glyph: glyph.unwrap_or(Glyph::BLANK), row: self.rows.len() });
            }
        }
        self.rows.push(row);
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The first pictures of a cell.
    pub fn pictures(&self, label: usize, read: usize) -> &[CellPicture] {
        self.pictures.get(&(label, read)).map(Vec::as_slice).unwrap_or_default()
    }

    /// How many symbols were rejected though the likeliest one was right, as evaluation counts it.
    pub fn right_but_refused(&self) -> u32 {
        (0..self.confusion.len()).map(|at| self.tally.confusion[at][at] as u32 - self.confusion[at][at]).sum()
    }

    /// How many labels are one symbol of the alphabet, which alone have a place in the table.
    pub fn in_table(&self) -> u32 {
        self.confusion.iter().flatten().sum()
    }

    /// Where a row stands in the table; nowhere where its label is not one symbol of the alphabet.
    fn cell_of(&self, row: &Row) -> Option<(usize, usize)> {
        let alphabet = self.tally.alphabet();
        let place = |text: &str| SymbolId::of_text(text).and_then(|symbol| alphabet.position(symbol));
        let accepted = !matches!(row.verdict, Verdict::Rejected | Verdict::Empty);
        Some((place(&row.label)?, place(&row.read).filter(|_| accepted).unwrap_or(alphabet.reject())))
    }

    pub fn csv(&self) -> String {
        let mut text = String::from("file,place,label,read,right,state,certainty\r\n");
        for row in &self.rows {
            let cells = [
                cell(&row.file),
                cell(&row.place),
                row.label.clone(),
                row.read.clone(),
                row.right.to_string(),
                state(row.verdict).to_owned(),
                format!("{:.4}", row.certainty),
            ];
            text.push_str(&cells.join(","));
            text.push_str("\r\n");
        }
        text
    }

    pub fn json(&self) -> String {
        let row = |row: &Row| {
            json!({
                "file": row.file,
                "place": row.place,
                "label": row.label,
                "read": row.read,
                "right": row.right,
                "state": state(row.verdict),
                "certainty": row.certainty,
            })
        };
        let mut value = self.tally.json("images");
        value["not_a_digit"] = self.rejected_ink.into();
        value["calibration"] = json!({ "error": self.bins.error(), "bins": self.bins.json() });
        value["shown_confusion"] = json!(self.confusion);
        value["rows"] = self.rows.iter().map(row).collect::<Vec<Value>>().into();
        serde_json::to_string_pretty(&value).unwrap_or_default()
    }
}

pub fn state(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Empty => "empty",
        Verdict::Sure => "sure",
        Verdict::Unsure => "not sure",
        Verdict::Rejected => "not a digit",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets::Content;
    use crate::prediction::tests::digits;

    fn measured(cases: &[(&str, usize, Verdict)]) -> Measured {
        let mut measured = Measured::new(&Alphabet::digits());
        let mut predictions = cases.iter().map(|&(_, digit, verdict)| digits(verdict, &[(digit, 0.9)]));
        for (at, (label, ..)) in cases.iter().enumerate() {
            let place = format!("line {}", at + 1);
            let content = Content::Symbol(Some(Box::new(Glyph::BLANK)));
            let example = Example { file: "a,b.csv".into(), place, label: (*label).into(), content };
            measured.count(example, &mut predictions);
        }
        measured
    }

    #[test]
    fn refused_digits_stand_in_the_last_column_and_may_be_right() {
        let measured = measured(&[("4", 4, Verdict::Sure), ("4", 4, Verdict::Rejected), ("9", 4, Verdict::Sure)]);
        assert_eq!(
            (measured.tally.correct, measured.tally.rejected, measured.tally.wrong_shown, measured.rejected_ink),
            (2, 1, 1, 1)
        );
        assert_eq!((measured.confusion[4][4], measured.confusion[4][10], measured.confusion[9][4]), (1, 1, 1));
        assert_eq!((measured.pictures(9, 4)[0].row, measured.right_but_refused()), (2, 1));
        assert_eq!((measured.in_table(), measured.pictures(0, 0).len()), (3, 0));
    }

    #[test]
    fn a_cell_keeps_so_many_pictures_and_no_more() {
        let measured = measured(&vec![("4", 4, Verdict::Sure); KEPT + 9]);
        assert_eq!((measured.pictures(4, 4).len(), measured.confusion[4][4]), (KEPT, KEPT as u32 + 9));
    }

    #[test]
    fn it_is_saved_in_full() {
        let measured = measured(&[("4", 4, Verdict::Sure), ("42", 4, Verdict::Unsure)]);
        let csv = measured.csv();
        assert_eq!(csv.lines().nth(2), Some("\"a,b.csv\",line 2,42,4,false,not sure,0.9000"));
        let json: Value = serde_json::from_str(&measured.json()).unwrap();
        assert_eq!((&json["n"], &json["accuracy"], &json["rows"][1]["label"]), (&json!(2), &json!(0.5), &json!("42")));
        assert_eq!(json["calibration"]["bins"][13]["n"], json!(2));
    }
}
