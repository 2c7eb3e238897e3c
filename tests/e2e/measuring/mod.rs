//! The visitor's own data on the model's page: whatever form it has, it is measured, and what is wrong with it is said.

mod pictures;
mod polarity;

use crate::paint::Sheet;
use crate::pictures::{hand_over, number, on_disk};
use crate::{audit, host};
use anyhow::{Context, Result, ensure};
use flate2::{Compression, write::GzEncoder};
use inkling::gallery::zip;
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};
use xtask::browser::Options;
use xtask::page::{self, Page};
use xtask::project;
use xtask::serve::Server;

const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// The page with the way to give it data in front.
fn open(options: Options) -> Result<(Server, Page)> {
    let (server, page) = host::open(options)?;
    page.visit("tab-model")?;
    page.wait_there("dataset-choose")?;
    Ok((server, page))
}

pub fn choose(page: &Page, files: &[PathBuf]) -> Result<()> {
    let names: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
    page.find("dataset-input")?.type_text(&names.join("\n"))
}

/// Files for the browser's own chooser.
pub fn on_disks(files: &[(&str, Vec<u8>)]) -> Result<Vec<PathBuf>> {
    files.iter().map(|(name, bytes)| on_disk(name, bytes)).collect()
}

pub fn wait_done(page: &Page) -> Result<()> {
    page.wait_value("dataset-progress", "done")
}

/// How many were right, of how many.
pub fn right(page: &Page) -> Result<String> {
    page.value("dataset-right")
}

fn accuracy(page: &Page) -> Result<f64> {
    Ok(page.value("dataset-accuracy")?.parse()?)
}

fn troubles(page: &Page) -> Result<Vec<String>> {
    let script =
        "return [...document.querySelectorAll(\"[data-testid='dataset-error']\")].map((one) => one.textContent)";
    Ok(serde_json::from_value(page.browser.run(script, json!([]))?)?)
}

/// Keeps what the page saves from now on.
pub fn keep_saved(page: &Page) -> Result<()> {
    let script = "window.saved = []; const make = URL.createObjectURL;\
                  URL.createObjectURL = (blob) => { window.saved.push(blob); return make(blob); };";
    page.browser.run(script, json!([])).map(drop)
}

/// The texts of the files that were saved last.
pub fn saved(page: &Page, count: usize) -> Result<Vec<String>> {
    let script = "return await Promise.all(window.saved.slice(-arguments[0]).map((blob) => blob.text()))";
    let texts: Vec<String> = serde_json::from_value(page.browser.run_async(script, json!([count]))?)?;
    ensure!(texts.len() == count, "{} files were saved, not {count}.", texts.len());
    Ok(texts)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes)?;
    Ok(packer.finish()?)
}

/// One of each digit, light ink on black, 28 pixels wide.
fn ten() -> Result<Vec<Vec<u8>>> {
    DIGITS.iter().map(|digit| Ok(Sheet::with_number(digit, 112, 112)?.ink(28))).collect()
}

/// Ten pictures with these labels, as MNIST's files are.
pub fn idx(labels: &[u8; 10]) -> Result<[Vec<u8>; 2]> {
    let pictures = [&[0, 0, 8, 3, 0, 0, 0, 10, 0, 0, 0, 28, 0, 0, 0, 28], ten()?.concat().as_slice()].concat();
    Ok([pictures, [&[0, 0, 8, 1, 0, 0, 0, 10], labels.as_slice()].concat()])
}

fn csv(header: bool) -> Result<String> {
    let names: Vec<String> = (0..784).map(|at| format!("pixel{at}")).collect();
    let mut text = if header { format!("label,{}\n", names.join(",")) } else { String::new() };
    for (label, picture) in ten()?.iter().enumerate() {
        let pixels: Vec<String> = picture.iter().map(u8::to_string).collect();
        text += &format!("{label},{}\n", pixels.join(","));
    }
    Ok(text)
}

fn zipped(files: &[(&str, Vec<u8>)]) -> Result<Vec<u8>> {
    let files: Vec<_> = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())).collect();
    zip::write(&files).context("The files do not fit a zip.")
}

#[test]
fn an_idx_pair_is_measured_packed_or_not_and_its_cells_open() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    let [pictures, labels] = idx(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 4])?;
    choose(&page, &on_disks(&[("small-images-idx3-ubyte", pictures.clone()), ("small-labels-idx1-ubyte", labels)])?)?;
    wait_done(&page)?;
    assert_eq!((right(&page)?.as_str(), accuracy(&page)?), ("9 of 10", 0.9));
    assert_eq!(page.value("dataset-interval")?, "59.58–98.21%");
    assert_eq!((page.value("dataset-wrong")?.as_str(), troubles(&page)?.len()), ("1", 0));
    // The nine that is called a four.
    let press = "const chart = document.querySelector(\"[data-testid='dataset-confusion'] .chart\");\
                 chart.scrollIntoView({ block: 'center' }); const box = chart.getBoundingClientRect();\
                 const side = (box.width - 24) / 11; const tall = (box.height - 48) / 10;\
                 const [row, column] = arguments;\
                 return [box.left + 24 + side * (column + 0.5), box.top + 46 + tall * (row + 0.5)];";
    let at = page.browser.run(press, json!([4, 9]))?;
    for kind in ["mousePressed", "mouseReleased"] {
        let event = json!({ "type": kind, "x": at[0], "y": at[1], "button": "left", "clickCount": 1 });
        page.browser.cdp("Input.dispatchMouseEvent", event)?;
    }
    page.wait_there("dataset-picture")?;
    let words = page.find("dataset-picture")?.attribute("aria-label")?.unwrap_or_default();
    assert!(words.starts_with("small-images-idx3-ubyte, picture 10: 4 read as 9"), "{words}");
    assert!(page.find("dataset-cell")?.text()?.contains("4 read as 9: one picture"));
    let labels = gzip(&idx(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9])?[1])?;
    let files = [("b-labels-idx1-ubyte.gz", labels), ("b-images-idx3-ubyte.gz", gzip(&pictures)?)];
    choose(&page, &on_disks(&files)?)?;
    page.wait_value("dataset-right", "10 of 10")?;
    wait_done(&page)?;
    audit::clean(&page)
}

#[test]
fn csv_is_measured_dropped_or_chosen_with_and_without_its_header() -> Result<()> {
    let (_server, page) = open(Options::PHONE)?;
    hand_over(&page, "drop", &[("train.csv", csv(true)?.into_bytes())])?;
    wait_done(&page)?;
    assert_eq!((right(&page)?.as_str(), troubles(&page)?.len()), ("10 of 10", 0));
    choose(&page, &on_disks(&[("bare.csv", csv(false)?.into_bytes())])?)?;
    wait_done(&page)?;
    assert_eq!((right(&page)?.as_str(), troubles(&page)?.len()), ("10 of 10", 0));
    assert_eq!(page.browser.run("return location.hash", json!([]))?, json!("#/model"));
    audit::clean(&page)
}

#[test]
fn strokes_are_measured_line_by_line() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    let mut lines: Vec<String> = Vec::new();
    for digit in DIGITS {
        lines.push(page::digit(digit)?.json);
    }
    lines.push("{\"text\": \"4\", \"strokes\": [[1]]}".into());
    lines.push("{\"text\": \"K\", \"strokes\": [[1, 2, 3, 4]]}".into());
    let text = lines.join("\n");
    for (name, bytes) in [("digits.jsonl", text.clone().into_bytes()), ("digits.jsonl.gz", gzip(text.as_bytes())?)] {
        choose(&page, &on_disks(&[(name, bytes)])?)?;
        wait_done(&page)?;
        assert_eq!(right(&page)?, "10 of 10");
        let told = troubles(&page)?;
        assert!(told.len() == 2 && told[0].starts_with(&format!("{name}, line 11: ")), "{told:?}");
        assert!(told[1].contains("“K”"), "{told:?}");
    }
    Ok(())
}

#[test]
fn wrong_files_say_what_is_wrong_and_the_next_ones_work() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    let [pictures, labels] = idx(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9])?;
    let bomb = gzip(&vec![0; 300 << 20])?;
    for (name, bytes, words) in [
        ("empty.csv", Vec::new(), "empty"),
        ("text.txt", b"seven".to_vec(), "no data set that is known"),
        ("alone-images-idx3-ubyte", pictures.clone(), "labels are missing"),
        ("cut-images-idx3-ubyte", pictures[..900].to_vec(), "header promises 7840 bytes, and 884 follow"),
        ("half.gz", gzip(&pictures)?[..200].to_vec(), "did not arrive whole"),
        ("bomb.gz", bomb, "unpacks to more than"),
        ("half.zip", zipped(&[("1.png", number("1")?)])?[..900].to_vec(), "no end"),
        ("test.csv", b"pixel0,pixel1\n1,2\n".to_vec(), "There are 2 columns, and 785 are expected"),
    ] {
        choose(&page, &on_disks(&[(name, bytes)])?)?;
        let script = "const [name, words] = arguments;\
                      const told = [...document.querySelectorAll(\"[data-testid='dataset-error']\")];\
                      return told.some((one) => one.textContent.startsWith(name) && one.textContent.includes(words))\
                      || told.map((one) => one.textContent).join();";
        page.browser.wait_until(&format!("{name} says {words:?}"), script, json!([name, words]))?;
        wait_done(&page)?;
    }
    let many: String = (0..40).map(|at| format!("{at},x\n")).collect();
    choose(&page, &on_disks(&[("many.csv", many.into_bytes())])?)?;
    page.wait_value("dataset-more", "and 28 more")?;
    assert_eq!(troubles(&page)?.len(), 12);
    assert!(troubles(&page)?[1].starts_with("many.csv, line 2: "), "{:?}", troubles(&page)?);
    choose(&page, &on_disks(&[("c-images", pictures), ("c-labels", labels)])?)?;
    page.wait_value("dataset-right", "10 of 10")
}

#[test]
fn a_long_measurement_is_stopped_and_keeps_what_it_has() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    choose(&page, &on_disks(&[("long.csv", csv(false)?.repeat(2000).into_bytes())])?)?;
    let some = "return /^[1-9]/.test(document.querySelector(\"[data-testid='dataset-right']\")?.textContent ?? '')";
    page.browser.wait_until("some are read", some, json!([]))?;
    page.press("dataset-stop")?;
    page.wait_value("dataset-progress", "stopped")?;
    let stopped = right(&page)?;
    // Meanwhile the sheet works as ever, and nothing more is counted.
    page.visit("tab-read")?;
    page.draw(&page::digit("4")?, page::Place::Centred)?;
    page.wait_reading("4")?;
    assert_eq!(right(&page)?, stopped);
    Ok(())
}

#[test]
fn what_was_measured_is_saved_in_full() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    keep_saved(&page)?;
    hand_over(&page, "drop", &[("train.csv", csv(true)?.into_bytes())])?;
    wait_done(&page)?;
    page.wait_there("dataset-csv")?;
    page.press("dataset-csv")?;
    page.press("dataset-json")?;
    let saved = saved(&page, 2)?;
    let csv = &saved[0];
    assert_eq!(csv.lines().count(), 11);
    assert!(csv.contains("\r\ntrain.csv,line 2,0,0,true,sure,"), "{csv}");
    let told: Value = serde_json::from_str(&saved[1])?;
    assert_eq!((&told["n"], &told["correct"], &told["confusion"][7][7]), (&json!(10), &json!(10), &json!(1)));
    assert_eq!(told["rows"].as_array().map(Vec::len), Some(10));
    Ok(())
}

/// What evaluation says of them: the same weights, the same way, without a browser.
fn evaluated([images, labels]: &[PathBuf; 2]) -> Result<Value> {
    let mut cargo = Command::new("cargo");
    // As the native tests are built, so that it is there already.
    cargo.args(["run", "--quiet", "--profile", "fast", "--features", "app,train", "--bin", "eval", "--", "--images"]);
    let done = cargo.current_dir(project::root()).arg(images).arg(labels).arg("--json").output()?;
    let told = String::from_utf8(done.stdout)?;
    let last = told.lines().last().with_context(|| String::from_utf8_lossy(&done.stderr).into_owned())?;
    Ok(serde_json::from_str(last)?)
}

/// MNIST's test files, where the data folder has them.
fn mnist() -> Option<[PathBuf; 2]> {
    let named = std::env::var_os("INKLING_DATA").map(PathBuf::from);
    let folders = named.into_iter().chain(["data", "../shared/data"].map(|folder| project::root().join(folder)));
    let files =
        |folder: PathBuf| ["images-idx3", "labels-idx1"].map(|kind| folder.join(format!("mnist/t10k-{kind}-ubyte.gz")));
    // The browser takes files by the shortest of their paths only.
    folders
        .filter_map(|folder| folder.canonicalize().ok())
        .map(files)
        .find(|files| files.iter().all(|file| file.is_file()))
}

#[test]
fn mnists_own_test_files_give_what_native_code_gives() -> Result<()> {
    let Some(files) = mnist() else { return host::skip("There are no t10k files in the data folder's mnist.") };
    let native = evaluated(&files)?;
    let (_server, page) = open(Options::DESKTOP)?;
    let began = Instant::now();
    choose(&page, &files)?;
    while page.value("dataset-progress")? != "done" {
        ensure!(began.elapsed() < Duration::from_secs(90), "It stands at {:?}.", right(&page));
        std::thread::sleep(Duration::from_millis(50));
    }
    let count = |name: &str| native[name].as_u64().unwrap_or_default().to_string();
    let shown = |text: String| text.chars().filter(char::is_ascii_digit).collect::<String>();
    assert_eq!(shown(right(&page)?), count("correct") + &count("n"));
    assert_eq!(shown(page.value("dataset-refused")?), count("rejected"));
    assert_eq!(shown(page.value("dataset-wrong")?), count("wrong_shown"));
    writeln!(
        std::io::stderr(),
        "MNIST's test part: {} right in {:.1} s, {} a second",
        right(&page)?,
        began.elapsed().as_secs_f64(),
        page.find("dataset-speed")?.text()?
    )?;
    Ok(())
}
