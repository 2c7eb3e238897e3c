//! What goes into a run, and what may be left out of it to see what it brought.

use super::{Result, Trouble};
use crate::net::PLAN;

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
}

/// Each with its name on the command line and what it is.
pub const INGREDIENTS: [(Ingredient, &str, &str); 10] = [
    (Ingredient::Turns, "turns", "random turn, slant and stretch"),
    (Ingredient::Bends, "bends", "smooth random bending"),
    (Ingredient::Pens, "pens", "random pen widths, sampling rates and tremor of drawings"),
    (Ingredient::Thickness, "thickness", "random thickness of pictures"),
    (Ingredient::Damage, "damage", "missing bits, specks, noise and edges of neighbours"),
    (Ingredient::Drawings, "drawings", "pen drawings beside pictures"),
    (Ingredient::Others, "others", "letters, signs and doodles as “not a digit”"),
    (Ingredient::Average, "average", "the running average of the parameters"),
    (Ingredient::Smoothing, "smoothing", "label smoothing"),
    (Ingredient::Dropout, "dropout", "numbers left out at random before the last layers"),
];

/// How a batch is taught.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// How much of each answer is spread over all classes.
    pub smoothing: f32,
    /// How much of what each layer is given is left out at random, so that none relies on a few numbers.
    pub dropout: [f32; PLAN.len()],
}

/// Everything, or everything but one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recipe {
    pub without: Option<Ingredient>,
}

impl Recipe {
    pub fn parse(without: Option<&str>) -> Result<Self> {
        let known = |name: &str| {
            INGREDIENTS.iter().find(|(_, known, _)| *known == name).map(|(ingredient, ..)| *ingredient).ok_or_else(
                || {
                    let names: Vec<&str> = INGREDIENTS.iter().map(|(_, name, _)| *name).collect();
                    Trouble(format!("--without is one of {}, not “{name}”.", names.join(", ")))
                },
            )
        };
        Ok(Self { without: without.map(known).transpose()? })
    }

    pub fn has(self, ingredient: Ingredient) -> bool {
        self.without != Some(ingredient)
    }

    pub fn manner(self) -> Manner {
        let mut dropout = [0.0; PLAN.len()];
        let [.., before_last, last] = &mut dropout;
        (*before_last, *last) = (self.strength(Ingredient::Dropout, 0.1), self.strength(Ingredient::Dropout, 0.4));
        Manner { smoothing: self.strength(Ingredient::Smoothing, 0.05), dropout }
    }

    /// A strength as it is, or nothing where the ingredient is left out.
    pub fn strength(self, ingredient: Ingredient, strength: f32) -> f32 {
        if self.has(ingredient) { strength } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_ingredient_can_be_left_out_by_its_name() {
        let recipe = Recipe::parse(Some("bends")).unwrap();
        assert!(!recipe.has(Ingredient::Bends) && recipe.has(Ingredient::Turns));
        assert!(Recipe::parse(None).unwrap().has(Ingredient::Bends));
        assert!(recipe.manner().smoothing > 0.0);
        assert!(Recipe::parse(Some("dropout")).unwrap().manner().dropout.iter().all(|share| *share == 0.0));
        assert!(Recipe::parse(Some("salt")).unwrap_err().0.contains("smoothing"));
    }
}
