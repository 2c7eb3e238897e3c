//! What was read, of the sheet or of the picture over it: with what somebody said about it, and which of its symbols is
//! looked at.

use crate::alphabet::SymbolId;
use crate::app::corrections::{Corrections, Key};
use crate::app::editor::Editor;
use crate::app::engine::Engine;
use crate::app::hand::learning::{Heard, Learning};
use crate::app::picture::pictures::Pictures;
use crate::ink::Drawing;
use crate::transcript::{Symbol, Transcript};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Reading {
    /// What was read, corrections included.
    pub shown: Memo<Transcript>,
    /// Which of its symbols the bars are about.
    pub focus: Memo<Option<usize>>,
    editor: RwSignal<Editor>,
    pictures: Pictures,
    learning: Learning,
    corrections: RwSignal<Corrections>,
    /// The same for the picture that is open.
    picture_corrections: RwSignal<Corrections>,
}

impl Reading {
    pub fn new(editor: RwSignal<Editor>, engine: Engine, pictures: Pictures, learning: Learning) -> Self {
        let (corrections, picture_corrections) =
            (RwSignal::new(Corrections::default()), RwSignal::new(Corrections::default()));
        let in_front = Memo::new(move |_| pictures.open.with(|open| open.as_ref().map(|open| open.transcript.clone())));
        // What was said about one picture says nothing about the next.
        Effect::new(move || {
            in_front.track();
            picture_corrections.set(Corrections::default());
        });
        let shown = Memo::new(move |_| match in_front.get() {
            Some(transcript) => picture_corrections.with(|corrections| {
                pictures.open.with(|open| {
                    let traced = open.as_ref().and_then(|open| open.found.drawing.as_ref());
                    corrections.applied(transcript, traced.unwrap_or(&Drawing::default()))
                })
            }),
            None => corrections.with(|corrections| {
                let transcript = engine.answer.with(|answer| answer.transcript.clone());
                // Only in expressions corrections depend on the ink itself.
                let by_ink = !corrections.is_empty() && !transcript.layout.is_empty();
                let drawing = if by_ink { editor.with(Editor::drawing) } else { Drawing::default() };
                corrections.applied(transcript, &drawing)
            }),
        });
        let focus = Memo::new(move |_| {
            let corrections = if in_front.with(Option::is_some) { picture_corrections } else { corrections };
            corrections.with(|corrections| shown.with(|transcript| corrections.focus(transcript)))
        });
        Self { shown, focus, editor, pictures, learning, corrections, picture_corrections }
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// The ink that was read: that of the sheet, or that traced from the picture over it.
    pub fn ink(self) -> Drawing {
        let in_front = self.pictures.open.with(|open| open.as_ref().map(|open| open.found.drawing.clone()));
        match in_front {
            Some(traced) => traced.unwrap_or_default(),
            None => self.editor.with(Editor::drawing),
        }
    }

    /// The symbol that the bars are about.
    pub fn symbol(self) -> Option<Symbol> {
        let focus = self.focus.get()?;
        self.shown.with(|transcript| transcript.symbols.get(focus).cloned())
    }

    /// Looks at a symbol.
    pub fn pick(self, at: usize) {
        if let Some(bounds) =
            self.shown.with_untracked(|transcript| transcript.symbols.get(at).map(|symbol| symbol.bounds))
        {
            self.corrections_in_front().update(|corrections| corrections.pick(bounds));
        }
    }

    /// Says what the symbol that is looked at really is.
    pub fn correct(self, id: SymbolId) {
        if let Some(at) = self.focus.get_untracked() {
            self.correct_at(at, id);
        }
    }

    /// Says what a symbol really is, and looks at it.
    pub fn correct_at(self, at: usize, id: SymbolId) {
        let symbol = self.shown.with_untracked(|transcript| {
            let symbol = transcript.symbols.get(at)?;
            let drawing = untrack(|| self.ink());
            let key = Key::of(symbol, !transcript.layout.is_empty(), &drawing);
            let (strokes, read) = (symbol.strokes.clone(), symbol.prediction.best());
            Some((key, symbol.bounds, Heard { drawing, strokes, said: Some(id), read }))
        });
        if let Some((key, bounds, heard)) = symbol {
            let read = heard.read;
            self.learn(heard);
            self.corrections_in_front().update(|corrections| {
                corrections.correct(key, id, read);
                corrections.pick(bounds);
            });
        }
        // Expressions are told by the part of the page that writes them.
        let number = self.shown.with_untracked(|read| read.layout.is_empty().then(|| read.accepted()));
        number.into_iter().for_each(|number| self.pictures.put_right(&number));
    }

    /// Hands on what somebody said of ink on the sheet; ink of pictures is not of a hand that could be learned.
    pub fn learn(self, heard: Heard) {
        if self.pictures.open.with_untracked(Option::is_none) && !heard.strokes.is_empty() {
            self.learning.hear(heard);
        }
    }

    fn corrections_in_front(self) -> RwSignal<Corrections> {
        match self.pictures.open.with_untracked(Option::is_some) {
            true => self.picture_corrections,
            false => self.corrections,
        }
    }
}
