//! Parts of the page that are fetched when they are first needed. Each feature declares its own with `chunk!`, where it
//! lives; the build moves all that only the declared functions reach into modules of their own, one for each name of a
//! chunk, so that the page itself opens without it.
//!
//! Everything may use this; it knows nothing of the page but the toast and whether there is another build.

use crate::app::toast::Toast;
use crate::app::updates::Updates;
use crate::web::{styles, updates};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;

#[cfg(feature = "split")]
pub use leptos::wasm_split::SplitLoaderError as Missing;
#[cfg(not(feature = "split"))]
pub type Missing = std::convert::Infallible;

/// What is there once its code is.
pub type Pending<T> = Pin<Box<dyn Future<Output = Result<T, Missing>>>>;
/// A part of the page.
pub type Part = fn() -> AnyView;

/// Declares functions whose body comes later. What is fetched must not be named in what opens the page: only calls
/// through here leave it out.
macro_rules! chunk {
    ($chunk:ident: $($name:ident($($argument:ident: $kind:ty),*) -> $result:ty = $body:expr;)*) => {
        $(
            #[allow(unsafe_code, reason = "split points are linked by name; the macro writes both of their ends")]
            pub fn $name($($argument: $kind),*) -> $crate::app::lazy::Pending<$result> {
                #[cfg_attr(
                    feature = "split",
                    leptos::wasm_split::wasm_split($chunk, fallible, wasm_split_path = ::leptos::wasm_split)
                )]
                fn $name($($argument: $kind),*) -> Result<$result, $crate::app::lazy::Missing> {
                    Ok($body)
                }
                let coming = $name($($argument),*);
                #[cfg(not(feature = "split"))]
                let coming = std::future::ready(coming);
                Box::pin(coming)
            }
        )*
    };
}
pub(crate) use chunk;

/// Shows a part of the page from the first time that it is wanted.
#[component]
pub fn Lazy(part: fn() -> Pending<Part>, #[prop(into, default = true.into())] wanted: Signal<bool>) -> impl IntoView {
    let updates = Updates::here();
    let there = RwSignal::new(None::<Result<Part, ()>>);
    let fetch = move || {
        there.set(None);
        // Where the visitor has gone on meanwhile, nobody is left to show it.
        spawn_local(async move {
            let (part, styles) = (part(), styles::later());
            let part = part.await.map_err(drop);
            let come = if styles.await { part } else { Err(()) };
            _ = there.try_set(Some(come));
        });
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
pub fn when_loaded(toast: Toast, action: Pending<()>) {
    spawn_local(async move {
        if action.await.is_err() {
            toast.say(sorry(updates::is_another_ready()));
        }
    });
}

/// Why a part did not come, as far as the page can tell: files of its build may be gone once there is another.
pub fn sorry(other_build: bool) -> &'static str {
    if other_build {
        "This part of the page could not be loaded. Reload for the new version of the page; the drawing stays."
    } else {
        "This part of the page could not be loaded. Check the connection, then try again."
    }
}
