//! The way from a picture to its candidates, step by step.

use super::mask::{self, Inked};
use super::pieces::{self, Piece};
use super::plane::Plane;
use super::{CandidateLine, Framing, Photo, PictureLayout, Views};
use super::{legible, light, lines, rules, skew, step, tone};

/// Finds what may be symbols in a picture.
pub fn find(photo: &Photo, framing: &Framing, views: Views) -> PictureLayout {
    let photo = photo.framed(framing);
    let ink = light::ink(&tone::tone(&photo));
    let Inked { mask, traces } = mask::inked(&ink);
    let unruled = rules::without_rules(&mask, traces.as_ref());
    let pieces = legible::legible(&ink, pieces::pieces(&unruled));
    let skew = skew::skew(&pieces);
    let level = (skew != 0.0).then(|| level(&ink, &pieces, skew));
    let lines = match &level {
        None => lines::lines(&ink, &unruled, pieces),
        Some((ink, mask)) => {
            let lines = lines::lines(ink, mask, legible::legible(ink, pieces::pieces(mask)));
            let grown = |before: usize, after: usize| (after as f32 - before as f32) / 2.0;
            let (right, down) = (grown(photo.width, ink.width), grown(photo.height, ink.height));
            lines.into_iter().map(|line| line.moved(-right, -down)).collect()
        }
    };
    let mut steps = Vec::new();
    if views != Views::None {
        let luma = Plane { width: photo.width, height: photo.height, pixels: photo.luma.clone() };
        steps.push(step::view("As it came", &luma));
    }
    if views == Views::All {
        let black = |mask: &Plane| mask.map(|pixel| pixel * 255);
        steps.extend([step::view("Even light", &ink), step::view("Ink", &black(&mask))]);
        if unruled != mask {
            steps.push(step::view("Without ruled lines", &black(&unruled)));
        }
        steps.extend(level.map(|(ink, _)| step::view("Level", &ink)));
    }
    PictureLayout { width: photo.width as u32, height: photo.height as u32, skew, lines, steps }
}

impl CandidateLine {
    fn moved(mut self, right: f32, down: f32) -> Self {
        self.candidates.iter_mut().for_each(|candidate| candidate.bounds = candidate.bounds.moved(right, down));
        self
    }
}

/// The ink and what of it is legible, turned so that the lines do not slope. The turned ink by itself would have rules
/// again, and a desk around the page.
fn level(ink: &Plane, pieces: &[Piece], skew: f32) -> (Plane, Plane) {
    let mut legible = ink.map(|_| 0);
    for run in pieces.iter().flat_map(|piece| &piece.runs) {
        let row = run.row as usize * ink.width;
        legible.pixels[row + run.from as usize..row + run.to as usize].fill(255);
    }
    (skew::levelled(ink, skew), skew::levelled(&legible, skew).map(|pixel| pixel >> 7))
}
