//! Evaluation on expressions: drawings of whole sums and formulas, by their canonical LaTeX, symbols and structure.

use super::data::kept_hold_out;
use super::doubt::Doubt;
use super::edit_distance::distance;
use super::expression_read::{Read, flattened, joined};
use super::place::Place;
use super::{Result, TrainError, context, idx, labels, paper};
use crate::glyph::Medium;
use crate::ink::{Drawing, Trace, form};
use crate::maths::{MathsError, expression::Row, flat, latex};
use crate::net::Model;
use crate::pipeline;
use crate::segment::groups::Strokes;
use burn::tensor::Device;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// A drawing with what it says.
struct Expression {
    line: usize,
    writer: String,
    level: String,
    latex: String,
    /// Symbols with their strokes, where the row has them.
    symbols: Option<Vec<(String, Vec<usize>)>>,
    drawing: Drawing,
}

/// What was right of some expressions.
#[derive(Clone, Debug, Default)]
struct Share {
    n: usize,
    exact: usize,
    at_most_one: usize,
    structure: usize,
    /// Wrong without a mark of doubt.
    wrong_shown: usize,
    symbols: usize,
    symbols_right: usize,
    doubt: Doubt,
}

/// What was read of a file.
#[derive(Default)]
pub struct Outcome {
    all: Share,
    levels: BTreeMap<String, Share>,
    /// What was read.
    kind: &'static str,
    pub misses: Vec<String>,
}

fn read_file(file: &Path) -> Result<Vec<Expression>> {
    let text = String::from_utf8(idx::unpacked(file)?).map_err(context(format!("{} is not text", file.display())))?;
    let lines: Vec<(usize, &str)> = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()).collect();
    let read = |(number, line): &(usize, &str)| {
        expression(*number, line).map_err(|error| TrainError(format!("{}, line {number}: {error}", file.display())))
    };
    lines.par_iter().map(read).collect()
}

fn expression(line: usize, text: &str) -> std::result::Result<Expression, String> {
    let known = form::read(text).map_err(|error| error.to_string())?;
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let said = |name: &str| value.get(name).and_then(Value::as_str);
    let canonical = match (said("latex"), said("text")) {
        (Some(text), _) => latex::canonical(text),
        (None, Some(text)) => flat::read(text).map(|row| row.to_string()),
        (None, None) => return Err("it has neither latex nor text".into()),
    };
    let symbol = |symbol: &Value| {
        let strokes = symbol.get("strokes")?.as_array()?.iter().map(|at| Some(at.as_u64()? as usize));
        Some((symbol.get("label")?.as_str()?.to_owned(), strokes.collect::<Option<Vec<_>>>()?))
    };
    let symbols = value.get("symbols").and_then(Value::as_array);
    Ok(Expression {
        line,
        writer: known.writer,
        level: said("level").unwrap_or_default().to_owned(),
        latex: canonical.map_err(|error| error.to_string())?,
        symbols: symbols.and_then(|symbols| symbols.iter().map(symbol).collect()),
        drawing: known.drawing,
    })
}

/// Reads each drawing of a stroke file as an expression.
pub fn evaluate(model: &Model, device: &Device, file: &Path, place: Place, hold_out: bool) -> Result<Outcome> {
    let mut expressions = read_file(file)?;
    if place.medium() != Medium::Pen {
        // Strokes of a picture are not the ones that were drawn.
        expressions.iter_mut().for_each(|known| known.symbols = None);
    }
    let kept: Vec<&Expression> = expressions.iter().filter(|known| !hold_out || kept_hold_out(&known.writer)).collect();
    let read = |known: &&Expression| {
        let traces: Vec<Trace> =
            known.drawing.strokes.iter().filter_map(|stroke| Trace::new(stroke.points.clone())).collect();
        let placed = place.put_expressions(&known.drawing, Strokes::usual_size(&traces));
        Read::of(&pipeline::read_expressions(model, device, &placed, place.medium()))
    };
    let read: Vec<Read> = kept.par_iter().map(read).collect();
    let mut outcome = Outcome { kind: "strokes", ..Outcome::default() };
    for (known, read) in kept.iter().zip(&read) {
        let exact = outcome.all.count(known, read);
        if !known.level.is_empty() {
            outcome.levels.entry(known.level.clone()).or_default().count(known, read);
        }
        if !exact {
            let Expression { line, level, writer, latex, .. } = known;
            outcome.misses.push(format!("{line} {level}: {latex} by {writer} read as {}", read.latex));
        }
    }
    Ok(outcome)
}

/// Reads each picture of a folder as expressions, a line of its label for each line. What flat text does not tell apart, a
/// fraction and a division on the line, counts as the same.
pub fn evaluate_pictures(model: &Model, device: &Device, folder: &Path) -> Result<Outcome> {
    let labelled = labels::read(folder)?;
    let read = |labelled: &labels::Known| {
        let wrong = |error: MathsError| TrainError(format!("{}: {}: {error}", labelled.file, labelled.text));
        let rows = labelled.text.lines().filter(|line| !line.trim().is_empty()).map(flat::read);
        let rows: Vec<Row> = rows.collect::<std::result::Result<_, _>>().map_err(wrong)?;
        let drawing = paper::traced(&labelled.photo(folder)?).unwrap_or_default();
        Ok((
            joined(&rows),
            flattened(&rows),
            Read::of(&pipeline::read_expressions(model, device, &drawing, Medium::Picture)),
        ))
    };
    let read: Vec<(String, String, Read)> = labelled.par_iter().map(read).collect::<Result<_>>()?;
    let mut outcome = Outcome { kind: "pictures", ..Outcome::default() };
    for (labelled, (latex, flat, mut read)) in labelled.iter().zip(read) {
        if read.flat == flat {
            read.latex.clone_from(&latex);
        }
        let known = Expression {
            line: 0,
            writer: String::new(),
            level: String::new(),
            latex,
            symbols: None,
            drawing: Drawing::default(),
        };
        if !outcome.all.count(&known, &read) {
            outcome.misses.push(format!("{}: {} read as {}", labelled.file, known.latex, read.latex));
        }
    }
    Ok(outcome)
}

impl Share {
    fn count(&mut self, known: &Expression, read: &Read) -> bool {
        let exact = known.latex == read.latex;
        self.n += 1;
        self.exact += usize::from(exact);
        self.wrong_shown += usize::from(!exact && !read.is_marked);
        self.at_most_one += usize::from(exact || differences(&known.latex, &read.latex) <= 1);
        self.structure += usize::from(skeleton(&known.latex) == skeleton(&read.latex));
        if let Some(symbols) = &known.symbols {
            self.doubt.count(&read.judged(symbols), exact, read.is_marked);
        }
        for (label, strokes) in known.symbols.iter().flatten() {
            let mut strokes = strokes.clone();
            strokes.sort_unstable();
            self.symbols += 1;
            let is_it = |(text, own): &(String, Vec<usize>)| text == label && *own == strokes;
            self.symbols_right += usize::from(read.symbols.iter().any(is_it));
        }
        exact
    }

    fn json(&self) -> Value {
        let share = |count: usize, of: usize| (of > 0).then(|| count as f64 / of as f64);
        json!({
            "n": self.n,
            "correct": self.exact,
            "accuracy": share(self.exact, self.n),
            "at_most_one": share(self.at_most_one, self.n),
            "structure": share(self.structure, self.n),
            "symbols": share(self.symbols_right, self.symbols),
            "doubt": (self.symbols > 0).then(|| self.doubt.json()),
        })
    }

    fn told(&self) -> String {
        let percent = |count: usize, of: usize| 100.0 * count as f64 / of.max(1) as f64;
        let symbols = match self.symbols {
            0 => String::new(),
            of => format!("; symbols {:.2}%; {}", percent(self.symbols_right, of), self.doubt.told()),
        };
        format!(
            "{} of {} exactly right: {:.2}%; at most one wrong token {:.2}%; structure {:.2}%{symbols}",
            self.exact,
            self.n,
            percent(self.exact, self.n),
            percent(self.at_most_one, self.n),
            percent(self.structure, self.n),
        )
    }
}

impl Outcome {
    /// For people.
    pub fn report(&self) -> String {
        let levels = self.levels.iter().map(|(level, share)| format!("\n{level}: {}", share.told()));
        self.all.told() + &levels.collect::<String>()
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let mut value = self.all.json();
        value["kind"] = self.kind.into();
        value["rejected"] = 0.into();
        value["wrong_shown"] = self.all.wrong_shown.into();
        value["by_level"] = self.levels.iter().map(|(level, share)| (level.clone(), share.json())).collect();
        value
    }
}

/// The tokens of canonical LaTeX that stand for something; braces only hold them together.
fn told_apart(latex: &str) -> Vec<&str> {
    latex.split(' ').filter(|token| !matches!(*token, "{" | "}" | "")).collect()
}

/// How many tokens have to be changed, added or left out to come from one expression to another.
fn differences(one: &str, other: &str) -> usize {
    distance(&told_apart(one), &told_apart(other))
}

/// The tree of an expression without its labels.
fn skeleton(latex: &str) -> String {
    let structural = ["{", "}", "[", "]", "_", "^", "\\frac", "\\sqrt"];
    let token = |token| if structural.contains(&token) { token } else { "?" };
    latex.split(' ').map(token).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_count_tokens() {
        assert_eq!(differences("x ^ { 2 }", "x ^ { 2 }"), 0);
        assert_eq!(differences("x ^ { 2 }", "x 2"), 1);
        assert_eq!(differences("2 + 3", "2 - 4"), 2);
        assert_eq!(differences("", "1"), 1);
    }

    #[test]
    fn the_skeleton_has_no_labels() {
        assert_eq!(skeleton("x ^ { 2 } + 1"), skeleton("y ^ { 3 } - 7"));
        assert_ne!(skeleton("x ^ { 2 }"), skeleton("x 2"));
    }
}
