//! Drawings in their file form, read by the browser's own reader of JSON: one of ours would be part of the first load.

use crate::ink::Drawing;
use crate::ink::form::{FormError, Lists};
use js_sys::{Array, Float32Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The drawing that `form::write` wrote; its label and whatever else stands beside it is left out.
pub fn drawing(json: &str) -> Result<Drawing, FormError> {
    let damaged = |why: &str| FormError::NotJson(why.to_owned());
    let form = JSON::parse(json).map_err(|_| damaged("it is cut off or damaged"))?;
    let field = |name: &str| Reflect::get(&form, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let list = |name: &str| field(name).dyn_into::<Array>().unwrap_or_default();
    let lists = |name: &str| list(name).iter().map(|one| numbers(&one)).collect();
    if !Array::is_array(&field("strokes")) {
        return Err(damaged("it has no strokes"));
    }
    let widths = numbers(&list("widths"));
    Lists { strokes: lists("strokes"), widths, times: lists("times"), pressures: lists("pressures") }.drawing()
}

/// The numbers of a list; not a number is what is none.
fn numbers(list: &JsValue) -> Vec<f32> {
    if Array::is_array(list) { Float32Array::new(list).to_vec() } else { Vec::new() }
}
