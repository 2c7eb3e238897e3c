//! Where a drawing is put before it is read: on the pad, or on paper.

use super::rng::Rng;
use super::{Result, TrainError, paper};
use crate::datasets::strokes::{self, FITTED};
use crate::fnv;
use crate::glyph::Medium;
use crate::ink::{Drawing, Point};
use crate::picture::Photo;
use crate::sequence::LineSize;

/// The pad that placed drawings are put on, in CSS pixels.
const PAD: f32 = 600.0;

#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// The drawing is scaled to fill a good part of the pad, since every device has its own scale.
    Fitted,
    Centred,
    Small,
    Corner,
    /// Drawn on made paper, and read as the picture of it.
    Paper,
}

impl Place {
    pub fn parse(word: Option<&str>) -> Result<Self> {
        match word {
            None => Ok(Self::Fitted),
            Some("centred") => Ok(Self::Centred),
            Some("small") => Ok(Self::Small),
            Some("corner") => Ok(Self::Corner),
            Some("paper") => Ok(Self::Paper),
            Some(other) => Err(TrainError(format!("--place is centred, small, corner or paper, not “{other}”."))),
        }
    }

    /// What the drawing at its place is of.
    pub fn medium(self) -> Medium {
        if matches!(self, Self::Paper) { Medium::Picture } else { Medium::Pen }
    }

    /// The drawing's longer side on the pad, and the middle of its box.
    fn spot(self) -> (f32, (f32, f32)) {
        match self {
            Self::Fitted | Self::Centred | Self::Paper => (FITTED, (0.0, 0.0)),
            Self::Small => (0.07 * PAD, (0.0, 0.0)),
            Self::Corner => (0.12 * PAD, (0.42 * PAD, 0.42 * PAD)),
        }
    }

    /// A drawing of expressions at its place: however long it is, its strokes are as large as people write. `usual` is
    /// the usual size of its strokes.
    pub fn put_expressions(self, drawing: &Drawing, usual: f32) -> Drawing {
        let Some(bounds) = drawing.bounds() else { return drawing.clone() };
        let (size, middle) = match self {
            Self::Fitted => return self.put(drawing),
            Self::Paper => {
                return on_paper(drawing, usual).and_then(|photo| paper::traced(&photo)).unwrap_or_default();
            }
            Self::Centred => (0.08 * PAD, (0.0, 0.0)),
            Self::Small => (0.04 * PAD, (0.0, 0.0)),
            Self::Corner => (0.06 * PAD, (0.42 * PAD, 0.42 * PAD)),
        };
        rounded(strokes::placed(drawing, bounds.longer_side() * size / usual.max(1e-3), middle))
    }

    /// A drawing of text at its place, the same way: letters are as large as people write.
    pub fn put_text(self, drawing: &Drawing) -> Drawing {
        let unit = LineSize::of(&drawing.strokes).map_or(1.0, |size| size.unit);
        // A small letter is about half as large as a sign of a sum.
        self.put_expressions(drawing, 2.0 * unit)
    }

    /// The drawing at its place. Where a place was named, coordinates are rounded to whole pixels, as a mouse gives them.
    pub fn put(self, drawing: &Drawing) -> Drawing {
        let (side, middle) = self.spot();
        let placed = strokes::placed(drawing, side, middle);
        if matches!(self, Self::Fitted) { placed } else { rounded(placed) }
    }
}

/// The picture of a drawing on made paper, always the same one; `usual` is the height of its signs.
pub fn on_paper(drawing: &Drawing, usual: f32) -> Option<Photo> {
    let points = drawing.strokes.iter().flat_map(|stroke| &stroke.points);
    let seed =
        points.fold(fnv::NOTHING, |mark, point| fnv::step(fnv::step(mark, point.x.to_bits()), point.y.to_bits()));
    paper::page(drawing, usual, &mut Rng::of(seed, [0, 0]))
}

/// Whole pixels, as a mouse gives them.
fn rounded(mut drawing: Drawing) -> Drawing {
    for point in drawing.strokes.iter_mut().flat_map(|stroke| &mut stroke.points) {
        *point = Point { x: point.x.round(), y: point.y.round(), ..*point };
    }
    drawing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Stroke;

    #[test]
    fn a_placed_drawing_is_where_it_should_be() {
        let points = vec![Point::at(3.0, 5.0), Point::at(7.0, 25.0)];
        let drawing = Drawing { strokes: vec![Stroke { width: 2.0, points }] };
        let bounds = Place::Small.put(&drawing).bounds().unwrap();
        assert_eq!((bounds.longer_side(), bounds.middle().1), (42.0, 0.0));
        let bounds = Place::Corner.put(&drawing).bounds().unwrap();
        assert!(bounds.left > 200.0 && bounds.bottom <= PAD / 2.0, "{bounds:?}");
        let small = Place::Small.put_expressions(&drawing, 10.0).bounds().unwrap();
        assert_eq!((small.longer_side(), small.middle().1), (48.0, 0.0));
        assert_eq!(Place::Fitted.put(&drawing).bounds().unwrap().longer_side(), 360.0);
    }
}
