//! What goes into a run, and what may be left out of it to see what it brought.

use super::{Result, Trouble};

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
}

/// Each with its name on the command line and what it is.
pub const INGREDIENTS: [(Ingredient, &str, &str); 9] = [
    (Ingredient::Turns, "turns", "random turn, slant and stretch"),
    (Ingredient::Bends, "bends", "smooth random bending"),
    (Ingredient::Pens, "pens", "random pen widths, sampling rates and tremor of drawings"),
    (Ingredient::Thickness, "thickness", "random thickness of pictures"),
    (Ingredient::Damage, "damage", "missing bits, specks, noise and edges of neighbours"),
    (Ingredient::Drawings, "drawings", "pen drawings beside pictures"),
    (Ingredient::Others, "others", "letters, signs and doodles as “not a digit”"),
    (Ingredient::Average, "average", "the running average of the parameters"),
    (Ingredient::Smoothing, "smoothing", "label smoothing"),
];

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
        assert!(Recipe::parse(Some("salt")).unwrap_err().0.contains("smoothing"));
    }
}
