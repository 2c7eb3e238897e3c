//! From a window of the plane to a picture and back, and windows after zooming. Plain: knows neither browser nor page.

use crate::maths::Window;

/// The picture's size; the style sheet fits it to its place.
pub const WIDTH: f64 = 320.0;
pub const HEIGHT: f64 = 220.0;
/// Curves are cut so many pictures' heights above and below.
const BEYOND: f64 = 3.0;
/// No nearer and no farther than this, in widths of the plane.
const NEAREST: f64 = 1e-6;
const FARTHEST: f64 = 1e9;

pub fn x(window: &Window, value: f64) -> f64 {
    (value - window.left) / (window.right - window.left) * WIDTH
}

pub fn y(window: &Window, value: f64) -> f64 {
    let y = (window.top - value) / (window.top - window.bottom) * HEIGHT;
    y.clamp(-BEYOND * HEIGHT, (1.0 + BEYOND) * HEIGHT)
}

/// The value along the horizontal axis at a part of the picture's width.
pub fn value_at(window: &Window, part: f64) -> f64 {
    window.left + (window.right - window.left) * part
}

/// The window with both axes shorter or longer by a factor; what is at this part of the picture stays.
pub fn zoomed(window: &Window, factor: f64, (across, down): (f64, f64)) -> Window {
    let width = window.right - window.left;
    let factor = factor.clamp(NEAREST / width, FARTHEST / width);
    let (x, y) = (value_at(window, across), window.top - (window.top - window.bottom) * down);
    Window {
        left: x - (x - window.left) * factor,
        right: x + (window.right - x) * factor,
        bottom: y - (y - window.bottom) * factor,
        top: y + (window.top - y) * factor,
    }
}

/// The window moved by parts of its size.
pub fn moved(window: &Window, right: f64, up: f64) -> Window {
    let (x, y) = (right * (window.right - window.left), up * (window.top - window.bottom));
    Window { left: window.left + x, right: window.right + x, bottom: window.bottom + y, top: window.top + y }
}

/// The data of an SVG path.
pub fn path(window: &Window, runs: &[Vec<(f64, f64)>]) -> String {
    let run = |run: &Vec<(f64, f64)>| {
        let mut places: Vec<String> =
            run.iter().map(|point| format!("{:.1} {:.1}", x(window, point.0), y(window, point.1))).collect();
        // A point alone is a line without a length.
        if let [only] = places.as_slice() {
            places.push(only.clone());
        }
        format!("M{}", places.join("L"))
    };
    runs.iter().filter(|points| !points.is_empty()).map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Window = Window { left: -10.0, right: 10.0, bottom: -5.0, top: 5.0 };

    #[test]
    fn corners_are_corners() {
        assert_eq!((x(&WINDOW, -10.0), x(&WINDOW, 10.0)), (0.0, WIDTH));
        assert_eq!((y(&WINDOW, 5.0), y(&WINDOW, -5.0)), (0.0, HEIGHT));
        assert_eq!(value_at(&WINDOW, 0.5), 0.0);
        assert!(y(&WINDOW, 1e300).is_finite() && y(&WINDOW, -1e300) < 5.0 * HEIGHT);
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let near = zoomed(&WINDOW, 0.5, (0.75, 0.5));
        assert_eq!((near.left, near.right, near.bottom, near.top), (-2.5, 7.5, -2.5, 2.5));
        assert_eq!(zoomed(&near, 2.0, (0.75, 0.5)), WINDOW);
        let nearest = (0..200).fold(WINDOW, |window, _| zoomed(&window, 0.5, (0.5, 0.5)));
        assert!(nearest.right > nearest.left);
        let farthest = (0..200).fold(WINDOW, |window, _| zoomed(&window, 2.0, (0.5, 0.5)));
        assert!(farthest.right.is_finite());
        assert_eq!(moved(&WINDOW, 0.5, 0.1), Window { left: 0.0, right: 20.0, bottom: -4.0, top: 6.0 });
    }

    #[test]
    fn gaps_stay_gaps() {
        let runs = [vec![(-10.0, 0.0), (0.0, 5.0)], vec![(10.0, -5.0)], Vec::new()];
        assert_eq!(path(&WINDOW, &runs), "M0.0 110.0L160.0 0.0M320.0 220.0L320.0 220.0");
    }
}
