//! Synthetic pictures of numbers, from which the page's own code extracts candidates: training examples of digits as they
//! come out of pictures, and of candidates that are no digit.

use super::data::Example;
use super::numbers::DIGITS;
use super::paper;
use super::rng::Rng;
use crate::glyph::Glyph;
use crate::ink::{Bounds, Drawing, Point, Stroke};
use crate::picture::{self, Framing, Photo, Views};

/// A candidate whose box overlaps a symbol's by at least this (intersection over union) is the symbol.
const SAME: f32 = 0.75;
/// A candidate whose box overlaps every symbol's by less than this is no digit.
const OTHER: f32 = 0.5;

/// The chance that a symbol is joined to the next by a stroke, if they are near enough.
const JOINED: f32 = 0.12;
/// Symbols are joined only if the stroke is shorter than this part of the symbols' height.
const NEAR: f32 = 0.8;
/// The chance of a point or a comma after a symbol.
const COMMA: f32 = 0.08;
/// The chance of a symbol that is smaller than the others.
const SMALL: f32 = 0.12;
/// The chance of a symbol that does not stand on the baseline.
const RAISED: f32 = 0.3;

/// A number of some symbols and a picture of it.
pub fn page(symbol: impl Fn(&mut Rng) -> Option<(Drawing, usize)>, rng: &mut Rng) -> Option<(Number, Photo)> {
    let style = Style::any(rng);
    let number = Number::written(&style, symbol, rng).on_page(rng.between(0.15, 0.5) * style.height)?;
    let photo = paper::photo(&number.ink, number.width, number.height, rng);
    Some((number, photo))
}

/// The candidates that the page's code extracts from one number, with their classes.
pub fn cuttings(symbol: impl Fn(&mut Rng) -> Option<(Drawing, usize)>, rng: &mut Rng) -> Vec<Example<Glyph>> {
    let Some((number, photo)) = page(symbol, rng) else { return Vec::new() };
    let found = picture::find(&photo, &Framing::default(), Views::None);
    let cut = found.lines.into_iter().flat_map(|line| line.candidates.into_iter().zip(line.glyphs));
    cut.filter_map(|(candidate, of)| Some(Example { of, class: number.class(candidate.bounds)? })).collect()
}

/// The style in which a number is written.
struct Style {
    /// The symbols' height in pixels.
    height: f32,
    /// By what factor symbols are stretched in width.
    wide: f32,
    /// How far symbols lean, in pixels for each pixel of height.
    slant: f32,
    /// The pen's width in pixels.
    pen: f32,
    /// The distance between symbols, as a part of their height.
    gap: f32,
}

impl Style {
    fn any(rng: &mut Rng) -> Self {
        let height = rng.between(24.0, 64.0);
        Self {
            height,
            wide: (rng.normal() * 0.15).exp(),
            slant: rng.normal() * 0.15,
            pen: (height * rng.between(0.04, 0.11)).max(1.2),
            gap: rng.between(-0.08, 0.2),
        }
    }

    /// A drawing in this style, from `left` on and with its lower end near 0.
    fn written(&self, drawing: &Drawing, left: f32, rng: &mut Rng) -> Option<Drawing> {
        let bounds = drawing.bounds()?;
        let small = if rng.chance(SMALL) { rng.between(0.5, 0.8) } else { 1.0 };
        let high = self.height * small * (rng.normal() * 0.08).exp();
        let scale = high / bounds.height().max(bounds.width() * 0.6).max(1e-3);
        let raised = if rng.chance(RAISED) { rng.unit() * (self.height - high).max(0.0) } else { 0.0 };
        let foot = rng.normal() * 0.06 * self.height - raised;
        let place = |p: &Point| {
            let (x, y) = ((p.x - bounds.left) * scale * self.wide, (p.y - bounds.bottom) * scale);
            Point::at(x - self.slant * y, y + foot)
        };
        let stroke = |stroke: &Stroke| Stroke { width: self.pen, points: stroke.points.iter().map(place).collect() };
        let mut anew = Drawing { strokes: drawing.strokes.iter().map(stroke).collect() };
        let first = anew.bounds()?.left;
        moved(&mut anew, left - first, 0.0);
        Some(anew)
    }
}

fn moved(drawing: &mut Drawing, right: f32, down: f32) {
    for point in drawing.strokes.iter_mut().flat_map(|stroke| &mut stroke.points) {
        point.x += right;
        point.y += down;
    }
}

/// A number: its ink, the box of each symbol's ink, and the size of its page in pixels.
pub struct Number {
    ink: Drawing,
    symbols: Vec<(Bounds, usize)>,
    width: f32,
    height: f32,
}

impl Number {
    fn written(style: &Style, symbol: impl Fn(&mut Rng) -> Option<(Drawing, usize)>, rng: &mut Rng) -> Self {
        let mut number = Self { ink: Drawing::default(), symbols: Vec::new(), width: 0.0, height: 0.0 };
        let strokes = &mut number.ink.strokes;
        let line = |points: [Point; 2]| Stroke { width: style.pen, points: points.to_vec() };
        let mut left = 0.0;
        for _ in 0..2 + rng.below(4) {
            let Some((drawing, class)) = symbol(rng) else { continue };
            let Some(drawing) = style.written(&drawing, left, rng) else { continue };
            let Some(bounds) = drawing.bounds() else { continue };
            let end = strokes.last().and_then(|stroke| stroke.points.last()).copied();
            let start = drawing.strokes.first().and_then(|stroke| stroke.points.first()).copied();
            if let (Some(end), Some(start), true) = (end, start, rng.chance(JOINED))
                && end.distance(start) < NEAR * style.height
            {
                strokes.push(line([end, start]));
            }
            strokes.extend(drawing.strokes);
            let half = style.pen / 2.0;
            let Bounds { left: from, top, right: to, bottom } = bounds;
            let inked = Bounds { left: from - half, top: top - half, right: to + half, bottom: bottom + half };
            number.symbols.push((inked, class));
            left = to + style.pen + (style.gap + rng.normal() * 0.07) * style.height;
            if rng.chance(COMMA) {
                let beside = to + rng.between(0.02, 0.2) * style.height;
                let long = rng.between(0.0, 0.25) * style.height;
                strokes.push(line([Point::at(beside, 0.0), Point::at(beside - 0.4 * long, long)]));
            }
        }
        number
    }

    /// The digits as text.
    pub fn text(&self) -> String {
        self.symbols.iter().filter(|(_, class)| *class < DIGITS).map(|(_, digit)| digit.to_string()).collect()
    }

    /// The number moved to the middle of a page with a margin of `room` pixels.
    fn on_page(mut self, room: f32) -> Option<Self> {
        let inked = self.symbols.iter().map(|(bounds, _)| *bounds).reduce(Bounds::union)?.union(self.ink.bounds()?);
        let (right, down) = (room - inked.left, room - inked.top);
        moved(&mut self.ink, right, down);
        for (bounds, _) in &mut self.symbols {
            *bounds = Bounds {
                left: bounds.left + right,
                top: bounds.top + down,
                right: bounds.right + right,
                bottom: bounds.bottom + down,
            };
        }
        Some(Self { width: inked.width() + 2.0 * room, height: inked.height() + 2.0 * room, ..self })
    }

    /// The class of a candidate with this box; None where it overlaps a symbol too much and too little.
    fn class(&self, candidate: Bounds) -> Option<usize> {
        let near = self.symbols.iter().map(|(bounds, class)| (overlap(*bounds, candidate), *class));
        let (most, class) = near.max_by(|a, b| a.0.total_cmp(&b.0))?;
        match most {
            most if most >= SAME => Some(class),
            most if most < OTHER => Some(DIGITS),
            _ => None,
        }
    }
}

/// The intersection over union of two boxes.
fn overlap(a: Bounds, b: Bounds) -> f32 {
    let wide = (a.right.min(b.right) - a.left.max(b.left)).max(0.0);
    let high = (a.bottom.min(b.bottom) - a.top.max(b.top)).max(0.0);
    let area = |b: Bounds| b.width() * b.height();
    wide * high / (area(a) + area(b) - wide * high).max(1e-3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::templates;

    #[test]
    fn what_is_cut_out_of_numbers_is_digits_and_much_that_is_none() {
        let mut counts = [0; DIGITS + 1];
        for seed in 0..60 {
            let any = |rng: &mut Rng| {
                let class = rng.below(DIGITS);
                templates::drawing(class, rng).map(|drawing| (drawing, class))
            };
            let digit = |rng: &mut Rng| (0..100).find_map(|_| any(rng));
            for example in cuttings(digit, &mut Rng::of(seed, [0, 0])) {
                counts[example.class] += 1;
            }
        }
        let digits: usize = counts[..DIGITS].iter().sum();
        assert!(digits > 100 && counts[DIGITS] > digits / 2, "{counts:?}");
        // Of sixes there are no forms.
        assert!((0..DIGITS).all(|digit| (counts[digit] > 0) == (digit != 6)), "{counts:?}");
    }

    #[test]
    fn a_piece_is_a_digit_where_it_fills_its_box() {
        let symbols = vec![(Bounds { left: 10.0, top: 10.0, right: 30.0, bottom: 50.0 }, 4)];
        let number = Number { ink: Drawing::default(), symbols, width: 60.0, height: 60.0 };
        let class = |right: f32| number.class(Bounds { left: 10.0, top: 10.0, right, bottom: 50.0 });
        assert_eq!([30.0, 26.0, 23.0, 19.0, 50.0].map(class), [Some(4), Some(4), None, Some(DIGITS), None]);
        assert_eq!((class(60.0), number.text().as_str()), (Some(DIGITS), "4"));
    }

    #[test]
    fn nothing_is_cut_out_of_nothing() {
        assert!(cuttings(|_| None, &mut Rng::of(1, [0, 0])).is_empty());
        assert!(cuttings(|_| Some((Drawing::default(), 3)), &mut Rng::of(1, [0, 0])).is_empty());
    }
}
