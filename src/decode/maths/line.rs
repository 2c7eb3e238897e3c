//! The likeliest reading of what stands beside each other: which symbols, and what is a script of what.
//!
//! Elements are taken from left to right. Each stands on a line that is open, or begins a script of the last element of
//! one. Whatever stands on a line closes the scripts of the element before it. The likeliest few readings are kept.

use super::element::{Choice, Element, What};
use super::kind::{DOTS, FUNCTIONS, Kind};
use super::row::{Row, Script};
use super::weights::Weights;
use crate::layout::Node;

/// Readings that are kept while reading.
const BEAM: usize = 14;

/// Where an element was put: on which line, or as the first of a new script line of that line's last element.
#[derive(Clone, Copy, Debug)]
struct Put {
    choice: usize,
    row: usize,
    script: Option<Script>,
}

#[derive(Clone, Debug)]
struct Reading<'a> {
    rows: Vec<Row<'a>>,
    puts: Vec<Put>,
    /// The letters that are used.
    letters: Vec<&'a str>,
    score: f32,
}

/// A reading of a line, with its symbols: of each its group and what it is.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    pub nodes: Vec<Node>,
    pub symbols: Vec<(usize, &'a str)>,
    pub score: f32,
    pub axis: f32,
    pub size: Option<f32>,
}

/// The likeliest readings of some elements, from left to right, the best first. `usual` is the height of a digit where
/// nothing says otherwise.
pub fn read<'a>(elements: &[Element<'a>], usual: f32, weights: &Weights, most: usize) -> Vec<Line<'a>> {
    let mut readings = vec![Reading { rows: Vec::new(), puts: Vec::new(), letters: Vec::new(), score: 0.0 }];
    for at in 0..elements.len() {
        let mut next: Vec<Reading> = Vec::new();
        for reading in &readings {
            for choice in 0..elements[at].choices.len() {
                reading.extend(elements, at, choice, usual, weights, &mut next);
            }
        }
        next.sort_by(|a, b| b.score.total_cmp(&a.score));
        next.truncate(BEAM);
        readings = next;
    }
    for reading in &mut readings {
        reading.score += reading.rows.iter().map(|row| row.end(weights)).sum::<f32>();
    }
    readings.sort_by(|a, b| b.score.total_cmp(&a.score));
    readings.truncate(most);
    readings.into_iter().map(|reading| reading.line(elements)).collect()
}

impl<'a> Reading<'a> {
    /// All ways to go on with an element as one of its choices.
    fn extend(
        &self,
        elements: &[Element<'a>],
        at: usize,
        choice_at: usize,
        usual: f32,
        weights: &Weights,
        to: &mut Vec<Self>,
    ) {
        let (element, choice) = (&elements[at], &elements[at].choices[choice_at]);
        let is_new = choice.text.chars().count() == 1
            && matches!(choice.kind, Kind::Letter | Kind::Capital | Kind::Greek)
            && !self.letters.contains(&choice.text);
        let label = weights.label * choice.score - if is_new { weights.new_letter } else { 0.0 };
        if self.rows.is_empty() {
            let mut next = self.clone();
            let mut row = Row::new(None);
            next.score += label + row.follows(choice, weights);
            row.put(at, choice_at, choice);
            next.rows.push(row);
            next.puts.push(Put { choice: choice_at, row: 0, script: None });
            next.use_letter(is_new, choice);
            to.push(next);
            return;
        }
        for (place, row) in self.rows.iter().enumerate().filter(|(_, row)| row.is_open) {
            let size = row.size.unwrap_or(usual);
            // On the line.
            let closed = self.closed_by(place);
            let mut geometry = weights.on_line(row.axis, size, choice, element.is_tall) - weights.close * closed as f32;
            if row.parent.is_some() {
                let gap = (element.bounds.left - elements[row.last].bounds.right) / size;
                geometry -= weights.gap_in_script * (gap - 1.0).clamp(0.0, 4.0);
            }
            if row.parent.is_some() && matches!(choice.kind, Kind::Relation | Kind::Product) {
                geometry -= weights.relation_in_script;
            }
            let mut next = self.clone();
            next.score += label + geometry + row.follows(choice, weights);
            next.close_scripts_of(place);
            next.rows[place].put(at, choice_at, choice);
            next.puts.push(Put { choice: choice_at, row: place, script: None });
            next.use_letter(is_new, choice);
            to.push(next);
            // As a script of what stands on it last.
            let base = &elements[row.last];
            let base_kind = base.choices[row.choice].kind;
            if !base_kind.takes_scripts() {
                continue;
            }
            for (slot, script) in [Script::Sub, Script::Sup].into_iter().enumerate() {
                if row.has[slot] || matches!(choice.kind, Kind::Product | Kind::Close | Kind::Behind) {
                    continue;
                }
                let is_sup = script == Script::Sup;
                let geometry = weights.as_script(row.axis, size, base, element.bounds, choice, is_sup);
                let opening = weights.opens(base_kind, choice, is_sup);
                let mut script_row = Row::new(Some((place, script)));
                let mut next = self.clone();
                next.score += label + geometry - opening + script_row.follows(choice, weights);
                script_row.put(at, choice_at, choice);
                script_row.size = script_row.size.or(Some(0.65 * size));
                next.rows[place].has[slot] = true;
                next.puts.push(Put { choice: choice_at, row: place, script: Some(script) });
                next.rows.push(script_row);
                next.use_letter(is_new, choice);
                to.push(next);
            }
        }
    }

    fn use_letter(&mut self, is_new: bool, choice: &Choice<'a>) {
        if is_new {
            self.letters.push(choice.text);
        }
    }

    /// How many script lines end where something is put on a line.
    fn closed_by(&self, place: usize) -> usize {
        (0..self.rows.len()).filter(|row| self.rows[*row].is_open && self.is_script_of(*row, place)).count()
    }

    fn close_scripts_of(&mut self, place: usize) {
        let below: Vec<usize> = (0..self.rows.len()).filter(|row| self.is_script_of(*row, place)).collect();
        below.into_iter().for_each(|row| self.rows[row].is_open = false);
    }

    /// Whether a line is a script of an element on another, or a script of a script.
    fn is_script_of(&self, mut row: usize, place: usize) -> bool {
        while let Some((parent, _)) = self.rows[row].parent {
            if parent == place {
                return true;
            }
            row = parent;
        }
        false
    }

    fn line(self, elements: &[Element<'a>]) -> Line<'a> {
        let mut symbols: Vec<(usize, &'a str)> = Vec::new();
        // Each line with its items; of scripts, whose they are.
        let mut lines: Vec<Vec<Item>> = vec![Vec::new()];
        for (put, element) in self.puts.iter().zip(elements) {
            let node = match &element.what {
                What::Atom { group } => {
                    symbols.push((*group, element.choices[put.choice].text));
                    Node::Symbol(symbols.len() as u32 - 1)
                }
                What::Read(readings) => {
                    let (node, inner) = &readings[put.choice];
                    let node = node.clone().mapped(&|at| at + symbols.len() as u32);
                    symbols.extend(inner);
                    node
                }
            };
            let item = Item { node, text: element.choices[put.choice].text, scripts: [None, None] };
            match put.script {
                None => lines[put.row].push(item),
                Some(script) => {
                    let new = lines.len();
                    if let Some(base) = lines[put.row].last_mut() {
                        base.scripts[usize::from(script == Script::Sup)] = Some(new);
                    }
                    lines.push(vec![item]);
                }
            }
        }
        let nodes = nodes(&lines, 0);
        let first = self.rows.first();
        Line {
            nodes,
            symbols,
            score: self.score,
            axis: first.map_or(0.0, |row| row.axis),
            size: first.and_then(|row| row.size),
        }
    }
}

/// An element on a line, with the places of its scripts' lines.
struct Item<'a> {
    node: Node,
    text: &'a str,
    scripts: [Option<usize>; 2],
}

/// The nodes of a line; letters that are a function's name become one word, and so do dots for what is left out.
fn nodes(lines: &[Vec<Item>], line: usize) -> Vec<Node> {
    let mut nodes = Vec::new();
    let items = &lines[line];
    let mut at = 0;
    while at < items.len() {
        let word = FUNCTIONS.into_iter().chain(DOTS).find(|word| {
            let length = word.chars().count();
            items.get(at..at + length).is_some_and(|items| {
                items.iter().zip(word.chars()).all(|(item, letter)| item.text.chars().eq([letter]))
                    && items[..length - 1].iter().all(|item| item.scripts[1].is_none())
            })
        });
        let length = word.map_or(1, |word| word.chars().count());
        let of = &items[at..at + length];
        let base = if length == 1 {
            of[0].node.clone()
        } else {
            Node::Word(of.iter().filter_map(|item| item.node.symbol()).collect())
        };
        // What stands below lim is below its letters.
        let scripts: Vec<Option<Vec<Node>>> = (0..2)
            .map(|slot| {
                let rows: Vec<Node> =
                    of.iter().filter_map(|item| item.scripts[slot]).flat_map(|line| self::nodes(lines, line)).collect();
                (!rows.is_empty()).then_some(rows)
            })
            .collect();
        let [sub, sup] = <[_; 2]>::try_from(scripts).unwrap_or_default();
        nodes.push(match (&sub, &sup) {
            (None, None) => base,
            _ => Node::Script { base: Box::new(base), sub, sup },
        });
        at += length;
    }
    nodes
}
