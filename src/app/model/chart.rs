//! One chart on the page: drawn anew for the room it has, its values told on hover and on keyboard focus.

use crate::app::model::table::{Table, TableView};
use crate::chart::sketch::Shape;
use crate::chart::{Fact, Plot, spoken};
use crate::web::resize::SizeWatch;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

/// From a width to a chart. It may read signals.
pub type Draw = Box<dyn Fn(f32) -> Plot + Send + Sync>;
/// The same in figures.
pub type Told = Box<dyn Fn() -> Table + Send + Sync>;

/// A chart with its title, its words, and its data as a table.
#[component]
pub fn Figure(
    /// Handle and name in one.
    handle: &'static str,
    title: &'static str,
    #[prop(into)] about: String,
    draw: Draw,
    table: Told,
    /// Whether the table stands open from the first.
    #[prop(optional)]
    open: bool,
    /// What chooses the data.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <figure class="figure" data-testid=handle>
            <figcaption>
                <strong>{title}</strong>
                {about}
            </figcaption>
            {children.map(|children| children())}
            <Chart title draw />
            <details class="as-table" open=open>
                <summary>"As a table"</summary>
                {move || view! { <TableView name=title table=table() /> }}
            </details>
        </figure>
    }
}

#[component]
fn Chart(title: &'static str, draw: Draw) -> impl IntoView {
    let gauge = NodeRef::<html::Div>::new();
    let width = RwSignal::new(0.0f32);
    watch_width(gauge, width);
    let plot = Memo::new(move |_| match width.get() {
        0.0 => Plot::default(),
        width => draw(width),
    });
    let picked = RwSignal::new(None::<usize>);
    let current = Memo::new(move |_| picked.get().unwrap_or_else(|| plot.with(|plot| plot.home)));
    let told = Memo::new(move |_| {
        let current = current.get();
        plot.with(|plot| plot.spots.get(current).map(|spot| spot.facts.clone())).unwrap_or_default()
    });
    let mark = move || {
        let picked = picked.get()?;
        plot.with(|plot| plot.spots.get(picked).map(|spot| spot.mark.clone()))
    };
    let size = move |of: fn(&Plot) -> f32| plot.with(of).to_string();
    let point = move |event: PointerEvent| {
        if let Some((x, y)) = place(&event) {
            picked.set(plot.with_untracked(|plot| plot.nearest(x, y)));
        }
    };
    let press = move |event: KeyboardEvent| {
        let to = plot.with_untracked(|plot| plot.step(current.get_untracked(), &event.key()));
        if to.is_some() {
            event.prevent_default();
            picked.set(to);
        }
    };
    view! {
        <div class="gauge" node_ref=gauge />
        // Read aloud as the slider's value; the eye finds it here.
        <p class="readout" aria-hidden="true">{move || told.get().into_iter().map(fact).collect_view()}</p>
        <svg
            class="chart"
            role="slider"
            tabindex="0"
            aria-label=title
            aria-roledescription="chart"
            aria-valuemin="1"
            aria-valuemax=move || plot.with(|plot| plot.spots.len().max(1)).to_string()
            aria-valuenow=move || (current.get() + 1).to_string()
            aria-valuetext=move || told.with(|facts| spoken(facts))
            width=move || size(|plot| plot.width)
            height=move || size(|plot| plot.height)
            on:pointermove=point
            on:pointerdown=point
            // A finger that lifts leaves what it pointed at on show.
            on:pointerleave=move |event: PointerEvent| {
                if event.pointer_type() == "mouse" {
                    picked.set(None);
                }
            }
            on:keydown=press
            on:focus=move |_| picked.set(Some(current.get_untracked()))
            on:blur=move |_| picked.set(None)
        >
            {move || plot.with(|plot| plot.shapes.iter().map(shape).collect_view())}
            <path class="spot" d=mark />
        </svg>
    }
}

/// Watches an element that has a width and no height: what is drawn never changes the size that is watched.
fn watch_width(gauge: NodeRef<html::Div>, width: RwSignal<f32>) {
    let watch = StoredValue::new_local(None);
    Effect::new(move || {
        let Some(gauge) = gauge.get() else { return };
        // A hidden page has no width; its charts stay as they were.
        let changed = move |now: f32, _: f32| {
            if now > 0.0 && now != width.get_untracked() {
                width.set(now);
            }
        };
        watch.set_value(SizeWatch::new(&gauge, changed).ok());
    });
}

/// Where in the chart the pointer is.
fn place(event: &PointerEvent) -> Option<(f32, f32)> {
    let chart: Element = event.current_target()?.dyn_into().ok()?;
    let bounds = chart.get_bounding_client_rect();
    Some(((f64::from(event.client_x()) - bounds.left()) as f32, (f64::from(event.client_y()) - bounds.top()) as f32))
}

fn shape(shape: &Shape) -> AnyView {
    match shape {
        Shape::Path { class, data } => view! { <path class=*class d=data.clone() /> }.into_any(),
        Shape::Text { class, x, y, text } => {
            view! { <text class=*class x=x.to_string() y=y.to_string()>{text.clone()}</text> }.into_any()
        }
    }
}

fn fact(fact: Fact) -> impl IntoView {
    let key = fact.line.map(|class| {
        view! {
            <svg class="key" width="22" height="8" aria-hidden="true">
                <path class=class d="M1 4H21" />
            </svg>
        }
    });
    view! { <span class="fact">{key}{fact.name} " " <b>{fact.value}</b></span> }
}
