//! The code that trains, on a data folder made here: it learns, it goes on where it was stopped, and the same seed
//! gives the same network.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use burn::tensor::Device;
use flate2::{Compression, write::GzEncoder};
use inkling::glyph::{self, AREA};
use inkling::ink::form;
use inkling::train::fit::{self, Plan};
use inkling::train::sampler;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("inkling-training-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn packed(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut packer = GzEncoder::new(fs::File::create(path).unwrap(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap();
}

/// All sets that training reads, made of the recorded drawings.
fn made_data() -> PathBuf {
    let folder = folder("data");
    let digits = fs::read_to_string("tests/drawings/digits.jsonl").unwrap();
    let others = fs::read_to_string("tests/drawings/others.jsonl").unwrap();
    let known: Vec<_> = digits.lines().map(|line| form::read(line).unwrap()).collect();
    let glyphs = known.iter().map(|known| {
        let strokes = known.drawing.strokes.iter().map(|stroke| stroke.points.as_slice());
        (glyph::from_strokes(strokes).unwrap(), known.text.parse::<u8>().unwrap())
    });
    let (glyphs, labels): (Vec<_>, Vec<u8>) = glyphs.unzip();
    let count = (glyphs.len() as u32).to_be_bytes();
    let side = [0, 0, 0, 28];
    let mut pictures = [&[0, 0, 8, 3], count.as_slice(), &side, &side].concat();
    glyphs.iter().for_each(|glyph| pictures.extend_from_slice(&glyph.pixels));
    assert_eq!(pictures.len(), 16 + glyphs.len() * AREA);
    let labels = [&[0, 0, 8, 1], count.as_slice(), &labels].concat();
    for stem in ["mnist/train", "semeion/semeion", "optdigits/optdigits", "bhmsds/bhmsds"] {
        packed(&folder.join(format!("{stem}-images-idx3-ubyte.gz")), &pictures);
        packed(&folder.join(format!("{stem}-labels-idx1-ubyte.gz")), &labels);
    }
    // One sign of the last set is none.
    fs::write(folder.join("bhmsds/classes.txt"), "0\n1\n2\n3\n4\n5\n6\n7\n8\nplus\n").unwrap();
    packed(&folder.join("pendigits/train.jsonl.gz"), digits.as_bytes());
    packed(&folder.join("unipen/digits.jsonl.gz"), digits.as_bytes());
    for set in ["lower", "upper", "symbols"] {
        let letters = others.replace("\"text\":\"\"", "\"text\":\"K\"");
        packed(&folder.join(format!("unipen/{set}.jsonl.gz")), letters.as_bytes());
    }
    folder
}

fn plan(epochs: usize, checkpoint: PathBuf) -> Plan {
    Plan {
        seed: 3,
        epochs,
        epoch: 5 * 16,
        batch: 16,
        rate: 0.003,
        decay: 0.02,
        smoothing: 0.05,
        averaging: 0.2,
        checkpoint,
        stop_after: None,
    }
}

#[test]
fn a_run_learns_and_one_that_was_stopped_ends_the_same() {
    let (lessons, _) = sampler::load(&made_data()).unwrap();
    let whole = fit::fit(&plan(4, folder("whole")), &lessons, &[]).unwrap();
    let losses: Vec<f64> = whole.history.iter().map(|epoch| epoch["loss"].as_f64().unwrap()).collect();
    assert!(losses[3] < losses[0] * 0.9, "{losses:?}");

    let kept = folder("kept");
    let halfway = Plan { stop_after: Some(2), ..plan(4, kept.clone()) };
    assert_eq!(fit::fit(&halfway, &lessons, &[]).unwrap().history.len(), 2);
    let resumed = fit::fit(&plan(4, kept), &lessons, &[]).unwrap();
    assert_eq!(resumed.history, whole.history);

    let device = Device::flex();
    let probe = [glyph::Glyph { pixels: std::array::from_fn(|at| (at % 256) as u8) }];
    let score = |net: inkling::net::Net| net.fold().score(&probe, &device);
    assert_eq!(score(resumed.net), score(whole.net));
}
