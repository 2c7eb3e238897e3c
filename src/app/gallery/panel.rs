//! The panel's place on the page; what is in it is fetched when it is first opened.

use super::view::GalleryView;
use crate::app::dialog::Dialog;
use crate::app::dialogs::Dialogs;
use crate::app::lazy::{Lazy, Part, chunk};
use leptos::prelude::*;

chunk! { gallery:
    gallery() -> Part = || GalleryView().into_any();
}

#[component]
pub fn GalleryPanel() -> impl IntoView {
    view! {
        <Dialog open=Dialogs::here().gallery title="Kept drawings" name="gallery">
            <Lazy part=gallery />
        </Dialog>
    }
}
