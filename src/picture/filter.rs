//! Component filtering: which components may be writing. Specks, texture of the paper and what lies around the page are
//! left out.

use super::components::{Component, Run};
use super::layout::Form;
use super::plane::Plane;

/// A component whose longer side is at most this part of the text's height is a speck.
const SPECK: f32 = 0.28;
/// Where strokes are wanted, dots count: a speck is then at most this part of the usual stroke width.
const DOT: f32 = 0.7;
/// Faint components are texture if they are no higher than this part of the text's height.
const LOW: f32 = 0.5;
/// A component is faint if its mean ink is at most this part of the usual one.
const FAINT: f32 = 0.85;
/// A component that reaches the picture's edge is a table, a hand or a shadow around the page if its strokes are so many
/// times as wide as those of the components that do not.
const BULKY: f32 = 3.0;
/// Those others are writing, not specks, if they are so many times as high as their strokes are wide; otherwise nothing is
/// left out beside them.
const WRITTEN: f32 = 3.0;
/// A single line that is more than so many times as high as the text is a ruled line or an edge.
const TOWERING: f32 = 3.0;
/// Where strokes are wanted it has to be this part of the picture's height, too: brackets may be higher than what is usual.
const ALL_THE_WAY: f32 = 0.9;
/// A component is a single line if it has no more runs for each row, on the average.
const SINGLE: f32 = 1.3;
/// Only so many components are looked at, the largest: a picture with more is a texture, not a page.
const MOST: usize = 800;

/// The components that may be writing in this form.
pub fn legible(ink: &Plane, mut components: Vec<Component>, form: Form) -> Vec<Component> {
    components.sort_by(|a, b| b.bounds.longer_side().total_cmp(&a.bounds.longer_side()));
    components.truncate(MOST);
    let mut components = without_surroundings(ink, components);
    let height = usual_of(&components, |component| component.bounds.height());
    let towering = match form {
        Form::Candidates => TOWERING * height,
        Form::Strokes => (TOWERING * height).max(ALL_THE_WAY * ink.height as f32),
    };
    let is_line = |component: &Component| {
        let high = component.bounds.height();
        high > towering && component.runs.len() as f32 <= SINGLE * high
    };
    let speck = match form {
        Form::Candidates => SPECK * height,
        Form::Strokes => (DOT * usual_of(&components, Component::stroke_width)).min(SPECK * height),
    };
    components.retain(|component| component.bounds.longer_side() > speck && !is_line(component));
    let inked: Vec<(f32, Component)> =
        components.into_iter().map(|component| (mean_ink(ink, &component), component)).collect();
    let full = usual(inked.iter().map(|(ink, component)| (*ink, component.area)).collect());
    let legible = |(ink, component): &(f32, Component)| *ink > FAINT * full || component.bounds.height() > LOW * height;
    inked.into_iter().filter(legible).map(|(_, component)| component).collect()
}

/// The components without what lies around the page.
fn without_surroundings(ink: &Plane, components: Vec<Component>) -> Vec<Component> {
    let (right, bottom) = (ink.width as f32, ink.height as f32);
    let reaches_edge = |component: &Component| {
        let bounds = component.bounds;
        bounds.left <= 0.0 || bounds.top <= 0.0 || bounds.right >= right || bounds.bottom >= bottom
    };
    let (outer, mut inner): (Vec<_>, Vec<_>) = components.into_iter().partition(reaches_edge);
    let (height, stroke) =
        (usual_of(&inner, |component| component.bounds.height()), usual_of(&inner, Component::stroke_width));
    let is_written = stroke > 0.0 && height >= WRITTEN * stroke;
    inner.extend(outer.into_iter().filter(|component| !is_written || component.stroke_width() < BULKY * stroke));
    inner
}

/// The median of a measure of components, weighted with their areas.
pub(super) fn usual_of(components: &[Component], of: impl Fn(&Component) -> f32) -> f32 {
    usual(components.iter().map(|component| (of(component), component.area)).collect())
}

/// The mean of the ink plane over a component, 0..255.
fn mean_ink(ink: &Plane, component: &Component) -> f32 {
    let sum = |run: &Run| {
        let row = run.row as usize * ink.width;
        ink.pixels[row + run.from as usize..row + run.to as usize].iter().map(|ink| u64::from(*ink)).sum::<u64>()
    };
    component.runs.iter().map(sum).sum::<u64>() as f32 / component.area.max(1) as f32
}

/// The weighted median of values with weights; 0 where there are none.
fn usual(mut values: Vec<(f32, usize)>) -> f32 {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = values.iter().map(|(_, area)| area).sum::<usize>() / 2;
    let mut sum = 0;
    let middle = values.iter().find(|(_, area)| {
        sum += area;
        sum > half
    });
    middle.map_or(0.0, |(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::components::components;

    /// How many components are left of a row of eight rings and of the pixels for which `more` is true.
    fn left(more: impl Fn(usize, usize) -> bool) -> usize {
        left_of(Form::Candidates, more)
    }

    fn left_of(form: Form, more: impl Fn(usize, usize) -> bool) -> usize {
        let (width, height) = (600, 300);
        let ring = |x: usize, y: usize| (12.0..15.0).contains(&(x as f32 % 50.0 - 25.0).hypot(y as f32 - 150.0));
        let is_ink = |x: usize, y: usize| more(x, y) || ((100..500).contains(&x) && ring(x, y));
        let pixels = (0..width * height).map(|at| u8::from(is_ink(at % width, at / width))).collect();
        let mask = Plane { width, height, pixels };
        legible(&mask.map(|pixel| 200 * pixel), components(&mask), form).len()
    }

    #[test]
    fn surroundings_of_the_page_are_left_out() {
        assert_eq!(left(|_, _| false), 8);
        assert_eq!(left(|x, y| x < 60 || y < 40 || x >= 570), 8);
        // A stroke of the pen may reach the edge.
        assert_eq!(left(|x, y| (40..43).contains(&x) && y < 60), 9);
    }

    #[test]
    fn one_thick_symbol_with_specks_stays() {
        let (width, height) = (100, 100);
        let is_ink = |x: usize, y: usize| (30..60).contains(&x) || (x % 20 < 2 && y % 20 < 2);
        let pixels = (0..width * height).map(|at| u8::from(is_ink(at % width, at / width))).collect();
        let mask = Plane { width, height, pixels };
        let left = legible(&mask.map(|pixel| 200 * pixel), components(&mask), Form::Candidates);
        assert!(left.iter().any(|component| component.bounds.height() == 100.0));
    }

    #[test]
    fn a_line_far_higher_than_the_text_is_left_out() {
        assert_eq!(left(|x, y| (40..43).contains(&x) && (20..280).contains(&y)), 8);
        assert_eq!(left(|x, y| (40..43).contains(&x) && (120..180).contains(&y)), 9);
    }

    #[test]
    fn a_high_bracket_is_a_stroke_and_a_margin_is_none() {
        let bracket = |x: usize, y: usize| (40..43).contains(&x) && (40..260).contains(&y);
        assert_eq!(left_of(Form::Strokes, bracket), 9);
        assert_eq!(left_of(Form::Strokes, |x, y| (40..43).contains(&x) && (2..298).contains(&y)), 8);
    }
}
