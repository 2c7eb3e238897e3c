//! The article as it grows: chapter after chapter of markup, and the charts of its figures.

use crate::chart::data::Chart;
use crate::chart::markup::{self, element, escaped, numbers, table, wrap};
use crate::chart::table::Table;
use serde::{Deserialize, Serialize};

/// The first bytes of its file.
const MAGIC: &[u8] = b"inkling article\n";

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    pub markup: String,
    /// The charts, in the order of their figures in the markup.
    pub charts: Vec<Chart>,
}

/// A chart with its title, a text, and its data as a table.
pub struct Figure {
    pub handle: &'static str,
    pub title: &'static str,
    pub about: String,
    pub chart: Chart,
    /// One table for each choice.
    pub tables: Vec<Table>,
    /// The names of the choices; empty where there is only one.
    pub choices: Vec<String>,
    /// Whether the table is open from the first.
    pub open: bool,
}

impl Figure {
    pub fn new(handle: &'static str, title: &'static str, about: String, chart: Chart, table: Table) -> Self {
        Self { handle, title, about, chart, tables: vec![table], choices: Vec::new(), open: false }
    }
}

impl Article {
    /// The article's file.
    pub fn encode(&self) -> Vec<u8> {
        [MAGIC, &postcard::to_allocvec(self).unwrap_or_default()].concat()
    }

    /// The article in a file; None where it is cut off or something else.
    pub fn decode(file: &[u8]) -> Option<Self> {
        postcard::from_bytes(file.strip_prefix(MAGIC)?).ok()
    }

    pub fn chapter(&mut self, title: &str) {
        self.markup += &element("h2", title);
    }

    pub fn section(&mut self, title: &str) {
        self.markup += &element("h3", title);
    }

    pub fn paragraph(&mut self, words: &str) {
        self.markup += &element("p", words);
    }

    pub fn numbers(&mut self, given: &[(&str, String)]) {
        self.markup += &numbers(given);
    }

    pub fn table(&mut self, name: &str, class: &str, given: &Table) {
        self.markup += &table(name, class, given);
    }

    pub fn figure(&mut self, figure: Figure) {
        let figure = self.drawn(figure);
        self.markup += &figure;
    }

    /// Adds two figures beside each other where there is room.
    pub fn pair(&mut self, figures: [Figure; 2]) {
        let figures = figures.map(|figure| self.drawn(figure)).concat();
        self.markup += &wrap("div class=\"pair\"", &figures);
    }

    /// The figure's markup. Its readout and its chart are filled once its width is known.
    fn drawn(&mut self, figure: Figure) -> String {
        let Figure { handle, title, about, chart, tables, choices, open } = figure;
        self.charts.push(chart);
        let mut inner = wrap("figcaption", &(element("strong", title) + &escaped(&about)));
        if !choices.is_empty() {
            let options: String = choices.iter().map(|name| element("option", name)).collect();
            inner += &wrap("label class=\"choice\"", &("Set ".to_owned() + &wrap("select", &options)));
        }
        // Read aloud as the slider's value; the eye finds the same above the chart.
        inner += "<p class=\"readout\" aria-hidden=\"true\"></p>";
        let svg = format!(
            "svg class=\"chart\" role=\"slider\" tabindex=\"0\" aria-roledescription=\"chart\" aria-label=\"{title}\" \
             aria-valuemin=\"1\" aria-valuenow=\"1\""
        );
        inner += &wrap(&svg, "<g></g><path class=\"spot\"></path>");
        let tables: String = tables.iter().enumerate().map(|(at, given)| told(at, title, given)).collect();
        let details = if open { "details class=\"as-table\" open" } else { "details class=\"as-table\"" };
        inner += &wrap(details, &(element("summary", "As a table") + &tables));
        wrap(&format!("figure class=\"figure\" data-testid=\"{handle}\""), &inner)
    }
}

/// A choice's table, hidden but for the first.
fn told(at: usize, title: &str, given: &Table) -> String {
    let hidden = if at > 0 { "div class=\"told\" hidden" } else { "div class=\"told\"" };
    wrap(hidden, &markup::table(title, "figures", given))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(handle: &'static str) -> Figure {
        Figure::new(handle, "Title", "a < b".into(), Chart::Matrix(vec![], vec![]), Table::default())
    }

    #[test]
    fn charts_come_in_the_order_of_their_figures() {
        let mut article = Article::default();
        article.chapter("First");
        article.figure(figure("one"));
        article.pair([figure("two"), figure("three")]);
        assert_eq!(article.charts.len(), 3);
        let places = ["one", "two", "three"].map(|name| article.markup.find(name).unwrap());
        assert!(places.is_sorted());
        assert!(article.markup.contains("a &lt; b") && article.markup.starts_with("<h2>First</h2><figure"));
    }

    #[test]
    fn only_the_first_choice_shows_its_table() {
        let mut article = Article::default();
        let choices = vec!["a".to_owned(), "b".to_owned()];
        article.figure(Figure { choices, tables: vec![Table::default(); 2], ..figure("one") });
        assert_eq!(article.markup.matches("class=\"told\"").count(), 2);
        assert_eq!(article.markup.matches("class=\"told\" hidden").count(), 1);
        assert!(article.markup.contains("<option>a</option><option>b</option>"));
    }
}
