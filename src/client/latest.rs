//! Newest request wins: at most one question is with the engine, and only the newest other one waits.

#[derive(Debug, PartialEq)]
pub struct Latest<T> {
    line: Line,
    waiting: Option<T>,
    next: u32,
}

/// The line to the engine.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Line {
    /// Nobody is there yet.
    Closed,
    Free,
    /// A question is being answered; its answer may meanwhile have become useless.
    Busy {
        id: u32,
        wanted: bool,
    },
}

/// A question that goes out now.
#[derive(Debug, PartialEq)]
pub struct Outgoing<T> {
    pub id: u32,
    pub question: T,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { line: Line::Closed, waiting: None, next: 0 }
    }
}

impl<T> Latest<T> {
    /// The engine is there; what waited goes out.
    pub fn open(&mut self) -> Option<Outgoing<T>> {
        self.line = Line::Free;
        self.send()
    }

    /// The engine is gone, and with it its answer. What waits goes on waiting.
    pub fn close(&mut self) {
        self.line = Line::Closed;
    }

    /// Sends the question now, or keeps it in place of the one that waited.
    pub fn ask(&mut self, question: T) -> Option<Outgoing<T>> {
        self.waiting = Some(question);
        self.send()
    }

    /// Nothing asked so far is of interest any more.
    pub fn forget(&mut self) {
        self.waiting = None;
        if let Line::Busy { id, .. } = self.line {
            self.line = Line::Busy { id, wanted: false };
        }
    }

    /// An answer came: whether it is the one that is wanted, and what goes out next.
    pub fn answered(&mut self, answer: u32) -> (bool, Option<Outgoing<T>>) {
        match self.line {
            Line::Busy { id, wanted } if id == answer => {
                self.line = Line::Free;
                (wanted, self.send())
            }
            _ => (false, None),
        }
    }

    pub fn is_busy(&self) -> bool {
        matches!(self.line, Line::Busy { .. })
    }

    fn send(&mut self) -> Option<Outgoing<T>> {
        if self.line != Line::Free {
            return None;
        }
        let question = self.waiting.take()?;
        let id = self.next;
        self.next = self.next.wrapping_add(1);
        self.line = Line::Busy { id, wanted: true };
        Some(Outgoing { id, question })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open() -> Latest<char> {
        let mut latest = Latest::default();
        assert_eq!(latest.open(), None);
        latest
    }

    #[test]
    fn questions_wait_for_the_engine_and_only_the_newest_does() {
        let mut latest = Latest::default();
        assert_eq!((latest.ask('a'), latest.ask('b')), (None, None));
        assert_eq!(latest.open(), Some(Outgoing { id: 0, question: 'b' }));
    }

    #[test]
    fn one_is_on_its_way_and_the_newest_follows() {
        let mut latest = open();
        assert_eq!(latest.ask('a'), Some(Outgoing { id: 0, question: 'a' }));
        assert_eq!((latest.ask('b'), latest.ask('c')), (None, None));
        assert_eq!(latest.answered(0), (true, Some(Outgoing { id: 1, question: 'c' })));
        assert_eq!(latest.answered(1), (true, None));
        assert!(!latest.is_busy());
    }

    #[test]
    fn answers_nobody_waits_for_are_dropped() {
        let mut latest = open();
        let _ = latest.ask('a');
        assert_eq!(latest.answered(7), (false, None));
        assert_eq!(latest.answered(0), (true, None));
        assert_eq!(latest.answered(0), (false, None));
    }

    #[test]
    fn what_was_forgotten_is_answered_in_vain() {
        let mut latest = open();
        let _ = latest.ask('a');
        let _ = latest.ask('b');
        latest.forget();
        assert_eq!(latest.answered(0), (false, None));
    }

    #[test]
    fn a_question_after_forgetting_is_wanted_again() {
        let mut latest = open();
        let _ = latest.ask('a');
        latest.forget();
        let _ = latest.ask('b');
        assert_eq!(latest.answered(0), (false, Some(Outgoing { id: 1, question: 'b' })));
        assert_eq!(latest.answered(1), (true, None));
    }

    #[test]
    fn an_engine_that_died_takes_its_answer_along() {
        let mut latest = open();
        let _ = latest.ask('a');
        latest.close();
        assert_eq!(latest.ask('b'), None);
        assert_eq!(latest.open(), Some(Outgoing { id: 1, question: 'b' }));
        assert_eq!(latest.answered(0), (false, None));
    }
}
