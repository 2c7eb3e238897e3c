//! The steps from a picture to its candidates.

use super::binarise::{self, Binarised};
use super::components::{self, Component};
use super::layout::{CandidateLine, Form, Framing, PictureLayout, Step, Views};
use super::photo::Photo;
use super::plane::Plane;
use super::{deskew, filter, greyscale, illumination, lines, ruled_lines, trace};
use crate::ink::Point;

/// Finds what may be symbols in a picture.
pub fn find(photo: &Photo, framing: &Framing, views: Views) -> PictureLayout {
    let (photo, form) = (photo.framed(framing), framing.form);
    let ink = illumination::normalised(&greyscale::greyscale(&photo));
    let Binarised { mask, faint } = binarise::binarise(&ink);
    let unruled = ruled_lines::without_rules(&mask, faint.as_ref(), form);
    let components = filter::legible(&ink, components::components(&unruled), form);
    let skew = deskew::skew(&components, form);
    let level = (skew != 0.0).then(|| deskewed(&ink, &components, skew));
    // The turned planes are larger; bounds are given in the picture's own pixels.
    let grown = |before: usize, after: usize| (after as f32 - before as f32) / 2.0;
    let (right, down) =
        level.as_ref().map_or((0.0, 0.0), |(ink, _)| (grown(photo.width, ink.width), grown(photo.height, ink.height)));
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
            traced.strokes.iter_mut().flat_map(|stroke| &mut stroke.points).for_each(|point| {
                *point = Point::at(point.x - right, point.y - down);
            });
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
