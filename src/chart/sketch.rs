//! The shapes that a chart is drawn of: paths and texts, each with a class of the style sheet.

use std::fmt::Write as _;

#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Path { class: &'static str, data: String },
    Text { class: &'static str, x: f32, y: f32, text: String },
}

/// A chart being drawn.
#[derive(Default)]
pub struct Sketch(Vec<Shape>);

impl Sketch {
    /// Adds a path; one without data is left out.
    pub fn path(&mut self, class: &'static str, data: String) {
        if !data.is_empty() {
            self.0.push(Shape::Path { class, data });
        }
    }

    pub fn text(&mut self, class: &'static str, x: f32, y: f32, text: impl Into<String>) {
        self.0.push(Shape::Text { class, x, y, text: text.into() });
    }

    pub fn finish(self) -> Vec<Shape> {
        self.0
    }
}

pub fn line(points: &[(f32, f32)]) -> String {
    let mut data = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        let _ = write!(data, "{}{x:.1} {y:.1}", if at == 0 { 'M' } else { 'L' });
    }
    data
}

pub fn area(points: &[(f32, f32)]) -> String {
    line(points) + "z"
}

pub fn rect(x: f32, y: f32, width: f32, height: f32) -> String {
    format!("M{x:.1} {y:.1}h{width:.1}v{height:.1}h{:.1}z", -width)
}

pub fn circle(x: f32, y: f32, radius: f32) -> String {
    let wide = 2.0 * radius;
    format!(
        "M{:.1} {y:.1}a{radius:.1} {radius:.1} 0 1 0 {wide:.1} 0a{radius:.1} {radius:.1} 0 1 0 {:.1} 0z",
        x - radius,
        -wide
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_paths() {
        assert_eq!(line(&[(0.0, 1.0), (2.25, 3.0)]), "M0.0 1.0L2.2 3.0");
        assert_eq!(rect(1.0, 2.0, 3.0, 4.0), "M1.0 2.0h3.0v4.0h-3.0z");
        assert_eq!(circle(5.0, 5.0, 2.0), "M3.0 5.0a2.0 2.0 0 1 0 4.0 0a2.0 2.0 0 1 0 -4.0 0z");
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        let mut sketch = Sketch::default();
        sketch.path("line", line(&[]));
        assert!(sketch.finish().is_empty());
    }
}
