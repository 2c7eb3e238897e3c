//! Ruled lines and squares, taken out of the ink without hurting the strokes that cross them.
//!
//! A rule is a long, straight chain of short runs across it. Where a stroke crosses or touches, the run is longer and
//! stays, and the rule goes on beneath it.

use super::pieces::{Piece, Run, runs};
use super::plane::Plane;

/// A rule is at least this part of the picture's longer side long, and of the side along it.
const LONG: f32 = 0.5;
const LONG_ALONG: f32 = 0.6;
/// And so many times as long as it is thick.
const THIN: f32 = 18.0;
/// Thinner than this part of the other ink's strokes; or there are several, as on no number; or it is so many times as
/// long as the picture is wide across it, which no digit's stroke is.
const FINE: f32 = 0.75;
const SEVERAL: usize = 4;
const ALONG: f32 = 1.3;
/// It may be faded along this part of the picture's side in one place. Fading and strokes may hide this part of it all.
const FADED: f32 = 0.08;
const MOST_HIDDEN: f32 = 0.4;
/// One large digit may hide more of a rule that runs from edge to edge, but for this part of the side, and is faded no
/// more than this elsewhere: where squares cross, half of a short side may be crossings.
const BEHIND: f32 = 0.65;
const EDGE: f32 = 0.06;
const CLEAR: f32 = 0.45;
/// Its next run is no more than so many pixels, or this part, longer than the last ones were, on the average: else a
/// stroke is there as well.
const THICKER: f32 = 1.0;
const THICKER_PART: f32 = 0.25;
const LAST_ONES: usize = 16;
/// How far a rule's next run may lie from where it is expected, in pixels, and how much farther for each hidden one.
const NEAR: f32 = 1.5;
const DRIFT: f32 = 0.02;
/// Rules lean no more than this, in pixels a pixel: as much as pages that are held askew.
const LEAN: f32 = 0.36;
/// Over each of so many parts of its length a rule is straight: on the average its middle is no farther from the line
/// than so many pixels, or this part of its thickness. The feet of a row of zeros make a chain, too, but one that goes
/// up and down; zeros that are evenly apart may hide it from parts of one length, but not from those of another.
const PARTS: [usize; 2] = [4, 7];
const WAVY: f32 = 0.6;
const WAVY_PART: f32 = 0.15;

/// Where there are several, the corners of the picture leave pieces of some: straight ones that are so many times as
/// long as thick, end so many times their thickness from its edges, and are hidden along this part of its side at most.
const CORNER: f32 = 8.0;
const TO_EDGE: f32 = 4.0;
const CORNER_HIDDEN: f32 = 0.02;

/// The mask without rules, also those that are whole in its traces only.
pub fn without_rules(mask: &Plane, traces: Option<&Plane>) -> Plane {
    let mut rest = without_upright_and_level(mask);
    if let Some(traces) = traces {
        let unruled = without_upright_and_level(traces);
        for (pixel, (trace, left)) in rest.pixels.iter_mut().zip(traces.pixels.iter().zip(&unruled.pixels)) {
            *pixel &= 1 - (trace - left);
        }
    }
    rest
}

fn without_upright_and_level(mask: &Plane) -> Plane {
    let (rest, squared) = without_upright(mask, false);
    let (rest, ruled) = without_upright(&rest.transposed(), squared);
    let rest = rest.transposed();
    // Only now is it known that there are rules, and that one from edge to edge across them is a margin's.
    if ruled && !squared { without_upright(&rest, true).0 } else { rest }
}

/// And whether there are several; `ruled`: there are across.
fn without_upright(mask: &Plane, ruled: bool) -> (Plane, bool) {
    let longest = mask.width.max(mask.height) as f32;
    let least = (LONG * longest).max(LONG_ALONG * mask.height as f32);
    if (mask.height as f32) < least {
        return (mask.clone(), false);
    }
    let cleared = |tracks: &[Track]| {
        let mut cleared = mask.clone();
        for run in tracks.iter().flat_map(Track::own) {
            let row = run.row as usize * mask.width;
            cleared.pixels[row + run.from as usize..row + run.to as usize].fill(0);
        }
        cleared
    };
    let thick = least / THIN;
    let mut tracks = tracks_of(mask, least, thick, FADED);
    tracks.retain(|track| track.is_rule(least));
    let mut behind = tracks_of(&cleared(&tracks), least, thick, BEHIND);
    behind.retain(|track| track.is_behind(mask.height as f32));
    tracks.extend(behind);
    if tracks.is_empty() {
        return (mask.clone(), false);
    }
    let near = |thick: f32| (TO_EDGE * thick) as u32;
    let all = cleared(&tracks);
    if tracks.len() >= SEVERAL {
        let thick = usual(tracks.iter().map(Track::thickness).collect());
        let mut corners = tracks_of(&all, CORNER * thick, 1.5 * thick + 1.0, CORNER_HIDDEN);
        corners.retain(|track| track.is_between_edges(mask, near(thick)));
        tracks.extend(corners);
        return (cleared(&tracks), true);
    }
    let stroke = Piece::new(runs(&all)).map_or(0.0, |rest| rest.stroke());
    let across = mask.width as f32;
    let sure = |track: &Track| {
        let (thick, length) = (track.thickness(), track.length());
        thick <= FINE * stroke || length >= ALONG * across || ruled && track.is_between_edges(mask, near(thick))
    };
    let fine: Vec<Track> = tracks.into_iter().filter(sure).collect();
    (cleared(&fine), false)
}

/// Short runs below each other.
struct Track {
    runs: Vec<Run>,
    /// The last row in which it was seen, or covered by a stroke.
    seen: u32,
}

impl Track {
    fn last(&self) -> Run {
        self.runs[self.runs.len() - 1]
    }

    /// Where it would be in a row.
    fn at(&self, row: u32) -> f32 {
        const BACK: usize = 40;
        let last = self.last();
        let before = self.runs[self.runs.len().saturating_sub(BACK)];
        let down = (last.row - before.row) as f32;
        let lean = if down >= 8.0 { (middle(&last) - middle(&before)) / down } else { 0.0 };
        middle(&last) + lean.clamp(-LEAN, LEAN) * (row - last.row) as f32
    }

    /// How thick it was of late.
    fn usual(&self) -> f32 {
        let last = &self.runs[self.runs.len().saturating_sub(LAST_ONES)..];
        last.iter().map(|run| (run.to - run.from) as f32).sum::<f32>() / last.len() as f32
    }

    /// Whether a run in a later row is the rule's next, which is expected at `place`.
    fn goes_on(&self, run: &Run, place: f32) -> bool {
        let hidden = (run.row - self.last().row) as f32;
        let near = (place - middle(run)).abs() <= NEAR + DRIFT * hidden;
        let usual = self.usual();
        near && (run.to - run.from) as f32 <= usual + THICKER.max(THICKER_PART * usual)
    }

    fn length(&self) -> f32 {
        (self.last().row - self.runs[0].row + 1) as f32
    }

    fn thickness(&self) -> f32 {
        usual(self.runs.iter().map(|run| (run.to - run.from) as f32).collect())
    }

    fn is_rule(&self, least: f32) -> bool {
        let length = self.length();
        length >= least && length >= THIN * self.thickness() && self.is_shown() && self.is_straight()
    }

    fn is_shown(&self) -> bool {
        self.runs.len() as f32 >= (1.0 - MOST_HIDDEN) * self.length()
    }

    /// Whether it begins and ends no farther than `near` from an edge.
    fn is_between_edges(&self, mask: &Plane, near: u32) -> bool {
        let (right, lowest) = (mask.width as u32 - 1, mask.height as u32 - 1);
        let at_edge = |run: &Run| run.from.min(right + 1 - run.to).min(run.row).min(lowest - run.row) <= near;
        at_edge(&self.runs[0]) && at_edge(&self.last()) && self.is_shown() && self.is_straight()
    }

    fn is_straight(&self) -> bool {
        PARTS.iter().all(|parts| self.waves(self.runs.len() / parts) <= WAVY.max(WAVY_PART * self.thickness()))
    }

    /// How far the middle of a part of so many runs lies from between the part's ends, on the average of all parts.
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

    /// Whether it runs from edge to edge of a side and is clear but for its widest gap.
    fn is_behind(&self, side: f32) -> bool {
        let gap = self.runs.windows(2).map(|pair| pair[1].row - pair[0].row - 1).max().unwrap_or(0) as f32;
        let (length, seen) = (self.length(), self.runs.len() as f32);
        let from_edge = (self.runs[0].row as f32) <= EDGE * side + 1.0;
        let to_edge = (side - 1.0 - self.last().row as f32) <= EDGE * side + 1.0;
        let clear = seen >= (1.0 - CLEAR) * (length - gap);
        from_edge && to_edge && length >= THIN * self.thickness() && clear && self.is_straight()
    }

    /// The runs that hold nothing but the rule.
    fn own(&self) -> impl Iterator<Item = &Run> {
        let most = 1.6 * self.thickness() + 1.0;
        self.runs.iter().filter(move |run| (run.to - run.from) as f32 <= most)
    }
}

/// The value in the middle; there is one.
fn usual(mut values: Vec<f32>) -> f32 {
    let half = values.len() / 2;
    *values.select_nth_unstable_by(half, f32::total_cmp).1
}

fn middle(run: &Run) -> f32 {
    (run.from + run.to) as f32 / 2.0
}

/// Chains of runs that are no thicker than `thick`, down the picture.
fn tracks_of(mask: &Plane, least: f32, thick: f32, hidden: f32) -> Vec<Track> {
    let thick = thick.max(3.0);
    let hidden = (hidden * mask.height as f32).max(8.0) as u32;
    let mut going: Vec<Track> = Vec::new();
    let mut done: Vec<Track> = Vec::new();
    let runs = runs(mask);
    for row_runs in runs.chunk_by(|a, b| a.row == b.row) {
        let row = row_runs[0].row;
        let (ended, on): (Vec<_>, Vec<_>) = going.into_iter().partition(|track| row - track.seen > hidden);
        done.extend(ended.into_iter().filter(|track| track.length() >= least));
        going = on;
        let mut places: Vec<(f32, usize)> = going.iter().map(|track| track.at(row)).zip(0..).collect();
        places.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut taken = vec![false; going.len()];
        for run in row_runs.iter().filter(|run| (run.to - run.from) as f32 <= thick) {
            let (middle, reach) = (middle(run), NEAR + DRIFT * hidden as f32);
            let first = places.partition_point(|(place, _)| *place < middle - reach);
            let near = places[first..].iter().take_while(|(place, _)| *place <= middle + reach);
            let fitting = near.filter(|(place, at)| !taken[*at] && going[*at].goes_on(run, *place));
            // The longest: strokes that touch a rule begin short ones beside it.
            match fitting.max_by_key(|(_, at)| going[*at].runs.len()) {
                Some((_, at)) => {
                    taken[*at] = true;
                    going[*at].runs.push(*run);
                    going[*at].seen = row;
                }
                None => going.push(Track { runs: vec![*run], seen: row }),
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::pieces::pieces;

    /// Ink where `ink` says.
    fn mask(width: usize, height: usize, ink: impl Fn(usize, usize) -> bool) -> Plane {
        let pixels = (0..width * height).map(|at| u8::from(ink(at % width, at / width))).collect();
        Plane { width, height, pixels }
    }

    fn unruled(mask: &Plane) -> Plane {
        without_rules(mask, None)
    }

    fn stroke(x: usize, y: usize) -> bool {
        (60..68).contains(&x) && (20..110).contains(&y)
    }

    #[test]
    fn rules_go_and_the_strokes_that_cross_them_stay() {
        let ruled = mask(150, 120, |x, y| stroke(x, y) || y % 25 < 2);
        let rest = unruled(&ruled);
        assert!(rest == mask(150, 120, stroke));
    }

    #[test]
    fn leaning_rules_go_too() {
        let rest = unruled(&mask(300, 120, |x, y| stroke(x, y) || (x / 20 + 50..x / 20 + 52).contains(&y)));
        let left = rest.pixels.iter().filter(|pixel| **pixel != 0).count();
        assert!((720..780).contains(&left), "{left}");
    }

    #[test]
    fn a_rule_goes_on_beneath_what_stands_on_it() {
        let foot = |x: usize, y: usize| (100..140).contains(&x) && (95..100).contains(&y);
        let rule = |y: usize| (100..102).contains(&y);
        let rest = unruled(&mask(300, 120, |x, y| stroke(x, y) || foot(x, y) || rule(y)));
        let beneath = |x: usize| stroke(x, 100) || foot(x, 99);
        assert!(rest == mask(300, 120, |x, y| stroke(x, y) || foot(x, y) || (rule(y) && beneath(x))));
    }

    #[test]
    fn the_line_of_a_margin_goes_with_the_rules_it_crosses() {
        let (rule, margin) = (|y: usize| y % 25 < 2, |x: usize| (20..24).contains(&x));
        let rest = |ruled: Plane| unruled(&ruled).pixels.iter().filter(|pixel| **pixel != 0).count();
        assert_eq!(rest(mask(150, 120, |x, y| margin(x) || rule(y))), 0);
        // By itself it may be a digit's stroke.
        assert_eq!(rest(mask(150, 120, |x, _| margin(x))), 4 * 120);
    }

    #[test]
    fn rules_that_corners_cut_short_go_with_the_others() {
        let stroke = |x: usize, y: usize| (140..146).contains(&x) && (60..160).contains(&y);
        let rule = |x: usize, y: usize| (3 * y + x) % 90 < 8;
        let rest = unruled(&mask(300, 240, |x, y| stroke(x, y) || rule(x, y)));
        let mut sides: Vec<f32> = pieces(&rest).iter().map(|piece| piece.bounds.longer_side()).collect();
        sides.sort_by(f32::total_cmp);
        assert_eq!(sides.pop(), Some(100.0));
        assert!(sides.iter().all(|side| *side < 30.0), "{sides:?}");
    }

    #[test]
    fn rules_are_taken_from_the_mask_where_only_traces_are_whole() {
        let rule = |y: usize| y % 25 < 2;
        let broken = mask(150, 120, |x, y| stroke(x, y) || (rule(y) && x > 110));
        let traces = mask(150, 120, |x, y| stroke(x, y) || rule(y));
        assert!(without_rules(&broken, Some(&traces)) == mask(150, 120, stroke));
    }

    #[test]
    fn the_feet_of_zeros_are_no_rule() {
        let ink = |x: usize, y: usize| {
            let (x, y) = ((x % 44) as f32 - 22.0, y as f32 - 60.0);
            (15.0..19.0).contains(&x.hypot(y))
        };
        let zeros = mask(300, 120, ink);
        assert!(unruled(&zeros) == zeros);
    }

    #[test]
    fn the_feet_of_a_row_of_low_zeros_are_no_rule() {
        let ink = |x: usize, y: usize| {
            let (x, y) = ((x % 40) as f32 - 20.0, y as f32 - 20.0);
            (0.8..1.25).contains(&(x / 18.0).hypot(y / 11.0))
        };
        let zeros = mask(320, 44, ink);
        assert!(unruled(&zeros) == zeros);
    }

    #[test]
    fn the_bar_of_a_seven_is_no_rule() {
        let seven = mask(100, 140, |x, y| {
            (10..90).contains(&x) && (20..24).contains(&y) || (20..130).contains(&y) && (86..90).contains(&x)
        });
        assert_eq!(unruled(&seven), seven);
    }
}
