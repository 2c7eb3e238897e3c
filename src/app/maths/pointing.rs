//! Which symbols are pointed at, and which one is being corrected: what the typeset lines, the choices and the ink on
//! the sheet share.

use crate::app::reading::Reading;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Pointing {
    /// The symbols that are pointed at or being corrected, by their places in the transcript.
    pub marked: Memo<Vec<u32>>,
    /// The symbol whose choices are open; None once its strokes are others.
    pub open: Memo<Option<u32>>,
    pointed: RwSignal<Vec<u32>>,
    opened: RwSignal<Option<(u32, Vec<u32>)>>,
    reading: Reading,
}

impl Pointing {
    pub fn new(reading: Reading) -> Self {
        let opened = RwSignal::new(None::<(u32, Vec<u32>)>);
        let open = Memo::new(move |_| {
            let (at, strokes) = opened.get()?;
            let is_same = reading
                .shown
                .with(|transcript| transcript.symbols.get(at as usize).is_some_and(|symbol| symbol.strokes == strokes));
            is_same.then_some(at)
        });
        let pointed = RwSignal::new(Vec::new());
        let marked = Memo::new(move |_| match pointed.get() {
            none if none.is_empty() => open.get().into_iter().collect(),
            pointed => pointed,
        });
        Self { marked, open, pointed, opened, reading }
    }

    pub fn here() -> Self {
        expect_context()
    }

    pub fn point(self, symbols: Vec<u32>) {
        if self.pointed.with_untracked(|now| *now != symbols) {
            self.pointed.set(symbols);
        }
    }

    /// Opens the choices of a symbol, or closes them where they are open.
    pub fn press(self, at: u32) {
        if self.open.get_untracked() == Some(at) {
            return self.close();
        }
        let symbol = self.reading.shown.with_untracked(|transcript| {
            transcript.symbols.get(at as usize).map(|symbol| (at, symbol.strokes.clone()))
        });
        self.reading.pick(at as usize);
        self.opened.set(symbol);
    }

    pub fn close(self) {
        if self.opened.with_untracked(Option::is_some) {
            self.opened.set(None);
        }
    }
}
