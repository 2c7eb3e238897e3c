//! The tools on the sheet's edge.

use crate::app::editor::Editor;
use crate::app::icon::{Icon, IconView};
use crate::app::shortcut::Command;
use crate::app::state::AppState;
use crate::app::width::Width;
use leptos::prelude::*;

#[component]
pub fn Tools() -> impl IntoView {
    let app = AppState::here();
    let (editor, pictures) = (app.editor, app.pictures);
    let does = move |command: Command| move || app.command(command);
    let in_hand = Memo::new(move |_| editor.with(|editor| (!editor.erasing).then_some(editor.width)));
    let pens = Width::ALL.map(|width| {
        let testid = format!("pen-{}", format!("{width:?}").to_lowercase());
        let pressed = Signal::derive(move || Some(in_hand.get() == Some(width)));
        let press = move || app.command(Command::Width(width));
        view! { <Tool icon=Icon::Pen(width) name=width.name() testid press pressed /> }
    });
    let rubbing = Signal::derive(move || Some(in_hand.get().is_none()));
    let can_undo = Memo::new(move |_| editor.with(|editor| editor.ink().can_undo()));
    let can_redo = Memo::new(move |_| editor.with(|editor| editor.ink().can_redo()));
    let has_ink = Memo::new(move |_| !editor.with(Editor::is_blank));
    view! {
        <div class="tools" role="toolbar" aria-label="Tools" aria-controls="pad">
            <div class="tool-group">
                {pens} <Tool icon=Icon::Eraser name="Eraser" testid="eraser" press=does(Command::Eraser) pressed=rubbing />
            </div>
            <div class="tool-group">
                <Tool icon=Icon::Undo name="Undo" testid="undo" press=does(Command::Undo) enabled=can_undo />
                <Tool icon=Icon::Redo name="Redo" testid="redo" press=does(Command::Redo) enabled=can_redo />
                <Tool icon=Icon::Clear name="Clear" testid="clear" press=does(Command::Clear) enabled=has_ink />
            </div>
            <div class="tool-group">
                <Tool icon=Icon::Picture name="Read a picture" testid="choose-picture" press=move || pictures.choose() />
                <Tool
                    icon=Icon::Take
                    name="Save and share"
                    testid="take"
                    enabled=has_ink
                    press=move || {
                        if has_ink.get_untracked() {
                            app.exporting.set(true);
                        }
                    }
                />
                <Tool icon=Icon::Kept name="Kept drawings" testid="gallery" press=move || app.keeping.set(true) />
                <Tool icon=Icon::Camera name="Camera" testid="camera" press=move || pictures.filming.set(true) />
            </div>
        </div>
    }
}

/// One tool. What cannot be used now stays focusable, so that the keyboard does not lose its place.
#[component]
pub fn Tool(
    icon: Icon,
    name: &'static str,
    #[prop(into)] testid: String,
    press: impl Fn() + 'static,
    #[prop(optional, into)] pressed: Signal<Option<bool>>,
    #[prop(default = true.into(), into)] enabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="tool"
            aria-label=name
            aria-pressed=move || pressed.get().map(|pressed| pressed.to_string())
            aria-disabled=move || (!enabled.get()).then_some("true")
            data-testid=testid
            on:click=move |_| press()
        >
            <IconView icon />
            <span class="tip" aria-hidden="true">{name}</span>
        </button>
    }
}
