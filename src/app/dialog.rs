//! A panel over the page: open while its signal says so, closed by its button, by Escape, or from elsewhere.

use crate::app::icon::{Icon, IconView};
use leptos::html;
use leptos::prelude::*;

/// The content is there only while the panel is open.
#[component]
pub fn Dialog(open: RwSignal<bool>, title: &'static str, name: &'static str, children: ChildrenFn) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            // Fails only for a dialog that is open already.
            (true, false) => _ = dialog.show_modal(),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let (heading, labelled) = (format!("{name}-title"), format!("{name}-title"));
    view! {
        <dialog
            class=format!("dialog {name}")
            node_ref=dialog
            aria-labelledby=labelled
            data-testid=format!("{name}-panel")
            on:close=move |_| open.set(false)
        >
            <div class="dialog-head">
                <h2 id=heading>{title}</h2>
                <button type="button" class="plain" aria-label="Close" on:click=move |_| open.set(false)>
                    <IconView icon=Icon::Close />
                </button>
            </div>
            <Show when=move || open.get()>{children()}</Show>
        </dialog>
    }
}
