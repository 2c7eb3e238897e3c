//! A graph as the page shows it.

use super::axes::{label, precise, ticks};
use super::frame::{HEIGHT, WIDTH, moved, path, value_at, x, y, zoomed};
use crate::maths::{Graph, Window};
use leptos::ev::{KeyboardEvent, WheelEvent};
use leptos::html;
use leptos::prelude::*;

const IN: f64 = 0.5;
const OUT: f64 = 2.0;

/// `start` is the part of the plane that is shown at first, `seen` the one that somebody moved or zoomed to.
#[component]
pub fn GraphView(graph: Graph, start: Window, seen: RwSignal<Option<Window>>) -> impl IntoView {
    let (curve, pointed) = (StoredValue::new(graph.curve), RwSignal::new(None::<f64>));
    let window = Memo::new(move |_| seen.get().unwrap_or(start));
    let picture = NodeRef::<html::Div>::new();
    let variable = curve.with_value(|curve| curve.variable().to_string());
    let drawn = Memo::new(move |_| {
        let window = window.get();
        let height = window.top - window.bottom;
        curve.with_value(|curve| curve.sample(window.left, window.right, height)).map(|runs| path(&window, &runs))
    });
    let line = move || drawn.with(|drawn| drawn.clone().unwrap_or_default());
    let failure = move || drawn.with(|drawn| drawn.as_ref().err().map(ToString::to_string));
    let value = move |at: f64| curve.with_value(|curve| curve.at(at));
    let zoom =
        move |factor: f64, at: (f64, f64)| seen.set(Some(window.with_untracked(|window| zoomed(window, factor, at))));
    // As parts of the picture's width and height.
    let place = move |x: i32, y: i32| {
        let on = picture.get_untracked()?.get_bounding_client_rect();
        let parts = ((f64::from(x) - on.left()) / on.width(), (f64::from(y) - on.top()) / on.height());
        (on.width() > 0.0).then_some(parts)
    };
    let turned = move |event: WheelEvent| {
        if let Some(at) = place(event.client_x(), event.client_y()) {
            event.prevent_default();
            zoom((event.delta_y().clamp(-400.0, 400.0) / 400.0).exp2(), at);
        }
    };
    let key = move |event: KeyboardEvent| {
        let step = |right, up| seen.set(Some(window.with_untracked(|window| moved(window, right, up))));
        match event.key().as_str() {
            "+" | "=" => zoom(IN, (0.5, 0.5)),
            "-" => zoom(OUT, (0.5, 0.5)),
            "ArrowLeft" => step(-0.1, 0.0),
            "ArrowRight" => step(0.1, 0.0),
            "ArrowUp" => step(0.0, 0.1),
            "ArrowDown" => step(0.0, -0.1),
            _ => return,
        }
        event.prevent_default();
    };
    let spot = move || {
        let (at, window) = (pointed.get()?, window.get());
        let here = y(&window, value(at)?);
        Some(view! { <circle class="graph-spot" cx=x(&window, at).to_string() cy=here.to_string() r="4" /> })
    };
    let name = variable.clone();
    let told = move || {
        let (at, window) = (pointed.get()?, window.get());
        let here = precise(at, window.left, window.right);
        Some(match value(at) {
            Some(value) => format!("{name} = {here}: {}", precise(value, window.bottom, window.top)),
            None => format!("{name} = {here}: no value"),
        })
    };
    let table = move || {
        let window = window.get();
        let row = |at: f64| {
            let value = value(at).map_or("no value".to_owned(), |value| precise(value, window.bottom, window.top));
            view! { <tr><td>{label(at, window.left, window.right)}</td><td>{value}</td></tr> }
        };
        ticks(window.left, window.right).into_iter().map(row).collect_view()
    };
    let button = |name: &'static str, sign: &'static str, handle: &'static str, press: Box<dyn Fn()>| {
        view! {
            <button type="button" class="button graph-button" aria-label=name title=name data-testid=handle on:click=move |_| press()>
                {sign}
            </button>
        }
    };
    view! {
        <figure class="graph" data-testid="graph">
            <div
                class="graph-picture"
                node_ref=picture
                tabindex="0"
                role="application"
                aria-label="Graph; plus and minus zoom, the arrow keys move it"
                on:wheel=turned
                on:keydown=key
                on:pointermove=move |event| {
                    pointed.set(place(event.client_x(), event.client_y()).map(|at| value_at(&window.get_untracked(), at.0)));
                }
                on:pointerleave=move |_| pointed.set(None)
            >
                <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true">
                    {move || axes(&window.get())}
                    <path class="graph-curve" d=line />
                    {spot}
                </svg>
            </div>
            <figcaption class="graph-line">
                <output class="graph-value" data-testid="graph-value">{told}{failure}</output>
                {button("Zoom in", "+", "graph-in", Box::new(move || zoom(IN, (0.5, 0.5))))}
                {button("Zoom out", "−", "graph-out", Box::new(move || zoom(OUT, (0.5, 0.5))))}
                {button("As at first", "↺", "graph-reset", Box::new(move || seen.set(None)))}
            </figcaption>
            <details class="graph-table">
                <summary>"As a table"</summary>
                <table>
                    <thead><tr><th scope="col">{variable}</th><th scope="col">"value"</th></tr></thead>
                    <tbody>{table}</tbody>
                </table>
            </details>
        </figure>
    }
}

/// Lines at the ticks, the axes where they are in the window, and the numbers along its edges.
fn axes(window: &Window) -> impl IntoView + use<> {
    let window = *window;
    let across = ticks(window.left, window.right).into_iter().map(move |tick| {
        let place = x(&window, tick).to_string();
        let anchor = anchor(x(&window, tick));
        view! {
            <line class:axis=tick == 0.0 x1=place.clone() x2=place.clone() y1="0" y2=HEIGHT.to_string() />
            <text x=place y=(HEIGHT - 4.0).to_string() text-anchor=anchor>{label(tick, window.left, window.right)}</text>
        }
    });
    let up = ticks(window.bottom, window.top).into_iter().map(move |tick| {
        let place = y(&window, tick).to_string();
        // The numbers along the lower edge keep their room.
        let is_free = (10.0..HEIGHT - 16.0).contains(&y(&window, tick));
        let text = if is_free { label(tick, window.bottom, window.top) } else { String::new() };
        view! {
            <line class:axis=tick == 0.0 x1="0" x2=WIDTH.to_string() y1=place.clone() y2=place.clone() />
            <text x="4" y=(y(&window, tick) - 3.0).to_string()>{text}</text>
        }
    });
    view! { <g class="graph-axes">{across.collect_view()}{up.collect_view()}</g> }
}

/// Numbers at the edges stay inside.
fn anchor(place: f64) -> &'static str {
    match place {
        place if place < 20.0 => "start",
        place if place > WIDTH - 20.0 => "end",
        _ => "middle",
    }
}
