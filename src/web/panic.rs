//! What is left to do after a panic: say so, and offer a reload. The page's own code cannot be trusted any more, so
//! this builds its panel with the browser's means alone.

use crate::web::dom::{document, window};
use crate::web::listener::Listener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement};

pub const PANEL: &str = "crash";

/// From now on a panic shows the panel.
pub fn install() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
        // Nothing can be done where even this fails.
        let _ = show();
    }));
}

/// Shows the panel, once.
pub fn show() -> Result<(), JsValue> {
    let document = document();
    if document.get_element_by_id(PANEL).is_some() {
        return Ok(());
    }
    let make = |tag: &str, class: &str, text: &str| -> Result<Element, JsValue> {
        let element = document.create_element(tag)?;
        element.set_class_name(class);
        element.set_text_content(Some(text));
        Ok(element)
    };
    let panel = make("div", "crash", "")?;
    panel.set_id(PANEL);
    panel.set_attribute("role", "alertdialog")?;
    panel.set_attribute("aria-label", "The page stopped")?;
    panel.append_child(&*make("p", "crash-words", "Something broke in the page. Your drawing is kept. Reload.")?)?;
    let button = make("button", "button", "Reload")?;
    Listener::new(&button, "click", |_: Event| _ = window().location().reload()).forever();
    panel.append_child(&button)?;
    document.body().ok_or(JsValue::NULL)?.append_child(&panel)?;
    button.unchecked_into::<HtmlElement>().focus()
}
