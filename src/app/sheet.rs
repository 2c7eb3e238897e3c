//! The sheet: its editor, and the reading of what is drawn on it.

use crate::app::edit::Edit;
use crate::app::editor::Editor;
use crate::app::engine::Engine;
use crate::ink::View;
use crate::ink::pen::{Effect as PenEffect, Mark, Pen};
use crate::web::early_ink::EarlyInk;
use crate::web::frame::Frame;
use crate::web::pointer;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Sheet {
    pub editor: RwSignal<Editor>,
    /// How the ink is seen on the pad.
    pub view: RwSignal<View>,
    engine: Engine,
}

impl Sheet {
    pub fn new(editor: RwSignal<Editor>, engine: Engine) -> Self {
        Self { editor, view: RwSignal::new(View::fit(0.0, 0.0, None)), engine }
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// Has every change on the sheet read, once a frame.
    pub fn read_as_it_is_drawn(self) {
        let frame = Frame::new(move || self.engine.read_sheet());
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

    /// Draws what was written on the page's outline as if it had been written here. The outline showed what lies on the
    /// sheet from before, in the same places.
    pub fn take_over(self, early: &EarlyInk) {
        if early.is_empty() {
            return;
        }
        let mut pen = Pen::default();
        for (event, on, scale) in early.events() {
            let view = View { width: on.width() as f32, height: on.height() as f32, scale };
            if let Some(event) = pointer::event(&event, &on, view, self.mark()) {
                let (next, effects) = pen.transition(event);
                pen = next;
                self.draw(effects);
            }
        }
        // The browser may not have told that the pen was lifted.
        if pen.is_down() {
            self.draw(vec![PenEffect::Keep]);
        }
    }

    pub fn edit(self, edit: Edit) {
        self.editor.update(|editor| editor.edit(edit));
    }

    /// What the pointer does with the tool in the hand.
    pub fn mark(self) -> Mark {
        self.editor.with_untracked(Editor::mark)
    }
}
