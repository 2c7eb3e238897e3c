//! One figure on the page: its chart drawn anew for the room it has, its values told on hover and on keyboard focus.

use crate::app::model::article::{Draw, Figure};
use crate::chart::{Plot, markup, spoken};
use crate::web::resize::SizeWatch;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

#[component]
pub fn FigureView(figure: Figure) -> impl IntoView {
    let Figure { handle, title, about, draw, tables, choices, open } = figure;
    let place = NodeRef::<html::Figure>::new();
    let chosen = RwSignal::new(0usize);
    let live = Live::new(place, draw, chosen);
    live.watch_width();
    live.redraw();
    live.tell();
    let caption = markup::element("strong", title) + &markup::element("span", &about);
    let tables: Vec<String> = tables.iter().map(|table| markup::table(title, "figures", table)).collect();
    let table = move || tables.get(chosen.get()).cloned();
    let options: String = choices.iter().map(|name| markup::element("option", name)).collect();
    let choose = (!choices.is_empty()).then(|| {
        view! {
            <label class="choice">
                "Set "
                <select
                    inner_html=options
                    on:change:target=move |event| chosen.set(event.target().selected_index().max(0) as usize)
                />
            </label>
        }
    });
    view! {
        <figure class="figure" node_ref=place data-testid=handle>
            <figcaption inner_html=caption />
            {choose}
            <div class="gauge" />
            // Read aloud as the slider's value; the eye finds it here.
            <p class="readout" aria-hidden="true" />
            <svg
                class="chart"
                role="slider"
                tabindex="0"
                aria-label=title
                aria-roledescription="chart"
                aria-valuemin="1"
                on:pointermove=move |event| live.point(&event)
                on:pointerdown=move |event| live.point(&event)
                on:pointerleave=move |event| live.leave(&event)
                on:keydown=move |event| live.press(&event)
                on:focus=move |_| live.focus()
                on:blur=move |_| live.picked.set(None)
            >
                <g />
                <path class="spot" />
            </svg>
            <details class="as-table" open=open>
                <summary>"As a table"</summary>
                <div inner_html=table />
            </details>
        </figure>
    }
}

/// A chart on the page. It is written straight into its elements: as views of their own, its shapes would weigh more
/// than all the rest of the page.
#[derive(Clone, Copy)]
struct Live {
    place: NodeRef<html::Figure>,
    width: RwSignal<f32>,
    plot: Memo<Plot>,
    picked: RwSignal<Option<usize>>,
    /// The spot that is told of: the one that is picked, or else the chart's own choice.
    current: Memo<usize>,
}

impl Live {
    fn new(place: NodeRef<html::Figure>, draw: Draw, chosen: RwSignal<usize>) -> Self {
        let width = RwSignal::new(0.0f32);
        let plot = Memo::new(move |_| match width.get() {
            0.0 => Plot::default(),
            width => draw(chosen.get(), width),
        });
        let picked = RwSignal::new(None::<usize>);
        let current = Memo::new(move |_| picked.get().unwrap_or_else(|| plot.with(|plot| plot.home)));
        Self { place, width, plot, picked, current }
    }

    fn part(self, selector: &str) -> Option<Element> {
        self.place.get()?.query_selector(selector).ok().flatten()
    }

    /// Watches an element that has a width and no height: what is drawn never changes the size that is watched.
    fn watch_width(self) {
        let watch = StoredValue::new_local(None);
        let width = self.width;
        // A hidden page has no width; its charts stay as they were.
        let changed = move |now: f32, _: f32| {
            if now > 0.0 && now != width.get_untracked() {
                width.set(now);
            }
        };
        Effect::new(move || {
            if let Some(gauge) = self.part(".gauge") {
                watch.set_value(SizeWatch::new(&gauge, changed).ok());
            }
        });
    }

    fn redraw(self) {
        Effect::new(move || {
            let (Some(chart), Some(ground)) = (self.part(".chart"), self.part(".chart g")) else { return };
            self.plot.with(|plot| {
                ground.set_inner_html(&markup::shapes(&plot.shapes));
                set(&chart, "width", &format!("{:.0}", plot.width));
                set(&chart, "height", &format!("{:.0}", plot.height));
                set(&chart, "aria-valuemax", &plot.spots.len().max(1).to_string());
            });
        });
    }

    fn tell(self) {
        Effect::new(move || {
            let parts = (self.part(".chart"), self.part(".spot"), self.part(".readout"));
            let (Some(chart), Some(mark), Some(readout)) = parts else { return };
            let (current, picked) = (self.current.get(), self.picked.get().is_some());
            set(&chart, "aria-valuenow", &(current + 1).to_string());
            self.plot.with(|plot| {
                let spot = plot.spots.get(current).cloned().unwrap_or_default();
                set(&mark, "d", if picked { &spot.mark } else { "" });
                set(&chart, "aria-valuetext", &spoken(&spot.facts));
                readout.set_inner_html(&markup::facts(&spot.facts));
            });
        });
    }

    fn point(self, event: &PointerEvent) {
        let chart = event.current_target().and_then(|chart| chart.dyn_into::<Element>().ok());
        let Some(bounds) = chart.map(|chart| chart.get_bounding_client_rect()) else { return };
        let x = f64::from(event.client_x()) - bounds.left();
        let y = f64::from(event.client_y()) - bounds.top();
        self.picked.set(self.plot.with_untracked(|plot| plot.nearest(x as f32, y as f32)));
    }

    /// A finger that lifts leaves what it pointed at on show.
    fn leave(self, event: &PointerEvent) {
        if event.pointer_type() == "mouse" {
            self.picked.set(None);
        }
    }

    fn focus(self) {
        self.picked.set(Some(self.current.get_untracked()));
    }

    fn press(self, event: &KeyboardEvent) {
        let to = self.plot.with_untracked(|plot| plot.step(self.current.get_untracked(), &event.key()));
        if to.is_some() {
            event.prevent_default();
            self.picked.set(to);
        }
    }
}

fn set(element: &Element, name: &str, value: &str) {
    // Fails for no name that is used here.
    let _ = element.set_attribute(name, value);
}
