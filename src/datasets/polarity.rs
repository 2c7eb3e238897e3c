//! Whether the pictures of a set are light ink on a dark ground, as the network expects, or dark ink on a light one.
//! Decided for a whole set at once: single pictures, cut close or full of ink, mislead.

use crate::raster::Grey;
use serde::{Deserialize, Serialize};
use std::fmt;

/// So many pictures, evenly from all over a set, are enough to decide.
const SAMPLE: usize = 1000;
/// A picture whose lightest and darkest pixels are closer than this, as a part of the whole range, is blank.
const CONTRAST: f32 = 0.05;
/// Most of a picture's pixels are at least this part of them.
const MOST: f32 = 0.6;
/// A set is clear where at least this part of the pictures that can be told agree.
const CLEAR: f32 = 0.9;
/// Pixels that are all ink, as their files have them.
const WHITE: f32 = 255.0;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Polarity {
    /// Also of a set in which nothing can be told: it is read as it is.
    #[default]
    LightOnDark,
    DarkOnLight,
    /// Some pictures are the one, some the other.
    Mixed,
}

impl Polarity {
    pub fn name(self) -> &'static str {
        match self {
            Self::LightOnDark => "light on dark",
            Self::DarkOnLight => "dark on light",
            Self::Mixed => "mixed",
        }
    }
}

/// The ground that the pictures of a set are written on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ground {
    pub polarity: Polarity,
    /// The grey of the light ground, 1 to 255; 0 where there is none.
    paper: u8,
}

impl Ground {
    /// Of a set of `count` pictures; `picture` may have none at a place, where a line of the file is wrong.
    pub fn of(count: usize, picture: impl Fn(usize) -> Option<Grey>) -> Self {
        let step = count.div_ceil(SAMPLE).max(1);
        let (mut papers, mut dark) = (Vec::new(), 0);
        for grey in (0..count).step_by(step).filter_map(picture) {
            match ground(&grey) {
                Some((true, paper)) => papers.push((paper * WHITE).round() as u8),
                Some((false, _)) => dark += 1,
                None => {}
            }
        }
        papers.sort_unstable();
        let share = papers.len() as f32 / (papers.len() + dark).max(1) as f32;
        let polarity = match share {
            share if share >= CLEAR => Polarity::DarkOnLight,
            share if share <= 1.0 - CLEAR => Polarity::LightOnDark,
            _ => Polarity::Mixed,
        };
        Self { polarity, paper: papers.get(papers.len() / 2).copied().unwrap_or_default() }
    }

    /// Whether the pictures are turned without being asked.
    pub fn is_turned(&self) -> bool {
        self.polarity == Polarity::DarkOnLight
    }

    /// A picture of the set with its dark ink made light. What is as light as the paper becomes black, and what was black
    /// becomes white.
    pub fn turned(&self, mut grey: Grey) -> Grey {
        // In the file's own numbers, so that a set that was merely inverted comes back exactly as it was.
        let paper = if self.paper == 0 { WHITE } else { f32::from(self.paper) };
        grey.pixels.iter_mut().for_each(|pixel| *pixel = (paper - (*pixel * WHITE).round()).max(0.0) / paper);
        grey
    }
}

impl PolarityNote {
    /// Where there is anything to say: about sets that are not light on dark.
    pub fn of(polarity: Polarity, turned: bool, file: Option<String>) -> Option<Self> {
        (polarity != Polarity::LightOnDark).then_some(Self { file, polarity, turned })
    }
}

/// What was done about a set's polarity, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolarityNote {
    /// The set's file, where there are several sets.
    pub file: Option<String>,
    pub polarity: Polarity,
    pub turned: bool,
}

impl fmt::Display for PolarityNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file {
            Some(file) => write!(f, "The pictures of {file} are ")?,
            None => write!(f, "These pictures are ")?,
        }
        f.write_str(match (self.polarity, self.turned) {
            (Polarity::LightOnDark, _) => "light on dark, as the network expects.",
            (Polarity::DarkOnLight, true) => {
                "dark on light: they were turned to light on dark, as the network expects."
            }
            (Polarity::DarkOnLight, false) => {
                "dark on light and were read as they are, though the network expects light on dark."
            }
            (Polarity::Mixed, true) => "partly dark on light: all of them were turned.",
            (Polarity::Mixed, false) => {
                "partly dark on light: they were read as they are, though the network expects light on dark."
            }
        })
    }
}

/// Whether a picture's ground is light, and its grey; `None` where that cannot be told. Most of the border and most of the
/// picture have to be on the same side of the middle between its lightest and its darkest pixel.
fn ground(grey: &Grey) -> Option<(bool, f32)> {
    let (width, height) = (grey.width, grey.height);
    let least = grey.pixels.iter().copied().fold(f32::INFINITY, f32::min);
    let most = grey.pixels.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if most - least < CONTRAST || grey.pixels.is_empty() {
        return None;
    }
    let is_border = |at: &usize| {
        let (x, y) = (at % width, at / width);
        x == 0 || y == 0 || x + 1 == width || y + 1 == height
    };
    let mut border: Vec<f32> = (0..grey.pixels.len()).filter(is_border).map(|at| grey.pixels[at]).collect();
    let light = |pixels: &[f32]| {
        let light = pixels.iter().filter(|pixel| **pixel > (least + most) / 2.0).count();
        light as f32 / pixels.len().max(1) as f32
    };
    let shares = [light(&border), light(&grey.pixels)];
    border.sort_unstable_by(f32::total_cmp);
    let middle = border.get(border.len() / 2).copied()?;
    if shares.iter().all(|share| *share >= MOST) {
        Some((true, middle))
    } else if shares.iter().all(|share| *share <= 1.0 - MOST) {
        Some((false, middle))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets::idx::grey;

    const SIDE: usize = 9;

    /// An upright bar of `ink` on `ground`, a little further to the right each time.
    fn bar(at: usize, ink: u8, ground: u8) -> Grey {
        let inked = |at: usize, column: usize| column == 2 + at % 4 || column == 3 + at % 4;
        let pixel = |place: usize| if inked(at, place % SIDE) && place / SIDE > 1 { ink } else { ground };
        grey(SIDE, SIDE, &(0..SIDE * SIDE).map(pixel).collect::<Vec<u8>>())
    }

    fn of(pictures: &[Grey]) -> Ground {
        Ground::of(pictures.len(), |at| pictures.get(at).cloned())
    }

    #[test]
    fn a_set_is_told_by_its_ground() {
        let light: Vec<Grey> = (0..20).map(|at| bar(at, 240, 0)).collect();
        assert_eq!((of(&light).polarity, of(&light).is_turned()), (Polarity::LightOnDark, false));
        let dark: Vec<Grey> = (0..20).map(|at| bar(at, 15, 255)).collect();
        assert_eq!((of(&dark).polarity, of(&dark).is_turned()), (Polarity::DarkOnLight, true));
        let mixed = [light, dark].concat();
        assert_eq!((of(&mixed).polarity, of(&mixed).is_turned()), (Polarity::Mixed, false));
    }

    #[test]
    fn few_odd_and_any_number_of_blank_pictures_change_nothing() {
        let blank = [grey(SIDE, SIDE, &[255; SIDE * SIDE]), grey(SIDE, SIDE, &[0; SIDE * SIDE])];
        assert_eq!(of(&blank).polarity, Polarity::LightOnDark);
        assert_eq!((of(&[]).polarity, of(&[grey(0, 0, &[])]).polarity), (Polarity::LightOnDark, Polarity::LightOnDark));
        let mut dark: Vec<Grey> = (0..20).map(|at| bar(at, 15, 255)).collect();
        dark.extend(blank.iter().cycle().take(30).cloned());
        // One whose ink is all around its ground.
        dark.push(bar(0, 255, 15));
        assert_eq!(of(&dark).polarity, Polarity::DarkOnLight);
        let light: Vec<Grey> = (0..5000).map(|at| bar(at, 240, 0)).chain(blank).collect();
        assert_eq!(of(&light).polarity, Polarity::LightOnDark);
    }

    #[test]
    fn what_was_inverted_comes_back_exactly_and_grey_paper_becomes_black() {
        let bytes: Vec<u8> = (0..=255).collect();
        let inverted: Vec<u8> = bytes.iter().map(|byte| 255 - byte).collect();
        let white = of(&[bar(0, 0, 255)]);
        assert_eq!(white.turned(grey(16, 16, &inverted)), grey(16, 16, &bytes));
        let greyish = of(&[bar(0, 20, 240), bar(1, 0, 238), bar(2, 9, 242)]);
        assert_eq!(greyish.turned(grey(4, 1, &[255, 240, 120, 0])).pixels, [0.0, 0.0, 0.5, 1.0]);
    }

    #[test]
    fn lines_that_are_wrong_are_passed_over() {
        let ground = Ground::of(10, |at| (at % 2 == 0).then(|| bar(at, 15, 255)));
        assert_eq!(ground.polarity, Polarity::DarkOnLight);
    }

    #[test]
    fn a_note_says_what_was_done() {
        let note = |polarity, turned| PolarityNote { file: None, polarity, turned }.to_string();
        assert_eq!(
            note(Polarity::DarkOnLight, true),
            "These pictures are dark on light: they were turned to light on dark, as the network expects."
        );
        assert!(note(Polarity::DarkOnLight, false).contains("read as they are"));
        let named = PolarityNote { file: Some("a.csv".into()), polarity: Polarity::Mixed, turned: false };
        assert!(named.to_string().starts_with("The pictures of a.csv are partly dark on light"));
    }
}
