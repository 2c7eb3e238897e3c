//! A model of three made-up signs walks the whole way, from drawings to readings, and no line of code knows it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "shapes/mod.rs"]
mod shapes;

use burn::tensor::Device;
use inkling::ink::{Drawing, Point, Stroke};
use inkling::manifest::Manifest;
use inkling::mode::Mode;
use inkling::net::Model;
use inkling::pipeline;
use inkling::prediction::Verdict;
use shapes::{Chance, SIGNS};
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// The folder with the trained model, made once.
fn trained() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("inkling-shapes-{}", std::process::id()));
        shapes::write(&folder).unwrap();
        let done = Command::new(env!("CARGO_BIN_EXE_train"))
            .arg("--smoke")
            .args(["--model".into(), folder.join(shapes::DESCRIPTION)])
            .args(["--data".into(), folder.clone()])
            .args(["--out".into(), folder.clone()])
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        folder
    })
}

fn eval(arguments: &[&str]) -> serde_json::Value {
    let done = Command::new(env!("CARGO_BIN_EXE_eval"))
        .args(["--mode", "text", "--json", "--models"])
        .arg(trained())
        .args(arguments)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_str(String::from_utf8_lossy(&done.stdout).lines().last().unwrap()).unwrap()
}

#[test]
fn its_drawings_are_read_right_by_the_eval_command() {
    let file = trained().join("shapes.jsonl");
    let file = file.to_str().unwrap();
    let strokes = eval(&["--strokes", file, "--aside"]);
    assert_eq!((strokes["kind"].as_str(), strokes["mode"].as_str()), (Some("strokes"), Some("text")));
    assert_eq!(strokes["alphabet"], serde_json::json!(SIGNS));
    let symbols = eval(&["--symbols", file, "--aside"]);
    let right = |class: usize| strokes["recall"][class].as_f64().unwrap();
    assert!((0..3).all(|class| right(class) > 0.9), "{strokes}");
    // A fifteenth of the lines are no sign of the alphabet, which none can be read as.
    assert!(
        symbols["top1"].as_f64().unwrap() > 0.8 && symbols["top3"].as_f64() >= symbols["top1"].as_f64(),
        "{symbols}"
    );
}

#[test]
fn its_weights_say_what_it_is_and_the_pipeline_reads_with_them() {
    let folder = trained();
    let manifest = Manifest::read(&std::fs::read_to_string(folder.join("manifest.json")).unwrap()).unwrap();
    let entry = manifest.of_mode(Mode::Text).unwrap();
    let bytes = std::fs::read(folder.join(&entry.file)).unwrap();
    assert_eq!((entry.name.as_str(), entry.size), ("shapes", bytes.len()));
    let device = Device::flex();
    let model = Model::from_bytes(&bytes, &device).unwrap();
    assert!(model.spec.parameters() < 1_500, "{}", model.spec.parameters());

    // Two signs beside each other, one of three strokes.
    let mut chance = Chance(99);
    let placed = |sign: usize, right: f32, chance: &mut Chance| {
        let stroke = |stroke: Vec<(f32, f32)>| Stroke {
            width: 4.0,
            points: stroke.into_iter().map(|(x, y)| Point::at(x + right, y)).collect(),
        };
        shapes::drawn(sign, chance).into_iter().map(stroke).collect::<Vec<_>>()
    };
    let strokes = [placed(1, 0.0, &mut chance), placed(2, 180.0, &mut chance)].concat();
    let transcript = pipeline::read(&model, &device, &Drawing { strokes });
    assert_eq!(transcript.likeliest(), format!("{}{}", SIGNS[1], SIGNS[2]));
    assert_eq!(transcript.symbols[0].strokes, [0, 1, 2]);
    let line = Stroke { width: 4.0, points: vec![Point::at(0.0, 0.0), Point::at(4.0, 70.0)] };
    let line = pipeline::read(&model, &device, &Drawing { strokes: vec![line] });
    assert_ne!(line.symbols[0].verdict(), Verdict::Sure, "{line:?}");
}
