//! Drawings that the visitor keeps: the panel that shows them, and what can be done with them.

pub mod actions;
pub mod card;
pub mod export_panel;
pub mod import;
pub mod view;

use crate::app::dialog::Dialog;
use crate::app::lazy::{self, Lazy};
use crate::app::state::AppState;
use leptos::prelude::*;

/// What is called out when kept drawings have changed, so that every tab shows them as they are.
const CHANGED: &str = "kept";

#[component]
pub fn GalleryPanel() -> impl IntoView {
    view! {
        <Dialog open=AppState::here().keeping title="KeptDrawing drawings" name="gallery">
            <Lazy part=lazy::gallery />
        </Dialog>
    }
}
