//! Figures as a table: the first column names the row.

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// A note below each row's name; empty for tables without.
    pub notes: Vec<String>,
    /// A last row with sums; empty for tables without.
    pub total: Vec<String>,
}

impl Table {
    pub fn new(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Self {
        let columns = columns.iter().map(|name| (*name).to_owned()).collect();
        Self { columns, rows: rows.collect(), ..Self::default() }
    }
}
