//! Drawings that the visitor keeps: the panel that shows them, and what can be done with them.

pub mod card;
pub mod deeds;
pub mod intake;
pub mod view;
pub mod ways;

use crate::app::dialog::Dialog;
use crate::app::later::{self, Later};
use crate::app::studio::Studio;
use leptos::prelude::*;

/// What is called out when kept drawings have changed, so that every tab shows them as they are.
const CHANGED: &str = "inkling.kept";

#[component]
pub fn GalleryPanel() -> impl IntoView {
    view! {
        <Dialog open=Studio::here().keeping title="Kept drawings" name="gallery">
            <Later part=later::gallery />
        </Dialog>
    }
}
