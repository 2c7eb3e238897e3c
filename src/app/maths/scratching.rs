//! Scratching ink out, in this mode alone. The code for it comes with expressions, so it watches the editor from outside.

use crate::app::edit::Edit;
use crate::app::editor::Editor;
use crate::ink::Drawing;
use crate::ink::scratch::scratched_out;
use leptos::prelude::*;

/// Has each stroke that is finished looked at, for as long as the owner lives.
pub fn watch(editor: RwSignal<Editor>) {
    let pen = Memo::new(move |_| editor.with(|editor| (editor.ink().depth(), editor.live().is_some())));
    Effect::new(move |before: Option<(usize, bool)>| {
        let (depth, is_drawing) = pen.get();
        // Redoing adds an edit as well, but no stroke was under the pen.
        let is_finished = before.is_some_and(|(earlier, drew)| drew && !is_drawing && depth == earlier + 1);
        if is_finished && let Some(rest) = editor.with_untracked(rest) {
            editor.update(|editor| scratch_out(editor, rest));
        }
        (depth, is_drawing)
    });
}

/// What stays of the drawing; None where its last stroke is no scratching out.
fn rest(editor: &Editor) -> Option<Drawing> {
    let (last, older) = editor.ink().drawing().strokes.split_last()?;
    let gone = scratched_out(last, older);
    let stays = older.iter().enumerate().filter(|(at, _)| !gone.contains(at));
    (!gone.is_empty()).then(|| Drawing { strokes: stays.map(|(_, stroke)| stroke.clone()).collect() })
}

/// One step to undo: the zigzag itself was never there.
fn scratch_out(editor: &mut Editor, rest: Drawing) {
    editor.edit(Edit::Undo);
    editor.open(rest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Point;
    use crate::ink::pen::{Effect, Mark};

    fn draw(editor: &mut Editor, places: &[(f32, f32)]) {
        let points: Vec<Point> = places.iter().map(|&(x, y)| Point::at(x, y)).collect();
        editor.apply(Effect::Start(Mark::Ink, points[0]));
        editor.apply(Effect::Continue(points));
        editor.apply(Effect::Keep);
    }

    #[test]
    fn undo_brings_back_what_was_scratched_out_without_the_zigzag() {
        let mut editor = Editor::default();
        draw(&mut editor, &[(0.0, -25.0), (0.0, 25.0)]);
        draw(&mut editor, &[(80.0, -25.0), (80.0, 25.0)]);
        let before = editor.drawing();
        assert_eq!(rest(&editor), None);
        let zigzag = [(-20.0, -24.0), (20.0, -14.0), (-20.0, -4.0), (20.0, 6.0), (-20.0, 16.0), (20.0, 26.0)];
        draw(&mut editor, &zigzag);
        let rest = rest(&editor).unwrap();
        scratch_out(&mut editor, rest);
        assert_eq!(editor.drawing().strokes, before.strokes[1..]);
        editor.edit(Edit::Undo);
        assert_eq!(editor.drawing(), before);
        editor.edit(Edit::Redo);
        assert_eq!(editor.drawing().strokes, before.strokes[1..]);
    }
}
