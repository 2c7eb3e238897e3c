//! Where the keyboard is, when what it was on goes away.

use leptos::html::ElementType;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The sheet gets the focus, once it may have it again.
pub fn on_pad() {
    request_animation_frame(|| {
        let pad = document().get_element_by_id("pad").and_then(|pad| pad.dyn_into::<HtmlElement>().ok());
        let _ = pad.map(|pad| pad.focus());
    });
}

/// An element gets the focus when it comes, if it is to have it.
pub fn once_there<E>(element: NodeRef<E>, wanted: impl Fn() -> bool + 'static)
where
    E: ElementType,
    E::Output: JsCast + Clone + 'static,
{
    Effect::new(move || {
        if let Some(element) = element.get().and_then(|element| element.dyn_into::<HtmlElement>().ok())
            && wanted()
        {
            let _ = element.focus();
        }
    });
}

/// Whether an element has the focus.
pub fn is_on<E>(element: NodeRef<E>) -> bool
where
    E: ElementType,
    E::Output: JsCast + Clone + 'static,
{
    let element = element.get_untracked().and_then(|element| element.dyn_into::<web_sys::Element>().ok());
    element.is_some() && element == document().active_element()
}
