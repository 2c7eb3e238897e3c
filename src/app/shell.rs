//! The whole page: header, the three pages, and what may speak up at any time.

use crate::app::autosave::{self, Stores};
use crate::app::client::Status;
use crate::app::client::kind::{Kind, Preference};
use crate::app::device;
use crate::app::export::ExportDialog;
use crate::app::gallery::GalleryPanel;
use crate::app::header::Header;
use crate::app::help::Help;
use crate::app::lazy::{self, Lazy, when_loaded};
use crate::app::picture::incoming;
use crate::app::picture::view::PictureNotice;
use crate::app::read_page::ReadPage;
use crate::app::route::Route;
use crate::app::shortcut;
use crate::app::state::AppState;
use crate::app::toast::ToastView;
use crate::app::update_bar::UpdateBar;
use crate::ink::link;
use crate::web::keyboard;
use crate::web::storage::Store;
use leptos::ev;
use leptos::prelude::*;

#[component]
pub fn Shell() -> impl IntoView {
    let app = open_state();
    let route = app.route;
    follow_address(app);
    obey_keys(app);
    let hovering = incoming::listen(app);
    view! {
        <Header />
        <main>
            // The sheet stays while another page is in front: its ink, its tools and its reading are kept.
            <div class="page read" hidden=move || route.get() != Route::Read>
                <ReadPage />
            </div>
            <div class="page" hidden=move || route.get() != Route::Model>
                <Lazy part=lazy::model_page wanted=Signal::derive(move || route.get() == Route::Model) />
            </div>
            <div class="page" hidden=move || route.get() != Route::About>
                <Lazy part=lazy::about_page wanted=Signal::derive(move || route.get() == Route::About) />
            </div>
        </main>
        <div class="notices">
            <PictureNotice hovering />
            <UpdateBar />
            <ToastView toast=app.toast />
        </div>
        <Help />
        <ExportDialog />
        <GalleryPanel />
    }
}

/// The app state with the drawing that was left on the sheet.
fn open_state() -> AppState {
    let stores = Stores::of_page();
    let restored = stores.restore();
    let damaged = restored.as_ref().err().map(ToString::to_string);
    let app = AppState::new(restored.unwrap_or_default());
    provide_context(app);
    if let Some(why) = damaged {
        app.toast.say(why);
    }
    autosave::keep(app.editor, stores, app.toast);
    Effect::new(move || {
        if let Some(drawing) = app.pictures.drawing.get() {
            app.pictures.drawing.set(None);
            app.open_drawing(drawing);
        }
    });
    app.read_as_it_is_drawn();
    app.engine.run();
    obey_preference(app);
    app
}

/// Another engine than the first, where the visitor wants it or it was measured to be faster; once the first reads.
fn obey_preference(app: AppState) {
    let another = match app.engine.preference.get_untracked() {
        Preference::Auto => Store::local().load(device::KEY).is_some(),
        Preference::Only(kind) => kind != Kind::FIRST,
    };
    if another {
        Effect::new(move |done: Option<bool>| {
            let now = app.engine.status.with(|status| *status != Status::Starting);
            if now && done != Some(true) {
                when_loaded(app, lazy::obey_preference(app));
            }
            now || done == Some(true)
        });
    }
}

/// The page in front is the one that the address names; the browser's back button works by itself.
///
/// An address may also carry a drawing; once it is on the sheet, the address is the sheet's own again.
fn follow_address(app: AppState) {
    let route = app.route;
    let follow = move || {
        let hash = location().hash().unwrap_or_default();
        match link::read(&hash) {
            Some(Ok(drawing)) => app.open_drawing(drawing),
            Some(Err(error)) => app.toast.say(error.to_string()),
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

fn obey_keys(app: AppState) {
    let pressed = window_event_listener(ev::keydown, move |event| {
        let on_sheet = app.route.get_untracked() == Route::Read && !app.covered.get_untracked();
        // Under an open panel the sheet is out of reach.
        let panels = [app.keeping, app.exporting, app.help, app.pictures.filming];
        if panels.iter().any(|open| open.get_untracked()) {
            return;
        }
        if event.default_prevented() || keyboard::is_for_a_field(&event) {
            return;
        }
        let press = keyboard::press(&event);
        if press.is_bare_sign() && !app.letters.get_untracked() {
            return;
        }
        match shortcut::command(&press) {
            Some(command) if on_sheet || command == shortcut::Command::Help => {
                event.prevent_default();
                app.command(command);
            }
            _ => {}
        }
    });
    on_cleanup(move || pressed.remove());
}
