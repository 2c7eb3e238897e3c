//! The steps from a picture to its candidates.

use super::binarise::{self, Binarised};
use super::components::{self, Component};
use super::layout::{CandidateLine, Form, Framing, PictureLayout, Step, Views};
use super::photo::Photo;
use super::plane::Plane;
use super::{deskew, filter, greyscale, illumination, lines, ruled_lines, trace};
use crate::ink::Point;

/// Pictures of more pixels are not made larger, which would take long.
const MOST_DOUBLED: usize = 2_000_000;

/// Finds what may be symbols in a picture.
pub fn find(photo: &Photo, framing: &Framing, views: Views) -> PictureLayout {
    let (photo, form) = (photo.framed(framing), framing.form);
    let mut ink = illumination::normalised(&greyscale::greyscale(&photo));
    let mut marks = Marks::of(&ink, form);
    // Pixels of the ink for each pixel of the picture, along a side.
    let mut scale = 1.0;
    if form == Form::Strokes && ink.pixels.len() <= MOST_DOUBLED && trace::is_fine(marks.pen()) {
        scale = 2.0;
        ink = ink.doubled();
        marks = Marks::of(&ink, form);
    }
    let Marks { mask, unruled, components } = marks;
    let skew = deskew::skew(&components, form);
    let level = (skew != 0.0).then(|| deskewed(&ink, &components, skew));
    // The turned planes are larger; bounds are given in the picture's own pixels.
    let grown = |before: usize, after: usize| (after as f32 - before as f32) / 2.0;
    let (right, down) = level
        .as_ref()
        .map_or((0.0, 0.0), |(level, _)| (grown(ink.width, level.width), grown(ink.height, level.height)));
    let (ink_plane, components) = match &level {
        None => (&ink, components),
        Some((ink, mask)) => (ink, filter::legible(ink, components::components(mask), form)),
    };
    let (mut lines, mut drawing) = (Vec::new(), None);
    let is_crowded;
    match form {
        Form::Strokes => {
            let mut traced = trace::drawing(ink_plane.width, ink_plane.height, &components);
            is_crowded = traced.strokes.len() >= trace::MOST;
            for stroke in &mut traced.strokes {
                stroke.width /= scale;
                for point in &mut stroke.points {
                    *point = Point::at((point.x - right) / scale, (point.y - down) / scale);
                }
            }
            drawing = Some(traced);
        }
        Form::Candidates => {
            let mask = level.as_ref().map_or(&unruled, |(_, mask)| mask);
            let (found, is_too_much) = lines::lines(ink_plane, mask, components);
            is_crowded = is_too_much;
            lines = found.into_iter().map(|line| line.moved(-right, -down)).collect();
        }
    }
    let mut steps = Vec::new();
    if views != Views::None {
        let luma = Plane { width: photo.width, height: photo.height, pixels: photo.luma.clone() };
        steps.push(Step::of("As it came", &luma));
    }
    if views == Views::All {
        let black = |mask: &Plane| mask.map(|pixel| pixel * 255);
        steps.extend([Step::of("Even light", &ink), Step::of("Ink", &black(&mask))]);
        if unruled != mask {
            steps.push(Step::of("Without ruled lines", &black(&unruled)));
        }
        steps.extend(level.map(|(ink, _)| Step::of("Level", &ink)));
    }
    let (width, height, orientation) = (photo.width as u32, photo.height as u32, photo.orientation);
    PictureLayout { width, height, orientation, skew, is_crowded, lines, drawing, steps }
}

/// What is ink in a picture.
struct Marks {
    mask: Plane,
    unruled: Plane,
    /// What may be writing.
    components: Vec<Component>,
}

impl Marks {
    fn of(ink: &Plane, form: Form) -> Self {
        let Binarised { mask, faint } = binarise::binarise(ink);
        let unruled = ruled_lines::without_rules(&mask, faint.as_ref(), form);
        let components = filter::legible(ink, components::components(&unruled), form);
        Self { mask, unruled, components }
    }

    /// The width of the pen, in pixels of the ink; nought where nothing is written.
    fn pen(&self) -> f32 {
        filter::usual_of(&self.components, Component::stroke_width)
    }
}

/// The ink plane and the mask of the legible components, turned so that the lines are level. The mask is not made anew
/// from the turned ink, which would have ruled lines and the surroundings of the page again.
fn deskewed(ink: &Plane, components: &[Component], skew: f32) -> (Plane, Plane) {
    let mut legible = ink.map(|_| 0);
    for run in components.iter().flat_map(|component| &component.runs) {
        let row = run.row as usize * ink.width;
        legible.pixels[row + run.from as usize..row + run.to as usize].fill(255);
    }
    (deskew::turned(ink, skew), deskew::turned(&legible, skew).map(|pixel| pixel >> 7))
}

impl CandidateLine {
    /// The line with its bounds moved by so many pixels.
    fn moved(mut self, right: f32, down: f32) -> Self {
        self.candidates.iter_mut().for_each(|candidate| candidate.bounds = candidate.bounds.moved(right, down));
        self
    }
}

impl Step {
    /// A view of a plane, its longer side at most 360 pixels.
    fn of(name: &str, plane: &Plane) -> Self {
        const LONGEST: usize = 360;
        let small = plane.shrunk(plane.width.max(plane.height).div_ceil(LONGEST));
        Self { name: name.to_owned(), width: small.width as u32, height: small.height as u32, grey: small.pixels }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::layout::Orientation;
    use crate::raster::{self, Grey};

    /// How far what is traced of a slanting line of this pen is from it, on the average, and the width that it is told to
    /// have.
    fn off(pen: f32) -> (f32, f32) {
        let (width, height) = (120, 80);
        let (left, top, right, bottom) = (12.3, 17.6, 106.1, 61.2);
        let mut drawn = Grey::blank(width, height);
        raster::draw(&mut drawn, &[(left, top), (right, bottom)], pen / 2.0);
        let luma = drawn.pixels.iter().map(|ink| (240.0 * (1.0 - 0.8 * ink)) as u8).collect();
        let photo = Photo { width, height, luma, chroma: None, orientation: Orientation::default() };
        let framing = Framing { turns: 0, crop: None, form: Form::Strokes };
        let strokes = find(&photo, &framing, Views::None).drawing.map(|drawing| drawing.strokes).unwrap_or_default();
        assert_eq!(strokes.len(), 1, "{strokes:?}");
        let points = &strokes[0].points;
        let (across, down) = (right - left, bottom - top);
        let off = |point: &Point| ((point.x - left) * down - (point.y - top) * across).abs() / across.hypot(down);
        (points.iter().map(off).sum::<f32>() / points.len() as f32, strokes[0].width)
    }

    #[test]
    fn what_a_fine_pen_drew_is_traced_between_pixels() {
        let (off, width) = off(2.2);
        assert!(off < 0.1, "{off}");
        assert!((1.2..3.2).contains(&width), "{width}");
    }

    #[test]
    fn what_a_broad_pen_drew_is_traced_as_exactly() {
        let (off, width) = off(8.0);
        assert!(off < 0.2, "{off}");
        assert!((6.0..9.0).contains(&width), "{width}");
    }
}
