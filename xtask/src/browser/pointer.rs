//! What one draws with, and a stroke of it.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    Mouse,
    Touch,
    Pen,
}

/// Points in the window, in CSS pixels.
pub type Stroke = Vec<(f64, f64)>;

/// Of one of so many points. A mouse knows none; a pen presses harder in the middle of a stroke.
pub fn pressure(pointer: Pointer, at: usize, count: usize) -> f64 {
    match pointer {
        Pointer::Pen => 0.3 + 0.5 * (at as f64 / count.max(1) as f64 * std::f64::consts::PI).sin(),
        Pointer::Mouse | Pointer::Touch => 0.5,
    }
}
