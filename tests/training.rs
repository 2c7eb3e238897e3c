//! Training on a small data folder of recorded drawings: the loss falls, a stopped run goes on, and the same seed gives the
//! same network.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use burn::tensor::Device;
use inkling::glyph;
use inkling::metrics::OURS;
use inkling::net::sequence::{SequenceModel, probe};
use inkling::net::{Net, Score, at_once};
use inkling::sequence::Scan;
use inkling::train::Result;
use inkling::train::corpus::HoldOut;
use inkling::train::fit::{self, Fitted, Plan};
use inkling::train::numbers;
use inkling::train::recipe::Recipe;
use inkling::train::sampler::{self, NumbersCorpus};
use inkling::train::smoke::Smoke;
use inkling::train::text::{self, run::TextPlan};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// A temporary folder that is removed at the end of the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("inkling-training-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn plan(epochs: usize, checkpoint: &Folder) -> Plan {
    Plan {
        network: OURS.into(),
        recipe: Recipe::default(),
        seed: 3,
        epochs,
        epoch: 5 * 16,
        batch: 16,
        rate: 0.003,
        decay: 0.02,
        averaging: 0.2,
        checkpoint: checkpoint.0.clone(),
        stop_after: None,
    }
}

/// Trains one network at a time: its initial weights are random, and all threads share the generator.
fn fitted(plan: &Plan, corpus: &NumbersCorpus) -> Result<Fitted<Net>> {
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock();
    fit::fit(plan, corpus, &[] as &[HoldOut], |device| Net::new(&numbers::spec(), device))
}

/// The weights of text after so many passes in all, left off after `stop_after` of them where that is wanted.
fn text_weights(scan: Scan, data: PathBuf, checkpoint: &Folder, stop_after: Option<usize>) -> Vec<u8> {
    let (name, _) = text::publish::name(scan);
    let out = Folder::new(&format!("{name}-{}", stop_after.unwrap_or(0)));
    text::run::run(&text_plan(scan, data, checkpoint, stop_after), &out.0).unwrap();
    fs::read(out.0.join(format!("{name}.weights"))).unwrap()
}

fn text_plan(scan: Scan, data: PathBuf, checkpoint: &Folder, stop_after: Option<usize>) -> TextPlan {
    let checkpoint = checkpoint.0.clone();
    TextPlan { data, scan, seed: 3, passes: 2, steps: 2, rate: 0.002, checkpoint, stop_after, from: None }
}

#[test]
fn a_run_of_text_that_was_stopped_ends_the_same_and_its_weights_read() {
    let smoke = Smoke::new().unwrap();
    let data = smoke.folder.join("data");
    let whole = text_weights(Scan::Pen, data.clone(), &Folder::new("text-whole"), None);
    let kept = Folder::new("text-kept");
    let half = text_weights(Scan::Pen, data.clone(), &kept, Some(1));
    assert_ne!(half, whole);
    assert_eq!(text_weights(Scan::Pen, data.clone(), &kept, None), whole);
    let of_pictures = text_weights(Scan::Columns, data, &Folder::new("text-pictures"), Some(1));
    let device = Device::flex();
    for (weights, scan) in [(whole, Scan::Pen), (of_pictures, Scan::Columns)] {
        let model = SequenceModel::from_bytes(&weights, &device).unwrap();
        assert_eq!(at_once(model.agrees_with_record(&device)), Some(true));
        assert_eq!(model.spec.features, scan.features());
    }
}

#[test]
fn a_run_of_text_goes_on_from_a_file_of_its_own_network_alone() {
    let smoke = Smoke::new().unwrap();
    let data = smoke.folder.join("data");
    let run = |name: &str, scan: Scan, seed: u64, from: Option<PathBuf>| {
        let out = Folder::new(name);
        let plan = TextPlan { seed, from, ..text_plan(scan, data.clone(), &out, Some(1)) };
        text::run::run(&plan, &out.0).map(|()| fs::read(out.0.join("text-pictures.weights")).unwrap())
    };
    let first = run("text-first", Scan::Columns, 9, None).unwrap();
    let file = smoke.folder.join("first.weights");
    fs::write(&file, &first).unwrap();
    let refused = run("text-of-the-pen", Scan::Pen, 3, Some(file.clone())).unwrap_err().to_string();
    assert!(refused.contains("none that this one could go on from"), "{refused}");
    let second = run("text-second", Scan::Columns, 3, Some(file)).unwrap();
    let other = run("text-other", Scan::Columns, 3, None).unwrap();
    let device = Device::flex();
    let [first, second, other] = [first, second, other].map(|weights| {
        let model = SequenceModel::from_bytes(&weights, &device).unwrap();
        at_once(model.read(&probe(&model.spec), &device)).flatten().unwrap()
    });
    // Two steps further on most scores are nearly the same; those of a run that began by chance are not.
    let apart = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum::<f32>();
    let [near, far] = [apart(&first, &second), apart(&second, &other)];
    assert!(near > 0.0 && near < far / 2.0, "{near} {far}");
}

#[test]
fn a_run_learns_and_one_that_was_stopped_ends_the_same() {
    let smoke = Smoke::new().unwrap();
    let corpus = sampler::corpus(&smoke.folder.join("data")).unwrap();
    let whole = fitted(&plan(4, &Folder::new("whole")), &corpus).unwrap();
    let losses: Vec<f64> = whole.history.iter().map(|epoch| epoch["loss"].as_f64().unwrap()).collect();
    assert!(losses[3] < losses[0] * 0.9, "{losses:?}");

    let kept = Folder::new("kept");
    let halfway = Plan { stop_after: Some(2), ..plan(4, &kept) };
    let half = fitted(&halfway, &corpus).unwrap();
    assert_eq!((half.history.len(), half.examples), (2, 2 * 80));
    let resumed = fitted(&plan(4, &kept), &corpus).unwrap();
    // Figures that were written to a file and read again may differ in the last bit.
    let close = |at: usize| (resumed.history[at]["loss"].as_f64().unwrap() - losses[at]).abs() < 1e-9;
    assert!(resumed.history.len() == 4 && (0..4).all(close), "{:?} {losses:?}", resumed.history);

    assert_eq!(score(resumed.net), score(whole.net));
}

fn score(net: Net) -> Vec<Vec<f32>> {
    let pixels = std::array::from_fn(|at| (at % 256) as u8);
    net.fold().score(&[glyph::Glyph { medium: glyph::Medium::Paper, pixels }], &Device::flex())
}

#[test]
fn a_closed_standard_output_is_no_error() {
    let help = |out: Stdio| Command::new(env!("CARGO_BIN_EXE_eval")).arg("--help").stdout(out).output().unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let done = help(writer.into());
    assert!(done.status.success() && done.stderr.is_empty(), "{}", String::from_utf8_lossy(&done.stderr));
    if let Ok(full) = fs::File::options().write(true).open("/dev/full") {
        let done = help(full.into());
        let message = String::from_utf8_lossy(&done.stderr);
        assert!(!done.status.success() && message.contains("Standard output takes nothing"), "{message}");
    }
}

#[test]
fn a_checkpoint_of_another_run_is_refused() {
    let smoke = Smoke::new().unwrap();
    let corpus = sampler::corpus(&smoke.folder.join("data")).unwrap();
    let kept = Folder::new("own");
    let own = || plan(1, &kept);
    let fit = |plan: Plan| fitted(&plan, &corpus);
    let done = fit(own()).unwrap();
    let refused = |plan: Plan| fit(plan).is_err_and(|why| why.0.contains("is of another run; --fresh begins anew"));
    assert!(refused(Plan { seed: 4, ..own() }));
    assert!(refused(Plan { epochs: 2, ..own() }));
    assert!(refused(Plan { rate: 0.002, ..own() }));
    assert!(refused(Plan { network: "dense".into(), ..own() }));
    assert!(refused(Plan { recipe: Recipe::parse(Some("bends"), None).unwrap(), ..own() }));

    // A finished run is not trained further.
    let again = fit(own()).unwrap();
    assert_eq!((again.history.len(), again.examples), (1, 80));
    assert_eq!(score(again.net), score(done.net));

    // A checkpoint of older versions, which did not contain the plan.
    let file = kept.0.join("run.json");
    let mut run: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    run.as_object_mut().unwrap().remove("plan");
    fs::write(&file, run.to_string()).unwrap();
    assert!(refused(own()));
}

#[test]
fn the_command_runs_all_of_its_steps_on_recorded_data() {
    let out = Folder::new("out");
    let train = |arguments: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_train"))
            .args(["--smoke", "--out"])
            .arg(&out.0)
            .args(arguments)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    train(&[]);
    train(&["--without", "nothing", "--epochs", "1"]);
    train(&["--without", "bends", "--epochs", "1"]);
    train(&["--arch", "dense", "--epochs", "1"]);
    let read = |name: &str| fs::read_to_string(out.0.join(name)).unwrap();
    let metrics = || serde_json::from_str::<serde_json::Value>(&read("metrics.json")).unwrap();
    for picture in ["loss", "accuracy", "confusion", "reliability", "mistakes"] {
        assert!(read(&format!("pictures/{picture}.svg")).starts_with("<svg"), "{picture}");
    }
    let figures = metrics();
    assert_eq!(figures["history"].as_array().unwrap().len(), 3);
    assert_eq!(figures["network"]["parameters"], numbers::spec().parameters());
    assert_eq!(figures["run"]["head"]["examples"], 20);
    let card = read("README.md");
    assert!(card.contains("two dense layers") && card.contains("smooth random bending"), "{card}");

    // Measuring gives the same figures again, and does not change the weights or the checkpoint.
    let weights = || fs::read(out.0.join("numbers.weights")).unwrap();
    let before = weights();
    fs::remove_file(out.0.join("golden.json")).unwrap();
    let checkpoint = Folder::new("checkpoint");
    train(&["--measure", "--fresh", "--checkpoint", checkpoint.0.to_str().unwrap()]);
    assert_eq!(metrics(), figures);
    assert!(weights() == before && checkpoint.0.is_dir());
    assert!(read("golden.json").contains("symbols"));

    // Fine-tuning the head for pictures changes nothing else.
    let golden = read("golden.json");
    train(&["--head", "--seed", "5"]);
    assert!(weights() != before && read("golden.json") == golden);
    let (figures, earlier) = (metrics(), figures);
    assert_eq!((&figures["run"]["head"]["seed"], &figures["run"]["seed"]), (&5.into(), &earlier["run"]["seed"]));
    assert_eq!(figures["sets"], earlier["sets"]);

    // The figures are those of the epochs that were trained, not of those that were planned.
    train(&["--stop-after", "1"]);
    let figures = metrics();
    assert_eq!((figures["run"]["epochs"].as_u64(), figures["history"].as_array().map(Vec::len)), (Some(1), Some(1)));
    train(&["--without", "nothing", "--epochs", "2", "--stop-after", "1"]);
    let rows: serde_json::Value = serde_json::from_str(&read("experiments.json")).unwrap();
    assert_eq!(rows["without"][0]["examples"], 160);
}
