//! The part of the article that is made of figures: fetched when the page is first looked at.

use crate::app::model::article::{Article, Part};
use crate::app::model::figure::FigureView;
use crate::app::model::{learning, network, quality, trials};
use crate::app::route::Route;
use crate::app::studio::Studio;
use crate::metrics::Metrics;
use crate::web::worker::Source;
use crate::web::{fetch, meta};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::fmt;
use std::sync::Arc;

#[derive(Clone)]
enum Figures {
    Waiting,
    Missing(Missing),
    There(Arc<Metrics>),
}

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
    let route = Studio::here().route;
    let figures = RwSignal::new(Figures::Waiting);
    let asked = StoredValue::new(false);
    let ask = move |source| {
        figures.set(Figures::Waiting);
        spawn_local(async move {
            // The page may be gone by then.
            let _ = figures.try_set(fetched(source).await);
        });
    };
    Effect::new(move || {
        if route.get() == Route::Model && !asked.get_value() {
            asked.set_value(true);
            ask(Source::Usual);
        }
    });
    move || match figures.get() {
        Figures::Waiting => view! {
            <div class="pending" aria-busy="true">
                <p>"Fetching the figures…"</p>
            </div>
        }
        .into_any(),
        Figures::Missing(why) => view! {
            <div class="pending missing" role="alert" data-testid="figures-missing">
                <p>{why.to_string()}</p>
                <button
                    type="button"
                    class="button"
                    data-testid="figures-retry"
                    // What the browser has kept may be what went wrong.
                    on:click=move |_| ask(Source::Network)
                >
                    "Try again"
                </button>
            </div>
        }
        .into_any(),
        Figures::There(metrics) => article(&metrics).parts.into_iter().map(part).collect_view().into_any(),
    }
}

fn article(metrics: &Metrics) -> Article {
    let mut article = Article::default();
    quality::write(metrics, &mut article);
    network::write(metrics, &mut article);
    learning::write(metrics, &mut article);
    trials::write(metrics, &mut article);
    article
}

fn part(part: Part) -> AnyView {
    match part {
        Part::Text(markup) => view! { <div inner_html=markup /> }.into_any(),
        Part::Figures(figures) => {
            let pair = figures.len() > 1;
            let figures = figures.into_iter().map(|figure| view! { <FigureView figure /> }).collect_view();
            view! {
                <div class="group" class:pair=pair>
                    {figures}
                </div>
            }
            .into_any()
        }
    }
}

async fn fetched(source: Source) -> Figures {
    let text = match meta("inkling-figures") {
        Some(address) => fetch::text(&address, source).await,
        None => None,
    };
    match text.as_deref().map(Metrics::read) {
        None => Figures::Missing(Missing::NotLoaded),
        Some(None) => Figures::Missing(Missing::Damaged),
        Some(Some(metrics)) => Figures::There(Arc::new(metrics)),
    }
}
