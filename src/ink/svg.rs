//! A drawing as SVG: curves for any viewer, and the strokes themselves in a `metadata` element for this page.

use super::bounds::Bounds;
use super::curve::{Segment, segments};
use super::form::{self, FormError};
use super::stroke::{Drawing, Stroke};

/// The empty margin around the ink, in pixels.
pub const MARGIN: f32 = 16.0;
const OPEN: &str = "<metadata id=\"inkling\">";
const CLOSE: &str = "</metadata>";

/// The part of the plane that a picture of the drawing shows: the ink, the widest pen and [`MARGIN`].
///
/// ```
/// use inkling::ink::{Drawing, Point, Stroke, svg};
///
/// let stroke = Stroke { width: 4.0, points: vec![Point::at(0.0, 0.0), Point::at(10.0, 30.0)] };
/// let frame = svg::frame(&Drawing { strokes: vec![stroke] });
/// assert_eq!((frame.left, frame.width(), frame.height()), (-20.0, 50.0, 70.0));
/// ```
pub fn frame(drawing: &Drawing) -> Bounds {
    let widest = drawing.strokes.iter().map(|stroke| stroke.width).fold(0.0, f32::max);
    let room = MARGIN + widest;
    let ink = drawing.bounds().unwrap_or(Bounds { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 });
    Bounds { left: ink.left - room, top: ink.top - room, right: ink.right + room, bottom: ink.bottom + room }
}

/// The drawing as an SVG document: `ink` is the colour of its strokes, `paper` that of the background. A `paper` of
/// `None` leaves the background transparent. Colours are written as they come, so they must not be the visitor's text.
///
/// ```
/// use inkling::ink::{Drawing, Point, Stroke, form, svg};
///
/// let stroke = Stroke { width: 4.0, points: vec![Point::at(0.0, 0.0), Point::at(10.0, 30.0)] };
/// let drawing = Drawing { strokes: vec![stroke] };
/// let file = svg::write(&drawing, "#123456", Some("white"));
/// assert!(file.starts_with("<svg") && file.contains("stroke=\"#123456\""));
/// // The strokes come back exactly.
/// assert_eq!(svg::drawing(&file).transpose()?, Some(drawing));
/// # Ok::<(), form::FormError>(())
/// ```
pub fn write(drawing: &Drawing, ink: &str, paper: Option<&str>) -> String {
    let frame = frame(drawing);
    let (left, top, width, height) = (frame.left, frame.top, frame.width(), frame.height());
    let ground = paper.map_or_else(String::new, |paper| {
        format!("<rect x=\"{left:.2}\" y=\"{top:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" fill=\"{paper}\"/>\n")
    });
    let paths: String = drawing.strokes.iter().map(path).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"{left:.2} {top:.2} {width:.2} {height:.2}\">\n{OPEN}{}{CLOSE}\n{ground}\
         <g fill=\"none\" stroke=\"{ink}\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n{paths}</g>\n</svg>\n",
        form::write(drawing)
    )
}

/// A path for each run of segments of nearly one width.
fn path(stroke: &Stroke) -> String {
    let line = segments(stroke);
    let runs = line.chunk_by(|a, b| (a.width - b.width).abs() < 0.05);
    runs.map(|run| {
        let start = run[0].from;
        let curve = |segment: &Segment| {
            let ((cx, cy), (x, y)) = (segment.control, segment.to);
            format!("Q{cx:.2} {cy:.2} {x:.2} {y:.2}")
        };
        let curves: String = run.iter().map(curve).collect();
        format!("<path stroke-width=\"{:.2}\" d=\"M{:.2} {:.2}{curves}\"/>\n", run[0].width, start.0, start.1)
    })
    .collect()
}

/// The drawing in an SVG file that this page saved; `None` for every other SVG file.
///
/// ```
/// use inkling::ink::svg;
///
/// assert!(svg::drawing("<svg xmlns=\"http://www.w3.org/2000/svg\"/>").is_none());
/// ```
pub fn drawing(svg: &str) -> Option<Result<Drawing, FormError>> {
    let (_, after) = svg.split_once(OPEN)?;
    let (json, _) = after.split_once(CLOSE)?;
    Some(form::read(json).map(|labelled| labelled.drawing))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::generators::drawings;
    use crate::ink::point::Point;
    use proptest::prelude::*;

    #[test]
    fn it_shows_all_of_the_ink() {
        let stroke = Stroke { width: 4.0, points: vec![Point::at(0.0, 0.0), Point::at(10.0, 30.0)] };
        let svg = write(&Drawing { strokes: vec![stroke] }, "#123456", Some("white"));
        assert!(svg.contains("viewBox=\"-20.00 -20.00 50.00 70.00\"") && svg.contains("fill=\"white\""), "{svg}");
        assert!(svg.contains("stroke=\"#123456\"") && svg.contains("M0.00 0.00Q"), "{svg}");
        assert!(!write(&Drawing::default(), "black", None).contains("<rect"));
    }

    proptest! {
        #[test]
        fn a_drawing_survives_its_svg(known in drawings()) {
            prop_assert_eq!(drawing(&write(&known, "black", None)).unwrap().unwrap(), known);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,80}") {
            let _ = drawing(&format!("<svg>{OPEN}{text}{CLOSE}"));
        }
    }
}
