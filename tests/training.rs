//! The code that trains, on a data folder made here: it learns, it goes on where it was stopped, and the same seed
//! gives the same network.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use burn::tensor::Device;
use inkling::glyph;
use inkling::net::{Net, Score};
use inkling::train::fit::{self, Plan};
use inkling::train::recipe::Recipe;
use inkling::train::sampler;
use inkling::train::smoke::Smoke;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("inkling-training-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn plan(epochs: usize, checkpoint: PathBuf) -> Plan {
    Plan {
        recipe: Recipe::default(),
        seed: 3,
        epochs,
        epoch: 5 * 16,
        batch: 16,
        rate: 0.003,
        decay: 0.02,
        averaging: 0.2,
        checkpoint,
        stop_after: None,
    }
}

#[test]
fn a_run_learns_and_one_that_was_stopped_ends_the_same() {
    let smoke = Smoke::new().unwrap();
    let (lessons, _) = sampler::load(&smoke.folder.join("data")).unwrap();
    let whole = fit::fit(&plan(4, folder("whole")), &lessons, &[], Net::new).unwrap();
    let losses: Vec<f64> = whole.history.iter().map(|epoch| epoch["loss"].as_f64().unwrap()).collect();
    assert!(losses[3] < losses[0] * 0.9, "{losses:?}");

    let kept = folder("kept");
    let halfway = Plan { stop_after: Some(2), ..plan(4, kept.clone()) };
    assert_eq!(fit::fit(&halfway, &lessons, &[], Net::new).unwrap().history.len(), 2);
    let resumed = fit::fit(&plan(4, kept), &lessons, &[], Net::new).unwrap();
    // Figures that went through a file lose their last bit.
    let close = |at: usize| (resumed.history[at]["loss"].as_f64().unwrap() - losses[at]).abs() < 1e-9;
    assert!(resumed.history.len() == 4 && (0..4).all(close), "{:?} {losses:?}", resumed.history);

    let device = Device::flex();
    let probe = [glyph::Glyph { medium: glyph::Medium::Paper, pixels: std::array::from_fn(|at| (at % 256) as u8) }];
    let score = |net: Net| net.fold().score(&probe, &device);
    assert_eq!(score(resumed.net), score(whole.net));
}

#[test]
fn the_command_walks_the_whole_way_on_made_data() {
    let out = folder("out");
    let train = |arguments: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_train"))
            .args(["--smoke", "--out"])
            .arg(&out)
            .args(arguments)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    train(&[]);
    train(&["--without", "nothing", "--epochs", "1"]);
    train(&["--without", "bends", "--epochs", "1"]);
    train(&["--arch", "dense", "--epochs", "1"]);
    let read = |name: &str| fs::read_to_string(out.join(name)).unwrap();
    for picture in ["loss", "accuracy", "confusion", "reliability", "mistakes"] {
        assert!(read(&format!("pictures/{picture}.svg")).starts_with("<svg"), "{picture}");
    }
    let metrics: serde_json::Value = serde_json::from_str(&read("metrics.json")).unwrap();
    assert_eq!(metrics["history"].as_array().unwrap().len(), 3);
    assert_eq!(metrics["network"]["parameters"], inkling::net::parameters());
    let card = read("README.md");
    assert!(card.contains("two dense layers") && card.contains("smooth random bending"), "{card}");
    let bytes = fs::read(out.join("inkling.weights")).unwrap();
    assert!(inkling::net::Weights::from_bytes(&bytes, &Device::flex()).is_ok());
}
