//! The whole page: header, the three pages, and what may speak up at any time.

use crate::app::device;
use crate::app::engine::Status;
use crate::app::engine::kind::{Choice, Kind};
use crate::app::gallery::GalleryPanel;
use crate::app::header::Header;
use crate::app::help::Help;
use crate::app::keeper::{self, Stores};
use crate::app::later::{self, Later, soon};
use crate::app::picture::intake;
use crate::app::picture::view::PictureNotice;
use crate::app::read_page::ReadPage;
use crate::app::route::Route;
use crate::app::shortcut;
use crate::app::studio::Studio;
use crate::app::take::Take;
use crate::app::toast::ToastView;
use crate::app::update_bar::UpdateBar;
use crate::ink::link;
use crate::web::keyboard;
use crate::web::storage::Store;
use leptos::ev;
use leptos::prelude::*;

#[component]
pub fn Shell() -> impl IntoView {
    let studio = open_studio();
    let route = studio.route;
    follow_address(studio);
    obey_keys(studio);
    let hovering = intake::listen(studio);
    view! {
        <Header />
        <main>
            // The sheet stays while another page is in front: its ink, its tools and its reading are kept.
            <div class="page read" hidden=move || route.get() != Route::Read>
                <ReadPage />
            </div>
            <div class="page" hidden=move || route.get() != Route::Model>
                <Later part=later::model_page wanted=Signal::derive(move || route.get() == Route::Model) />
            </div>
            <div class="page" hidden=move || route.get() != Route::About>
                <Later part=later::about_page wanted=Signal::derive(move || route.get() == Route::About) />
            </div>
        </main>
        <div class="notices">
            <PictureNotice hovering />
            <UpdateBar />
            <ToastView toast=studio.toast />
        </div>
        <Help />
        <Take />
        <GalleryPanel />
    }
}

/// The studio with the drawing that was left on the sheet.
fn open_studio() -> Studio {
    let stores = Stores::of_page();
    let restored = stores.restore();
    let damaged = restored.as_ref().err().map(ToString::to_string);
    let studio = Studio::new(restored.unwrap_or_default());
    provide_context(studio);
    if let Some(why) = damaged {
        studio.toast.say(why);
    }
    keeper::keep(studio.desk, stores, studio.toast);
    Effect::new(move || {
        if let Some(drawing) = studio.pictures.drawing.get() {
            studio.pictures.drawing.set(None);
            studio.open_drawing(drawing);
        }
    });
    studio.read_as_it_is_drawn();
    studio.engine.run();
    obey_choice(studio);
    studio
}

/// Another engine than the first, where the visitor wants it or it was measured to be faster; once the first reads.
fn obey_choice(studio: Studio) {
    let another = match studio.engine.choice.get_untracked() {
        Choice::Auto => Store::local().load(device::KEY).is_some(),
        Choice::Only(kind) => kind != Kind::FIRST,
    };
    if another {
        Effect::new(move |done: Option<bool>| {
            let now = studio.engine.status.with(|status| *status != Status::Starting);
            if now && done != Some(true) {
                soon(studio, later::obey_choice(studio));
            }
            now || done == Some(true)
        });
    }
}

/// The page in front is the one that the address names; the browser's back button works by itself.
///
/// An address may also carry a drawing; once it is on the sheet, the address is the sheet's own again.
fn follow_address(studio: Studio) {
    let route = studio.route;
    let follow = move || {
        let hash = location().hash().unwrap_or_default();
        match link::read(&hash) {
            Some(Ok(drawing)) => studio.open_drawing(drawing),
            Some(Err(error)) => studio.toast.say(error.to_string()),
            None => {}
        }
        if hash.trim_start_matches('#').starts_with(link::START) {
            // In full: with a base address in the document, a bare `#…` would lead to another one.
            let here = location().href().unwrap_or_default();
            let here = here.split('#').next().unwrap_or_default();
            let _ = location().replace(&format!("{here}{}", Route::Read.hash()));
        }
        route.set(Route::from_hash(&hash));
    };
    follow();
    let changed = window_event_listener(ev::hashchange, move |_| {
        follow();
        window().scroll_to_with_x_and_y(0.0, 0.0);
    });
    on_cleanup(move || changed.remove());
    Effect::new(move || document().set_title(route.get().title()));
}

fn obey_keys(studio: Studio) {
    let pressed = window_event_listener(ev::keydown, move |event| {
        let on_sheet = studio.route.get_untracked() == Route::Read && !studio.covered.get_untracked();
        // Under an open panel the sheet is out of reach.
        let panels = [studio.keeping, studio.taking, studio.help, studio.pictures.filming];
        if panels.iter().any(|open| open.get_untracked()) {
            return;
        }
        if event.default_prevented() || keyboard::is_for_a_field(&event) {
            return;
        }
        let press = keyboard::press(&event);
        if press.is_bare_sign() && !studio.letters.get_untracked() {
            return;
        }
        match shortcut::command(&press) {
            Some(command) if on_sheet || command == shortcut::Command::Help => {
                event.prevent_default();
                studio.command(command);
            }
            _ => {}
        }
    });
    on_cleanup(move || pressed.remove());
}
