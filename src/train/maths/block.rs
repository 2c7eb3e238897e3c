//! What was laid out already, to be put beside other things.

use crate::ink::{Bounds, Point};

/// A symbol of a composed expression.
#[derive(Clone, Debug)]
pub struct DrawnSymbol {
    pub class: usize,
    pub strokes: Vec<Vec<Point>>,
}

/// Something laid out: its symbols and their box. The base line of what it stands beside is at nought.
#[derive(Clone, Debug, Default)]
pub struct Block {
    pub written: Vec<DrawnSymbol>,
    pub bounds: Option<Bounds>,
}

impl Block {
    pub fn of(class: usize, strokes: Vec<Vec<Point>>) -> Self {
        let bounds = strokes.iter().filter_map(|points| Bounds::around(points)).reduce(Bounds::union);
        Self { written: vec![DrawnSymbol { class, strokes }], bounds }
    }

    pub fn moved(mut self, right: f32, down: f32) -> Self {
        for point in self.written.iter_mut().flat_map(|written| written.strokes.iter_mut().flatten()) {
            (point.x, point.y) = (point.x + right, point.y + down);
        }
        Self { bounds: self.bounds.map(|bounds| bounds.moved(right, down)), ..self }
    }

    pub fn and(mut self, other: Self) -> Self {
        self.written.extend(other.written);
        let bounds = [self.bounds, other.bounds].into_iter().flatten().reduce(Bounds::union);
        Self { bounds, ..self }
    }

    /// A block without ink is as a small gap.
    pub fn space(&self) -> Bounds {
        self.bounds.unwrap_or(Bounds { left: 0.0, top: -0.4, right: 0.2, bottom: 0.0 })
    }

    /// With its left edge here.
    pub fn starting_at(self, left: f32) -> Self {
        let right = left - self.space().left;
        self.moved(right, 0.0)
    }

    pub fn centred_at(self, x: f32) -> Self {
        let right = x - self.space().middle().0;
        self.moved(right, 0.0)
    }
}
