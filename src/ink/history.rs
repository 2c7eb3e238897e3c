//! A drawing with its edits: every change can be undone and redone, without limit.

use super::stroke::{Drawing, Stroke};

/// One change to a drawing, with what is needed to take it back.
#[derive(Clone, Debug, PartialEq)]
enum Edit {
    Draw(Stroke),
    /// The erased stroke and its index.
    Erase(usize, Stroke),
    /// All strokes before, and all strokes after.
    Replace(Vec<Stroke>, Vec<Stroke>),
}

/// A drawing, and the edits that can be undone and redone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ink {
    drawing: Drawing,
    done: Vec<Edit>,
    undone: Vec<Edit>,
}

impl Ink {
    /// A drawing with nothing to undo.
    pub fn from_drawing(drawing: Drawing) -> Self {
        Self { drawing, ..Self::default() }
    }

    pub fn drawing(&self) -> &Drawing {
        &self.drawing
    }

    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Adds a stroke; one without points leaves the drawing as it is.
    pub fn draw(&mut self, stroke: Stroke) {
        if !stroke.points.is_empty() {
            self.apply(Edit::Draw(stroke));
        }
    }

    /// Takes away the stroke at `index`; an index that is not there changes nothing.
    pub fn erase(&mut self, index: usize) {
        if let Some(stroke) = self.drawing.strokes.get(index).cloned() {
            self.apply(Edit::Erase(index, stroke));
        }
    }

    pub fn clear(&mut self) {
        self.replace(Drawing::default());
    }

    /// Puts another drawing in this one's place.
    pub fn replace(&mut self, other: Drawing) {
        if self.drawing != other {
            self.apply(Edit::Replace(self.drawing.strokes.clone(), other.strokes));
        }
    }

    /// How many edits could be undone.
    pub fn depth(&self) -> usize {
        self.done.len()
    }

    pub fn undo(&mut self) {
        let Some(edit) = self.done.pop() else { return };
        match &edit {
            Edit::Draw(_) => {
                self.drawing.strokes.pop();
            }
            Edit::Erase(index, stroke) => self.drawing.strokes.insert(*index, stroke.clone()),
            Edit::Replace(before, _) => self.drawing.strokes.clone_from(before),
        }
        self.undone.push(edit);
    }

    pub fn redo(&mut self) {
        if let Some(edit) = self.undone.pop() {
            self.perform(edit);
        }
    }

    fn apply(&mut self, edit: Edit) {
        self.undone.clear();
        self.perform(edit);
    }

    fn perform(&mut self, edit: Edit) {
        match &edit {
            Edit::Draw(stroke) => self.drawing.strokes.push(stroke.clone()),
            Edit::Erase(index, _) => {
                self.drawing.strokes.remove(*index);
            }
            Edit::Replace(_, after) => self.drawing.strokes.clone_from(after),
        }
        self.done.push(edit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::point::Point;
    use proptest::prelude::*;

    fn stroke(x: f32) -> Stroke {
        Stroke { width: 3.0, points: vec![Point::at(x, 0.0)] }
    }

    #[test]
    fn an_erased_stroke_comes_back_where_it_was() {
        let mut ink = Ink::default();
        (0..3).for_each(|x| ink.draw(stroke(x as f32)));
        let before = ink.drawing().clone();
        ink.erase(1);
        assert_eq!(ink.drawing().strokes, [stroke(0.0), stroke(2.0)]);
        ink.undo();
        assert_eq!(*ink.drawing(), before);
    }

    #[test]
    fn a_new_edit_forgets_what_was_undone() {
        let mut ink = Ink::default();
        ink.draw(stroke(1.0));
        ink.undo();
        ink.draw(stroke(2.0));
        assert!(!ink.can_redo());
        ink.redo();
        assert_eq!(ink.drawing().strokes, [stroke(2.0)]);
    }

    #[test]
    fn edits_that_change_nothing_cannot_be_undone() {
        let mut ink = Ink::default();
        ink.clear();
        ink.erase(4);
        ink.draw(Stroke::default());
        assert!(!ink.can_undo());
    }

    #[derive(Clone, Debug)]
    enum Step {
        Draw(f32),
        Erase(usize),
        Clear,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            4 => (0.0f32..100.0).prop_map(Step::Draw),
            2 => (0usize..6).prop_map(Step::Erase),
            1 => Just(Step::Clear),
        ];
        proptest::collection::vec(step, 0..40)
    }

    proptest! {
        #[test]
        fn undoing_all_and_redoing_all_changes_nothing(steps in steps()) {
            let mut ink = Ink::default();
            let mut states = vec![ink.drawing().clone()];
            for step in steps {
                match step {
                    Step::Draw(x) => ink.draw(stroke(x)),
                    Step::Erase(index) => ink.erase(index),
                    Step::Clear => ink.clear(),
                }
                if states.last() != Some(ink.drawing()) {
                    states.push(ink.drawing().clone());
                }
            }
            for state in states.iter().rev() {
                prop_assert_eq!(ink.drawing(), state);
                ink.undo();
            }
            prop_assert!(!ink.can_undo());
            for state in &states {
                prop_assert_eq!(ink.drawing(), state);
                ink.redo();
            }
        }
    }
}
