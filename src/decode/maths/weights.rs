//! How much each sign of a reading counts, in nats: found by trying on expressions kept for that, never learned from them.

use super::element::{Choice, Element};
use super::kind::{Kind, unsteady};
use crate::ink::Bounds;

#[derive(Clone, Debug)]
pub struct Weights {
    /// A group's probability of being one symbol, and a symbol's probability.
    pub group: f32,
    pub label: f32,
    pub context: f32,
    pub geometry: f32,
    pub bracket: f32,
    /// A | that another one opened.
    pub bar_closes: f32,
    pub function: f32,
    /// A script line that ends, and one that begins.
    pub close: f32,
    pub open: f32,
    /// A letter that the line has not had yet: expressions use few, and sums none.
    pub new_letter: f32,
    /// How far below the axis of the line that of a subscript is.
    pub sub: f32,
    /// A gap within a script, in heights of its digits.
    pub gap_in_script: f32,
    /// An equals sign and the like within a script.
    pub relation_in_script: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            group: 1.0,
            label: 0.8,
            context: 0.9,
            geometry: 0.6,
            bracket: 1.5,
            bar_closes: 3.0,
            function: 3.0,
            close: 0.1,
            open: 1.0,
            sub: 0.47,
            new_letter: 1.0,
            gap_in_script: 2.0,
            relation_in_script: 2.0,
        }
    }
}

/// No place on a line costs more.
const WORST: f32 = 14.0;

fn off(value: f32, spread: f32) -> f32 {
    let far = value / spread;
    0.5 * far * far
}

impl Weights {
    /// How well an element stands on a line of this axis and size.
    pub fn on_line(&self, axis: f32, size: f32, choice: &Choice, is_tall: bool) -> f32 {
        let spread = match choice.kind {
            Kind::Dot | Kind::Comma | Kind::Prime => 0.2,
            Kind::Open | Kind::Close | Kind::Bar | Kind::Large => 0.25,
            _ if is_tall => 0.28,
            Kind::Sign | Kind::Relation | Kind::Product => 0.24,
            _ => 0.19,
        };
        let shift = match choice.kind {
            // Its middle is known, not its axis.
            Kind::Dot => 0.42,
            Kind::Comma => 0.5,
            Kind::Prime => -0.5,
            _ => 0.0,
        };
        let unsteady = unsteady(choice.text);
        let place = off((choice.axis - axis) / size - shift, spread * unsteady);
        let scale = choice.size.map_or(0.0, |own| off((own / size).ln(), 0.34 * unsteady));
        -self.geometry * (place + scale).min(WORST)
    }

    /// How well an element stands as the first of a script.
    pub fn as_script(
        &self,
        axis: f32,
        size: f32,
        base: &Element,
        bounds: Bounds,
        choice: &Choice,
        is_sup: bool,
    ) -> f32 {
        let tall = base.is_tall || base.bounds.height() > 1.3 * size;
        let middle = match is_sup {
            true if tall => (axis - 0.6 * size).min(base.bounds.top + 0.05 * size),
            true => axis - 0.62 * size,
            false if tall => (axis + self.sub * size).max(base.bounds.bottom - 0.05 * size),
            false => axis + self.sub * size,
        };
        let unsteady = unsteady(choice.text);
        let place = off((choice.axis - middle) / size, if is_sup { 0.26 } else { 0.2 } * unsteady);
        let scale = choice.size.map_or(0.0, |own| off((own / size / 0.68).ln(), 0.34 * unsteady));
        // Behind its base, and not far behind.
        let behind = (bounds.left - base.bounds.right) / size;
        let aside = off((behind - 0.1).max(0.0), 0.5) + off((-0.4 - behind).max(0.0), 0.2);
        -self.geometry * (place + scale + aside).min(WORST)
    }

    pub fn opens(&self, base: Kind, choice: &Choice, is_sup: bool) -> f32 {
        let rare = match (base, is_sup) {
            (Kind::Letter | Kind::Greek | Kind::Capital, _) | (Kind::Close, true) | (Kind::Large, _) => 0.0,
            (Kind::Digit | Kind::Function, true) => 0.6,
            (Kind::Function, false) => 1.0,
            (Kind::Bar | Kind::Root, true) => 0.8,
            _ => 2.5,
        };
        let odd = match choice.kind {
            Kind::Relation | Kind::Dot | Kind::Comma => 2.5,
            Kind::Open => 2.0,
            Kind::Digit => -1.0,
            Kind::Sign if !is_sup => 1.5,
            // As 0⁺, but a sum seldom begins with one.
            Kind::Sign if choice.text != "−" => 2.0,
            Kind::Prime if !is_sup => 3.0,
            _ => 0.0,
        };
        self.open + rare + odd
    }
}
