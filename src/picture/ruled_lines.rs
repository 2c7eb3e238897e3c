//! Removal of ruled lines and squares from a mask without hurting the strokes that cross them.
//!
//! A rule is a long, straight chain of short runs across it (a `Track`). Where a stroke crosses or touches, the run is
//! longer and stays, and the rule goes on beneath it.

use super::components::{Component, runs};
use super::layout::Form;
use super::plane::Plane;
use super::track::{EDGE, THIN, Track, median, tracks};

/// A rule is at least this part of the picture's longer side long.
const LONG: f32 = 0.5;
/// A rule is at least this part of the side along it long.
const LONG_ALONG: f32 = 0.6;
/// A rule is thinner than this part of the other ink's strokes, unless there are `SEVERAL` or it is longer than `ALONG`.
const FINE: f32 = 0.75;
/// The same of a rule that ends inside of the picture, where strokes are wanted: it may be the bar of a fraction or a root.
const FINE_INSIDE: f32 = 0.5;
/// So many tracks are rules however thick they are: no number has as many long straight strokes.
const SEVERAL: usize = 4;
/// A track so many times as long as the picture is wide across it is a rule however thick it is: no digit's stroke is.
const ALONG: f32 = 1.3;
/// A rule may be faded in one place along this part of the picture's side.
const FADED: f32 = 0.08;
/// One large digit may hide this part of a rule that runs from edge to edge.
const BEHIND: f32 = 0.65;
/// Where there are several rules, pieces of rules that the picture's corners cut off are at least so many times as long as
/// rules are thick.
const CORNER: f32 = 8.0;
/// Such pieces end within so many times the rules' thickness of the picture's edges.
const TO_EDGE: f32 = 4.0;
/// Such pieces are hidden along this part of the picture's side at most.
const CORNER_HIDDEN: f32 = 0.02;

/// The mask without ruled lines, also without those that are whole only in `faint`, the mask at a lower threshold.
pub fn without_rules(mask: &Plane, faint: Option<&Plane>, form: Form) -> Plane {
    let mut rest = without_upright_and_level(mask, form);
    if let Some(faint) = faint {
        let unruled = without_upright_and_level(faint, form);
        for (pixel, (before, left)) in rest.pixels.iter_mut().zip(faint.pixels.iter().zip(&unruled.pixels)) {
            *pixel &= 1 - (before - left);
        }
    }
    rest
}

fn without_upright_and_level(mask: &Plane, form: Form) -> Plane {
    let (rest, squared) = without_upright(mask, false, form);
    let (rest, ruled) = without_upright(&rest.transposed(), squared, form);
    let rest = rest.transposed();
    // Only now is it known that there are rules, and that one from edge to edge across them is a margin's.
    if ruled && !squared { without_upright(&rest, true, form).0 } else { rest }
}

/// The mask without upright rules, and whether there are several of them. `ruled` says that there are level ones, too, so
/// that a single upright line from edge to edge is a margin's.
fn without_upright(mask: &Plane, ruled: bool, form: Form) -> (Plane, bool) {
    let longest = mask.width.max(mask.height) as f32;
    let least = (LONG * longest).max(LONG_ALONG * mask.height as f32);
    if (mask.height as f32) < least {
        return (mask.clone(), false);
    }
    let cleared = |rules: &[Track]| {
        let mut cleared = mask.clone();
        for run in rules.iter().flat_map(Track::own) {
            let row = run.row as usize * mask.width;
            cleared.pixels[row + run.from as usize..row + run.to as usize].fill(0);
        }
        cleared
    };
    let thick = least / THIN;
    let mut rules = tracks(mask, least, thick, FADED, 1.0);
    rules.retain(|track| track.is_rule(least));
    let mut behind = tracks(&cleared(&rules), least, thick, BEHIND, EDGE);
    behind.retain(|track| track.is_behind(mask.height as f32));
    rules.extend(behind);
    if rules.is_empty() {
        return (mask.clone(), false);
    }
    let near = |thick: f32| (TO_EDGE * thick) as u32;
    let rest = cleared(&rules);
    if rules.len() >= SEVERAL {
        let thick = median(rules.iter().map(Track::thickness).collect());
        let mut corners = tracks(&rest, CORNER * thick, 1.5 * thick + 1.0, CORNER_HIDDEN, 1.0);
        corners.retain(|track| track.is_between_edges(mask, near(thick)));
        rules.extend(corners);
        return (cleared(&rules), true);
    }
    let stroke = Component::new(runs(&rest)).map_or(0.0, |rest| rest.stroke_width());
    let across = mask.width as f32;
    let sure = |track: &Track| {
        let (thick, length) = (track.thickness(), track.length());
        let is_between_edges = || track.is_between_edges(mask, near(thick));
        // Bars of fractions and roots are long, but do not reach the edges.
        let is_long = length >= ALONG * across && (form == Form::Candidates || is_between_edges());
        let fine = if form == Form::Candidates || is_between_edges() { FINE } else { FINE_INSIDE };
        thick <= fine * stroke || is_long || ruled && is_between_edges()
    };
    let fine: Vec<Track> = rules.into_iter().filter(sure).collect();
    (cleared(&fine), false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::components::components;

    /// A mask with ink at the pixels for which `ink` is true.
    fn mask(width: usize, height: usize, ink: impl Fn(usize, usize) -> bool) -> Plane {
        let pixels = (0..width * height).map(|at| u8::from(ink(at % width, at / width))).collect();
        Plane { width, height, pixels }
    }

    fn unruled(mask: &Plane) -> Plane {
        without_rules(mask, None, Form::Candidates)
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
        let mut sides: Vec<f32> = components(&rest).iter().map(|component| component.bounds.longer_side()).collect();
        sides.sort_by(f32::total_cmp);
        assert_eq!(sides.pop(), Some(100.0));
        assert!(sides.iter().all(|side| *side < 30.0), "{sides:?}");
    }

    #[test]
    fn rules_are_taken_from_the_mask_where_only_the_faint_mask_has_them_whole() {
        let rule = |y: usize| y % 25 < 2;
        let broken = mask(150, 120, |x, y| stroke(x, y) || (rule(y) && x > 110));
        let faint = mask(150, 120, |x, y| stroke(x, y) || rule(y));
        assert!(without_rules(&broken, Some(&faint), Form::Candidates) == mask(150, 120, stroke));
    }

    #[test]
    fn the_feet_of_zeros_are_not_a_rule() {
        let ink = |x: usize, y: usize| {
            let (x, y) = ((x % 44) as f32 - 22.0, y as f32 - 60.0);
            (15.0..19.0).contains(&x.hypot(y))
        };
        let zeros = mask(300, 120, ink);
        assert!(unruled(&zeros) == zeros);
    }

    #[test]
    fn the_feet_of_a_row_of_low_zeros_are_not_a_rule() {
        let ink = |x: usize, y: usize| {
            let (x, y) = ((x % 40) as f32 - 20.0, y as f32 - 20.0);
            (0.8..1.25).contains(&(x / 18.0).hypot(y / 11.0))
        };
        let zeros = mask(320, 44, ink);
        assert!(unruled(&zeros) == zeros);
    }

    #[test]
    fn the_bar_of_a_seven_is_not_a_rule() {
        let seven = mask(100, 140, |x, y| {
            (10..90).contains(&x) && (20..24).contains(&y) || (20..130).contains(&y) && (86..90).contains(&x)
        });
        assert_eq!(unruled(&seven), seven);
    }
}
