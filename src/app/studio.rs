//! What all parts of the page share: the desk, the engine, and the ways to change them.

use crate::app::choice::Choice;
use crate::app::desk::Desk;
use crate::app::engine::Engine;
use crate::app::picture::Pictures;
use crate::app::route::Route;
use crate::app::shortcut::{self, Command};
use crate::app::toast::Toast;
use crate::ink::Drawing;
use crate::ink::pen::{Effect as PenEffect, Mark};
use crate::web::clipboard;
use crate::web::files::Named;
use crate::web::frame::Frame;
use crate::web::palette::Palette;
use crate::web::storage::Store;
use crate::written::{Sign, Written};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Studio {
    pub desk: RwSignal<Desk>,
    pub engine: Engine,
    pub pictures: Pictures,
    pub toast: Toast,
    pub route: RwSignal<Route>,
    /// Whether a picture or a table lies over the sheet.
    pub covered: Memo<bool>,
    /// What was read, with what somebody said about it.
    pub shown: Memo<Written>,
    /// Which of its signs the bars are about.
    pub focus: Memo<Option<usize>>,
    choice: RwSignal<Choice>,
    /// The same for the picture that is open.
    choice_of_picture: RwSignal<Choice>,
    /// Whether the ways to take the drawing along are shown.
    pub taking: RwSignal<bool>,
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

impl Studio {
    pub fn new(drawing: Drawing) -> Self {
        let toast = Toast::new();
        let desk = RwSignal::new(Desk::with(drawing));
        let engine = Engine::new(desk, toast);
        let pictures = Pictures::new(engine, toast);
        let (choice, choice_of_picture) = (RwSignal::new(Choice::default()), RwSignal::new(Choice::default()));
        let in_front = Memo::new(move |_| pictures.open.with(|open| open.as_ref().map(|open| open.written.clone())));
        // What was said about one picture says nothing about the next.
        Effect::new(move || {
            in_front.track();
            choice_of_picture.set(Choice::default());
        });
        let shown = Memo::new(move |_| match in_front.get() {
            Some(written) => choice_of_picture.with(|choice| choice.applied(written)),
            None => choice.with(|choice| choice.applied(engine.answer.with(|answer| answer.written.clone()))),
        });
        let focus = Memo::new(move |_| {
            let choice = if in_front.with(Option::is_some) { choice_of_picture } else { choice };
            choice.with(|choice| shown.with(|written| choice.focus(written)))
        });
        let covered =
            Memo::new(move |_| pictures.open.with(Option::is_some) || pictures.batch.table.with(Option::is_some));
        Self {
            desk,
            engine,
            covered,
            shown,
            focus,
            choice,
            choice_of_picture,
            pictures,
            toast,
            route: RwSignal::new(Route::default()),
            taking: RwSignal::new(false),
            keeping: RwSignal::new(false),
            help: RwSignal::new(false),
            letters: RwSignal::new(shortcut::letters(&Store::local())),
            to_measure: RwSignal::new_local(Vec::new()),
            palette: RwSignal::new(Palette::current()),
        }
    }

    /// The studio of the page that a component is part of.
    pub fn here() -> Self {
        expect_context()
    }

    /// The sign that the bars are about.
    pub fn sign(self) -> Option<Sign> {
        let focus = self.focus.get()?;
        self.shown.with(|written| written.signs.get(focus).cloned())
    }

    /// Looks at a sign.
    pub fn pick(self, at: usize) {
        if let Some(bounds) = self.shown.with_untracked(|written| written.signs.get(at).map(|sign| sign.bounds)) {
            self.choice_in_front().update(|choice| choice.pick(bounds));
        }
    }

    /// Says what the sign that is looked at really is.
    pub fn correct(self, digit: usize) {
        let Some(at) = self.focus.get_untracked() else { return };
        let sign =
            self.shown.with_untracked(|written| written.signs.get(at).map(|sign| (sign.bounds, sign.reading.best())));
        if let Some((bounds, read)) = sign {
            self.choice_in_front().update(|choice| choice.correct(bounds, digit, read));
        }
        // A picture that was opened from the table is put right there, too.
        if let Some(row) = self.pictures.open.with_untracked(|open| open.as_ref()?.row) {
            let digits = self.shown.with_untracked(Written::digits);
            self.pictures.batch.change(|table| table.edit(row, &digits));
        }
    }

    fn choice_in_front(self) -> RwSignal<Choice> {
        match self.pictures.open.with_untracked(Option::is_some) {
            true => self.choice_of_picture,
            false => self.choice,
        }
    }

    /// Puts a drawing on the sheet; undo brings the earlier one back.
    pub fn open_drawing(self, drawing: Drawing) {
        let replaces = !self.desk.with_untracked(Desk::is_blank);
        self.pictures.close();
        self.desk.update(|desk| desk.open(drawing));
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
        let revision = Memo::new(move |_| self.desk.with(Desk::revision));
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
            self.desk.update(|desk| desk.apply(effect));
            if lifted {
                self.engine.pen_lifted();
            }
        }
    }

    /// What the pointer does with the tool in the hand.
    pub fn mark(self) -> Mark {
        self.desk.with_untracked(Desk::mark)
    }

    pub fn command(self, command: Command) {
        match command {
            Command::Undo => self.desk.update(Desk::undo),
            Command::Redo => self.desk.update(Desk::redo),
            Command::Clear => self.desk.update(Desk::clear),
            Command::Pen => self.desk.update(|desk| desk.erasing = false),
            Command::Eraser => self.desk.update(|desk| desk.erasing = true),
            Command::Width(width) => self.desk.update(|desk| {
                desk.width = width;
                desk.erasing = false;
            }),
            Command::Help => self.help.set(true),
        }
    }
}
