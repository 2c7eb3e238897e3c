//! What all parts of the page share: the desk, the engine, and the ways to change them.

use crate::app::desk::Desk;
use crate::app::engine::Engine;
use crate::app::route::Route;
use crate::app::shortcut::Command;
use crate::app::toast::Toast;
use crate::ink::Drawing;
use crate::ink::pen::{Effect as PenEffect, Mark};
use crate::web::frame::Frame;
use crate::web::palette::Palette;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Studio {
    pub desk: RwSignal<Desk>,
    pub engine: Engine,
    pub toast: Toast,
    pub route: RwSignal<Route>,
    /// Whether the list of keys is open.
    pub help: RwSignal<bool>,
    /// The colours in force, for what is painted by hand.
    pub palette: RwSignal<Palette>,
}

impl Studio {
    pub fn new(drawing: Drawing) -> Self {
        let toast = Toast::new();
        let desk = RwSignal::new(Desk::with(drawing));
        Self {
            desk,
            engine: Engine::new(desk, toast),
            toast,
            route: RwSignal::new(Route::default()),
            help: RwSignal::new(false),
            palette: RwSignal::new(Palette::current()),
        }
    }

    /// The studio of the page that a component is part of.
    pub fn here() -> Self {
        expect_context()
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
