//! An expression set in the stroke font on one line: powers raised, fractions with a slash, roots with their bar.

use super::font::shape;
use crate::maths::expression::{Kind, Part, Row};

/// Between characters, and around signs of a sum or a product.
const GAP: f32 = 1.6;
const WIDE_GAP: f32 = 2.6;
/// The size of powers and of the index of a root, beside what they hang on.
const SMALL: f32 = 0.62;
/// How far a power is raised.
const RAISED: f32 = 5.4;
/// Higher than a digit: what brackets and slashes take above the line.
const ASCENT: f32 = 10.6;
const DESCENT: f32 = 1.2;

/// Strokes with their places, in units of which a digit is ten high. The line that digits stand on is at zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Setting {
    pub strokes: Vec<Stroke>,
    pub width: f32,
    /// Above the line and below it, both positive.
    pub ascent: f32,
    pub descent: f32,
}

/// The data of an SVG path, where it begins, and its scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    pub path: String,
    pub x: f32,
    pub y: f32,
    pub scale: f32,
}

/// None where a character has no shape.
pub fn set(row: &Row) -> Option<Setting> {
    let mut line = Setting::default();
    let parts = row.parts();
    for (at, part) in parts.iter().enumerate() {
        let set = set_part(part)?;
        let is_sign = |part: &Part| matches!(part.token(), Some("+" | "-" | "\\times" | "=" | "\\approx"));
        // A sign at the start belongs to what follows.
        let around = at > 1 && is_sign(&parts[at - 1]) || at > 0 && is_sign(part);
        line.append(set, if around { WIDE_GAP } else { GAP });
    }
    Some(line)
}

fn set_part(part: &Part) -> Option<Setting> {
    match part.kind() {
        Kind::Symbol(token) => character(token),
        Kind::Fraction(above, below) => {
            let mut line = bracketed(above)?;
            line.append(character("/")?, GAP / 2.0);
            line.append(bracketed(below)?, GAP / 2.0);
            Some(line)
        }
        Kind::Root { index, radicand } => root(index.as_ref(), set(radicand)?),
        Kind::Script { base, sub, sup } => {
            let mut line = set_part(base)?;
            if let Some(sub) = sub {
                line.append(set(sub)?.scaled(SMALL).moved(0.0, 2.4), GAP / 2.0);
            }
            if let Some(sup) = sup {
                line.append(set(sup)?.scaled(SMALL).moved(0.0, -RAISED), GAP / 2.0);
            }
            Some(line)
        }
    }
}

fn character(token: &str) -> Option<Setting> {
    let shape = shape(token)?;
    let stroke = Stroke { path: shape.path.to_owned(), x: 0.0, y: -10.0, scale: 1.0 };
    Some(Setting { strokes: vec![stroke], width: shape.width, ascent: ASCENT, descent: DESCENT })
}

/// Between brackets, where a slash beside it would take it apart.
fn bracketed(row: &Row) -> Option<Setting> {
    let is_sum = row.parts().iter().any(|part| matches!(part.token(), Some("+" | "-" | "\\times")));
    let is_fraction = row.parts().iter().any(|part| matches!(part.kind(), Kind::Fraction(..)));
    let inner = set(row)?;
    if !is_sum && !is_fraction {
        return Some(inner);
    }
    let mut line = character("(")?;
    line.append(inner, GAP / 2.0);
    line.append(character(")")?, GAP / 2.0);
    Some(line)
}

/// The sign grows with what is under it.
fn root(index: Option<&Row>, radicand: Setting) -> Option<Setting> {
    let (top, foot) = (-radicand.ascent - 1.4, radicand.descent.min(0.6));
    let (hook, end) = (5.0, 5.0 + 0.8 + radicand.width + 0.8);
    let path = format!("M0 {:.1}L1.2 {:.1}L2.9 {foot:.1}L{hook} {top:.1}L{end:.1} {:.1}", -4.0, -4.8, top - 0.2);
    let mut line = Setting {
        strokes: vec![Stroke { path, x: 0.0, y: 0.0, scale: 1.0 }],
        width: end,
        ascent: -top + 0.4,
        descent: radicand.descent,
    };
    line.strokes.extend(radicand.moved(hook + 0.8, 0.0).strokes);
    let Some(index) = index else { return Some(line) };
    let mut all = set(index)?.scaled(SMALL).moved(0.0, -RAISED - 0.6);
    // Above the sign's first stroke.
    all.append(line, -2.0);
    Some(all)
}

impl Setting {
    fn append(&mut self, next: Self, gap: f32) {
        let begin = if self.strokes.is_empty() { 0.0 } else { (self.width + gap).max(0.0) };
        self.width = begin + next.width;
        self.ascent = self.ascent.max(next.ascent);
        self.descent = self.descent.max(next.descent);
        self.strokes.extend(next.moved(begin, 0.0).strokes);
    }

    fn moved(mut self, right: f32, down: f32) -> Self {
        self.strokes.iter_mut().for_each(|stroke| (stroke.x, stroke.y) = (stroke.x + right, stroke.y + down));
        self.ascent -= down;
        self.descent += down;
        self
    }

    fn scaled(mut self, by: f32) -> Self {
        for stroke in &mut self.strokes {
            (stroke.x, stroke.y, stroke.scale) = (stroke.x * by, stroke.y * by, stroke.scale * by);
        }
        Self { width: self.width * by, ascent: self.ascent * by, descent: self.descent * by, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::{Line, Outcome, Settings, latex, work_out};

    fn setting(text: &str) -> Setting {
        set(&latex::read(text).unwrap()).unwrap()
    }

    #[test]
    fn all_values_that_lines_come_to_can_be_set() {
        let lines = [
            "3×9=",
            "2-5=",
            "1/3=",
            "-7/12=",
            "0.1+0.2=",
            "√2=",
            "(1+√5)/2=",
            "2π=",
            "e^2=",
            "∛5=",
            "2^(1/7)=",
            "π/3+e=",
            "3^100=",
            "1/3^50=",
            "sin1=",
            "√π=",
            "2^0.3=",
            "1/√2=",
            "±2=",
            "5%=",
            "10!=",
            "π^(2/3)=",
        ];
        let lines = lines.map(|text| Line::Text(text.to_owned()));
        let mut count = 0;
        for (outcome, line) in work_out(&lines, Settings::default()).iter().zip(&lines) {
            let Outcome::Value { values, .. } = outcome else { panic!("{line:?}: {}", outcome.text()) };
            for value in values {
                assert!(set(value.main()).is_some(), "{}", outcome.text());
                assert!(value.decimal().is_none_or(|decimal| set(decimal).is_some()), "{}", outcome.text());
                count += 1;
            }
        }
        assert!(count >= lines.len());
    }

    #[test]
    fn characters_stand_beside_each_other() {
        let line = setting("2 7");
        assert_eq!(line.strokes.iter().map(|stroke| stroke.x).collect::<Vec<_>>(), [0.0, 7.6]);
        assert_eq!((line.width, line.strokes[0].y), (13.4, -10.0));
        assert!(setting("2 + 7").width > setting("2 1 7").width);
    }

    #[test]
    fn powers_are_small_and_raised_and_take_room_above() {
        let (plain, power) = (setting("2"), setting("2 ^ { 7 }"));
        assert!(power.ascent > plain.ascent && power.descent == plain.descent);
        assert!(power.strokes[1].scale < 1.0 && power.strokes[1].y + 10.0 * power.strokes[1].scale < 0.0);
    }

    #[test]
    fn a_roots_bar_reaches_over_all_that_is_under_it() {
        let (short, long) = (setting(r"\sqrt { 2 }"), setting(r"\sqrt { 2 7 }"));
        assert!(long.width > short.width + 6.0 && short.ascent > setting("2").ascent);
        assert!(long.strokes[0].path.contains(&format!("L{:.1} ", long.width)), "{}", long.strokes[0].path);
        assert!(setting(r"\sqrt [ 3 ] { 2 }").width > short.width);
    }

    #[test]
    fn sums_in_fractions_have_brackets() {
        assert_eq!(setting(r"\frac { 1 } { 2 }").strokes.len(), 3);
        assert_eq!(setting(r"\frac { 1 + 2 } { 3 }").strokes.len(), 7);
    }

    #[test]
    fn a_character_without_shape_is_not_set_at_all() {
        assert_eq!(set(&latex::read(r"2 \sum 3").unwrap()), None);
        assert_eq!(set(&Row::default()), Some(Setting::default()));
    }
}
