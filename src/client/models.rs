//! Which models there are, as the build wrote it into the page.

use crate::alphabet::Alphabet;
use crate::mode::Mode;
use crate::protocol::recognizer::ModelName;
use crate::web::meta;

/// Which model reads in which mode; the first is the one that the page opens with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Models(Vec<(Mode, ModelName)>);

impl Models {
    /// Those that the document names in `<meta name="inkling-modes">`.
    pub fn of_page() -> Self {
        Self::parse(&meta("inkling-modes").unwrap_or_default())
    }

    /// Pairs of mode and model, such as `numbers=numbers maths=shapes`. Modes that this page does not know are left out.
    fn parse(text: &str) -> Self {
        let pair = |pair: &str| {
            let (mode, model) = pair.split_once('=')?;
            Some((Mode::named(mode)?, ModelName::new(model)))
        };
        Self(text.split_whitespace().filter_map(pair).collect())
    }

    /// The modes that have a model, in their usual order.
    pub fn modes(&self) -> impl Iterator<Item = Mode> {
        Mode::ALL.into_iter().filter(|mode| self.of(*mode).is_some())
    }

    pub fn of(&self, mode: Mode) -> Option<&ModelName> {
        self.0.iter().find(|(known, _)| *known == mode).map(|(_, model)| model)
    }

    /// The model that the page opens with. Its name is empty in a page that no build has finished.
    pub fn first(&self) -> ModelName {
        self.0.first().map_or_else(|| ModelName::new(""), |(_, model)| model.clone())
    }
}

/// The model that reads what is traced from pictures where this one reads drawings: itself, unless the document names
/// another in `<meta name="inkling-pictures">`.
pub fn of_pictures(model: ModelName) -> ModelName {
    named_for(&model, &meta("inkling-pictures").unwrap_or_default()).unwrap_or(model)
}

/// Pairs of models, such as `text=text-pictures`.
fn named_for(model: &ModelName, pairs: &str) -> Option<ModelName> {
    let mut pairs = pairs.split_whitespace().filter_map(|pair| pair.split_once('='));
    pairs.find(|(of_drawings, _)| *of_drawings == model.as_str()).map(|(_, of_pictures)| ModelName::new(of_pictures))
}

/// The alphabet of the model that the page opens with, for what is shown before the model itself is there.
pub fn first_alphabet() -> Alphabet {
    Alphabet::of_texts(meta("inkling-alphabet").unwrap_or_default().split_whitespace()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mode_has_its_model() {
        let models = Models::parse("numbers=numbers maths=shapes poems=odes");
        assert_eq!(models.modes().collect::<Vec<_>>(), [Mode::Numbers, Mode::Maths]);
        assert_eq!(models.of(Mode::Maths), Some(&ModelName::new("shapes")));
        assert_eq!((models.of(Mode::Text), models.first()), (None, ModelName::new("numbers")));
        assert_eq!(Models::parse("").first().as_str(), "");
    }

    #[test]
    fn pictures_may_have_a_model_of_their_own() {
        let of = |model| named_for(&ModelName::new(model), "text=text-pictures odes=x");
        assert_eq!((of("text"), of("maths")), (Some(ModelName::new("text-pictures")), None));
    }
}
