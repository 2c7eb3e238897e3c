//! Tracks: chains of short runs down a mask, which may be upright ruled lines.

use super::components::{Run, runs};
use super::plane::Plane;

/// A rule is at least so many times as long as it is thick.
pub const THIN: f32 = 18.0;
/// The next run of a track is no more than so many pixels longer than its last runs were on the average, or no more than
/// `THICKER_PART` of them, whichever is more: a longer one has a stroke in it as well.
const THICKER: f32 = 1.0;
/// The next run of a track is no more than this part longer than its last runs were on the average.
const THICKER_PART: f32 = 0.25;
/// How many of a track's last runs are averaged.
const LAST_RUNS: usize = 16;
/// How far the middle of a track's next run may lie from where it is expected, in pixels.
const NEAR: f32 = 1.5;
/// How much farther it may lie for each row in which the track was hidden, in pixels.
const DRIFT: f32 = 0.02;
/// How much rules may lean, in pixels for each row: as much as pages that are held askew.
const LEAN: f32 = 0.36;
/// Fading and strokes may hide this part of a rule altogether.
const MOST_HIDDEN: f32 = 0.4;
/// A rule behind a large digit begins and ends within this part of the picture's side of its edges.
pub const EDGE: f32 = 0.06;
/// A rule behind a large digit may be hidden elsewhere along this part of its length: where squares cross, half of a short
/// side may be crossings.
const CLEAR: f32 = 0.45;
/// A track is divided into so many parts to tell whether it is straight. The feet of a row of zeros make a track, too, but
/// one that goes up and down; evenly spaced zeros may hide that from parts of one length, but not from those of another.
const PARTS: [usize; 2] = [4, 7];
/// A track is straight if the middles of its parts are on the average no more than so many pixels from the line between
/// the parts' ends, or than `WAVY_PART` of its thickness, whichever is more.
const WAVY: f32 = 0.6;
/// How far the middles of a straight track's parts may be from that line, as a part of its thickness.
const WAVY_PART: f32 = 0.15;

/// The tracks down a mask that are at least `least` rows long, of runs no longer than `thick` pixels (or 3). A track ends
/// where it is neither seen nor covered by a stroke along the part `hidden` of the mask's height. The caller uses none that
/// begins below the part `lowest` of that height: such tracks are followed only while others are, whose runs they may take.
pub fn tracks(mask: &Plane, least: f32, thick: f32, hidden: f32, lowest: f32) -> Vec<Track> {
    let thick = thick.max(3.0);
    // One that begins lower cannot become long enough.
    let lowest = (lowest * mask.height as f32 + 1.0).min(mask.height as f32 - least);
    let hidden = (hidden * mask.height as f32).max(8.0) as u32;
    let mut going: Vec<Track> = Vec::new();
    let mut done: Vec<Track> = Vec::new();
    let runs = runs(mask);
    for row_runs in runs.chunk_by(|a, b| a.row == b.row) {
        let row = row_runs[0].row;
        let (ended, rest): (Vec<_>, Vec<_>) = going.into_iter().partition(|track| row - track.seen > hidden);
        done.extend(ended.into_iter().filter(|track| track.length() >= least));
        going = rest;
        // All tracks that the caller may use have ended.
        if row as f32 > lowest && !going.iter().any(|track| track.runs[0].row as f32 <= lowest) {
            return done;
        }
        let mut places: Vec<(f32, usize)> = going.iter().map(|track| track.expected_at(row)).zip(0..).collect();
        places.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut taken = vec![false; going.len()];
        for run in row_runs.iter().filter(|run| (run.to - run.from) as f32 <= thick) {
            let (middle, reach) = (middle(run), NEAR + DRIFT * hidden as f32);
            let first = places.partition_point(|(place, _)| *place < middle - reach);
            let near = places[first..].iter().take_while(|(place, _)| *place <= middle + reach);
            let fitting = near.filter(|(place, at)| !taken[*at] && going[*at].continues_with(run, *place));
            // The longest wins: strokes that touch a rule begin short tracks beside it.
            match fitting.max_by_key(|(_, at)| going[*at].runs.len()) {
                Some((_, at)) => {
                    taken[*at] = true;
                    going[*at].runs.push(*run);
                    going[*at].seen = row;
                }
                None => going.push(Track { runs: vec![*run], seen: row }),
            }
        }
        // A track that has no run of its own in this row is covered where a longer run lies over its place.
        for (place, at) in places.iter().filter(|(_, at)| !taken[*at]) {
            let next = row_runs.partition_point(|run| (run.to as f32) + 1.0 <= *place);
            if row_runs.get(next).is_some_and(|run| run.from as f32 - 1.0 <= *place) {
                going[*at].seen = row;
            }
        }
    }
    done.extend(going.into_iter().filter(|track| track.length() >= least));
    done
}

/// Short runs below each other.
pub struct Track {
    runs: Vec<Run>,
    /// The last row in which it was seen, or covered by a stroke.
    seen: u32,
}

impl Track {
    fn last(&self) -> Run {
        self.runs[self.runs.len() - 1]
    }

    /// The column where its middle is expected in a later row.
    fn expected_at(&self, row: u32) -> f32 {
        const BACK: usize = 40;
        let last = self.last();
        let before = self.runs[self.runs.len().saturating_sub(BACK)];
        let down = (last.row - before.row) as f32;
        let lean = if down >= 8.0 { (middle(&last) - middle(&before)) / down } else { 0.0 };
        middle(&last) + lean.clamp(-LEAN, LEAN) * (row - last.row) as f32
    }

    /// The mean length of its last runs.
    fn recent_thickness(&self) -> f32 {
        let last = &self.runs[self.runs.len().saturating_sub(LAST_RUNS)..];
        last.iter().map(|run| (run.to - run.from) as f32).sum::<f32>() / last.len() as f32
    }

    /// Whether a run in a later row is the track's next, which is expected at `place`.
    fn continues_with(&self, run: &Run, place: f32) -> bool {
        let hidden = (run.row - self.last().row) as f32;
        if (place - middle(run)).abs() > NEAR + DRIFT * hidden {
            return false;
        }
        // Only now: in a texture each run has many tracks about it, and few are near enough.
        let usual = self.recent_thickness();
        (run.to - run.from) as f32 <= usual + THICKER.max(THICKER_PART * usual)
    }

    /// How many rows it spans.
    pub fn length(&self) -> f32 {
        (self.last().row - self.runs[0].row + 1) as f32
    }

    /// The median length of its runs.
    pub fn thickness(&self) -> f32 {
        median(self.runs.iter().map(|run| (run.to - run.from) as f32).collect())
    }

    /// Whether it is a rule at least `least` rows long.
    pub fn is_rule(&self, least: f32) -> bool {
        let length = self.length();
        length >= least && length >= THIN * self.thickness() && self.is_shown() && self.is_straight()
    }

    fn is_shown(&self) -> bool {
        self.runs.len() as f32 >= (1.0 - MOST_HIDDEN) * self.length()
    }

    /// Whether it begins and ends no farther than `near` pixels from an edge, and is straight.
    pub fn is_between_edges(&self, mask: &Plane, near: u32) -> bool {
        let (right, lowest) = (mask.width as u32 - 1, mask.height as u32 - 1);
        let at_edge = |run: &Run| run.from.min(right + 1 - run.to).min(run.row).min(lowest - run.row) <= near;
        at_edge(&self.runs[0]) && at_edge(&self.last()) && self.is_shown() && self.is_straight()
    }

    fn is_straight(&self) -> bool {
        PARTS.iter().all(|parts| self.waves(self.runs.len() / parts) <= WAVY.max(WAVY_PART * self.thickness()))
    }

    /// How far the middles of parts of `apart` runs lie from the line between the parts' ends, on the average.
    fn waves(&self, apart: usize) -> f32 {
        let parts = self.runs.windows(apart + 1);
        let count = parts.len().max(1) as f32;
        let wave = |part: &[Run]| {
            let (from, to, between) = (&part[0], &part[apart], &part[apart / 2]);
            let down = (between.row - from.row) as f32 / ((to.row - from.row) as f32).max(1.0);
            (middle(between) - middle(from) - down * (middle(to) - middle(from))).abs()
        };
        parts.map(wave).sum::<f32>() / count
    }

    /// Whether it is a rule behind a large digit: it runs from edge to edge of a side of so many pixels and is hardly
    /// hidden but for its widest gap.
    pub fn is_behind(&self, side: f32) -> bool {
        let gap = self.runs.windows(2).map(|pair| pair[1].row - pair[0].row - 1).max().unwrap_or(0) as f32;
        let (length, seen) = (self.length(), self.runs.len() as f32);
        let from_edge = (self.runs[0].row as f32) <= EDGE * side + 1.0;
        let to_edge = (side - 1.0 - self.last().row as f32) <= EDGE * side + 1.0;
        let clear = seen >= (1.0 - CLEAR) * (length - gap);
        from_edge && to_edge && length >= THIN * self.thickness() && clear && self.is_straight()
    }

    /// The runs that hold nothing but the rule; longer ones have a stroke in them.
    pub fn own(&self) -> impl Iterator<Item = &Run> {
        let most = 1.6 * self.thickness() + 1.0;
        self.runs.iter().filter(move |run| (run.to - run.from) as f32 <= most)
    }
}

/// The median of values, of which there is at least one.
pub fn median(mut values: Vec<f32>) -> f32 {
    let half = values.len() / 2;
    *values.select_nth_unstable_by(half, f32::total_cmp).1
}

/// The column of a run's middle.
fn middle(run: &Run) -> f32 {
    (run.from + run.to) as f32 / 2.0
}
