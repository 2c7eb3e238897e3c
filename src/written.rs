//! What is written on the pad: signs with their places and readings, and the best way through a line's candidates.

use crate::glyph::Glyph;
use crate::ink::Bounds;
use crate::picture::FoundLine;
use crate::reader::{Reading, Verdict};
use crate::segment::Candidate;
use serde::{Deserialize, Serialize};

/// What it costs to take ink for no digit, beside a digit that is certain; in nats, as all costs here. Ink that is wider
/// than its line is high would be several strangers, and costs as many.
const STRANGER: f32 = 3.0;
/// What each further sign costs.
const SIGN: f32 = 0.7;
/// A wider gap, in parts of the line's height, parts two numbers.
const SPACE: f32 = 1.5;

/// What comes before a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lead {
    Nothing,
    Space,
    Line,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sign {
    pub lead: Lead,
    pub bounds: Bounds,
    pub reading: Reading,
    /// What the network saw.
    pub glyph: Glyph,
    /// The digit that somebody said it is.
    pub by_hand: Option<usize>,
}

impl Sign {
    pub fn verdict(&self) -> Verdict {
        if self.by_hand.is_some() { Verdict::Sure } else { self.reading.verdict }
    }

    /// The digit it is taken for, however likely.
    pub fn digit(&self) -> Option<usize> {
        self.by_hand.or_else(|| self.reading.best())
    }

    /// As it stands in a guess: a dash for what is no digit.
    pub fn word(&self) -> String {
        match (self.verdict(), self.digit()) {
            (Verdict::NotADigit, _) | (_, None) => "\u{2013}".into(),
            (_, Some(digit)) => digit.to_string(),
        }
    }

    /// How likely that digit is.
    pub fn certainty(&self) -> f32 {
        match self.by_hand {
            Some(_) => 1.0,
            None => self.reading.digits.iter().copied().fold(0.0, f32::max),
        }
    }
}

/// All signs, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Written {
    pub signs: Vec<Sign>,
}

impl Written {
    /// What was found in a picture, each line by the best way through its candidates; their readings come in order.
    pub fn of_lines(found: &[FoundLine], readings: &mut impl Iterator<Item = Reading>) -> Self {
        let mut written = Self::default();
        for line in found {
            let readings: Vec<Reading> = readings.by_ref().take(line.glyphs.len()).collect();
            let known: Vec<(&Glyph, &Reading)> = line.glyphs.iter().zip(&readings).collect();
            written.add_line(line.pieces, &line.candidates, line.height, &known);
        }
        written
    }

    /// About all of it: sure only where every sign is.
    pub fn verdict(&self) -> Verdict {
        let all = |verdict| self.signs.iter().all(|sign| sign.verdict() == verdict);
        match self.signs.as_slice() {
            [] => Verdict::Empty,
            _ if all(Verdict::Sure) => Verdict::Sure,
            _ if all(Verdict::NotADigit) => Verdict::NotADigit,
            _ => Verdict::Unsure,
        }
    }

    /// What the page shows as read: empty unless it is sure of all.
    pub fn text(&self) -> String {
        if self.verdict() == Verdict::Sure { self.likeliest() } else { String::new() }
    }

    /// The likeliest text, whatever the verdicts.
    pub fn likeliest(&self) -> String {
        self.spelled(|sign| sign.digit().map(|digit| digit.to_string()).unwrap_or_default())
    }

    /// The likeliest text with a dash for what is no digit, as a guess is shown.
    pub fn guess(&self) -> String {
        self.spelled(Sign::word)
    }

    /// How likely it is that every sign was read right.
    pub fn certainty(&self) -> f32 {
        self.signs.iter().map(Sign::certainty).product()
    }

    /// The digits that were read, one after the other: strangers are none.
    pub fn digits(&self) -> String {
        let digit = |sign: &Sign| sign.digit().filter(|_| sign.verdict() != Verdict::NotADigit);
        self.signs.iter().filter_map(digit).map(|digit| digit.to_string()).collect()
    }

    /// Adds one more line: the best way through its candidates, of which `known` has glyphs and readings.
    pub fn add_line(&mut self, pieces: usize, candidates: &[Candidate], height: f32, known: &[(&Glyph, &Reading)]) {
        let readings: Vec<&Reading> = known.iter().map(|(_, reading)| *reading).collect();
        let mut last = None;
        for at in best_way(pieces, candidates, height, &readings) {
            let bounds = candidates[at].bounds;
            let lead = match last {
                None if !self.signs.is_empty() => Lead::Line,
                _ => lead(last, bounds, height),
            };
            let (glyph, reading) = known[at];
            self.signs.push(Sign { lead, bounds, reading: reading.clone(), glyph: glyph.clone(), by_hand: None });
            last = Some(bounds);
        }
    }

    fn spelled(&self, word: impl Fn(&Sign) -> String) -> String {
        let mut text = String::new();
        for sign in &self.signs {
            text.push_str(match sign.lead {
                Lead::Nothing => "",
                Lead::Space => " ",
                Lead::Line => "\n",
            });
            text.push_str(&word(sign));
        }
        text.trim().to_owned()
    }
}

/// Which candidates of a line of `pieces` make the likeliest text, in order; `readings` are those of the candidates.
pub fn best_way(pieces: usize, candidates: &[Candidate], height: f32, readings: &[&Reading]) -> Vec<usize> {
    // The cheapest way to each place between two pieces, and the candidate that it ends with.
    let mut ways: Vec<Option<(f32, usize)>> = vec![None; pieces + 1];
    for (at, (candidate, reading)) in candidates.iter().zip(readings).enumerate() {
        let before = if candidate.from == 0 { Some(0.0) } else { ways[candidate.from].map(|(cost, _)| cost) };
        let Some(before) = before else { continue };
        let cost = before + cost(reading, candidate.bounds.width() / height) + candidate.doubt;
        if ways[candidate.to].is_none_or(|(cheapest, _)| cost < cheapest) {
            ways[candidate.to] = Some((cost, at));
        }
    }
    let mut way = Vec::new();
    let mut place = pieces;
    while let Some((_, at)) = ways[place].filter(|_| place > 0) {
        way.push(at);
        place = candidates[at].from;
    }
    way.reverse();
    way
}

/// Of a sign so many times as wide as its line is high.
fn cost(reading: &Reading, wide: f32) -> f32 {
    let surprise = |probability: f32| -probability.max(1e-6).ln();
    let digit = surprise(reading.digits.iter().copied().fold(0.0, f32::max));
    digit.min(surprise(reading.other()) + STRANGER * wide.max(1.0)) + SIGN
}

/// What comes between two neighbouring signs of a line.
pub fn lead(left: Option<Bounds>, right: Bounds, height: f32) -> Lead {
    match left {
        Some(left) if right.left - left.right > SPACE * height => Lead::Space,
        _ => Lead::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::{Drawing, Point, Stroke};
    use crate::reader::DIGITS;
    use crate::segment::lines;

    fn reading(verdict: Verdict, digit: usize, probability: f32) -> Reading {
        let mut digits = [0.0; DIGITS];
        digits[digit] = probability;
        Reading { verdict, digits }
    }

    fn sign(lead: Lead, reading: Reading) -> Sign {
        let bounds = Bounds { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };
        Sign { lead, bounds, reading, glyph: Glyph::BLANK, by_hand: None }
    }

    fn upright(x: f32) -> Stroke {
        Stroke { width: 4.0, points: vec![Point::at(x, 0.0), Point::at(x, 50.0)] }
    }

    #[test]
    fn a_text_is_shown_only_when_every_sign_is_sure() {
        let sure = |lead, digit| sign(lead, reading(Verdict::Sure, digit, 0.9));
        let mut written = Written { signs: vec![sure(Lead::Nothing, 4), sure(Lead::Nothing, 2), sure(Lead::Space, 7)] };
        assert_eq!((written.verdict(), written.text().as_str()), (Verdict::Sure, "42 7"));
        assert!((written.certainty() - 0.729).abs() < 1e-3);
        written.signs.push(sign(Lead::Line, reading(Verdict::NotADigit, 1, 0.1)));
        assert_eq!((written.verdict(), written.text().as_str()), (Verdict::Unsure, ""));
        assert_eq!((written.likeliest().as_str(), written.guess().as_str()), ("42 7\n1", "42 7\n\u{2013}"));
    }

    #[test]
    fn what_somebody_says_is_sure() {
        let mut written = Written { signs: vec![sign(Lead::Nothing, reading(Verdict::Unsure, 4, 0.5))] };
        assert_eq!(written.text(), "");
        written.signs[0].by_hand = Some(9);
        assert_eq!((written.text().as_str(), written.certainty()), ("9", 1.0));
    }

    #[test]
    fn nothing_and_strangers_have_verdicts_of_their_own() {
        assert_eq!(Written::default().verdict(), Verdict::Empty);
        let stranger = sign(Lead::Nothing, reading(Verdict::NotADigit, 1, 0.1));
        assert_eq!(Written { signs: vec![stranger] }.verdict(), Verdict::NotADigit);
    }

    #[test]
    fn the_likelier_way_wins() {
        let drawing = Drawing { strokes: vec![upright(0.0), upright(20.0)] };
        let lines = lines(&drawing);
        let way = |single: f32, whole: f32| {
            let of = |run: usize| reading(Verdict::Sure, 1, if run == 1 { single } else { whole });
            let readings: Vec<Reading> = lines[0].candidates.iter().map(|c| of(c.to - c.from)).collect();
            best_way(2, &lines[0].candidates, lines[0].height, &readings.iter().collect::<Vec<_>>())
        };
        assert_eq!(way(0.95, 0.001), [0, 2]);
        assert_eq!(way(0.05, 0.95), [1]);
    }

    #[test]
    fn ink_as_wide_as_several_signs_is_no_single_stranger() {
        let candidate = |from, to, right| {
            let bounds = Bounds { left: 0.0, top: 0.0, right, bottom: 50.0 };
            Candidate { from, to, bounds, doubt: 0.0 }
        };
        let (single, stranger) = (reading(Verdict::Unsure, 1, 0.4), reading(Verdict::NotADigit, 1, 0.0));
        let way = |wide| {
            let candidates =
                [candidate(0, 1, 40.0), candidate(1, 2, 40.0), candidate(0, 3, wide), candidate(2, 3, 40.0)];
            best_way(3, &candidates, 50.0, &[&single, &single, &stranger, &single]).len()
        };
        assert_eq!((way(50.0), way(110.0)), (1, 3));
    }

    #[test]
    fn a_wide_gap_parts_numbers() {
        let bounds = |left: f32| Bounds { left, top: 0.0, right: left + 20.0, bottom: 50.0 };
        assert_eq!(lead(None, bounds(0.0), 50.0), Lead::Nothing);
        assert_eq!(lead(Some(bounds(0.0)), bounds(40.0), 50.0), Lead::Nothing);
        assert_eq!(lead(Some(bounds(0.0)), bounds(130.0), 50.0), Lead::Space);
    }
}
