//! Drawing with a mouse, a finger or a pen, point by point.

use super::pointer::{Pointer, Stroke, pressure};
use super::session::Browser;
use anyhow::Result;
use serde_json::{Value, json};

/// Milliseconds from one point to the next: as often as a quick pen is felt, so that several points come in one frame.
const PACE: u32 = 2;

impl Browser {
    /// One stroke after the other, each from pressing to lifting; all its points at once, where the browser takes them so.
    pub fn draw(&self, pointer: Pointer, strokes: &[Stroke]) -> Result<()> {
        match self.quick_pen()? {
            Some(mut pen) => strokes.iter().try_for_each(|stroke| pen.draw(pointer, stroke)),
            None => self.draw_by_hand(pointer, strokes),
        }
    }

    /// The same at a hand's pace: drivers send a point for each frame, so that the page reads while the pen is down.
    pub fn draw_by_hand(&self, pointer: Pointer, strokes: &[Stroke]) -> Result<()> {
        let kind = match pointer {
            Pointer::Mouse => "mouse",
            Pointer::Touch => "touch",
            Pointer::Pen => "pen",
        };
        let actions: Vec<Value> = strokes.iter().flat_map(|stroke| stroke_actions(pointer, stroke)).collect();
        let source = json!({
            "type": "pointer",
            "id": kind,
            "parameters": { "pointerType": kind },
            "actions": actions,
        });
        self.post("/actions", json!({ "actions": [source] })).map(drop)
    }

    pub fn press_keys(&self, keys: &[&str]) -> Result<()> {
        let down = keys.iter().map(|key| json!({ "type": "keyDown", "value": key }));
        let up = keys.iter().rev().map(|key| json!({ "type": "keyUp", "value": key }));
        let actions: Vec<Value> = down.chain(up).collect();
        self.post("/actions", json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] })).map(drop)
    }
}

fn stroke_actions(pointer: Pointer, stroke: &Stroke) -> Vec<Value> {
    let mut actions = Vec::with_capacity(stroke.len() + 2);
    for (at, &(x, y)) in stroke.iter().enumerate() {
        let pace = if at == 0 { 0 } else { PACE };
        let mut step = json!({ "type": "pointerMove", "duration": pace, "origin": "viewport", "x": x, "y": y });
        if pointer == Pointer::Pen && at > 0 {
            step["pressure"] = json!(pressure(pointer, at, stroke.len()));
        }
        actions.push(step);
        if at == 0 {
            actions.push(json!({ "type": "pointerDown", "button": 0, "pressure": pressure(pointer, 0, stroke.len()) }));
        }
    }
    actions.push(json!({ "type": "pointerUp", "button": 0 }));
    actions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stroke_goes_down_once_and_up_once() {
        let actions = stroke_actions(Pointer::Pen, &vec![(1.0, 2.0), (3.0, 4.0), (5.0, 6.0)]);
        let kinds: Vec<_> = actions.iter().filter_map(|action| action["type"].as_str()).collect();
        assert_eq!(kinds, ["pointerMove", "pointerDown", "pointerMove", "pointerMove", "pointerUp"]);
    }
}
