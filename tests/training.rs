//! The code that trains, on a data folder made here: it learns, it goes on where it was stopped, and the same seed
//! gives the same network.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use burn::tensor::Device;
use inkling::glyph;
use inkling::metrics::OURS;
use inkling::net::{Net, Score};
use inkling::train::Result;
use inkling::train::fit::{self, Fitted, Plan};
use inkling::train::numbers;
use inkling::train::recipe::Recipe;
use inkling::train::sampler::{self, NumbersCorpus};
use inkling::train::smoke::Smoke;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// A folder that goes with the test.
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

/// One after the other: a fresh network is made by chance, and all threads share its seed.
fn fitted(plan: &Plan, corpus: &NumbersCorpus) -> Result<Fitted<Net>> {
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock();
    fit::fit(plan, corpus, &[], |device| Net::new(&numbers::spec(), device))
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
    // Figures that went through a file lose their last bit.
    let close = |at: usize| (resumed.history[at]["loss"].as_f64().unwrap() - losses[at]).abs() < 1e-9;
    assert!(resumed.history.len() == 4 && (0..4).all(close), "{:?} {losses:?}", resumed.history);

    assert_eq!(score(resumed.net), score(whole.net));
}

fn score(net: Net) -> Vec<Vec<f32>> {
    let pixels = std::array::from_fn(|at| (at % 256) as u8);
    net.fold().score(&[glyph::Glyph { medium: glyph::Medium::Paper, pixels }], &Device::flex())
}

#[test]
fn who_reads_no_further_is_no_trouble() {
    let help = |out: Stdio| Command::new(env!("CARGO_BIN_EXE_eval")).arg("--help").stdout(out).output().unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let done = help(writer.into());
    assert!(done.status.success() && done.stderr.is_empty(), "{}", String::from_utf8_lossy(&done.stderr));
    if let Ok(full) = fs::File::options().write(true).open("/dev/full") {
        let done = help(full.into());
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(!done.status.success() && said.contains("Standard output takes nothing"), "{said}");
    }
}

#[test]
fn a_checkpoint_is_of_use_to_its_own_run_alone() {
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

    // One that is finished has nothing to learn, and comes to the same.
    let again = fit(own()).unwrap();
    assert_eq!((again.history.len(), again.examples), (1, 80));
    assert_eq!(score(again.net), score(done.net));

    // As they were written before they named their plan.
    let file = kept.0.join("run.json");
    let mut run: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    run.as_object_mut().unwrap().remove("plan");
    fs::write(&file, run.to_string()).unwrap();
    assert!(refused(own()));
}

#[test]
fn the_command_walks_the_whole_way_on_made_data() {
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
    let told = metrics();
    assert_eq!(told["history"].as_array().unwrap().len(), 3);
    assert_eq!(told["network"]["parameters"], numbers::spec().parameters());
    assert_eq!(told["run"]["head"]["examples"], 20);
    let card = read("README.md");
    assert!(card.contains("two dense layers") && card.contains("smooth random bending"), "{card}");

    // Measuring tells the same again, and leaves the weights and what a run would go on from.
    let weights = || fs::read(out.0.join("numbers.weights")).unwrap();
    let before = weights();
    fs::remove_file(out.0.join("golden.json")).unwrap();
    let checkpoint = Folder::new("checkpoint");
    train(&["--measure", "--fresh", "--checkpoint", checkpoint.0.to_str().unwrap()]);
    assert_eq!(metrics(), told);
    assert!(weights() == before && checkpoint.0.is_dir());
    assert!(read("golden.json").contains("symbols"));

    // What is found alone is taught once more, and nothing else.
    let golden = read("golden.json");
    train(&["--head", "--seed", "5"]);
    assert!(weights() != before && read("golden.json") == golden);
    let (told, earlier) = (metrics(), told);
    assert_eq!((&told["run"]["head"]["seed"], &told["run"]["seed"]), (&5.into(), &earlier["run"]["seed"]));
    assert_eq!(told["sets"], earlier["sets"]);

    // What is told is what was shown, not what was planned.
    train(&["--stop-after", "1"]);
    let told = metrics();
    assert_eq!((told["run"]["epochs"].as_u64(), told["history"].as_array().map(Vec::len)), (Some(1), Some(1)));
    train(&["--without", "nothing", "--epochs", "2", "--stop-after", "1"]);
    let rows: serde_json::Value = serde_json::from_str(&read("experiments.json")).unwrap();
    assert_eq!(rows["without"][0]["examples"], 160);
}
