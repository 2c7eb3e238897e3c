//! Drawings on made paper: ink of random strength on paper that may have a ruled line, printed waves and grain, under
//! light that may be uneven, with a lens that may blur.

use super::rng::Rng;
use crate::ink::{Drawing, Point, Stroke};
use crate::picture::{self, Form, Framing, Orientation, Photo, Views};
use crate::raster::{self, Grey};

/// How high what is written is usually, in pixels, for what is `usual` high in a drawing's own units.
const HIGH: std::ops::Range<f32> = 24.0..64.0;
/// The pen's width, as a part of that.
const PEN: std::ops::Range<f32> = 0.04..0.11;
/// Pictures become strokes.
const STROKES: Framing = Framing { turns: 0, crop: None, form: Form::Strokes };
/// How much darker one side of a page may be.
const SHADE: f32 = 0.35;

/// A drawing on paper; `usual` is the height of its signs, in its own units. None where there is no ink.
pub fn page(drawing: &Drawing, usual: f32, rng: &mut Rng) -> Option<Photo> {
    let bounds = drawing.bounds()?;
    let high = rng.between(HIGH.start, HIGH.end);
    let scale = high / usual.max(1e-3);
    let pen = (high * rng.between(PEN.start, PEN.end)).max(1.2);
    let room = rng.between(0.3, 0.8) * high;
    let place =
        |point: &Point| Point::at((point.x - bounds.left) * scale + room, (point.y - bounds.top) * scale + room);
    let stroke = |stroke: &Stroke| Stroke { width: pen, points: stroke.points.iter().map(place).collect() };
    let ink = Drawing { strokes: drawing.strokes.iter().map(stroke).collect() };
    let (width, height) = (bounds.width() * scale + 2.0 * room, bounds.height() * scale + 2.0 * room);
    let mut photo = photo(&ink, width, height, rng);
    if rng.chance(0.5) {
        let (turn, shade) = (rng.between(0.0, std::f32::consts::TAU), rng.between(0.0, SHADE));
        let (across, down) = (turn.cos() / width, turn.sin() / height);
        for (at, luma) in photo.luma.iter_mut().enumerate() {
            let (x, y) = ((at % photo.width) as f32 - width / 2.0, (at / photo.width) as f32 - height / 2.0);
            let light = 1.0 - shade * (0.5 + across * x + down * y).clamp(0.0, 1.0);
            *luma = (f32::from(*luma) * light) as u8;
        }
    }
    Some(photo)
}

/// What is traced from a picture.
pub fn traced(photo: &Photo) -> Option<Drawing> {
    picture::find(photo, &STROKES, Views::None).drawing
}

/// The strokes of a drawing on made paper, traced again, in the picture's own units.
pub fn redrawn(strokes: &[Vec<Point>], usual: f32, rng: &mut Rng) -> Option<Vec<Vec<Point>>> {
    let stroke = |points: &Vec<Point>| Stroke { width: 1.0, points: points.clone() };
    let drawing = Drawing { strokes: strokes.iter().map(stroke).collect() };
    let found = traced(&page(&drawing, usual, rng)?)?;
    Some(found.strokes.into_iter().map(|stroke| stroke.points).collect())
}

/// A picture of ink that is already in its place, of this size in pixels.
pub fn photo(drawing: &Drawing, width: f32, height: f32, rng: &mut Rng) -> Photo {
    let (across, down) = (width, height);
    let (width, height) = (width.ceil() as usize, height.ceil() as usize);
    let mut ink = Grey::blank(width, height);
    for stroke in &drawing.strokes {
        let points: Vec<(f32, f32)> = stroke.points.iter().map(|p| (p.x, p.y)).collect();
        raster::draw(&mut ink, &points, stroke.width / 2.0 * rng.between(0.9, 1.1));
    }
    let strength = rng.between(0.45, 0.9);
    ink.pixels.iter_mut().for_each(|pixel| *pixel *= strength);
    if rng.chance(0.3) {
        let (y, tilt) = (rng.between(0.1, 0.7) * down, rng.normal() * 0.01 * across);
        let mut rule = Grey::blank(width, height);
        raster::draw(&mut rule, &[(0.0, y - tilt), (across, y + tilt)], rng.between(0.3, 1.2));
        let dark = rng.between(0.2, 0.7);
        ink.pixels.iter_mut().zip(rule.pixels).for_each(|(ink, rule)| *ink = ink.max(dark * rule));
    }
    if rng.chance(0.5) {
        let (right, down) = (rng.between(0.2, 0.8), rng.between(0.2, 0.8));
        ink = ink.resampled(|x, y| [x + right, y + down]);
    }
    let (paper, grain) = (rng.between(150.0, 255.0), rng.between(0.0, 8.0));
    let waves = if rng.chance(0.4) { rng.between(0.01, 0.08) } else { 0.0 };
    let (across, down, phase) = (rng.normal() * 0.5, rng.between(0.5, 1.5), rng.between(0.0, 6.0));
    let mut light = |(at, ink): (usize, &f32)| {
        let (x, y) = ((at % width) as f32, (at / width) as f32);
        let wave = waves * (1.0 + (across * x + down * y + phase).sin());
        (paper * (1.0 - ink.max(wave)) + grain * rng.normal()).clamp(0.0, 255.0) as u8
    };
    let luma = ink.pixels.iter().enumerate().map(&mut light).collect();
    Photo { width, height, luma, chroma: None, orientation: Orientation::default() }
}
