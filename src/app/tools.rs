//! The tools on the sheet's edge.

use crate::app::dialogs::Dialogs;
use crate::app::edit::Edit;
use crate::app::editor::Editor;
use crate::app::icon::Icon;
use crate::app::picture::pictures::Pictures;
use crate::app::sheet::Sheet;
use crate::app::tool::Tool;
use crate::app::width::Width;
use leptos::prelude::*;

#[component]
pub fn Tools() -> impl IntoView {
    let (dialogs, pictures, sheet) = (Dialogs::here(), Pictures::here(), Sheet::here());
    let editor = sheet.editor;
    let does = move |edit: Edit| move || sheet.edit(edit);
    let in_hand = Memo::new(move |_| editor.with(|editor| (!editor.erasing).then_some(editor.width)));
    let pens = Width::ALL.map(|width| {
        let testid = format!("pen-{}", width.key());
        let pressed = Signal::derive(move || Some(in_hand.get() == Some(width)));
        let press = move || sheet.edit(Edit::Width(width));
        view! { <Tool icon=Icon::Pen(width) name=width.name() testid press pressed /> }
    });
    let rubbing = Signal::derive(move || Some(in_hand.get().is_none()));
    let can_undo = Memo::new(move |_| editor.with(|editor| editor.ink().can_undo()));
    let can_redo = Memo::new(move |_| editor.with(|editor| editor.ink().can_redo()));
    let has_ink = Memo::new(move |_| !editor.with(Editor::is_blank));
    view! {
        <div class="tools" role="toolbar" aria-label="Tools" aria-controls="pad">
            <div class="tool-group">
                {pens} <Tool icon=Icon::Eraser name="Eraser" testid="eraser" press=does(Edit::Eraser) pressed=rubbing />
            </div>
            <div class="tool-group">
                <Tool icon=Icon::Undo name="Undo" testid="undo" press=does(Edit::Undo) enabled=can_undo />
                <Tool icon=Icon::Redo name="Redo" testid="redo" press=does(Edit::Redo) enabled=can_redo />
                <Tool icon=Icon::Clear name="Clear" testid="clear" press=does(Edit::Clear) enabled=has_ink />
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
                            dialogs.export.set(true);
                        }
                    }
                />
                <Tool icon=Icon::Kept name="Kept drawings" testid="gallery" press=move || dialogs.gallery.set(true) />
                <Tool icon=Icon::Camera name="Camera" testid="camera" press=move || dialogs.camera.set(true) />
            </div>
        </div>
    }
}
