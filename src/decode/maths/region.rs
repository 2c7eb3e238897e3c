//! A part of an expression, or the whole of it, before it is read.

use super::element::Atom;
use super::weights::Weights;
use crate::ink::Bounds;

/// Atoms to read, all of an expression or of one of its parts.
pub struct Region<'a, 'b> {
    pub atoms: &'b [Atom<'a>],
    pub usual: f32,
    pub weights: &'b Weights,
    pub depth: usize,
}

impl Region<'_, '_> {
    /// The box around some of its atoms.
    pub fn bounds(&self, members: &[usize]) -> Bounds {
        let first = self.atoms[members[0]].bounds;
        members.iter().fold(first, |all, at| all.union(self.atoms[*at].bounds))
    }
}
