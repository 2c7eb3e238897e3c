//! Connected components of a mask, as runs of pixels.

use super::plane::Plane;
use crate::ink::Bounds;

/// Ink pixels beside each other in one row, from column `from` up to before `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub row: u32,
    pub from: u32,
    pub to: u32,
}

/// A connected component, or a part of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// Its ink, sorted by row.
    pub runs: Vec<Run>,
    pub bounds: Bounds,
    /// The number of its pixels.
    pub area: usize,
}

impl Component {
    /// The component of these runs; None where there are none.
    pub fn new(runs: Vec<Run>) -> Option<Component> {
        let around = |run: &Run| Bounds {
            left: run.from as f32,
            top: run.row as f32,
            right: run.to as f32,
            bottom: run.row as f32 + 1.0,
        };
        let bounds = runs.iter().map(around).reduce(Bounds::union)?;
        let area = runs.iter().map(|run| (run.to - run.from) as usize).sum();
        Some(Component { runs, bounds, area })
    }

    /// Whether it encloses paper. A component without a hole has one contact between runs of neighbouring rows less than
    /// it has runs; each hole adds one.
    pub fn has_ring(&self) -> bool {
        let mut links = 0;
        let mut next = 0;
        for run in &self.runs {
            while self
                .runs
                .get(next)
                .is_some_and(|other| other.row <= run.row || (other.row == run.row + 1 && other.to < run.from))
            {
                next += 1;
            }
            let below = self.runs[next..].iter().take_while(|other| other.row == run.row + 1 && other.from <= run.to);
            links += below.count();
        }
        links >= self.runs.len()
    }

    /// The mean width of its strokes in pixels: its area over half the length of its outline, which is counted at each
    /// run's ends and between rows.
    pub fn stroke_width(&self) -> f32 {
        let ends = 2 * self.runs.len();
        let mut covered = 0;
        let mut next = 0;
        for run in &self.runs {
            // Runs are sorted by row: those of the next row follow at once.
            while self.runs.get(next).is_some_and(|other| other.row <= run.row) {
                next += 1;
            }
            let below = self.runs[next..].iter().take_while(|other| other.row == run.row + 1);
            covered += below.map(|other| run.to.min(other.to).saturating_sub(run.from.max(other.from))).sum::<u32>();
        }
        let outline = ends + 2 * (self.area - covered as usize);
        // An outline of pixel edges is up to 4/π = 1.27 times as long as the smooth one.
        self.area as f32 * 2.0 * 1.2 / outline.max(1) as f32
    }
}

/// The components of a mask with 8-connectivity: neighbours across corners are joined.
pub fn components(mask: &Plane) -> Vec<Component> {
    let runs = runs(mask);
    let mut parents: Vec<u32> = (0..runs.len() as u32).collect();
    let mut above = 0;
    for (at, run) in runs.iter().enumerate() {
        while runs[above].row + 1 < run.row || (runs[above].row + 1 == run.row && runs[above].to < run.from) {
            above += 1;
        }
        let mut other = above;
        while runs[other].row + 1 == run.row && runs[other].from <= run.to {
            join(&mut parents, at as u32, other as u32);
            other += 1;
        }
    }
    let mut numbers = vec![u32::MAX; runs.len()];
    let mut grouped: Vec<Vec<Run>> = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        let root = root(&mut parents, at as u32) as usize;
        if numbers[root] == u32::MAX {
            numbers[root] = grouped.len() as u32;
            grouped.push(Vec::new());
        }
        grouped[numbers[root] as usize].push(*run);
    }
    grouped.into_iter().filter_map(Component::new).collect()
}

/// All runs of a mask, row by row.
pub fn runs(mask: &Plane) -> Vec<Run> {
    let mut runs = Vec::new();
    for (row, line) in mask.rows().enumerate() {
        let mut at = 0;
        while let Some(skipped) = line[at..].iter().position(|pixel| *pixel != 0) {
            let from = at + skipped;
            let to = line[from..].iter().position(|pixel| *pixel == 0).map_or(line.len(), |length| from + length);
            runs.push(Run { row: row as u32, from: from as u32, to: to as u32 });
            at = to;
        }
    }
    runs
}

/// The root of a run's tree in the union-find forest; paths are halved on the way.
fn root(parents: &mut [u32], mut at: u32) -> u32 {
    while parents[at as usize] != at {
        let grandparent = parents[parents[at as usize] as usize];
        parents[at as usize] = grandparent;
        at = grandparent;
    }
    at
}

fn join(parents: &mut [u32], a: u32, b: u32) {
    let (a, b) = (root(parents, a), root(parents, b));
    parents[a.max(b) as usize] = a.min(b);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(rows: &[&str]) -> Plane {
        let pixels = rows.iter().flat_map(|row| row.bytes().map(|symbol| u8::from(symbol == b'#'))).collect();
        Plane { width: rows[0].len(), height: rows.len(), pixels }
    }

    #[test]
    fn runs_that_touch_are_one_component() {
        let found = components(&mask(&["#.#....", "###..#.", "....#..", "#......"]));
        assert_eq!(found.iter().map(|component| component.area).collect::<Vec<_>>(), [5, 2, 1]);
        assert_eq!(found[0].bounds, Bounds { left: 0.0, top: 0.0, right: 3.0, bottom: 2.0 });
    }

    #[test]
    fn only_what_encloses_paper_has_a_ring() {
        let has_ring = |rows: &[&str]| components(&mask(rows))[0].has_ring();
        assert!(has_ring(&[".###.", "#...#", ".###."]));
        assert!(!has_ring(&["#...#", "#...#", ".###."]));
        assert!(!has_ring(&["#####", "#####", "#.#.#"]));
    }

    #[test]
    fn the_stroke_width_is_about_right() {
        let bar = components(&mask(&["..........", ".########.", ".########.", ".########.", ".........."]));
        let stroke = bar[0].stroke_width();
        assert!((2.0..3.5).contains(&stroke), "{stroke}");
    }
}
