//! The part of the article that is made of figures: fetched when the page is first looked at.

use crate::app::model::live::Live;
use crate::app::route::Route;
use crate::article::Article;
use crate::chart::markup::{element, wrap};
use crate::web::worker::Source;
use crate::web::{fetch, meta};
use leptos::ev::MouseEvent;
use leptos::task::spawn_local;
use leptos::{html, prelude::*};
use std::fmt;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Keeps the place of what is on its way.
const WAITING: &str = "<div class=\"pending\" aria-busy=\"true\"><p>Fetching the figures…</p></div>";
const RETRY: &str = "<button type=\"button\" class=\"button\" data-testid=\"figures-retry\">Try again</button>";

#[derive(Clone, Copy)]
enum Missing {
    NotLoaded,
    Damaged,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotLoaded => "The figures could not be loaded. Check the connection, then try again.",
            Self::Damaged => "The figures came damaged. Try again; if it stays so, reload the page.",
        })
    }
}

#[component]
pub fn FiguresView() -> impl IntoView {
    let route = Route::in_front();
    let place = NodeRef::<html::Div>::new();
    let live = StoredValue::new_local(None::<Live>);
    let ask = move |source| {
        let Some(place) = place.get_untracked() else { return };
        place.set_inner_html(WAITING);
        spawn_local(async move {
            let shown = match fetched(source).await {
                Ok(article) => Some(Live::show(article, &place)),
                Err(why) => {
                    let inner = element("p", &why.to_string()) + RETRY;
                    let panel = "div class=\"pending missing\" role=\"alert\" data-testid=\"figures-missing\"";
                    place.set_inner_html(&wrap(panel, &inner));
                    None
                }
            };
            // The page may be gone by then.
            let _ = live.try_set_value(shown);
        });
    };
    let asked = StoredValue::new(false);
    Effect::new(move || {
        if route.get() == Route::Model && !asked.get_value() {
            asked.set_value(true);
            ask(Source::Usual);
        }
    });
    let click = move |event: MouseEvent| {
        let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if button.is_some_and(|button| button.matches("button").unwrap_or_default()) {
            // What the browser has kept may be what went wrong.
            ask(Source::Network);
        }
    };
    view! { <div class="measured" node_ref=place on:click=click /> }
}

async fn fetched(source: Source) -> Result<Article, Missing> {
    let address = meta("inkling-article").ok_or(Missing::NotLoaded)?;
    let file = fetch::own(&address, source).await.ok_or(Missing::NotLoaded)?;
    Article::decode(&file).ok_or(Missing::Damaged)
}
