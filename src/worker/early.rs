//! What the start-up script asks before the page's module is there, and what it is answered: in numbers instead of the
//! protocol's bytes, of which scripts know nothing.

use super::scope;
use crate::alphabet::SymbolId;
use crate::glyph::Medium;
use crate::ink::{Drawing, Point, Stroke};
use crate::prediction::Verdict;
use crate::protocol::recognizer::{ModelName, Request, Response};
use crate::transcript::{Separator, Symbol, Transcript};
use js_sys::Float32Array;
use wasm_bindgen::{JsCast, JsValue};

/// In pixels; it says nothing of what is read.
const WIDTH: f32 = 6.0;

/// What is written, where a message comes from that script: coordinates in pairs, and after each stroke what is no number.
pub(super) fn ink(message: &JsValue) -> Option<Drawing> {
    let coordinates = message.dyn_ref::<Float32Array>()?.to_vec();
    let strokes = coordinates.split(|one| one.is_nan()).filter(|stroke| !stroke.is_empty());
    let points = |stroke: &[f32]| stroke.chunks_exact(2).map(|place| Point::at(place[0], place[1])).collect();
    Some(Drawing { strokes: strokes.map(|stroke| Stroke { width: WIDTH, points: points(stroke) }).collect() })
}

pub(super) fn request(model: ModelName, drawing: Drawing) -> Request {
    Request::Read { id: 0, model, drawing, medium: Medium::Pen, languages: Vec::new() }
}

/// Answers with the characters of what was read, as numbers: with none where it is not sure, or not in one piece.
pub(super) fn tell(answer: &Response) {
    let read = match answer {
        Response::Read { transcript, .. } => transcript,
        _ => &Transcript::NONE,
    };
    let is_shown = |symbol: &&Symbol| symbol.verdict() == Verdict::Sure && symbol.separator == Separator::Nothing;
    let shown = read.symbols.iter().take_while(is_shown).filter_map(Symbol::id);
    let characters: Vec<f32> = shown.filter_map(SymbolId::character).map(|one| one as u32 as f32).collect();
    let is_all = characters.len() == read.symbols.len();
    let _ = scope().post_message(&Float32Array::from(if is_all { characters.as_slice() } else { &[] }));
}
