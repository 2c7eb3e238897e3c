//! The colours of the style sheet, for what is painted on canvases.

use crate::web::dom::{document, window};

#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    pub ink: String,
    pub accent: String,
    pub warning: String,
}

impl Palette {
    /// The colours of the theme that is in force now.
    pub fn current() -> Self {
        Self {
            ink: property("--ink", "black"),
            accent: property("--accent", "blue"),
            warning: property("--warning", "red"),
        }
    }
}

fn property(name: &str, otherwise: &str) -> String {
    let style = document().document_element().and_then(|root| window().get_computed_style(&root).ok().flatten());
    let value = style.and_then(|style| style.get_property_value(name).ok()).unwrap_or_default();
    match value.trim() {
        "" => otherwise.into(),
        colour => colour.into(),
    }
}
