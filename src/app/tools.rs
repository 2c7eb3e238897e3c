//! The tools on the sheet's edge.

use crate::app::desk::Desk;
use crate::app::icon::{Icon, IconView};
use crate::app::shortcut::Command;
use crate::app::studio::Studio;
use crate::app::width::Width;
use leptos::prelude::*;

#[component]
pub fn Tools() -> impl IntoView {
    let desk = Studio::here().desk;
    let in_hand = Memo::new(move |_| desk.with(|desk| (!desk.erasing).then_some(desk.width)));
    let pens = Width::ALL.map(|width| {
        let testid = format!("pen-{}", format!("{width:?}").to_lowercase());
        let pressed = Signal::derive(move || Some(in_hand.get() == Some(width)));
        view! { <Tool icon=Icon::Pen(width) name=width.name() testid command=Command::Width(width) pressed /> }
    });
    let rubbing = Signal::derive(move || Some(in_hand.get().is_none()));
    let can_undo = Memo::new(move |_| desk.with(|desk| desk.ink().can_undo()));
    let can_redo = Memo::new(move |_| desk.with(|desk| desk.ink().can_redo()));
    let has_ink = Memo::new(move |_| !desk.with(Desk::is_blank));
    view! {
        <div class="tools" role="toolbar" aria-label="Tools" aria-controls="pad">
            <div class="tool-group">
                {pens} <Tool icon=Icon::Eraser name="Eraser" testid="eraser" command=Command::Eraser pressed=rubbing />
            </div>
            <div class="tool-group">
                <Tool icon=Icon::Undo name="Undo" testid="undo" command=Command::Undo enabled=can_undo />
                <Tool icon=Icon::Redo name="Redo" testid="redo" command=Command::Redo enabled=can_redo />
                <Tool icon=Icon::Clear name="Clear" testid="clear" command=Command::Clear enabled=has_ink />
            </div>
        </div>
    }
}

/// One tool. What cannot be used now stays focusable, so that the keyboard does not lose its place.
#[component]
fn Tool(
    icon: Icon,
    name: &'static str,
    #[prop(into)] testid: String,
    command: Command,
    #[prop(optional, into)] pressed: Signal<Option<bool>>,
    #[prop(default = true.into(), into)] enabled: Signal<bool>,
) -> impl IntoView {
    let studio = Studio::here();
    view! {
        <button
            type="button"
            class="tool"
            aria-label=name
            aria-pressed=move || pressed.get().map(|pressed| pressed.to_string())
            aria-disabled=move || (!enabled.get()).then_some("true")
            data-testid=testid
            on:click=move |_| studio.command(command)
        >
            <IconView icon />
            <span class="tip" aria-hidden="true">{name}</span>
        </button>
    }
}
