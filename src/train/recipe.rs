//! What goes into a run, what may be left out of it to see what it brought, and what may come to it.

use super::{Result, TrainError};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ingredient {
    Turns,
    Bends,
    Pens,
    Thickness,
    Damage,
    Drawings,
    Others,
    Average,
    Smoothing,
    Dropout,
    Calm,
    Muon,
}

/// Each with its name on the command line and what it is.
pub const INGREDIENTS: [(Ingredient, &str, &str); 11] = [
    (Ingredient::Turns, "turns", "random turn, slant and stretch"),
    (Ingredient::Bends, "bends", "smooth random bending"),
    (Ingredient::Pens, "pens", "random pen widths, sampling rates and tremor of drawings"),
    (Ingredient::Thickness, "thickness", "random thickness of pictures"),
    (Ingredient::Damage, "damage", "missing bits, specks, noise and edges of neighbours"),
    (Ingredient::Drawings, "drawings", "pen drawings beside pictures"),
    (Ingredient::Others, "others", "letters, symbols and doodles as “not a digit”"),
    (Ingredient::Average, "average", "the moving average (EMA) of the parameters"),
    (Ingredient::Smoothing, "smoothing", "label smoothing"),
    (Ingredient::Dropout, "dropout", "dropout before the last two layers"),
    (Ingredient::Calm, "calm", "weaker augmentation in the last fifth"),
];

/// What no weights were shipped with so far, in the same form.
pub const EXTRAS: [(Ingredient, &str, &str); 1] =
    [(Ingredient::Muon, "muon", "nothing, with Muon instead of AdamW for the convolutions")];

/// How a batch is taught.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// How much of each answer is spread over all classes.
    pub smoothing: f32,
    /// Dropout before each of the last two layers: the share of their input that is left out at random.
    pub dropout: [f32; 2],
}

impl Manner {
    /// Dropout before a layer of a chain of so many.
    pub fn dropout_before(self, layer: usize, layers: usize) -> f32 {
        (layer + self.dropout.len()).checked_sub(layers).map_or(0.0, |at| self.dropout[at])
    }
}

/// Everything, or everything but one, or one more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recipe {
    pub without: Option<Ingredient>,
    pub with: Option<Ingredient>,
}

impl Recipe {
    pub fn parse(without: Option<&str>, with: Option<&str>) -> Result<Self> {
        Ok(Self { without: named("--without", &INGREDIENTS, without)?, with: named("--with", &EXTRAS, with)? })
    }

    pub fn has(self, ingredient: Ingredient) -> bool {
        let extra = EXTRAS.iter().any(|(extra, ..)| *extra == ingredient);
        if extra { self.with == Some(ingredient) } else { self.without != Some(ingredient) }
    }

    pub fn manner(self) -> Manner {
        let dropout = [0.1, 0.4].map(|share| self.strength(Ingredient::Dropout, share));
        Manner { smoothing: self.strength(Ingredient::Smoothing, 0.05), dropout }
    }

    /// A strength as it is, or nothing where the ingredient is left out.
    pub fn strength(self, ingredient: Ingredient, strength: f32) -> f32 {
        if self.has(ingredient) { strength } else { 0.0 }
    }
}

fn named(flag: &str, known: &[(Ingredient, &str, &str)], name: Option<&str>) -> Result<Option<Ingredient>> {
    let Some(name) = name else { return Ok(None) };
    let found = known.iter().find(|(_, known, _)| *known == name).map(|(ingredient, ..)| *ingredient);
    let names = || known.iter().map(|(_, name, _)| *name).collect::<Vec<_>>().join(", ");
    found.map(Some).ok_or_else(|| TrainError(format!("{flag} is one of {}, not “{name}”.", names())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_ingredient_can_be_left_out_by_its_name() {
        let recipe = Recipe::parse(Some("bends"), None).unwrap();
        assert!(!recipe.has(Ingredient::Bends) && recipe.has(Ingredient::Turns));
        assert!(Recipe::parse(None, None).unwrap().has(Ingredient::Bends));
        assert!(recipe.manner().smoothing > 0.0);
        assert!(Recipe::parse(Some("dropout"), None).unwrap().manner().dropout.iter().all(|share| *share == 0.0));
        assert!(Recipe::parse(Some("salt"), None).unwrap_err().0.contains("smoothing"));
    }

    #[test]
    fn what_is_extra_comes_by_its_name_alone() {
        assert!(!Recipe::default().has(Ingredient::Muon));
        assert!(Recipe::parse(None, Some("muon")).unwrap().has(Ingredient::Muon));
        assert!(Recipe::parse(None, Some("bends")).unwrap_err().0.contains("muon"));
    }
}
