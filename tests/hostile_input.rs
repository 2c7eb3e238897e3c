//! Fuzz tests of all parsers of files and links: whatever the bytes, they return within limits and do not panic.
//!
//! Long because all parsers share the generators of damaged files, and each test binary is linked anew.
#![allow(clippy::unwrap_used)]

use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};
use inkling::alphabet::SymbolId;
use inkling::datasets::loader::Loader;
use inkling::datasets::zip::Zip;
use inkling::datasets::{Content, csv, format, idx, label, lines, strokes};
use inkling::gallery::{KeptDrawing, file};
use inkling::hand::{Example, file as hand_file};
use inkling::ink::{Drawing, Point, Stroke, form as json, link, open, svg};
use proptest::prelude::*;
use std::io::Write;

/// A random generator with a seed, fast enough for a million files.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }

    /// Random bytes, or a valid file with a few changes: other bytes, cuts, repeats, and numbers at their limits.
    fn damaged(&mut self, valid: &[Vec<u8>]) -> Vec<u8> {
        if self.below(8) == 0 {
            return (0..self.below(200)).map(|_| self.roll() as u8).collect();
        }
        let mut bytes = valid[self.below(valid.len())].clone();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len() + 1);
            match self.below(6) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, self.roll() as u8),
                2 => drop(bytes.splice(at.min(bytes.len())..(at + 4).min(bytes.len()), [0xff; 4])),
                3 => {
                    let part = bytes[at..(at + self.below(40)).min(bytes.len())].to_vec();
                    bytes.splice(at..at, part);
                }
                _ if at < bytes.len() => bytes[at] = self.roll() as u8,
                _ => bytes.push(self.roll() as u8),
            }
        }
        bytes
    }
}

fn an_idx(dimensions: u8, sizes: &[u32], body: &[u8]) -> Vec<u8> {
    let sizes: Vec<u8> = sizes.iter().flat_map(|size| size.to_be_bytes()).collect();
    [&[0, 0, 8, dimensions], sizes.as_slice(), body].concat()
}

fn valid_idx() -> Vec<Vec<u8>> {
    vec![an_idx(3, &[3, 2, 4], &[200; 24]), an_idx(1, &[5], &[1, 2, 3, 4, 9])]
}

fn valid_csv() -> Vec<Vec<u8>> {
    let line = |label: u8| format!("{label},{}7", "0,".repeat(783));
    let header: Vec<String> = (0..784).map(|at| format!("pixel{at}")).collect();
    vec![
        line(3).into_bytes(),
        format!("label,{}\n{}\r\n", header.join(","), line(4)).into_bytes(),
        line(9).replace("7", "\"255\"").into_bytes(),
    ]
}

fn valid_strokes() -> Vec<Vec<u8>> {
    vec![
        br#"{"text": "4", "writer": "w", "strokes": [[0,0,3,4,9,9],[5,5,5,20]]}"#.to_vec(),
        b"{\"text\":\"42\",\"strokes\":[[0,0,1e3,-4.5]],\"widths\":[2]}\n{\"text\":\"1\",\"strokes\":[[1,1]]}".to_vec(),
    ]
}

/// A zip of some files, alternately stored and deflated.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for (at, (name, plain)) in files.iter().enumerate() {
        let mut crc = Crc::new();
        crc.update(plain);
        let (kind, packed) = match at % 2 {
            0 => (0u16, plain.to_vec()),
            _ => {
                let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
                packer.write_all(plain).unwrap();
                (8, packer.finish().unwrap())
            }
        };
        let mut common = [20u16, 0, kind, 0, 0].map(u16::to_le_bytes).concat();
        common.extend([crc.sum(), packed.len() as u32, plain.len() as u32].map(u32::to_le_bytes).concat());
        common.extend([name.len() as u16, 0].map(u16::to_le_bytes).concat());
        let header = bytes.len() as u32;
        bytes.extend([b"PK\x03\x04".as_slice(), &common, name.as_bytes(), &packed].concat());
        list.extend(
            [b"PK\x01\x02\x14\0".as_slice(), &common, &[0; 10], &header.to_le_bytes(), name.as_bytes()].concat(),
        );
    }
    let start = bytes.len() as u32;
    let count = (files.len() as u16).to_le_bytes();
    let sizes = [list.len() as u32, start].map(u32::to_le_bytes).concat();
    [bytes, list, b"PK\x05\x06\0\0\0\0".to_vec(), [count, count].concat(), sizes, vec![0, 0]].concat()
}

fn valid_zips() -> Vec<Vec<u8>> {
    vec![zipped(&[("7/a.png", b"seven seven seven seven"), ("b_4.png", &[7; 300]), ("c.csv", b"1,2\n")]), zipped(&[])]
}

fn a_drawing() -> Drawing {
    let point = |n: usize| Point { time: 16.0 * n as f32, ..Point::at(7.25 * n as f32, (n * n) as f32) };
    let stroke = |points: usize| Stroke { width: 6.0, points: (0..points).map(point).collect() };
    Drawing { strokes: vec![stroke(9), stroke(1)] }
}

fn valid_links() -> Vec<Vec<u8>> {
    vec![link::write(&a_drawing()).into_bytes(), link::write(&Drawing::default()).into_bytes()]
}

fn valid_json() -> Vec<Vec<u8>> {
    [json::write(&a_drawing()).into_bytes()].into_iter().chain(valid_strokes()).collect()
}

fn valid_pictures() -> Vec<Vec<u8>> {
    let mut plain = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_luma8(3, 3).write_to(&mut plain, image::ImageFormat::Png).unwrap();
    let png = inkling::ink::png::with_drawing(&plain.into_inner(), &a_drawing()).unwrap();
    vec![png, svg::write(&a_drawing(), "#000", None).into_bytes(), json::write(&a_drawing()).into_bytes()]
}

fn valid_kept() -> Vec<Vec<u8>> {
    let all = [KeptDrawing::new(a_drawing(), "seven", 1_700_000_000_000), KeptDrawing::new(a_drawing(), "7", 5)];
    vec![file::write(&all).into_bytes()]
}

fn try_link(bytes: Vec<u8>) {
    let length = bytes.len();
    match link::read(&format!("#{}", String::from_utf8_lossy(&bytes))) {
        // A point takes at least two bytes, which take at least two letters.
        Some(Ok(drawing)) => assert!(drawing.strokes.iter().map(|stroke| stroke.points.len()).sum::<usize>() <= length),
        Some(Err(error)) => assert!(error.to_string().ends_with('.')),
        None => {}
    }
}

fn try_json(bytes: Vec<u8>) {
    if let Ok(read) = json::read(&String::from_utf8_lossy(&bytes)) {
        let places = read.drawing.strokes.iter().flat_map(|stroke| &stroke.points);
        assert!(places.into_iter().all(|point| point.x.is_finite() && point.y.is_finite()));
    }
}

fn try_picture(bytes: Vec<u8>) {
    let _ = open::drawing(&bytes);
}

/// What the parser accepts is the same after writing and reading it again.
fn try_kept(bytes: Vec<u8>) {
    if let Ok(brought) = file::read(&bytes, 7) {
        assert_eq!(file::read(file::write(&brought.kept).as_bytes(), 0).map(|again| again.kept), Ok(brought.kept));
    }
}

fn try_idx(bytes: Vec<u8>) {
    let length = bytes.len();
    match idx::read(bytes) {
        Ok(idx::Idx::Pictures(pictures)) => {
            assert!(pictures.len() * pictures.width * pictures.height <= length);
            assert!(pictures.iter().all(|grey| grey.pixels.len() == pictures.width * pictures.height));
        }
        Ok(idx::Idx::Labels(labels)) => assert!(labels.len() < length),
        Err(error) => assert!(error.to_string().ends_with('.')),
    }
}

fn try_csv(bytes: Vec<u8>) {
    let lines = lines::Lines::of(bytes).unwrap();
    for (_, line) in (0..lines.len()).filter_map(|at| lines.get(at)) {
        let _ = csv::is_header(line);
        match csv::read(line) {
            Ok((label, grey)) => assert!(label < 10 && grey.pixels.len() == 784),
            Err(error) => assert!(error.to_string().len() < 200, "{error}"),
        }
    }
}

fn try_strokes(bytes: Vec<u8>) {
    let lines = lines::Lines::of(bytes).unwrap();
    for (_, line) in (0..lines.len()).filter_map(|at| lines.get(at)) {
        match strokes::read(line) {
            Ok((label, Content::Drawing(lines))) => {
                assert!(label::is_number(&label));
                assert!(lines.iter().all(|line| line.glyphs.len() == line.candidates.len()));
            }
            Ok((_, other)) => panic!("A drawing is read as {other:?}."),
            Err(error) => assert!(error.to_string().len() < 400, "{error}"),
        }
    }
}

fn try_zip(bytes: Vec<u8>) {
    const ROOM: usize = 1 << 20;
    let Ok(zip) = Zip::open(bytes) else { return };
    for entry in &zip.entries {
        assert!(zip.start(entry, 64).len() <= 64);
        if let Ok(plain) = zip.unpack(entry, ROOM) {
            assert!(plain.len() == entry.size && plain.len() <= ROOM);
        }
    }
}

/// A file dropped on the page, as it is and compressed with gzip.
fn try_loader(bytes: &[u8]) {
    let mut loader = Loader::default();
    loader.add("a", bytes.to_vec());
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    loader.add("b", packer.finish().unwrap());
    let summary = loader.summary(false);
    let count = summary.count as usize;
    let examples = loader.examples(0, usize::MAX);
    assert!(examples.len() <= count && (examples.is_empty() == (count == 0)), "{} of {count}", examples.len());
    assert!(summary.errors.first.len() <= 12 && loader.examples(count, 9).is_empty());
}

#[test]
fn valid_files_are_read() {
    assert!(valid_idx().into_iter().all(|bytes| idx::read(bytes).is_ok()));
    for bytes in valid_csv().into_iter().chain(valid_strokes()) {
        let mut loader = Loader::default();
        loader.add("a", bytes);
        let summary = loader.summary(false);
        assert!(summary.count > 0 && summary.errors.count() == 0, "{summary:?}");
        assert!(loader.examples(0, 9).iter().all(Result::is_ok));
    }
    let zip = Zip::open(valid_zips().swap_remove(0)).unwrap();
    let names: Vec<&str> = zip.entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["7/a.png", "b_4.png", "c.csv"]);
    assert_eq!(zip.unpack(&zip.entries[0], 99).unwrap(), b"seven seven seven seven");
    assert_eq!(zip.unpack(&zip.entries[1], 300).unwrap(), [7; 300]);
    assert!(zip.unpack(&zip.entries[1], 299).is_err());
}

#[test]
fn a_zip_is_read_entry_by_entry_and_says_what_is_wrong_with_each() {
    let grey = image::GrayImage::from_fn(28, 28, |x, _| image::Luma([if (13..16).contains(&x) { 20 } else { 255 }]));
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::from(grey).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let png = png.into_inner();
    let csv = valid_csv().swap_remove(0);
    let csv_in_gz = {
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(&csv).unwrap();
        packer.finish().unwrap()
    };
    let mut loader = Loader::default();
    loader.add(
        "all.zip",
        zipped(&[
            ("1/a.png", &png),
            ("no label.png", &png),
            ("2/b.png", b"none"),
            ("__MACOSX/1/a.png", b"hidden"),
            ("train.csv", &csv),
            ("train.csv.gz", &csv_in_gz),
            ("inner.zip", &zipped(&[("1.png", &png)])),
        ]),
    );
    let summary = loader.summary(false);
    assert_eq!((summary.count, summary.errors.count()), (5, 1), "{summary:?}");
    let examples = loader.examples(0, 99);
    let pictures = examples.iter().flatten().filter(|one| matches!(one.content, Content::Picture(_))).count();
    assert_eq!((examples.len(), pictures, examples.iter().flatten().count()), (5, 1, 3));
    let wrong: Vec<String> = examples.iter().filter_map(|one| one.as_ref().err().map(ToString::to_string)).collect();
    assert!(wrong[0].starts_with("all.zip, no label.png: Its name has no label"), "{wrong:?}");
    assert!(wrong[1].starts_with("all.zip, 2/b.png: "), "{wrong:?}");
}

#[test]
fn a_bomb_is_refused_in_little_memory() {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    let nothing = vec![0; 1 << 20];
    (0..300).for_each(|_| packer.write_all(&nothing).unwrap());
    let bomb = packer.finish().unwrap();
    let mut loader = Loader::default();
    loader.add("bomb.gz", bomb);
    assert!(loader.summary(false).errors.first[0].what.contains("unpacks to more than"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_bytes_make_a_parser_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = format::of(&bytes);
        parsers().into_iter().for_each(|(_, _, parser)| parser(bytes.clone()));
        try_loader(&bytes);
    }

    #[test]
    fn no_change_to_a_valid_file_makes_a_parser_panic(seed in 1u64..) {
        let mut dice = Dice(seed);
        parsers().into_iter().for_each(|(_, valid, parser)| parser(dice.damaged(&valid)));
        let all = [valid_idx(), valid_csv(), valid_strokes(), valid_zips()].concat();
        try_loader(&dice.damaged(&all));
    }

    #[test]
    fn no_file_name_makes_reading_its_label_panic(path in ".{0,60}") {
        prop_assert!(label::of(&path).is_none_or(|label| label::is_number(&label)));
    }
}

fn valid_hands() -> Vec<Vec<u8>> {
    let stroke = Stroke { width: 6.0, points: vec![Point::at(0.0, 0.0), Point::at(20.25, 1.0), Point::at(8.0, 40.0)] };
    let example = |id: u64, sign: char| Example {
        id,
        symbol: SymbolId::of_char(sign),
        at: 1_700_000_000_000.0,
        ink: Drawing { strokes: vec![stroke.clone()] },
        around: Drawing { strokes: vec![stroke.clone(); id as usize % 3] },
        height: 40.0,
        by_lesson: sign == '4',
    };
    vec![
        hand_file::write(&[example(1, '7')]).into_bytes(),
        hand_file::write(&[example(2, '4'), example(3, '"')]).into_bytes(),
    ]
}

/// What is taken is of a size that a hand may have, and is written as it was read.
fn try_hand(bytes: Vec<u8>) {
    if let Ok(examples) = hand_file::read(&bytes) {
        assert!(!examples.is_empty() && examples.len() <= hand_file::MOST_EXAMPLES);
        assert!(examples.iter().all(|example| !example.ink.is_empty()));
        assert_eq!(hand_file::read(hand_file::write(&examples).as_bytes()).as_deref(), Ok(examples.as_slice()));
    }
}

type Parser = (&'static str, Vec<Vec<u8>>, fn(Vec<u8>));

fn parsers() -> [Parser; 9] {
    [
        ("link", valid_links(), try_link),
        ("JSON", valid_json(), try_json),
        ("drawing in a picture", valid_pictures(), try_picture),
        ("kept drawings", valid_kept(), try_kept),
        ("hand", valid_hands(), try_hand),
        ("IDX", valid_idx(), try_idx),
        ("CSV", valid_csv(), try_csv),
        ("strokes", valid_strokes(), try_strokes),
        ("zip", valid_zips(), try_zip),
    ]
}

/// `cargo test --profile fast --features picture --test hostile_input -- --ignored --nocapture million`
#[test]
#[ignore = "takes minutes"]
fn a_million_damaged_files_for_each_parser() {
    const MILLION: usize = 1_000_000;
    for (name, valid, parser) in parsers() {
        let began = std::time::Instant::now();
        let (mut dice, mut slowest) = (Dice(0x5EED), std::time::Duration::ZERO);
        for _ in 0..MILLION {
            let damaged = dice.damaged(&valid);
            let once = std::time::Instant::now();
            parser(damaged);
            slowest = slowest.max(once.elapsed());
        }
        println!("{name}: {MILLION} damaged files, {:.1?}, the slowest {slowest:.1?}", began.elapsed());
    }
}
