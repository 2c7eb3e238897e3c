//! Glyph extraction: the glyph of a candidate, with its own grey ink and nothing of its neighbours'.

use super::components::Component;
use super::plane::Plane;
use crate::glyph::{self, Glyph, Medium};
use crate::ink::Bounds;
use crate::raster::Grey;

/// Candidates whose longer side has more pixels are shrunk first: a glyph's box has 20.
const WORKING_SIDE: f32 = 120.0;
/// How far a stroke's soft edge reaches beyond the mask, as a part of the candidate's longer side.
const SOFT: f32 = 0.06;
/// Ink up to this part of full ink is left out, so that noise does not widen the glyph's box.
const TRACE: f32 = 0.06;
/// The quantile of the candidate's ink that counts as full.
const FULL: f32 = 0.8;

/// The owner of a pixel: none.
const NOTHING: u8 = 0;
/// The owner of a pixel: the candidate.
const OWN: u8 = 1;
/// The owner of a pixel: another component.
const OTHER: u8 = 2;

/// The glyph of some components on the picture's ink plane; the rest of `mask` belongs to other components.
pub fn glyph(ink: &Plane, mask: &Plane, components: &[Component], bounds: Bounds) -> Glyph {
    let factor = (bounds.longer_side() / WORKING_SIDE).ceil().max(1.0) as usize;
    let soft = (SOFT * bounds.longer_side() / factor as f32).ceil().max(1.0) as usize;
    let window = Window::around(bounds, soft * factor, ink.width, ink.height);
    let mut owners = window.cut(mask).map(|pixel| pixel * OTHER);
    for run in components.iter().flat_map(|component| &component.runs) {
        let row = (run.row as usize - window.top) * window.width;
        owners.pixels[row + run.from as usize - window.left..row + run.to as usize - window.left].fill(OWN);
    }
    let ink = window.cut(ink);
    let full = full(&ink, &owners);
    let owned = |owner: u8| owners.map(|pixel| if pixel == owner { 255 } else { 0 }).shrunk(factor);
    let (own, other) = (owned(OWN), owned(OTHER));
    let ink = ink.shrunk(factor);
    let first = own.pixels.iter().zip(&other.pixels).map(|(own, other)| match (own, other) {
        (0, 0) => NOTHING,
        (own, other) if own >= other => OWN,
        _ => OTHER,
    });
    let mut owners: Vec<u8> = first.collect();
    let trace = (full * TRACE) as u8;
    (0..soft).for_each(|_| grow(&mut owners, &ink, trace));
    let pixels = ink.pixels.iter().zip(&owners).map(|(ink, owner)| match *owner {
        OWN => (f32::from(*ink) / full).min(1.0),
        _ => 0.0,
    });
    let grey = Grey { width: ink.width, height: ink.height, pixels: pixels.collect() };
    let glyph = glyph::from_picture(&grey).unwrap_or(Glyph::BLANK);
    Glyph { medium: Medium::Picture, ..glyph }
}

/// A part of the picture, in its pixels.
struct Window {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
}

impl Window {
    fn around(bounds: Bounds, margin: usize, width: usize, height: usize) -> Window {
        let (left, top) = ((bounds.left as usize).saturating_sub(margin), (bounds.top as usize).saturating_sub(margin));
        let (right, bottom) = (width.min(bounds.right as usize + margin), height.min(bounds.bottom as usize + margin));
        Window { left, top, width: right - left, height: bottom - top }
    }

    fn cut(&self, plane: &Plane) -> Plane {
        let rows = plane.rows().skip(self.top).take(self.height);
        let pixels = rows.flat_map(|row| &row[self.left..self.left + self.width]).copied().collect();
        Plane { width: self.width, height: self.height, pixels }
    }
}

/// The ink that counts as full, 1..255; the candidate's ink is scaled so that it becomes 1.
fn full(ink: &Plane, owners: &Plane) -> f32 {
    let own = ink.pixels.iter().zip(&owners.pixels).filter(|(_, owner)| **owner == OWN);
    let mut own: Vec<u8> = own.map(|(ink, _)| *ink).collect();
    let at = (own.len() as f32 * FULL) as usize;
    if at >= own.len() {
        return 255.0;
    }
    f32::from(*own.select_nth_unstable(at).1).max(1.0)
}

/// Region growing by one pixel: each pixel without an owner gets that of its darkest owned neighbour, if that is at least
/// as dark, so that soft edges of strokes are shared out where ink fades outward.
fn grow(owners: &mut [u8], ink: &Plane, trace: u8) {
    let before = owners.to_vec();
    let (width, height) = (ink.width, ink.height);
    for row in 0..height {
        for column in 0..width {
            let at = row * width + column;
            let soft = ink.pixels[at];
            if before[at] != NOTHING || soft <= trace {
                continue;
            }
            let beside = [
                (column > 0).then(|| at - 1),
                (column + 1 < width).then_some(at + 1),
                (row > 0).then(|| at - width),
                (row + 1 < height).then_some(at + width),
            ];
            let owned = beside.into_iter().flatten().filter(|other| before[*other] != NOTHING);
            if let Some(other) = owned.max_by_key(|other| ink.pixels[*other]).filter(|other| ink.pixels[*other] >= soft)
            {
                owners[at] = before[other];
            }
        }
    }
}
