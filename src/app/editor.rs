//! The editor: the ink on the sheet, the stroke under the pen, and the tool in the hand.
//!
//! A plain struct that owns the operations; components call them and show what came of it.

use crate::app::edit::Edit;
use crate::app::width::Width;
use crate::ink::pen::{Effect, Mark};
use crate::ink::{Drawing, Ink, Point, Stroke, eraser};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Editor {
    ink: Ink,
    live: Option<Stroke>,
    /// Where the eraser was last, while it is down.
    rubbing: Option<Point>,
    /// How many edits there were before the stroke under the pen, or the last one: it may never have been meant.
    before: usize,
    pub width: Width,
    pub erasing: bool,
    /// Whether what is on the sheet came with a link, and nobody has changed it since.
    pub linked: bool,
    /// When the drawing's first sample was taken; later times count from it.
    began: Option<f32>,
    revision: u32,
}

impl Editor {
    /// An editor with a drawing that was put away earlier.
    pub fn with(drawing: Drawing) -> Self {
        Self { ink: Ink::from_drawing(drawing), revision: 1, ..Self::default() }
    }

    pub fn ink(&self) -> &Ink {
        &self.ink
    }

    /// The stroke under the pen.
    pub fn live(&self) -> Option<&Stroke> {
        self.live.as_ref()
    }

    /// Goes up with every change to what is on the sheet; finishing a stroke changes nothing on it.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    pub fn is_blank(&self) -> bool {
        self.live.is_none() && self.ink.drawing().is_empty()
    }

    pub fn is_busy(&self) -> bool {
        self.live.is_some() || self.rubbing.is_some()
    }

    /// What the pointer does with the tool in the hand.
    pub fn mark(&self) -> Mark {
        if self.erasing { Mark::Eraser } else { Mark::Ink }
    }

    /// All that is on the sheet, the stroke under the pen included.
    pub fn drawing(&self) -> Drawing {
        let mut drawing = self.ink.drawing().clone();
        drawing.strokes.extend(self.live.clone());
        drawing
    }

    pub fn apply(&mut self, effect: Effect) {
        if matches!(effect, Effect::Start(..)) {
            self.before = self.ink.depth();
        }
        match effect {
            Effect::Start(Mark::Ink, at) => {
                if self.is_blank() {
                    self.began = None;
                }
                let points = vec![self.timed(at)];
                self.live = Some(Stroke { width: self.width.pixels(), points });
                self.changed();
            }
            Effect::Start(Mark::Eraser, at) => self.rub(at, at),
            Effect::Continue(path) => self.go_on(&path),
            Effect::Keep => {
                if let Some(stroke) = self.live.take() {
                    self.ink.draw(stroke);
                }
                self.rubbing = None;
            }
            Effect::Drop => {
                if self.live.take().is_some() {
                    self.changed();
                }
                self.rubbing = None;
                self.take_back();
            }
            Effect::TakeBack => self.take_back(),
        }
    }

    pub fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Undo => self.undo(),
            Edit::Redo => self.redo(),
            Edit::Clear => self.clear(),
            Edit::Pen => self.erasing = false,
            Edit::Eraser => self.erasing = true,
            Edit::Width(width) => {
                self.width = width;
                self.erasing = false;
            }
        }
    }

    /// Undoes what the stroke did, and nothing else: an eraser may have taken several strokes, or none.
    fn take_back(&mut self) {
        while self.ink.depth() > self.before {
            self.ink.undo();
            self.changed();
        }
    }

    fn undo(&mut self) {
        if !self.is_busy() && self.ink.can_undo() {
            self.ink.undo();
            self.changed();
        }
    }

    fn redo(&mut self) {
        if !self.is_busy() && self.ink.can_redo() {
            self.ink.redo();
            self.changed();
        }
    }

    fn clear(&mut self) {
        if !self.is_busy() && !self.ink.drawing().is_empty() {
            self.ink.clear();
            self.changed();
        }
    }

    /// Puts another drawing on the sheet; undo brings the earlier one back.
    pub fn open(&mut self, drawing: Drawing) {
        if !self.is_busy() {
            self.ink.replace(drawing);
            self.changed();
        }
    }

    fn go_on(&mut self, path: &[Point]) {
        if let Some(from) = self.rubbing {
            path.iter().fold(from, |from, to| {
                self.rub(from, *to);
                *to
            });
        } else if let Some(mut stroke) = self.live.take() {
            let before = stroke.points.len();
            for at in path {
                // A pointer that rests reports its place again and again.
                if stroke.points.last().is_none_or(|last| last.distance(*at) >= 0.25) {
                    stroke.points.push(self.timed(*at));
                }
            }
            if stroke.points.len() > before {
                self.changed();
            }
            self.live = Some(stroke);
        }
    }

    fn rub(&mut self, from: Point, to: Point) {
        self.rubbing = Some(to);
        for index in eraser::touched(self.ink.drawing(), from, to) {
            self.ink.erase(index);
            self.changed();
        }
    }

    /// The sample with its time counted from the drawing's first.
    fn timed(&mut self, at: Point) -> Point {
        let last = || self.ink.drawing().strokes.iter().flat_map(|s| &s.points).map(|p| p.time).fold(0.0, f32::max);
        let began = *self.began.get_or_insert_with(|| at.time - last());
        Point { time: (at.time - began).max(0.0), ..at }
    }

    fn changed(&mut self) {
        self.revision = self.revision.wrapping_add(1);
        self.linked = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(x: f32) -> Effect {
        Effect::Start(Mark::Ink, Point::at(x, 0.0))
    }

    fn on(places: &[(f32, f32)]) -> Effect {
        Effect::Continue(places.iter().map(|&(x, y)| Point::at(x, y)).collect())
    }

    fn editor(effects: impl IntoIterator<Item = Effect>) -> Editor {
        let mut editor = Editor::default();
        effects.into_iter().for_each(|effect| editor.apply(effect));
        editor
    }

    #[test]
    fn the_stroke_under_the_pen_is_read_before_it_is_finished() {
        let editor = editor([start(0.0), on(&[(5.0, 0.0)])]);
        assert_eq!((editor.drawing().strokes.len(), editor.ink().can_undo()), (1, false));
    }

    #[test]
    fn finishing_a_stroke_changes_nothing_on_the_sheet() {
        let mut editor = editor([start(0.0), on(&[(5.0, 0.0)])]);
        let (before, drawing) = (editor.revision(), editor.drawing());
        editor.apply(Effect::Keep);
        assert_eq!((editor.revision(), editor.drawing(), editor.ink().can_undo()), (before, drawing, true));
    }

    #[test]
    fn what_a_palm_did_with_the_eraser_is_taken_back_and_nothing_else() {
        let drawn = [start(0.0), Effect::Keep, start(90.0), Effect::Keep];
        let rub = |to: f32| [Effect::Start(Mark::Eraser, Point::at(-50.0, 0.0)), on(&[(to, 0.0)])];
        for last in [vec![Effect::Drop], vec![Effect::Keep, Effect::TakeBack]] {
            for (to, left) in [(-20.0, 2), (40.0, 1), (140.0, 0)] {
                let mut editor = editor(drawn.clone().into_iter().chain(rub(to)));
                assert_eq!(editor.ink().drawing().strokes.len(), left);
                last.iter().cloned().for_each(|effect| editor.apply(effect));
                assert_eq!(editor.ink().drawing().strokes.len(), 2, "{to} {last:?}");
            }
        }
    }

    #[test]
    fn a_resting_pointer_adds_nothing() {
        let mut editor = editor([start(0.0)]);
        let before = editor.revision();
        editor.apply(on(&[(0.0, 0.0), (0.1, 0.0)]));
        assert_eq!((editor.revision(), editor.live().map(|s| s.points.len())), (before, Some(1)));
    }

    #[test]
    fn a_dropped_stroke_leaves_no_trace() {
        let editor = editor([start(0.0), on(&[(5.0, 0.0)]), Effect::Drop]);
        assert!(editor.is_blank() && !editor.ink().can_undo());
    }

    #[test]
    fn the_eraser_takes_strokes_along_its_way_and_undo_brings_them_back() {
        let mut editor = editor([start(0.0), Effect::Keep, start(90.0), Effect::Keep]);
        editor.apply(Effect::Start(Mark::Eraser, Point::at(-50.0, 0.0)));
        editor.apply(on(&[(40.0, 0.0)]));
        editor.apply(Effect::Keep);
        assert_eq!(editor.ink().drawing().strokes.len(), 1);
        editor.undo();
        assert_eq!(editor.ink().drawing().strokes.len(), 2);
    }

    #[test]
    fn a_pen_that_is_chosen_puts_the_eraser_away() {
        let mut editor = Editor::default();
        editor.edit(Edit::Eraser);
        assert_eq!(editor.mark(), Mark::Eraser);
        editor.edit(Edit::Width(Width::Broad));
        assert_eq!((editor.mark(), editor.width), (Mark::Ink, Width::Broad));
    }

    #[test]
    fn edits_wait_until_the_pen_is_up() {
        let mut editor = editor([start(0.0), Effect::Keep, start(50.0)]);
        let before = editor.clone();
        editor.edit(Edit::Undo);
        editor.edit(Edit::Clear);
        assert_eq!(editor, before);
    }

    #[test]
    fn times_count_from_the_first_sample_also_after_a_restart() {
        let at = |time: f32| Effect::Start(Mark::Ink, Point { time, ..Point::at(time, 0.0) });
        let mut first = editor([at(5000.0), Effect::Keep, at(5040.0), Effect::Keep]);
        let times = |editor: &Editor| editor.drawing().strokes.iter().map(|s| s.points[0].time).collect::<Vec<_>>();
        assert_eq!(times(&first), [0.0, 40.0]);
        let mut live = editor([at(5000.0)]);
        live.apply(Effect::Continue(vec![Point { time: 5016.0, ..Point::at(9.0, 9.0) }]));
        assert_eq!(live.live().map(|stroke| stroke.points[1].time), Some(16.0));
        first = Editor::with(first.drawing());
        first.apply(at(200.0));
        assert_eq!(times(&first), [0.0, 40.0, 40.0]);
    }
}
