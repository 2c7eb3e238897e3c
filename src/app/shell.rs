//! The whole page: header, the three pages, and what may speak up at any time.

use crate::app::about_page::about_page;
use crate::app::autosave::{self, Stores};
use crate::app::device::{kept, lazy};
use crate::app::dialogs::Dialogs;
use crate::app::editor::Editor;
use crate::app::engine::Engine;
use crate::app::export::ExportDialog;
use crate::app::gallery::panel::GalleryPanel;
use crate::app::hand::learning::Learning;
use crate::app::hand::panel::{HandNote, HandPanel};
use crate::app::header::Header;
use crate::app::help::Help;
use crate::app::lazy::{Lazy, when_loaded};
use crate::app::linked;
use crate::app::measure::inbox::Inbox;
use crate::app::mode::{self, said::Said};
use crate::app::model::model_page;
use crate::app::picture::incoming;
use crate::app::picture::notice::PictureNotice;
use crate::app::picture::pictures::Pictures;
use crate::app::preference::Preference;
use crate::app::read_page::ReadPage;
use crate::app::reading::Reading;
use crate::app::route::Route;
use crate::app::settings::Settings;
use crate::app::sheet::Sheet;
use crate::app::shortcut::{self, Command};
use crate::app::toast::{Toast, ToastView};
use crate::app::update_bar::{self, UpdateBar};
use crate::app::updates::Updates;
use crate::client::{Kind, Status};
use crate::ink::form::FormError;
use crate::ink::{Drawing, link};
use crate::web::early_ink::EarlyInk;
use crate::web::keyboard;
use any_spawner::Executor;
use leptos::ev;
use leptos::prelude::*;

/// The page before there is anything to see of it: its worker has been asked for what was left on the sheet.
pub struct Begun {
    owner: Owner,
    state: State,
}

impl Begun {
    pub fn new(stores: Stores, restored: Result<Drawing, FormError>) -> Self {
        // Effects need it. An error means that an earlier page has seen to it.
        let _ = Executor::init_wasm_bindgen();
        let owner = Owner::new();
        let state = owner.with(|| open_state(stores, restored));
        Self { owner, state }
    }

    /// Mounts it, with what was written on the outline since. It is there until what is returned goes.
    pub fn mount(self, place: web_sys::HtmlElement, early: EarlyInk) -> impl Sized {
        let Self { owner, state } = self;
        let view = owner.with(move || mount_to(place, move || view! { <Shell state early /> }));
        // The view goes first.
        (view, owner)
    }
}

#[component]
fn Shell(state: State, early: EarlyInk) -> impl IntoView {
    state.sheet.take_over(&early);
    let (route, toast) = (state.route, state.toast);
    follow_address(state);
    obey_keys(state);
    let hovering = incoming::listen();
    view! {
        <Header />
        <main>
            // The sheet stays while another page is in front: its ink, its tools and its reading are kept.
            <div class="page read" hidden=move || route.get() != Route::Read>
                <ReadPage />
            </div>
            <div class="page" hidden=move || route.get() != Route::Model>
                <Lazy part=model_page wanted=Signal::derive(move || route.get() == Route::Model) />
            </div>
            <div class="page" hidden=move || route.get() != Route::About>
                <Lazy part=about_page wanted=Signal::derive(move || route.get() == Route::About) />
            </div>
        </main>
        <div class="notices">
            <PictureNotice hovering />
            <UpdateBar />
            <HandNote />
            <ToastView toast />
        </div>
        <Help />
        <ExportDialog />
        <GalleryPanel />
        <HandPanel />
    }
}

/// What the shell itself works on; components take each part from the context.
#[derive(Clone, Copy)]
struct State {
    sheet: Sheet,
    pictures: Pictures,
    dialogs: Dialogs,
    settings: Settings,
    route: RwSignal<Route>,
    toast: Toast,
}

/// The page's state, with the drawing that was left on the sheet.
fn open_state(stores: Stores, restored: Result<Drawing, FormError>) -> State {
    let toast = Toast::new();
    if let Err(why) = &restored {
        toast.say(why.to_string());
    }
    let editor = RwSignal::new(Editor::with(restored.unwrap_or_default()));
    let engine = Engine::new(editor, toast);
    let pictures = Pictures::new(engine, editor, toast);
    let state = State {
        sheet: Sheet::new(editor, engine),
        pictures,
        dialogs: Dialogs::all_closed(),
        settings: Settings::load(),
        route: RwSignal::new(Route::default()),
        toast,
    };
    provide_context(toast);
    provide_context(engine);
    provide_context(pictures);
    provide_context(state.sheet);
    let learning = Learning::new();
    provide_context(learning);
    provide_context(Reading::new(editor, engine, pictures, learning));
    provide_context(Said::nothing());
    provide_context(state.dialogs);
    provide_context(state.settings);
    provide_context(state.route);
    provide_context(Inbox::empty());
    let updates = Updates::none_yet();
    update_bar::watch_soon(updates);
    provide_context(updates);
    autosave::keep(editor, stores, toast);
    state.sheet.read_as_it_is_drawn();
    engine.client().start();
    mode::view::restore(engine);
    engine.read_before_the_view();
    obey_preference(engine, toast);
    state
}

/// Another engine than the first, where the visitor wants it or it was measured to be faster; once the first reads.
fn obey_preference(engine: Engine, toast: Toast) {
    let another = match engine.preference.get_untracked() {
        Preference::Auto => kept::is_any(),
        Preference::Only(kind) => kind != Kind::FIRST,
    };
    if another {
        Effect::new(move |done: Option<bool>| {
            let now = engine.status.with(|status| *status != Status::Starting);
            if now && done != Some(true) {
                when_loaded(toast, lazy::obey_preference(engine));
            }
            now || done == Some(true)
        });
    }
}

/// The page in front is the one that the address names; the browser's back button works by itself.
///
/// An address may also carry a drawing; once it is on the sheet, the address is the sheet's own again.
fn follow_address(State { sheet, pictures, route, toast, .. }: State) {
    let follow = move || {
        let hash = location().hash().unwrap_or_default();
        if hash.trim_start_matches('#').starts_with(link::START) {
            when_loaded(toast, linked::open(pictures, sheet.editor, toast, hash.clone()));
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

fn obey_keys(State { sheet, pictures, dialogs, settings, route, .. }: State) {
    let pressed = window_event_listener(ev::keydown, move |event| {
        let on_sheet = route.get_untracked() == Route::Read && !pictures.covered.get_untracked();
        // Under an open panel the sheet is out of reach.
        if dialogs.is_any_open() {
            return;
        }
        if event.default_prevented() || keyboard::is_for_a_field(&event) {
            return;
        }
        let press = keyboard::press(&event);
        if press.is_bare_sign() && !settings.letters.get_untracked() {
            return;
        }
        match shortcut::command(&press) {
            Some(Command::Edit(edit)) if on_sheet => sheet.edit(edit),
            Some(Command::Help) => dialogs.help.set(true),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || pressed.remove());
}
