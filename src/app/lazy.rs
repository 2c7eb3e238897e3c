//! What the page fetches when it is first needed. The build moves all that only these functions reach into modules of
//! their own, one for each name of a chunk, so that the page itself opens without it.
#![allow(unsafe_code, reason = "the split points are linked by name; the macro writes both of their ends")]

use crate::app::about_page::AboutPage;
use crate::app::device::view::DeviceView;
use crate::app::explain::ExplainView;
use crate::app::export::ExportOptions;
use crate::app::gallery::view::GalleryView;
use crate::app::help::HelpWords;
use crate::app::measure::view::Measure;
use crate::app::model::ModelPage;
use crate::app::picture::batch::view::BatchView;
use crate::app::picture::camera::CameraView;
use crate::app::picture::steps::Steps;
use crate::app::picture::tools::PictureTools;
use crate::app::picture::view::PictureView;
use crate::app::state::AppState;
use crate::web::files::Named;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;

#[cfg(feature = "split")]
use leptos::wasm_split::SplitLoaderError as Missing;
#[cfg(not(feature = "split"))]
type Missing = std::convert::Infallible;

/// What is there once its code is.
pub type Pending<T> = Pin<Box<dyn Future<Output = Result<T, Missing>>>>;
/// A part of the page.
pub type Part = fn() -> AnyView;

/// Functions whose body comes later. What is fetched must not be named in what opens the page: only calls through here
/// leave it out.
macro_rules! chunk {
    ($chunk:ident: $($name:ident($($argument:ident: $kind:ty),*) -> $result:ty = $body:expr;)*) => {
        $(pub fn $name($($argument: $kind),*) -> Pending<$result> {
            #[cfg_attr(
                feature = "split",
                leptos::wasm_split::wasm_split($chunk, fallible, wasm_split_path = ::leptos::wasm_split)
            )]
            fn $name($($argument: $kind),*) -> Result<$result, Missing> {
                Ok($body)
            }
            let coming = $name($($argument),*);
            #[cfg(not(feature = "split"))]
            let coming = std::future::ready(coming);
            Box::pin(coming)
        })*
    };
}

chunk! { pages:
    model_page() -> Part = || ModelPage().into_any();
    about_page() -> Part = || AboutPage().into_any();
    help_words() -> Part = || HelpWords().into_any();
    export_options() -> Part = || ExportOptions().into_any();
}

chunk! { pictures:
    picture_view() -> Part = || PictureView().into_any();
    picture_tools() -> Part = || PictureTools().into_any();
    steps() -> Part = || Steps().into_any();
    batch() -> Part = || BatchView().into_any();
    camera() -> Part = || CameraView().into_any();
    take_pictures(app: AppState, files: Vec<Named>) -> () = app.pictures.take(files);
    open_link(app: AppState, link: String) -> () = app.pictures.open_link(&link);
}

chunk! { explain:
    explain() -> Part = || ExplainView().into_any();
}

chunk! { gallery:
    gallery() -> Part = || GalleryView().into_any();
}

chunk! { device:
    device() -> Part = || DeviceView().into_any();
    obey_preference(app: AppState) -> () = app.engine.obey(app.engine.preference.get_untracked());
}

chunk! { measure:
    measure() -> Part = || Measure().into_any();
}

/// Shows a part of the page from the first time that it is wanted.
#[component]
pub fn Lazy(part: fn() -> Pending<Part>, #[prop(into, default = true.into())] wanted: Signal<bool>) -> impl IntoView {
    let updates = AppState::here().updates;
    let there = RwSignal::new(None::<Result<Part, ()>>);
    let fetch = move || {
        there.set(None);
        // Where the visitor has gone on meanwhile, nobody is left to show it.
        spawn_local(async move { _ = there.try_set(Some(part().await.map_err(drop))) });
    };
    let asked = Memo::new(move |before| before.is_some_and(|before: &bool| *before) || wanted.get());
    Effect::new(move || {
        if asked.get() {
            fetch();
        }
    });
    move || {
        there.get().map(|there| match there {
            Ok(part) => part(),
            Err(()) => view! {
                <p class="missing" role="alert" data-testid="missing">
                    {move || sorry(updates.are_ready())}
                    <button type="button" class="button quiet-button" data-testid="missing-retry" on:click=move |_| fetch()>
                        "Try again"
                    </button>
                    <Show when=move || updates.are_ready()>
                        <button
                            type="button"
                            class="button quiet-button"
                            data-testid="missing-reload"
                            on:click=move |_| updates.take_over()
                        >
                            "Reload"
                        </button>
                    </Show>
                </p>
            }
            .into_any(),
        })
    }
}

/// Does what comes as soon as its code is there.
pub fn when_loaded(app: AppState, action: Pending<()>) {
    spawn_local(async move {
        if action.await.is_err() {
            app.toast.say(sorry(app.updates.are_ready_untracked()));
        }
    });
}

/// Why a part did not come, as far as the page can tell: files of its build may be gone once there is another.
fn sorry(other_build: bool) -> &'static str {
    if other_build {
        "This part of the page could not be loaded. Reload for the new version of the page; the drawing stays."
    } else {
        "This part of the page could not be loaded. Check the connection, then try again."
    }
}
