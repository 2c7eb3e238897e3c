//! The charts of an article on the page: drawn anew for the room they have, their values told on hover and on keyboard
//! focus. They are written straight into their elements; as views, their shapes would weigh more than the page's rest.

use crate::article::Article;
use crate::chart::data;
use crate::chart::{Plot, Spot, markup, spoken};
use crate::web::listener::Listener;
use crate::web::resize::SizeWatch;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlSelectElement, KeyboardEvent, PointerEvent};

const HEARD: [&str; 8] =
    ["pointermove", "pointerdown", "pointerout", "click", "keydown", "focusin", "focusout", "change"];

/// Alive until it is dropped.
pub struct Live {
    _listeners: [Listener; HEARD.len()],
    _watch: Option<SizeWatch>,
}

impl Live {
    /// Shows the article in the element.
    pub fn show(article: Article, place: &Element) -> Self {
        Self::with_presses(article, place, |_, _| {})
    }

    /// The same for an article some of whose spots do something when they are pressed: it hears of the figure's handle
    /// and the spot.
    pub fn with_presses(article: Article, place: &Element, pressed: impl Fn(&str, usize) + 'static) -> Self {
        // A line without height that is as wide as the article: what is drawn never changes the size that is watched.
        place.set_inner_html(&(article.markup + "<div class=\"gauge\"></div>"));
        let charts: Vec<Chart> =
            article.charts.into_iter().enumerate().filter_map(|it| Chart::find(it, place)).collect();
        let charts = Rc::new(RefCell::new(charts));
        let hearing = charts.clone();
        let hear = Rc::new(move |event: Event| {
            let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
            // What a chart does to the page may make events of its own, which are none of the visitor's.
            let Ok(mut charts) = hearing.try_borrow_mut() else { return };
            if let Some(chart) = charts.iter_mut().find(|chart| chart.figure.contains(Some(&target))) {
                chart.hear(&event, &target);
                if chart.is_press(&event, &target) {
                    event.prevent_default();
                    pressed(&chart.figure.get_attribute("data-testid").unwrap_or_default(), chart.current());
                }
            }
        });
        let listen = |kind| {
            let hear = hear.clone();
            Listener::new(place, kind, move |event| hear(event))
        };
        let changed = move |_: f32, _: f32| charts.borrow_mut().iter_mut().for_each(Chart::fit);
        let gauge = part(place, ".gauge");
        Self { _listeners: HEARD.map(listen), _watch: gauge.and_then(|gauge| SizeWatch::new(&gauge, changed).ok()) }
    }
}

struct Chart {
    figure: Element,
    svg: Element,
    made_of: data::Chart,
    plot: Plot,
    width: f32,
    choice: usize,
    picked: Option<usize>,
}

impl Chart {
    /// The chart of the figure at this place in the article.
    fn find((at, made_of): (usize, data::Chart), place: &Element) -> Option<Self> {
        let figure: Element = place.query_selector_all(".figure").ok()?.item(at as u32)?.dyn_into().ok()?;
        let svg = part(&figure, ".chart")?;
        Some(Self { figure, svg, made_of, plot: Plot::default(), width: 0.0, choice: 0, picked: None })
    }

    fn hear(&mut self, event: &Event, target: &Element) {
        let on_chart = *target == self.svg;
        match (event.type_().as_str(), on_chart) {
            ("pointermove" | "pointerdown", true) => self.point(event.unchecked_ref()),
            // A finger that lifts leaves what it pointed at on show.
            ("pointerout", true) if event.unchecked_ref::<PointerEvent>().pointer_type() == "mouse" => self.pick(None),
            ("keydown", true) => self.press(event.unchecked_ref()),
            ("focusin", true) => self.pick(Some(self.current())),
            ("focusout", true) => self.pick(None),
            ("change", false) => self.choose(target.unchecked_ref()),
            _ => {}
        }
    }

    /// Whether it presses the spot that is told of.
    fn is_press(&self, event: &Event, target: &Element) -> bool {
        let key =
            || event.dyn_ref::<KeyboardEvent>().is_some_and(|event| matches!(event.key().as_str(), "Enter" | " "));
        *target == self.svg && (event.type_() == "click" || event.type_() == "keydown" && key())
    }

    /// The spot that is told of: the one that is picked, or else the chart's own choice.
    fn current(&self) -> usize {
        self.picked.unwrap_or(self.plot.home)
    }

    /// Fills the room that there is. A hidden page has none; its charts stay as they were.
    fn fit(&mut self) {
        let width = self.figure.client_width() as f32;
        if width > 0.0 && width != self.width {
            self.width = width;
            self.redraw();
        }
    }

    fn redraw(&mut self) {
        self.plot = self.made_of.plot(self.choice, self.width);
        if let Some(ground) = part(&self.svg, "g") {
            ground.set_inner_html(&markup::shapes(&self.plot.shapes));
        }
        set(&self.svg, "width", &format!("{:.0}", self.plot.width));
        set(&self.svg, "height", &format!("{:.0}", self.plot.height));
        set(&self.svg, "aria-valuemax", &self.plot.spots.len().max(1).to_string());
        self.keep_room();
        self.tell();
    }

    /// As many lines as the longest words take, so that nothing moves while others are told.
    fn keep_room(&self) {
        let length = |spot: &&Spot| spoken(&spot.facts).chars().count();
        let readout = part(&self.figure, ".readout").and_then(|readout| readout.dyn_into::<HtmlElement>().ok());
        if let (Some(readout), Some(longest)) = (readout, self.plot.spots.iter().max_by_key(length)) {
            readout.set_inner_html(&markup::facts(&longest.facts));
            // Fails for no property that is used here.
            let _ = readout.style().remove_property("min-height");
            let _ = readout.style().set_property("min-height", &format!("{}px", readout.client_height()));
        }
    }

    fn tell(&self) {
        let Some(spot) = self.plot.spots.get(self.current()) else { return };
        set(&self.svg, "aria-valuenow", &(self.current() + 1).to_string());
        set(&self.svg, "aria-valuetext", &spoken(&spot.facts));
        if let Some(mark) = part(&self.svg, ".spot") {
            set(&mark, "d", if self.picked.is_some() { &spot.mark } else { "" });
        }
        if let Some(readout) = part(&self.figure, ".readout") {
            readout.set_inner_html(&markup::facts(&spot.facts));
        }
    }

    fn pick(&mut self, spot: Option<usize>) {
        if self.picked != spot {
            self.picked = spot;
            self.tell();
        }
    }

    fn point(&mut self, event: &PointerEvent) {
        let bounds = self.svg.get_bounding_client_rect();
        let x = f64::from(event.client_x()) - bounds.left();
        let y = f64::from(event.client_y()) - bounds.top();
        self.pick(self.plot.nearest(x as f32, y as f32));
    }

    fn press(&mut self, event: &KeyboardEvent) {
        let to = self.plot.step(self.current(), &event.key());
        if to.is_some() {
            event.prevent_default();
            self.pick(to);
        }
    }

    /// Draws another set, and shows its table.
    fn choose(&mut self, list: &HtmlSelectElement) {
        self.choice = list.selected_index().max(0) as usize;
        self.redraw();
        let Ok(tables) = self.figure.query_selector_all(".told") else { return };
        for at in 0..tables.length() {
            if let Some(table) = tables.item(at) {
                let _ =
                    table.unchecked_ref::<Element>().toggle_attribute_with_force("hidden", at as usize != self.choice);
            }
        }
    }
}

fn part(of: &Element, selector: &str) -> Option<Element> {
    of.query_selector(selector).ok().flatten()
}

fn set(element: &Element, name: &str, value: &str) {
    // Fails for no name that is used here.
    let _ = element.set_attribute(name, value);
}
