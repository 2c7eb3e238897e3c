//! A tiny data folder made of the recorded drawings, for a training run of a minute that goes through all of the code.

use super::golden::{DIGITS, OTHERS};
use super::{Result, context};
use crate::glyph::{self, Glyph, SIDE};
use crate::ink::form::{self, Labelled};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// How many writers there are; some are held out.
const WRITERS: usize = 5;

pub struct Smoke {
    /// The folder, which is removed when this value is dropped.
    pub folder: PathBuf,
}

impl Smoke {
    /// A new folder with the data in `data`.
    pub fn new() -> Result<Self> {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |now| now.as_nanos());
        let folder = std::env::temp_dir().join(format!("inkling-smoke-{}-{now}", std::process::id()));
        write_all(&folder.join("data")).map_err(context(format!("{} cannot be written", folder.display())))?;
        Ok(Self { folder })
    }
}

impl Drop for Smoke {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Writes all data sets that training reads.
fn write_all(folder: &Path) -> std::io::Result<()> {
    let known: Vec<Labelled> = DIGITS.lines().filter_map(|line| form::read(line).ok()).collect();
    let (glyphs, labels): (Vec<Glyph>, Vec<u8>) = known
        .iter()
        .filter_map(|known| {
            let strokes = known.drawing.strokes.iter().map(|stroke| stroke.points.as_slice());
            Some((glyph::from_strokes(strokes)?, known.text.parse::<u8>().ok()?))
        })
        // MNIST's last thirtieth is held out.
        .cycle()
        .take(3 * known.len())
        .unzip();
    let count = (glyphs.len() as u32).to_be_bytes();
    let side = (SIDE as u32).to_be_bytes();
    let mut pictures = [&[0, 0, 8, 3], count.as_slice(), &side, &side].concat();
    glyphs.iter().for_each(|glyph| pictures.extend_from_slice(&glyph.pixels));
    let labels = [&[0, 0, 8, 1], count.as_slice(), &labels].concat();
    for stem in ["mnist/train", "mnist/t10k", "semeion/semeion", "optdigits/optdigits", "bhmsds/bhmsds"] {
        packed(&folder.join(format!("{stem}-images-idx3-ubyte.gz")), &pictures)?;
        packed(&folder.join(format!("{stem}-labels-idx1-ubyte.gz")), &labels)?;
    }
    // One class of the last set is no digit.
    fs::write(folder.join("bhmsds/classes.txt"), "0\n1\n2\n3\n4\n5\n6\n7\n8\nplus\n")?;
    let written = |lines: &str, label: Option<&str>| -> String {
        let by = |writer: usize| {
            lines.lines().filter_map(move |line| {
                let mut drawing: Value = serde_json::from_str(line).ok()?;
                drawing["writer"] = json!(writer);
                if let Some(label) = label {
                    drawing["text"] = json!(label);
                }
                Some(format!("{drawing}\n"))
            })
        };
        (1..=WRITERS).flat_map(by).collect()
    };
    let digits = written(DIGITS, None);
    packed(&folder.join("pendigits/train.jsonl.gz"), digits.as_bytes())?;
    packed(&folder.join("unipen/digits.jsonl.gz"), digits.as_bytes())?;
    for (set, writer) in [("words-train", "1"), ("words-valid", "aside")] {
        packed(&folder.join(format!("unipen/{set}.jsonl.gz")), pairs(DIGITS, writer).as_bytes())?;
    }
    for set in ["lower", "upper", "symbols"] {
        packed(&folder.join(format!("unipen/{set}.jsonl.gz")), written(OTHERS, Some("K")).as_bytes())?;
    }
    Ok(())
}

/// Drawings of a file two by two, side by side: words of two signs by this writer.
fn pairs(lines: &str, writer: &str) -> String {
    let known: Vec<Value> = lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let pair = |two: &[Value]| {
        let aside = |stroke: &Value| -> Value {
            let moved =
                |(at, number): (usize, &Value)| number.as_f64().unwrap_or(0.0) + if at % 2 == 0 { 300.0 } else { 0.0 };
            stroke.as_array().into_iter().flatten().enumerate().map(moved).collect()
        };
        let strokes = two[0]["strokes"].as_array().into_iter().flatten().cloned();
        let strokes: Value = strokes.chain(two[1]["strokes"].as_array().into_iter().flatten().map(aside)).collect();
        let text = format!("{}{}", two[0]["text"].as_str().unwrap_or(""), two[1]["text"].as_str().unwrap_or(""));
        format!("{}\n", json!({ "text": text, "writer": writer, "strokes": strokes }))
    };
    known.chunks_exact(2).map(pair).collect()
}

fn packed(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    let mut packer = GzEncoder::new(fs::File::create(path)?, Compression::fast());
    packer.write_all(bytes)?;
    packer.finish()?;
    Ok(())
}
