//! An article as a value: runs of text, and figures between them. Plain code makes it of what training measured; the
//! page only has to show it.

use crate::chart::table::Table;
use crate::chart::{Plot, markup};

#[derive(Default)]
pub struct Article {
    pub parts: Vec<Part>,
}

pub enum Part {
    /// Markup of headings, paragraphs, numbers and tables.
    Text(String),
    /// Figures that stand beside each other where there is room.
    Figures(Vec<Figure>),
}

/// From a choice and a width to a chart.
pub type Draw = Box<dyn Fn(usize, f32) -> Plot + Send + Sync>;

/// A chart with its title, its words, and its data as a table.
pub struct Figure {
    pub handle: &'static str,
    pub title: &'static str,
    pub about: String,
    pub draw: Draw,
    /// One for each choice.
    pub tables: Vec<Table>,
    /// The names of the choices, where there are several.
    pub choices: Vec<String>,
    /// Whether the table is open from the first.
    pub open: bool,
}

impl Figure {
    pub fn new(handle: &'static str, title: &'static str, about: impl Into<String>, draw: Draw, table: Table) -> Self {
        Self { handle, title, about: about.into(), draw, tables: vec![table], choices: Vec::new(), open: false }
    }
}

impl Article {
    pub fn chapter(&mut self, title: &str) {
        self.text(&markup::element("h2", title));
    }

    pub fn section(&mut self, title: &str) {
        self.text(&markup::element("h3", title));
    }

    pub fn paragraph(&mut self, words: &str) {
        self.text(&markup::element("p", words));
    }

    pub fn numbers(&mut self, numbers: &[(&str, String)]) {
        self.text(&markup::numbers(numbers));
    }

    pub fn table(&mut self, name: &str, class: &str, table: &Table) {
        self.text(&markup::table(name, class, table));
    }

    pub fn figure(&mut self, figure: Figure) {
        self.parts.push(Part::Figures(vec![figure]));
    }

    fn text(&mut self, markup: &str) {
        match self.parts.last_mut() {
            Some(Part::Text(text)) => text.push_str(markup),
            _ => self.parts.push(Part::Text(markup.to_owned())),
        }
    }
}
