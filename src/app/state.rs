//! What all parts of the page share: the editor, the engine, and the ways to change them.

use crate::app::client::Engine;
use crate::app::corrections::Corrections;
use crate::app::editor::Editor;
use crate::app::picture::Pictures;
use crate::app::route::Route;
use crate::app::shortcut::{self, Command};
use crate::app::toast::Toast;
use crate::app::updates::Updates;
use crate::ink::Drawing;
use crate::ink::pen::{Effect as PenEffect, Mark};
use crate::transcript::{Symbol, Transcript};
use crate::web::clipboard;
use crate::web::files::Named;
use crate::web::frame::Frame;
use crate::web::palette::Palette;
use crate::web::storage::Store;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct AppState {
    pub editor: RwSignal<Editor>,
    pub engine: Engine,
    pub pictures: Pictures,
    pub toast: Toast,
    pub updates: Updates,
    pub route: RwSignal<Route>,
    /// Whether a picture or a table lies over the sheet.
    pub covered: Memo<bool>,
    /// What was read, with what somebody said about it.
    pub shown: Memo<Transcript>,
    /// Which of its symbols the bars are about.
    pub focus: Memo<Option<usize>>,
    corrections: RwSignal<Corrections>,
    /// The same for the picture that is open.
    picture_corrections: RwSignal<Corrections>,
    /// Whether the ways to take the drawing along are shown.
    pub exporting: RwSignal<bool>,
    /// Whether the kept drawings are shown.
    pub keeping: RwSignal<bool>,
    /// Whether the list of keys is open.
    pub help: RwSignal<bool>,
    /// Files that came over the model's page, until they are measured there.
    pub to_measure: RwSignal<Vec<Named>, LocalStorage>,
    /// Whether single letters and digits are shortcuts.
    pub letters: RwSignal<bool>,
    /// The colours in force, for what is painted by hand.
    pub palette: RwSignal<Palette>,
}

impl AppState {
    pub fn new(drawing: Drawing) -> Self {
        let toast = Toast::new();
        let editor = RwSignal::new(Editor::with(drawing));
        let engine = Engine::new(editor, toast);
        let pictures = Pictures::new(engine, toast);
        let (corrections, picture_corrections) =
            (RwSignal::new(Corrections::default()), RwSignal::new(Corrections::default()));
        let in_front = Memo::new(move |_| pictures.open.with(|open| open.as_ref().map(|open| open.transcript.clone())));
        // What was said about one picture says nothing about the next.
        Effect::new(move || {
            in_front.track();
            picture_corrections.set(Corrections::default());
        });
        let shown = Memo::new(move |_| match in_front.get() {
            Some(transcript) => picture_corrections.with(|corrections| corrections.applied(transcript)),
            None => corrections
                .with(|corrections| corrections.applied(engine.answer.with(|answer| answer.transcript.clone()))),
        });
        let focus = Memo::new(move |_| {
            let corrections = if in_front.with(Option::is_some) { picture_corrections } else { corrections };
            corrections.with(|corrections| shown.with(|transcript| corrections.focus(transcript)))
        });
        let covered =
            Memo::new(move |_| pictures.open.with(Option::is_some) || pictures.batch.table.with(Option::is_some));
        Self {
            editor,
            engine,
            covered,
            shown,
            focus,
            corrections,
            picture_corrections,
            pictures,
            toast,
            updates: Updates::watch(),
            route: RwSignal::new(Route::default()),
            exporting: RwSignal::new(false),
            keeping: RwSignal::new(false),
            help: RwSignal::new(false),
            letters: RwSignal::new(shortcut::letters(&Store::local())),
            to_measure: RwSignal::new_local(Vec::new()),
            palette: RwSignal::new(Palette::current()),
        }
    }

    /// The app state of the page that a component is part of.
    pub fn here() -> Self {
        expect_context()
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
    pub fn correct(self, digit: usize) {
        let Some(at) = self.focus.get_untracked() else { return };
        let symbol = self.shown.with_untracked(|transcript| {
            transcript.symbols.get(at).map(|symbol| (symbol.bounds, symbol.prediction.best()))
        });
        if let Some((bounds, read)) = symbol {
            self.corrections_in_front().update(|corrections| corrections.correct(bounds, digit, read));
        }
        // A picture that was opened from the table is put right there, too.
        if let Some(row) = self.pictures.open.with_untracked(|open| open.as_ref()?.row) {
            let digits = self.shown.with_untracked(Transcript::digits);
            self.pictures.batch.change(|table| table.edit(row, &digits));
        }
    }

    fn corrections_in_front(self) -> RwSignal<Corrections> {
        match self.pictures.open.with_untracked(Option::is_some) {
            true => self.picture_corrections,
            false => self.corrections,
        }
    }

    /// Puts a drawing on the sheet; undo brings the earlier one back.
    pub fn open_drawing(self, drawing: Drawing) {
        let replaces = !self.editor.with_untracked(Editor::is_blank);
        self.pictures.close();
        self.editor.update(|editor| editor.open(drawing));
        // A table stays, for what was put right in it.
        self.toast.say(match (self.covered.get_untracked(), replaces) {
            (true, _) => "The drawing is on the sheet, under the table. Close the table to see it.",
            (false, true) => "The drawing is open. Undo brings the earlier one back.",
            (false, false) => "The drawing is open.",
        });
    }

    /// Puts the text on the clipboard and says so.
    pub fn copy(self, text: String) {
        let name = text.clone();
        self.copy_as(text, name);
    }

    /// The same for a text too long to be said.
    pub fn copy_as(self, text: String, name: impl Into<String>) {
        let name = name.into();
        leptos::task::spawn_local(async move {
            if clipboard::copy(&text).await {
                self.toast.say(format!("Copied {name}"));
            } else {
                self.toast.say("The browser does not let this page use the clipboard. Select the text and copy it.");
            }
        });
    }

    /// Has every change on the sheet read, once a frame.
    pub fn read_as_it_is_drawn(self) {
        let frame = Frame::new(move || self.engine.ask());
        let revision = Memo::new(move |_| self.editor.with(Editor::revision));
        Effect::new(move || {
            // Read, not only tracked: a memo that nobody reads never looks at its sources.
            let _ = revision.get();
            frame.request();
        });
    }

    /// Carries out what the pen asks for.
    pub fn draw(self, effects: Vec<PenEffect>) {
        for effect in effects {
            let lifted = effect == PenEffect::Keep;
            self.editor.update(|editor| editor.apply(effect));
            if lifted {
                self.engine.pen_lifted();
            }
        }
    }

    /// What the pointer does with the tool in the hand.
    pub fn mark(self) -> Mark {
        self.editor.with_untracked(Editor::mark)
    }

    pub fn command(self, command: Command) {
        match command {
            Command::Undo => self.editor.update(Editor::undo),
            Command::Redo => self.editor.update(Editor::redo),
            Command::Clear => self.editor.update(Editor::clear),
            Command::Pen => self.editor.update(|editor| editor.erasing = false),
            Command::Eraser => self.editor.update(|editor| editor.erasing = true),
            Command::Width(width) => self.editor.update(|editor| {
                editor.width = width;
                editor.erasing = false;
            }),
            Command::Help => self.help.set(true),
        }
    }
}
