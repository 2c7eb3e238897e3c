//! Splitting of touching symbols: where a component may be cut.
//!
//! Cuts run from top to bottom through as little ink as they can, bending round strokes (minimum-cost paths by dynamic
//! programming). A component is split too often rather than too seldom: the parts together are candidates as well, and
//! the scores of the network decide.

use super::components::{Component, Run};

/// Components narrower than this part of the line's height are not cut.
const WIDE: f32 = 0.7;
/// Components lower than this part of the line's height are not cut.
const TALL: f32 = 0.5;
/// The highest cost of a cut, as a part of the line's height: so many rows of ink.
const MOST: f32 = 0.65;
/// The cost of a pixel of paper inside a closed loop; a pixel of ink costs 1. Two zeros that share a wall are cut along
/// the wall, since a loop is hardly ever two symbols.
const LOOP: f32 = 1.5;
/// A loop narrower than this part of the line's height, on the average of its rows, may be the lens between two zeros
/// that overlap.
const LENS: f32 = 0.2;
/// The cost of a pixel of paper inside a lens, of which each half closes its own zero.
const THROUGH_LENS: f32 = 0.3;
/// Cuts are at least this part of the line's height apart from each other and from the component's ends.
const APART: f32 = 0.2;
/// How far a cut may lean to either side, as a part of the line's height.
const LEAN: f32 = 0.3;
/// Cuts are looked for in a component shrunk so that its line is at most so many pixels high.
const WORKING_HEIGHT: f32 = 48.0;

/// A path from top to bottom.
struct Cut {
    /// For each row of the window, the first column on the right of the cut.
    columns: Vec<usize>,
    /// What it costs: the sum of the window's values along it.
    cost: f32,
}

impl Cut {
    /// Its mean column.
    fn middle(&self) -> f32 {
        self.columns.iter().sum::<usize>() as f32 / self.columns.len().max(1) as f32
    }
}

/// The parts of a component, from the left, in a line that is `height` pixels high.
pub fn split(component: Component, height: f32) -> Vec<Component> {
    if component.bounds.width() < WIDE * height || component.bounds.height() < TALL * height {
        return vec![component];
    }
    let factor = (height / WORKING_HEIGHT).ceil().max(1.0) as u32;
    let height = height / factor as f32;
    let mut window = Window::of(&component, factor);
    window.price_loops(LENS * height);
    let cuts = chosen(possible_cuts(&window, height), window.width as f32, height);
    if cuts.is_empty() { vec![component] } else { cut_along(&component, &cuts, factor) }
}

/// A component in larger pixels, with what it costs to cut through each.
struct Window {
    width: usize,
    height: usize,
    /// The part of each pixel that is ink, 0..1, or the cost of paper inside a loop.
    costs: Vec<f32>,
}

impl Window {
    fn of(component: &Component, factor: u32) -> Window {
        let (left, top) = (component.bounds.left as u32, component.bounds.top as u32);
        let width = (component.bounds.width() as u32).div_ceil(factor) as usize;
        let height = (component.bounds.height() as u32).div_ceil(factor) as usize;
        let mut ink = vec![0.0; width * height];
        let part = 1.0 / (factor * factor) as f32;
        for run in &component.runs {
            let row = ((run.row - top) / factor) as usize * width;
            (run.from - left..run.to - left).for_each(|column| ink[row + (column / factor) as usize] += part);
        }
        Window { width, height, costs: ink }
    }

    /// Sets the cost of paper that ink encloses; loops narrower than `lens` pixels cost less.
    fn price_loops(&mut self, lens: f32) {
        let (width, height) = (self.width, self.height);
        let mut seen = vec![false; width * height];
        let is_edge =
            |at: usize| at.is_multiple_of(width) || at % width + 1 == width || at < width || at / width + 1 == height;
        self.flood((0..width * height).filter(|at| is_edge(*at)).collect(), &mut seen);
        for start in 0..width * height {
            let inside = self.flood(vec![start], &mut seen);
            let rows = inside.iter().map(|at| at / width);
            let tall = rows.clone().max().zip(rows.min()).map_or(1, |(last, first)| last - first + 1);
            let cost = if (inside.len() as f32) < lens * tall as f32 { THROUGH_LENS } else { LOOP };
            inside.iter().for_each(|at| self.costs[*at] = self.costs[*at].max(cost));
        }
    }

    /// Flood fill: all paper that is connected with the pixels of `next` and was not seen before.
    fn flood(&self, mut next: Vec<usize>, seen: &mut [bool]) -> Vec<usize> {
        let (width, mut reached) = (self.width, Vec::new());
        while let Some(at) = next.pop() {
            if seen[at] || self.costs[at] > 0.5 {
                continue;
            }
            seen[at] = true;
            reached.push(at);
            let column = at % width;
            next.extend((column > 0).then(|| at - 1));
            next.extend((column + 1 < width).then_some(at + 1));
            next.extend(at.checked_sub(width));
            next.extend(Some(at + width).filter(|below| *below < self.costs.len()));
        }
        reached
    }
}

/// The cheapest cut in each of many narrow bands, where it is cheap enough.
fn possible_cuts(window: &Window, height: f32) -> Vec<Cut> {
    let step = (APART * height / 2.0).max(1.0);
    let reach = (LEAN * height).max(1.0);
    let mut middle = step;
    let mut cuts = Vec::new();
    while middle < window.width as f32 - step {
        let from = (middle - reach).max(0.0) as usize;
        let to = ((middle + reach) as usize + 1).min(window.width);
        cuts.extend(cheapest(window, from, to, middle).filter(|cut| cut.cost <= MOST * height));
        middle += step;
    }
    cuts
}

/// The cheapest cut between two columns, by dynamic programming over rows. Of equal ones it ends near `middle`.
fn cheapest(window: &Window, from: usize, to: usize, middle: f32) -> Option<Cut> {
    /// Bending costs a little, so that cuts through nothing are straight.
    const BEND: f32 = 0.05;
    let width = to - from;
    let mut costs: Vec<f32> = vec![0.0; width];
    let mut steps_back: Vec<Vec<i8>> = Vec::with_capacity(window.height);
    for row in 0..window.height {
        let row_costs = &window.costs[row * window.width + from..][..width];
        let step = |at: usize| {
            let shifted = |by: i8| {
                let column = at.checked_add_signed(isize::from(by)).filter(|column| *column < width)?;
                Some((costs[column] + BEND * f32::from(by.abs()), by))
            };
            [0, -1, 1].into_iter().filter_map(shifted).min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((costs[at], 0))
        };
        let steps: Vec<(f32, i8)> = (0..width).map(step).collect();
        steps_back.push(steps.iter().map(|(_, by)| *by).collect());
        costs = steps.iter().zip(row_costs).map(|((cost, _), own)| cost + own).collect();
    }
    let slant = |column: usize| 0.02 * ((column + from) as f32 - middle).abs();
    let end = (0..width).min_by(|a, b| (costs[*a] + slant(*a)).total_cmp(&(costs[*b] + slant(*b))))?;
    let (mut columns, mut at, mut cost) = (vec![0; window.height], end, 0.0);
    for row in (0..window.height).rev() {
        columns[row] = from + at;
        cost += window.costs[row * window.width + from + at];
        at = at.checked_add_signed(isize::from(steps_back[row][at])).unwrap_or(at);
    }
    Some(Cut { columns, cost })
}

/// The cheapest cuts that keep their distance, from the left.
fn chosen(mut possible: Vec<Cut>, width: f32, height: f32) -> Vec<Cut> {
    possible.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let mut chosen: Vec<Cut> = Vec::new();
    for cut in possible {
        let middle = cut.middle();
        let clear = |other: f32| (middle - other).abs() >= APART * height;
        if clear(0.0) && clear(width) && chosen.iter().all(|other| clear(other.middle())) {
            chosen.push(cut);
        }
    }
    chosen.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    chosen
}

/// The parts of a component between cuts that were found in larger pixels, each `factor` pixels wide and high.
fn cut_along(component: &Component, cuts: &[Cut], factor: u32) -> Vec<Component> {
    let (left, top) = (component.bounds.left as u32, component.bounds.top as u32);
    let stroke = component.stroke_width().round() as u32;
    let mut parts: Vec<Vec<Run>> = vec![Vec::new(); cuts.len() + 1];
    for run in &component.runs {
        let row = ((run.row - top) / factor) as usize;
        let place = |cut: &Cut| left + cut.columns[row] as u32 * factor;
        let through = |place: u32| (run.from..=run.to).contains(&place);
        // Along a wall, each side keeps a stroke of it, even if it is the same one.
        let start = |place: u32| if through(place) { place.min(run.to.saturating_sub(stroke)) } else { place };
        let end = |place: u32| if through(place) { place.max(run.from + stroke) } else { place };
        for (at, part) in parts.iter_mut().enumerate() {
            let from = at.checked_sub(1).map_or(run.from, |before| start(place(&cuts[before])).max(run.from));
            let to = cuts.get(at).map_or(run.to, |after| end(place(after)).min(run.to));
            if from < to {
                part.push(Run { from, to, ..*run });
            }
        }
    }
    parts.into_iter().filter_map(Component::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::components::components;
    use crate::picture::plane::Plane;

    /// One component of rings with these middles, 40 pixels high and 5 thick.
    fn rings(middles: &[f32]) -> Component {
        let (width, height) = (140, 44);
        let ink = |at: usize| {
            let (x, y) = ((at % width) as f32, (at / width) as f32);
            middles.iter().any(|middle| (15.0..20.0).contains(&(x - middle).hypot(y - 22.0)))
        };
        let pixels = (0..width * height).map(|at| u8::from(ink(at))).collect();
        components(&Plane { width, height, pixels }).remove(0)
    }

    #[test]
    fn a_ring_stays_whole() {
        assert_eq!(split(rings(&[40.0]), 40.0).len(), 1);
    }

    #[test]
    fn rings_that_overlap_are_split_in_their_lens() {
        let parts = split(rings(&[30.0, 58.0]), 40.0);
        assert_eq!(parts.len(), 2, "{:?}", parts.iter().map(|part| part.bounds).collect::<Vec<_>>());
        assert!((parts[0].bounds.right - 46.0).abs() < 4.0 && parts[0].bounds.width() > 25.0);
    }

    #[test]
    fn rings_that_touch_are_split_and_stay_closed() {
        let parts = split(rings(&[25.0, 62.0, 100.0]), 40.0);
        assert_eq!(parts.len(), 3);
        let whole = rings(&[25.0]);
        for (part, middle) in parts.iter().zip([25.0, 62.0, 100.0]) {
            let (left, right) = (part.bounds.left, part.bounds.right);
            assert!((left - middle + 20.0).abs() < 5.0 && (right - middle - 20.0).abs() < 5.0, "{left} to {right}");
            // Each keeps the wall that it shares with its neighbour.
            let share = part.area as f32 / whole.area as f32;
            assert!((0.97..1.2).contains(&share), "{share}");
        }
    }
}
