//! A model of any alphabet, taught by labelled drawings and described by a file: its symbols, its layers, its data.
//!
//! ```json
//! { "name": "shapes", "modes": ["maths"], "alphabet": ["△", "○", "☆"],
//!   "hidden": [[6, 7, 4, 0]], "strokes": ["shapes.jsonl.gz"] }
//! ```
//!
//! `hidden` has channels, kernel, stride and padding of each layer but the output layer, which follows from the rest.
//! `strokes` are stroke files in the data folder; drawings whose text is no symbol of the alphabet teach the reject class.

use super::corpus::{Corpus, HoldOut, Sample};
use super::data::{self, Example};
use super::recipe::Recipe;
use super::rng::Rng;
use super::{Result, TrainError, augment, calibrate, context, doodle, measure, publish};
use crate::alphabet::Alphabet;
use crate::glyph::{AREA, Medium};
use crate::ink::Drawing;
use crate::ink::form::Labelled;
use crate::mode::Mode;
use crate::net::Net;
use crate::net::spec::{Layer, ModelSpec};
use burn::tensor::Device;
use serde_json::Value;
use std::path::Path;

/// The shares of samples that are scribbles, and two symbols beside each other: both are rejected.
const DOODLES: f32 = 0.06;
const PAIRS: f32 = 0.08;

/// What the file says.
pub struct Description {
    pub name: String,
    pub modes: Vec<Mode>,
    pub spec: ModelSpec,
    pub strokes: Vec<String>,
}

impl Description {
    pub fn read(file: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(file).map_err(context(format!("{} cannot be read", file.display())))?;
        let value = serde_json::from_str(&text).map_err(context(format!("{} is not JSON", file.display())))?;
        Self::parse(&value).ok_or_else(|| {
            TrainError(format!(
                "{} wants name, modes, alphabet, hidden layers that fit a picture of 28×28, and strokes.",
                file.display()
            ))
        })
    }

    fn parse(value: &Value) -> Option<Self> {
        let texts =
            |name: &str| -> Option<Vec<&str>> { value.get(name)?.as_array()?.iter().map(Value::as_str).collect() };
        let layer = |layer: &Value| {
            let sizes: Option<Vec<usize>> =
                layer.as_array()?.iter().map(|size| size.as_u64()?.try_into().ok()).collect();
            let [channels, kernel, stride, padding] = sizes?.try_into().ok()?;
            Some(Layer::new(channels, kernel, stride, padding))
        };
        let hidden: Vec<Layer> = value.get("hidden")?.as_array()?.iter().map(layer).collect::<Option<_>>()?;
        let alphabet = Alphabet::of_texts(texts("alphabet")?)?;
        Some(Self {
            name: value.get("name")?.as_str()?.to_owned(),
            modes: texts("modes")?.into_iter().map(Mode::named).collect::<Option<_>>()?,
            spec: ModelSpec::chain(alphabet, vec![Medium::Pen], &hidden)?,
            strokes: texts("strokes")?.into_iter().map(str::to_owned).collect(),
        })
    }
}

/// Labelled drawings, apart by whether their writers are kept aside.
pub struct StrokeCorpus {
    alphabet: Alphabet,
    symbols: Vec<Example<Labelled>>,
    /// Drawings that are no symbol of the alphabet.
    others: Vec<Example<Labelled>>,
}

/// What teaches, and the symbols of the writers kept aside.
pub fn corpus(description: &Description, folder: &Path) -> Result<(StrokeCorpus, HoldOut)> {
    let alphabet = description.spec.alphabet.clone();
    let mut examples = Vec::new();
    for file in &description.strokes {
        let drawings = data::read_strokes(&folder.join(file))?;
        let drawings = drawings.into_iter().filter(|(_, of)| !of.drawing.is_empty());
        examples.extend(drawings.map(|(_, of)| Example { class: alphabet.class_of(&of.text), of }));
    }
    let (hold_out, train): (Vec<_>, Vec<_>) =
        examples.into_iter().partition(|example| data::kept_hold_out(&example.of.writer));
    let (symbols, others): (Vec<_>, Vec<_>) = train.into_iter().partition(|example| example.class < alphabet.reject());
    if let Some(missing) = (0..alphabet.len()).find(|class| symbols.iter().all(|example| example.class != *class)) {
        let symbol = alphabet.get(missing).map(|symbol| symbol.to_string()).unwrap_or_default();
        return Err(TrainError(format!("No drawing teaches the symbol {symbol}. Add some to the stroke files.")));
    }
    Ok((StrokeCorpus { alphabet, symbols, others }, HoldOut::of("writers kept aside", &hold_out)))
}

impl Corpus for StrokeCorpus {
    fn alphabet(&self) -> &Alphabet {
        &self.alphabet
    }

    fn sample(&self, recipe: Recipe, strength: f32, rng: &mut Rng) -> Sample {
        let any = |from: &[Example<Labelled>], rng: &mut Rng| from[rng.below(from.len())].clone();
        let reject = self.alphabet.reject();
        let (drawing, class): (Drawing, usize) = if rng.chance(DOODLES) {
            (doodle::doodle(rng), reject)
        } else if rng.chance(PAIRS) {
            let [left, right] = [(); 2].map(|()| any(&self.symbols, rng).of.drawing);
            (doodle::side_by_side(&left, &right, rng), reject)
        } else {
            let all = self.symbols.len() + self.others.len();
            let from = if rng.below(all) < self.symbols.len() { &self.symbols } else { &self.others };
            let example = any(from, rng);
            (example.of.drawing, example.class)
        };
        let glyph = augment::drawing(&drawing, recipe, strength, rng);
        let ink = glyph.map_or_else(|| vec![0.0; AREA], |glyph| glyph.input().collect());
        Sample::new(ink, class, &self.alphabet, Medium::Pen, rng)
    }
}

/// Writes the weights of a trained network, calibrated on the hold-out, and their entry in the manifest; returns how
/// much of the hold-out is read right.
pub fn publish(description: &Description, net: &Net, hold_out: &HoldOut, out: &Path) -> Result<f64> {
    let scored = measure::scored(net, hold_out, &Device::flex());
    let calibration = calibrate::calibrate(&scored);
    let file = format!("{}.weights", description.name);
    publish::write(out, &description.name, &file, &description.modes, net, calibration)?;
    Ok(measure::tally(&scored, &description.spec.alphabet, &calibration).accuracy())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn description() -> Value {
        json!({
            "name": "shapes", "modes": ["maths"], "alphabet": ["△", "○"], "hidden": [[6, 7, 4, 0]], "strokes": ["a.jsonl"],
        })
    }

    #[test]
    fn a_description_gives_the_whole_model() {
        let shapes = Description::parse(&description()).unwrap();
        assert_eq!(
            (shapes.spec.outputs(), shapes.spec.layers.len(), shapes.modes.as_slice()),
            (3, 2, [Mode::Maths].as_slice())
        );
    }

    #[test]
    fn descriptions_that_lack_something_are_refused() {
        let refused = |name: &str, value: Value| {
            let mut changed = description();
            changed[name] = value;
            Description::parse(&changed).is_none()
        };
        assert!(
            refused("name", json!(null)) && refused("modes", json!(["poems"])) && refused("alphabet", json!(["ab"]))
        );
        assert!(refused("hidden", json!([[6, 40, 4, 0]])) && refused("hidden", json!([[6, 7, 4]])));
        assert!(refused("strokes", json!("a.jsonl")));
    }
}
