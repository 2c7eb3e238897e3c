//! `cargo xtask eval`: the shipped weights through the page's own pipeline.

use super::args::Args;
use super::data::{kept_aside, read_strokes};
use super::idx::{self, Pictures};
use super::tally::Tally;
use super::{Result, Trouble, trouble};
use crate::glyph::{self, Glyph};
use crate::ink::form::Labelled;
use crate::ink::{Drawing, Point};
use crate::net::Weights;
use crate::pipeline;
use crate::reader::Reading;
use burn::tensor::Device;
use rayon::prelude::*;
use std::path::Path;

const HELP: &str = "\
Reads what is known with the shipped weights, and counts.

  --images IMAGES LABELS          IDX files, gzip'd or not, light ink on black, any size
  --strokes FILE                  drawings, one JSON object a line, gzip'd or not
  --place centred|small|corner    where on the pad drawings are put (default: as they are)
  --aside                         only the writers that training keeps aside
  --weights FILE                  (default: models/inkling.weights)
  --json                          one JSON object on the last line";

/// The pad that placed drawings are put on, in CSS pixels.
const PAD: f32 = 600.0;

#[derive(Clone, Copy)]
enum Place {
    AsIs,
    Centred,
    Small,
    Corner,
}

impl Place {
    fn parse(word: Option<&str>) -> Result<Self> {
        match word {
            None => Ok(Self::AsIs),
            Some("centred") => Ok(Self::Centred),
            Some("small") => Ok(Self::Small),
            Some("corner") => Ok(Self::Corner),
            Some(other) => Err(Trouble(format!("--place is centred, small or corner, not “{other}”."))),
        }
    }

    /// The drawing's longer side on the pad, and the middle of its box.
    fn spot(self) -> Option<(f32, (f32, f32))> {
        match self {
            Self::AsIs => None,
            Self::Centred => Some((0.6 * PAD, (0.0, 0.0))),
            Self::Small => Some((0.07 * PAD, (0.0, 0.0))),
            Self::Corner => Some((0.12 * PAD, (0.42 * PAD, 0.42 * PAD))),
        }
    }

    /// The drawing as a mouse would have left it there, on whole pixels.
    fn put(self, drawing: &Drawing) -> Drawing {
        let (Some((side, (x, y))), Some(bounds)) = (self.spot(), drawing.bounds()) else { return drawing.clone() };
        let scale = side / bounds.longer_side().max(1e-3);
        let (cx, cy) = bounds.middle();
        let mut placed = drawing.clone();
        for point in placed.strokes.iter_mut().flat_map(|stroke| &mut stroke.points) {
            *point =
                Point { x: ((point.x - cx) * scale + x).round(), y: ((point.y - cy) * scale + y).round(), ..*point };
        }
        placed
    }
}

pub fn main() -> Result<()> {
    let mut args = Args::from_command_line();
    if args.flag("--help") {
        println!("{HELP}");
        return Ok(());
    }
    let json = args.flag("--json");
    let aside = args.flag("--aside");
    let images = args.values("--images", 2)?;
    let strokes = args.value("--strokes")?;
    let place = Place::parse(args.value("--place")?.as_deref())?;
    let file = args.value("--weights")?.unwrap_or_else(|| "models/inkling.weights".into());
    args.finish()?;
    let device = Device::flex();
    let bytes = std::fs::read(&file).map_err(trouble(format!("{file} cannot be read")))?;
    let weights = Weights::from_bytes(&bytes, &device).map_err(trouble(format!("{file} cannot be used")))?;
    let (kind, tally) = match (images.as_deref(), strokes) {
        (Some([images, labels]), None) => {
            ("images", of_images(&weights, &device, Path::new(images), Path::new(labels))?)
        }
        (None, Some(file)) => ("strokes", of_strokes(&weights, &device, Path::new(&file), place, aside)?),
        _ => return Err(Trouble("Name what to read: --images IMAGES LABELS or --strokes FILE; see --help.".into())),
    };
    println!("{}", tally.report());
    if json {
        println!("{}", tally.json(kind));
    }
    Ok(())
}

fn of_images(weights: &Weights, device: &Device, images: &Path, labels: &Path) -> Result<Tally> {
    let pictures = Pictures::read(images)?;
    let labels = idx::read_labels(labels)?;
    if pictures.len() != labels.len() {
        return Err(Trouble(format!("There are {} pictures but {} labels.", pictures.len(), labels.len())));
    }
    let glyphs: Vec<Option<Glyph>> = pictures.iter().collect::<Vec<_>>().par_iter().map(glyph::from_picture).collect();
    let readings: Vec<Reading> = glyphs
        .par_chunks(64)
        .flat_map_iter(|chunk| {
            let inked: Vec<Glyph> = chunk.iter().flatten().cloned().collect();
            let mut read = pipeline::judge(weights, device, &inked).into_iter();
            let each = |glyph: &Option<Glyph>| glyph.as_ref().and_then(|_| read.next()).unwrap_or(Reading::EMPTY);
            chunk.iter().map(each).collect::<Vec<_>>()
        })
        .collect();
    let mut tally = Tally::default();
    readings.iter().zip(labels).for_each(|(reading, label)| tally.count(usize::from(label), reading));
    Ok(tally)
}

fn of_strokes(weights: &Weights, device: &Device, file: &Path, place: Place, aside: bool) -> Result<Tally> {
    let drawings: Vec<Labelled> =
        read_strokes(file)?.into_iter().filter(|drawing| !aside || kept_aside(&drawing.writer)).collect();
    let readings: Vec<Reading> =
        drawings.par_iter().map(|known| pipeline::read(weights, device, &place.put(&known.drawing)).0).collect();
    let mut tally = Tally::default();
    for (known, reading) in drawings.iter().zip(&readings) {
        // A text of several digits is no digit's number, so it counts as not read.
        let digit = known.text.parse().ok().filter(|_| known.text.len() == 1).unwrap_or(usize::MAX);
        tally.count(digit, reading);
    }
    Ok(tally)
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
        assert_eq!(Place::AsIs.put(&drawing), drawing);
    }
}
