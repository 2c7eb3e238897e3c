//! The shape of a symbol: as somebody drew it, or put together from what somebody drew.

use super::compose::Writer;
use super::geometry::{bounds_of, fitted, mapped, moved, scaled, turn};
use super::stand::{Stand, proportion, stand};
use crate::ink::Point;
use crate::train::augment;
use crate::train::rng::Rng;

impl Writer<'_> {
    /// The strokes of a symbol, of any size, as somebody would draw it: a sign, or one put together from others.
    pub fn shape(&self, text: &str, rng: &mut Rng) -> Vec<Vec<Point>> {
        let strokes = match text {
            "×" => {
                if rng.chance(0.6) {
                    self.drawn("x", rng)
                } else {
                    mapped(self.drawn("+", rng), turn(std::f32::consts::FRAC_PI_4 + rng.normal() * 0.12))
                }
            }
            "x" if rng.chance(0.1) => self.two_arcs(rng),
            "±" => self.stacked(&["+", "−"], [1.0, 1.0], rng),
            // The bar lies flat, or along the lower arm.
            "≤" => self.compared("<", 1.0, rng),
            "≥" => self.compared(">", -1.0, rng),
            "÷" => self.stacked(&[".", "−", "."], [0.1, 1.0], rng),
            "≠" => {
                let (bars, slash) = (self.drawn("=", rng), self.drawn("/", rng));
                let mut strokes = fitted(bars, [1.0, 0.45]);
                let (wide, high) = (rng.between(0.2, 0.7), rng.between(0.8, 1.3));
                strokes.extend(fitted(slash, [wide, high]));
                strokes
            }
            "=" if rng.chance(0.3) => {
                let bars = [(); 2].map(|()| mapped(self.drawn("−", rng), turn(rng.normal() * 0.08)));
                let apart = rng.between(0.2, 0.7);
                let [upper, lower] = bars.map(|bar| scaled(bar, rng.between(0.75, 1.1)));
                let lower = moved(lower, rng.normal() * 0.12, apart);
                upper.into_iter().chain(lower).collect()
            }
            "→" if rng.chance(0.6) => {
                let mut strokes = fitted(self.drawn("−", rng), [1.0, 0.06]);
                let tip = moved(fitted(self.drawn(">", rng), [0.25, 0.4]), 0.4, 0.0);
                strokes.extend(tip);
                strokes
            }
            "." | "·" if rng.chance(0.4) => {
                // Dots are dashes and hooks, seen near.
                let way = rng.between(-0.4, 2.2);
                let end = Point::at(way.cos(), way.sin());
                let bend = Point::at(0.5 * end.x + 0.25 * rng.normal(), 0.5 * end.y + 0.25 * rng.normal());
                vec![vec![Point::at(0.0, 0.0), bend, end]]
            }
            "·" => self.drawn(".", rng),
            _ if text.chars().count() > 1 => self.joined(text, rng),
            _ => self.drawn(text, rng),
        };
        let own = augment::linear(rng, 0.35);
        let strokes = mapped(mapped(strokes, self.map), own);
        strokes
            .into_iter()
            .map(|points| if rng.chance(0.06) { points.into_iter().rev().collect() } else { points })
            .collect()
    }

    /// An x of two arcs, back to back, as schools teach it: they touch or do not quite.
    fn two_arcs(&self, rng: &mut Rng) -> Vec<Vec<Point>> {
        let (left, right) = if rng.chance(0.6) { ("c", "c") } else { (")", "(") };
        let wide = rng.between(0.25, 0.55);
        let arc = |text: &str, rng: &mut Rng| fitted(self.drawn(text, rng), [wide * (rng.normal() * 0.15).exp(), 1.0]);
        let (mut first, second) = (arc(left, rng), arc(right, rng));
        if left == right {
            // A c that is turned round, drawn from its top all the same.
            first.iter_mut().flatten().for_each(|point| point.x = -point.x);
        }
        let apart = wide + rng.between(-0.08, 0.12);
        let shift = rng.normal() * 0.06;
        first.into_iter().chain(moved(second, apart, shift)).collect()
    }

    /// Letters written without lifting the pen between them: the first stroke of each goes on into the first of the next,
    /// dots and bars follow.
    fn joined(&self, letters: &str, rng: &mut Rng) -> Vec<Vec<Point>> {
        let (mut line, mut later): (Vec<Point>, Vec<Vec<Point>>) = (Vec::new(), Vec::new());
        let mut right = 0.0;
        for at in 0..letters.len() {
            let letter = &letters[at..=at];
            let mut strokes = self.drawn(letter, rng);
            let Some(bounds) = bounds_of(&strokes) else { continue };
            let Stand::High(top, bottom) = stand(letter) else { continue };
            let scale = (bottom - top) / bounds.height().max(0.3 * bounds.width()).max(1e-3);
            let scale = scale * (rng.normal() * 0.1).exp();
            let left = if line.is_empty() { 0.0 } else { right + rng.between(-0.06, 0.18) };
            for point in strokes.iter_mut().flatten() {
                let (x, y) = ((point.x - bounds.left) * scale, (point.y - bounds.bottom) * scale);
                *point = Point::at(left + x, bottom + y);
            }
            right = left + bounds.width() * scale;
            let mut strokes = strokes.into_iter();
            let first = strokes.next().unwrap_or_default();
            if let (Some(from), Some(to)) = (line.last(), first.first()) {
                let droop = rng.between(-0.02, 0.12);
                line.push(Point::at((from.x + to.x) / 2.0, (from.y + to.y) / 2.0 + droop));
            }
            line.extend(first);
            later.extend(strokes);
        }
        std::iter::once(line).chain(later).collect()
    }

    /// A sign as somebody drew it; a stroke where nobody did.
    fn drawn(&self, text: &str, rng: &mut Rng) -> Vec<Vec<Point>> {
        match self.signs.sign(self.class(text), self.writer, rng) {
            Some(sign) if sign.is_square => {
                let proportion = proportion(text) * (rng.normal() * 0.15).exp();
                fitted(sign.strokes.clone(), [proportion, 1.0])
            }
            Some(sign) => sign.strokes.clone(),
            None => vec![vec![Point::at(0.0, 0.0), Point::at(1.0, 0.0)]],
        }
    }

    /// A sign of comparison over a bar that leans towards its lower arm, or not.
    fn compared(&self, text: &str, lean: f32, rng: &mut Rng) -> Vec<Vec<Point>> {
        let high = rng.between(0.6, 1.1);
        let mut strokes = fitted(self.drawn(text, rng), [1.0, high]);
        let bar = fitted(self.drawn("−", rng), [rng.between(0.65, 1.1), 0.0]);
        let slope = if rng.chance(0.5) { 0.0 } else { lean * high * rng.between(0.1, 0.6) };
        let bar = mapped(bar, turn(slope.atan() + rng.normal() * 0.04));
        strokes.extend(moved(bar, rng.normal() * 0.08, high * rng.between(0.5, 0.85)));
        strokes
    }

    /// Specimens above each other, the widths of the first and of the others as given.
    fn stacked(&self, texts: &[&str], widths: [f32; 2], rng: &mut Rng) -> Vec<Vec<Point>> {
        let mut strokes: Vec<Vec<Point>> = Vec::new();
        let (mut bottom, count) = (0.0, texts.len());
        for (at, text) in texts.iter().enumerate() {
            let width = if at == 0 || at + 1 == count && count == 3 { widths[0] } else { widths[1] };
            let sign = self.drawn(text, rng);
            let sign = scaled(sign, width * (rng.normal() * 0.1).exp());
            let Some(bounds) = bounds_of(&sign) else { continue };
            let down = bottom - bounds.top + rng.between(0.04, 0.28);
            let sign = moved(sign, -bounds.middle().0 + rng.normal() * 0.04, down);
            bottom = bounds_of(&sign).map_or(bottom, |bounds| bounds.bottom);
            strokes.extend(sign);
        }
        strokes
    }
}
