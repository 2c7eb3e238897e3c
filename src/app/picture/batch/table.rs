//! The table of a batch: what each picture was read as, in which order, and what is shown of it. Plain data.

use crate::datasets::folder::natural;
use crate::prediction::Verdict;
use std::sync::Arc;

/// A small grey view of a picture.
#[derive(Debug, PartialEq)]
pub struct Thumb {
    pub width: u32,
    pub height: u32,
    pub grey: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum State {
    Waiting,
    Read(Read),
    /// Why it could not be read.
    Failed(String),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    pub text: String,
    pub verdict: Verdict,
    pub certainty: f32,
    pub millis: f32,
    pub thumb: Option<Arc<Thumb>>,
    /// What somebody wrote instead.
    pub by_hand: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The place in which it came.
    pub id: usize,
    /// Goes up with every change.
    pub version: u32,
    pub name: String,
    pub state: State,
}

impl Row {
    /// What stands in the table.
    pub fn text(&self) -> &str {
        match &self.state {
            State::Read(read) => read.by_hand.as_ref().unwrap_or(&read.text),
            State::Waiting | State::Failed(_) => "",
        }
    }

    /// Whether somebody should look at it.
    pub fn is_doubtful(&self) -> bool {
        match &self.state {
            State::Waiting => false,
            State::Failed(_) => true,
            State::Read(read) => read.by_hand.is_none() && read.verdict != Verdict::Sure,
        }
    }

    pub fn certainty(&self) -> f32 {
        match &self.state {
            State::Read(read) if read.by_hand.is_some() => 1.0,
            State::Read(read) => read.certainty,
            State::Waiting | State::Failed(_) => 0.0,
        }
    }

    pub fn millis(&self) -> f32 {
        if let State::Read(read) = &self.state { read.millis } else { 0.0 }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Came,
    Name,
    Prediction,
    Certainty,
    Time,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Another one for each batch.
    pub number: u32,
    rows: Vec<Row>,
    pub order: Order,
    pub backwards: bool,
    pub doubtful_only: bool,
}

impl Table {
    pub fn of(number: u32, names: impl Iterator<Item = String>) -> Self {
        let row = |(id, name)| Row { id, version: 0, name, state: State::Waiting };
        Self { number, rows: names.enumerate().map(row).collect(), ..Self::default() }
    }

    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub fn done(&self) -> usize {
        self.rows.iter().filter(|row| row.state != State::Waiting).count()
    }

    pub fn read(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row.state, State::Read(_))).count()
    }

    pub fn doubtful(&self) -> usize {
        self.rows.iter().filter(|row| row.is_doubtful()).count()
    }

    pub fn set(&mut self, id: usize, state: State) {
        if let Some(row) = self.rows.get_mut(id) {
            row.state = state;
            row.version += 1;
        }
    }

    /// Writes something else over a reading; the reading itself takes that back.
    pub fn edit(&mut self, id: usize, text: &str) {
        if let Some(Row { state: State::Read(read), version, .. }) = self.rows.get_mut(id) {
            let text = text.trim();
            read.by_hand = (text != read.text).then(|| text.to_owned());
            *version += 1;
        }
    }

    /// By this from now on; by the same once more, backwards.
    pub fn sort(&mut self, order: Order) {
        self.backwards = self.order == order && !self.backwards;
        self.order = order;
    }

    /// What is shown, in order.
    pub fn shown(&self) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self.rows.iter().filter(|row| !self.doubtful_only || row.is_doubtful()).collect();
        match self.order {
            Order::Came => {}
            Order::Name => rows.sort_by_cached_key(|row| natural(&row.name)),
            Order::Prediction => rows.sort_by_cached_key(|row| natural(row.text())),
            Order::Certainty => rows.sort_by(|a, b| a.certainty().total_cmp(&b.certainty())),
            Order::Time => rows.sort_by(|a, b| a.millis().total_cmp(&b.millis())),
        }
        if self.backwards {
            rows.reverse();
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::of(1, ["b10.png", "b9.png", "a.png"].into_iter().map(str::to_owned));
        let read = |text: &str, verdict, certainty| {
            State::Read(Read { text: text.into(), verdict, certainty, millis: certainty, thumb: None, by_hand: None })
        };
        table.set(0, read("12", Verdict::Sure, 0.9));
        table.set(1, read("7", Verdict::Unsure, 0.4));
        table
    }

    fn order(table: &Table) -> Vec<usize> {
        table.shown().iter().map(|row| row.id).collect()
    }

    #[test]
    fn rows_are_sorted_as_people_would() {
        let mut table = table();
        assert_eq!(order(&table), [0, 1, 2]);
        table.sort(Order::Name);
        assert_eq!(order(&table), [2, 1, 0]);
        table.sort(Order::Name);
        assert_eq!(order(&table), [0, 1, 2]);
        table.sort(Order::Prediction);
        assert_eq!(order(&table), [2, 1, 0]);
        table.sort(Order::Certainty);
        assert_eq!(order(&table), [2, 1, 0]);
    }

    #[test]
    fn what_was_written_by_hand_is_no_longer_doubtful() {
        let mut table = table();
        table.set(2, State::Failed("It is empty.".into()));
        table.doubtful_only = true;
        assert_eq!((table.done(), table.read(), table.doubtful(), order(&table)), (3, 2, 2, vec![1, 2]));
        table.edit(1, " 1 ");
        assert_eq!((order(&table), table.rows()[1].text(), table.rows()[1].certainty()), (vec![2], "1", 1.0));
        table.edit(1, "7");
        assert_eq!(order(&table), [1, 2]);
        // What was not read cannot be written over.
        table.edit(2, "5");
        assert_eq!(table.rows()[2].text(), "");
    }
}
