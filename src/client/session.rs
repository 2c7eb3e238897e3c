//! One run's hold on a worker: the worker starts when it is first needed and ends with the session, also while somebody
//! awaits its answer.
//!
//! What awaits an answer must not own the worker, or ending the session would not end it: `W`'s answers come as futures
//! that know nothing of it.

use std::cell::RefCell;
use std::rc::Rc;

/// A worker that ends when it is dropped.
pub trait Serves: Sized {
    /// None where the browser starts none.
    fn start() -> Option<Self>;

    /// Whether it will answer nothing any more.
    fn is_lost(&self) -> bool;
}

#[derive(Debug, PartialEq, Eq)]
pub enum NoSession {
    /// The session was ended: what its run still wants is not done.
    Ended,
    /// No worker could be started.
    NotStarted,
}

pub struct Session<W>(Rc<RefCell<State<W>>>);

enum State<W> {
    Idle,
    Running(W),
    Ended,
}

impl<W> Clone for Session<W> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<W: Serves> Session<W> {
    pub fn new() -> Self {
        Self(Rc::new(RefCell::new(State::Idle)))
    }

    /// Does something with the worker, which starts if there is none, or none that answers.
    pub fn with<T>(&self, work: impl FnOnce(&W) -> T) -> Result<T, NoSession> {
        let mut state = self.0.borrow_mut();
        let needs_another = match &*state {
            State::Ended => return Err(NoSession::Ended),
            State::Running(worker) => worker.is_lost(),
            State::Idle => true,
        };
        if needs_another {
            *state = State::Running(W::start().ok_or(NoSession::NotStarted)?);
        }
        match &*state {
            State::Running(worker) => Ok(work(worker)),
            State::Idle | State::Ended => Err(NoSession::NotStarted),
        }
    }

    /// Ends the worker at once; another never starts in this session.
    pub fn end(&self) {
        // Dropped with nothing borrowed: whoever waits hears of it.
        let ended = self.0.replace(State::Ended);
        drop(ended);
    }

    pub fn is_ended(&self) -> bool {
        matches!(*self.0.borrow(), State::Ended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_channel::oneshot::{self, Receiver, Sender};
    use std::cell::Cell;

    thread_local! {
        static ALIVE: Cell<usize> = const { Cell::new(0) };
        static STARTED: Cell<usize> = const { Cell::new(0) };
    }

    struct Fake {
        waiting: RefCell<Vec<Sender<u8>>>,
        lost: Cell<bool>,
    }

    impl Serves for Fake {
        fn start() -> Option<Self> {
            ALIVE.set(ALIVE.get() + 1);
            STARTED.set(STARTED.get() + 1);
            Some(Self { waiting: RefCell::default(), lost: Cell::new(false) })
        }

        fn is_lost(&self) -> bool {
            self.lost.get()
        }
    }

    impl Fake {
        fn ask(&self) -> Receiver<u8> {
            let (tell, answer) = oneshot::channel();
            self.waiting.borrow_mut().push(tell);
            answer
        }
    }

    impl Drop for Fake {
        fn drop(&mut self) {
            ALIVE.set(ALIVE.get() - 1);
        }
    }

    #[test]
    fn a_session_keeps_its_worker_and_starts_it_late() {
        let session = Session::<Fake>::new();
        assert_eq!(STARTED.get(), 0);
        let _answers = [session.with(Fake::ask), session.clone().with(Fake::ask)];
        assert_eq!((STARTED.get(), ALIVE.get()), (1, 1));
    }

    #[test]
    fn ending_ends_the_worker_while_its_answer_is_awaited() {
        for _ in 0..10 {
            let session = Session::<Fake>::new();
            let run = session.clone();
            let mut answer = run.with(Fake::ask).unwrap();
            assert_eq!((answer.try_recv(), ALIVE.get()), (Ok(None), 1));
            session.end();
            // The run still holds its session and awaits its answer.
            assert_eq!((answer.try_recv().is_err(), ALIVE.get(), run.is_ended()), (true, 0, true));
        }
    }

    #[test]
    fn an_ended_session_starts_nothing_for_a_late_run() {
        let session = Session::<Fake>::new();
        session.end();
        assert_eq!(session.with(Fake::ask).err(), Some(NoSession::Ended));
        assert_eq!(STARTED.get(), 0);
    }

    #[test]
    fn a_worker_that_was_lost_is_replaced() {
        let session = Session::<Fake>::new();
        session.with(|worker| worker.lost.set(true)).unwrap();
        let _answer = session.with(Fake::ask).unwrap();
        assert_eq!((STARTED.get(), ALIVE.get()), (2, 1));
    }
}
