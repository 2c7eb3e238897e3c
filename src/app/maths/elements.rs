//! The elements of typeset parts, found by their attributes: MathML is written as text, so nothing else holds them.

use super::markup::{NUMBER, SYMBOL, SYMBOLS};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, NodeList};

/// The part that an event is about.
pub fn part(event: &Event) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(&format!("[{SYMBOLS}]")).ok().flatten()
}

/// The symbols that a part was read from, with those of the parts inside it.
pub fn places(part: &Element) -> Vec<u32> {
    let inside = part.query_selector_all(&format!("[{SYMBOLS}]")).map(each).unwrap_or_default();
    std::iter::once(part.clone()).chain(inside).flat_map(|part| own(&part)).collect()
}

/// The symbol that a press on a part is about.
pub fn offered(part: &Element) -> Option<u32> {
    part.get_attribute(SYMBOL)?.parse().ok()
}

/// The number that a part belongs to, by the place of its first symbol.
pub fn number(part: &Element) -> Option<u32> {
    part.get_attribute(NUMBER)?.parse().ok()
}

/// Marks the parts of these symbols, and no others.
pub fn mark(place: &Element, pointed: &[u32]) {
    for part in place.query_selector_all(&format!("[{SYMBOLS}]")).map(each).unwrap_or_default() {
        let is_pointed = own(&part).iter().any(|at| pointed.contains(at));
        let _ = part.class_list().toggle_with_force("pointed", is_pointed);
    }
}

/// The part that takes the focus next, as a key asks for it.
pub fn neighbour(place: &Element, part: &Element, key: &str) -> Option<Element> {
    let parts = place.query_selector_all("[tabindex]").map(each).ok()?;
    let at = parts.iter().position(|other| other == part)?;
    let to = match key {
        "ArrowLeft" => at.checked_sub(1)?,
        "ArrowRight" => at + 1,
        "Home" => 0,
        "End" => parts.len() - 1,
        _ => return None,
    };
    parts.get(to).cloned()
}

pub fn focus(part: &Element) {
    // MathML elements take the focus like those of HTML; web-sys has no type for them.
    let _ = part.unchecked_ref::<HtmlElement>().focus();
}

/// The typeset part that offers to correct a symbol.
pub fn part_of(symbol: u32) -> Option<Element> {
    document().query_selector(&format!("[{SYMBOL}='{symbol}']")).ok().flatten()
}

fn own(part: &Element) -> Vec<u32> {
    let places = part.get_attribute(SYMBOLS).unwrap_or_default();
    places.split(' ').filter_map(|place| place.parse().ok()).collect()
}

fn each(nodes: NodeList) -> Vec<Element> {
    (0..nodes.length()).filter_map(|at| nodes.item(at)?.dyn_into().ok()).collect()
}
