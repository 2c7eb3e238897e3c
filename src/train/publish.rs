//! From a trained network to what is shipped: the weights, and all that is said about them.

use super::calibrate::{self, Scored};
use super::corpus::HoldOut;
use super::fit::Plan;
use super::head::{self, Extent};
use super::measure::Mistake;
use super::numbers::DIGITS;
use super::sampler::NumbersCorpus;
use super::{Result, context, data, golden, measure, report, results, say};
use crate::manifest::{self, Entry, Manifest};
use crate::mode::Mode;
use crate::net::spec::{ModelSpec, Shape};
use crate::net::weights::Record;
use crate::net::{Model, Net, Score};
use crate::prediction::Calibration;
use burn::tensor::Device;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The file of the weights.
pub const WEIGHTS: &str = "numbers.weights";

/// How many of the worst mistakes metrics.json has pictures of.
const PICTURED: usize = 24;

/// How a run went, as metrics.json tells it.
pub struct Course {
    run: Value,
    history: Value,
}

impl Course {
    /// Of the passes that a history tells.
    pub fn new(plan: &Plan, history: Vec<Value>) -> Self {
        let manner = plan.recipe.manner();
        let run = json!({
            "date": results::today(),
            "seed": plan.seed,
            "epochs": history.len(),
            "examples_an_epoch": plan.examples_an_epoch(),
            "batch": plan.batch,
            "rate": plan.rate,
            "decay": plan.decay,
            "smoothing": manner.smoothing,
            "dropout": manner.dropout,
            "averaging": plan.averaging,
        });
        Self { run, history: history.into() }
    }

    /// Of the run that made what is shipped already.
    pub fn earlier(metrics: &Value) -> Self {
        Self { run: metrics["run"].clone(), history: metrics["history"].clone() }
    }

    /// With what was found in pictures taught behind it.
    pub fn with_head(mut self, extent: Extent) -> Self {
        self.run["head"] = json!({ "date": results::today(), "seed": extent.seed, "examples": extent.examples });
        self
    }
}

/// Writes a trained network's weights, calibrated on the digits kept aside.
pub fn publish(out: &Path, net: &Net, hold_out: &[HoldOut]) -> Result<()> {
    let calibration = calibrate::calibrate(&digits(net, hold_out, &Device::flex()));
    write_numbers(out, net, calibration)
}

/// Teaches the weights in a folder what is found in pictures.
pub fn teach_head(out: &Path, corpus: &NumbersCorpus, extent: Extent) -> Result<()> {
    let Record { spec, calibration, layers, .. } =
        Record::from_bytes(&weights(out)?).map_err(context("The weights cannot be used"))?;
    let net = Net::from_numbers(&spec, &layers, &Device::flex());
    write_numbers(out, &head::taught(&net, corpus, extent), calibration)
}

fn write_numbers(out: &Path, net: &Net, calibration: Calibration) -> Result<()> {
    write(out, "numbers", WEIGHTS, &[Mode::Numbers], net, calibration)
}

/// Writes a model's weights file and its entry in the manifest.
pub fn write(out: &Path, name: &str, file: &str, modes: &[Mode], net: &Net, calibration: Calibration) -> Result<()> {
    let (bytes, _) = Model::new(net, calibration, &Device::flex()).map_err(context("The weights cannot be made"))?;
    write_file(out, name, file, modes, &bytes)
}

/// Writes a file that readers load, and its entry in the manifest.
pub fn write_file(out: &Path, name: &str, file: &str, modes: &[Mode], bytes: &[u8]) -> Result<()> {
    results::write(out, file, bytes)?;
    let path = out.join(manifest::FILE);
    let known = match std::fs::read_to_string(&path) {
        Ok(text) => Manifest::read(&text).map_err(context(format!("{} cannot be used", path.display())))?,
        Err(_) => Manifest::default(),
    };
    let hash: String = Sha256::digest(bytes)[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    let entry = Entry { name: name.into(), file: file.into(), hash, size: bytes.len(), modes: modes.to_vec() };
    results::write(out, manifest::FILE, known.with(entry).write().as_bytes())
}

/// The weights in a folder.
fn weights(out: &Path) -> Result<Vec<u8>> {
    let file = out.join(WEIGHTS);
    std::fs::read(&file).map_err(context(format!("{} cannot be read", file.display())))
}

/// Measures the weights in a folder, calibrated as they are, and writes all that is said about them.
pub fn tell(course: Course, folder: &Path, out: &Path, hold_out: &[HoldOut]) -> Result<()> {
    let device = Device::flex();
    let bytes = weights(out)?;
    let model = Model::from_bytes(&bytes, &device).map_err(context("The weights cannot be used"))?;
    let (net, calibration) = (&model.net, model.calibration);
    let known = digits(net, hold_out, &device);
    let kept: Vec<(&HoldOut, Vec<Scored>)> =
        hold_out.iter().map(|set| (set, measure::scored(net, set, &device))).collect();
    let mistakes = measure::mistakes(&kept, &calibration);
    let sets: Vec<Value> = measure::sets(folder)?
        .iter()
        .map(|set| {
            let mut told =
                measure::tally(&measure::scored(net, set, &device), &model.spec.alphabet, &calibration).json("set");
            told["name"] = json!(set.name);
            told
        })
        .collect();
    let metrics = json!({
        "network": {
            "alphabet": model.spec.alphabet.symbols().iter().map(ToString::to_string).collect::<Vec<_>>(),
            "parameters": model.spec.parameters(),
            "multiplies": model.spec.multiplies(),
            "bytes": bytes.len(),
            "layers": layers(&model.spec),
        },
        "run": course.run,
        "data": data::SOURCES.iter().filter_map(|source| Some(json!({
            "what": source.what,
            "licence": source.licence,
            "used": source.used,
            "origin": source.origin,
            "n": measure::count(folder, source.folder)?,
        }))).collect::<Vec<_>>(),
        "history": course.history,
        "sets": sets,
        "calibration": {
            "n": known.len(),
            "temperature": calibration.temperature,
            "sure": calibration.sure,
            "reject": calibration.reject,
            "error": calibrate::calibration_error(&known, &calibration),
            "bins": measure::reliability(&known, &calibration),
        },
        "refusal": refusal(net, hold_out, &known, &calibration),
        "on_paper": measure::on_paper(&model, folder, &device)?,
        "mistakes": mistakes.iter().enumerate().map(told).collect::<Vec<_>>(),
    });
    results::write(out, "golden.json", golden::record(&model, &device)?.as_bytes())?;
    results::write(out, "metrics.json", results::pretty(&metrics)?.as_bytes())?;
    let pictures = out.join("pictures");
    std::fs::create_dir_all(&pictures).map_err(context(format!("{} cannot be made", pictures.display())))?;
    for (name, picture) in report::pictures(&metrics) {
        results::write(&pictures, &format!("{name}.svg"), picture.as_bytes())?;
    }
    results::write(&pictures, "mistakes.svg", report::mistakes(&mistakes).as_bytes())?;
    for set in metrics["sets"].as_array().into_iter().flatten() {
        let right = 100.0 * set["accuracy"].as_f64().unwrap_or(0.0);
        say(format!("{}: {right:.2}% of {}", set["name"], set["n"]))?;
    }
    say(format!("refused: {}", metrics["refusal"]))?;
    say(format!("all about {} bytes of weights in {}", bytes.len(), out.display()))
}

/// The scores of all digits kept aside.
pub fn digits(net: &impl Score, hold_out: &[HoldOut], device: &Device) -> Vec<Scored> {
    let all = hold_out.iter().flat_map(|set| measure::scored(net, set, device));
    all.filter(|(_, class)| *class < DIGITS).collect()
}

/// Letters kept aside and made doodles, each refused or not.
pub fn refusal(net: &impl Score, hold_out: &[HoldOut], digits: &[Scored], calibration: &Calibration) -> Vec<Value> {
    let device = Device::flex();
    let letters = hold_out.iter().find(|set| set.name == "no digits");
    let doodles = measure::doodles();
    [letters.map(|set| ("letters", set)), Some(("doodles", &doodles))]
        .into_iter()
        .flatten()
        .map(|(name, set)| {
            let mut told = measure::refusal(digits, &measure::scored(net, set, &device), calibration);
            told["name"] = json!(name);
            told
        })
        .collect()
}

/// A mistake; the worst with their pictures, for the page to show.
fn told((at, mistake): (usize, &Mistake)) -> Value {
    let mut told = json!({
        "set": mistake.set, "label": mistake.example.class, "read": mistake.read, "certainty": mistake.certainty,
    });
    if at < PICTURED {
        told["shades"] = json!(report::shades(&mistake.example.of));
    }
    told
}

/// Each layer with its shapes and costs.
fn layers(spec: &ModelSpec) -> Vec<Value> {
    let layer = |Shape { layer, from, side, .. }: Shape| {
        let (gives, parameters) = (layer.side_after(side), layer.parameters(from));
        json!({
            "kernel": layer.kernel,
            "stride": layer.stride,
            "channels": layer.channels,
            "side": gives,
            "parameters": parameters,
            "multiplies": (parameters - layer.channels) * gives * gives,
        })
    };
    spec.shapes().map(layer).collect()
}
