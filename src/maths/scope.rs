//! What holds on a line: the unit of angles, and what the lines above it gave names to.

use super::number::Value;
use super::term::{Name, Term};
use std::collections::BTreeMap;

/// The unit of angles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Angle {
    #[default]
    Radians,
    Degrees,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Scope {
    angle: Angle,
    values: BTreeMap<Name, Value>,
    functions: BTreeMap<Name, (Name, Term)>,
}

impl Scope {
    pub(crate) fn new(angle: Angle) -> Self {
        Self { angle, ..Self::default() }
    }

    pub(crate) fn angle(&self) -> Angle {
        self.angle
    }

    pub(crate) fn value(&self, name: &Name) -> Option<&Value> {
        self.values.get(name)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = (&Name, &Value)> {
        self.values.iter()
    }

    /// The variable of a function and what it is equal to.
    pub(crate) fn function(&self, name: &Name) -> Option<&(Name, Term)> {
        self.functions.get(name)
    }

    pub(crate) fn assign(&mut self, name: Name, value: Value) {
        self.functions.remove(&name);
        self.values.insert(name, value);
    }

    pub(crate) fn define(&mut self, name: Name, variable: Name, body: Term) {
        self.values.remove(&name);
        self.functions.insert(name, (variable, body));
    }
}
