//! What has parts of its own, by where they stand: fractions, roots, and bounds above and below.

use super::region::Region;
use super::words;
use crate::ink::Bounds;
use crate::order;

/// Something with parts of its own, and the atoms of each part.
pub enum Container<'a> {
    Fraction {
        bar: usize,
        above: Vec<usize>,
        below: Vec<usize>,
    },
    Root {
        sign: usize,
        index: Vec<usize>,
        inside: Vec<usize>,
    },
    /// A large operator or the letters of lim, with what each of its atoms is.
    Bounds {
        base: Vec<(usize, &'a str)>,
        below: Vec<usize>,
        above: Vec<usize>,
    },
}

impl<'a> Region<'a, '_> {
    /// The widest thing among some atoms that has parts of its own.
    pub fn largest(&self, members: &[usize]) -> Option<Container<'a>> {
        let mut best: Option<(f32, Container)> = None;
        for at in members {
            let atom = &self.atoms[*at];
            let found = match atom.best() {
                "√" => self.root(*at, members),
                "−" => self.fraction(*at, members),
                "∑" | "∫" => self.large(vec![(*at, atom.best())], members),
                _ if atom.options.iter().any(|option| option.0.starts_with('l')) => self.limit(*at, members),
                _ => None,
            };
            let width = atom.bounds.width();
            if let Some(found) = found.filter(|_| best.as_ref().is_none_or(|best| width > best.0)) {
                best = Some((width, found));
            }
        }
        best.map(|best| best.1)
    }

    fn root(&self, sign: usize, members: &[usize]) -> Option<Container<'a>> {
        let atom = &self.atoms[sign];
        let Bounds { left, top, right, bottom } = atom.bounds;
        let (high, usual) = (bottom - top, self.usual);
        let within = |at: &usize| {
            let (x, y) = self.atoms[*at].bounds.middle();
            x > atom.inside && x < right + 0.3 * usual && y > top - 0.1 * high && y < bottom + 0.25 * usual
        };
        let before = |at: &usize| {
            let bounds = self.atoms[*at].bounds;
            let (x, y) = bounds.middle();
            x <= atom.inside && x > left - 0.35 * usual && y < top + 0.5 * high && bounds.height() < 0.6 * high
        };
        let others = || members.iter().copied().filter(|at| *at != sign);
        let inside: Vec<usize> = others().filter(within).collect();
        if inside.is_empty() {
            return None;
        }
        let index: Vec<usize> = others().filter(before).collect();
        Some(Container::Root { sign, index, inside })
    }

    fn fraction(&self, bar: usize, members: &[usize]) -> Option<Container<'a>> {
        let Bounds { left, right, .. } = self.atoms[bar].bounds;
        let (middle, wide) = (self.atoms[bar].bounds.middle().1, right - left);
        let slack = 0.12 * wide + 0.25 * self.usual;
        let (mut above, mut below) = (Vec::new(), Vec::new());
        for at in members.iter().copied().filter(|at| *at != bar) {
            let bounds = self.atoms[at].bounds;
            let (x, y) = bounds.middle();
            let within = x > left && x < right;
            let tolerance = if within { 0.2 * bounds.height() } else { 0.0 };
            let crosses = bounds.top + tolerance < middle && bounds.bottom - tolerance > middle;
            match crosses {
                true if within => return None,
                true => {}
                false if x < left - slack || x > right + slack => {}
                // What stands beside the bar is not above it because it was written a little higher.
                false if !within && (y - middle).abs() < 0.45 * self.usual => {}
                false if y < middle => above.push(at),
                false => below.push(at),
            }
        }
        if above.is_empty() || below.is_empty() {
            return None;
        }
        let near = 1.0 * self.usual.max(0.5 * wide);
        let (over, under) = (self.bounds(&above), self.bounds(&below));
        (middle - over.bottom < near && under.top - middle < near).then_some(Container::Fraction { bar, above, below })
    }

    /// A large operator, or a word, with what is above and below it.
    fn large(&self, base: Vec<(usize, &'a str)>, members: &[usize]) -> Option<Container<'a>> {
        let atoms: Vec<usize> = base.iter().map(|(at, _)| *at).collect();
        let bounds = self.bounds(&atoms);
        let Bounds { left, top, right, bottom } = bounds;
        let high = bottom - top;
        let slack = if base[0].1 == "∫" { 0.1 * self.usual } else { 0.3 * (right - left) };
        let side = |is_side: &dyn Fn(Bounds) -> bool| -> Vec<usize> {
            let candidates: Vec<usize> =
                members.iter().copied().filter(|at| !atoms.contains(at) && is_side(self.atoms[*at].bounds)).collect();
            let is_seed = |at: &usize| {
                let x = self.atoms[*at].bounds.middle().0;
                x > left - slack && x < right + slack
            };
            let mut part: Vec<usize> = candidates.iter().copied().filter(is_seed).collect();
            if part.is_empty() {
                return part;
            }
            loop {
                let all = self.bounds(&part);
                let near = |at: &&usize| {
                    let own = self.atoms[**at].bounds;
                    let gap = (own.left - all.right).max(all.left - own.right);
                    let beside = own.bottom.min(all.bottom) > own.top.max(all.top) - 0.2 * self.usual;
                    !part.contains(at) && gap < 0.35 * self.usual && beside
                };
                let Some(next) = candidates.iter().find(near) else { return part };
                part.push(*next);
            }
        };
        let below = side(&|own: Bounds| own.middle().1 > bottom - 0.05 * high && own.top > bottom - 0.3 * high);
        let above = side(&|own: Bounds| own.middle().1 < top + 0.05 * high && own.bottom < top + 0.3 * high);
        (!below.is_empty() || !above.is_empty()).then_some(Container::Bounds { base, below, above })
    }

    /// The word lim with what is below it.
    fn limit(&self, first: usize, members: &[usize]) -> Option<Container<'a>> {
        let Bounds { left, top, bottom, .. } = self.atoms[first].bounds;
        let on_line = |at: &usize| {
            let own = self.atoms[*at].bounds;
            let (_, y) = own.middle();
            own.left >= left && y > top && y < bottom
        };
        let beside = members.iter().copied().filter(on_line).collect();
        let beside: Vec<usize> = order::ascending(beside, |at: &usize| order::key(self.atoms[*at].bounds.left));
        let word = words::spelled(self.atoms, &beside, "lim", self.usual)?;
        match self.large(word.atoms, members)? {
            Container::Bounds { base, below, .. } if !below.is_empty() => {
                Some(Container::Bounds { base, below, above: Vec::new() })
            }
            _ => None,
        }
    }
}

impl Container<'_> {
    pub fn atoms(&self) -> Vec<usize> {
        match self {
            Self::Fraction { bar, above, below } => [&[*bar], above.as_slice(), below].concat(),
            Self::Root { sign, index, inside } => [&[*sign], index.as_slice(), inside].concat(),
            Self::Bounds { base, below, above } => {
                base.iter().map(|(at, _)| *at).chain(below.iter().chain(above).copied()).collect()
            }
        }
    }
}
