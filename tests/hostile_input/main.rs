//! All parsers of what comes from outside: whatever the bytes, they return within limits and do not panic.
//! `cargo xtask fuzz` searches the same parsers by what code the bytes reach.
#![allow(clippy::unwrap_used)]

mod parsers;
mod valid;

use flate2::Compression;
use flate2::write::GzEncoder;
use inkling::datasets::loader::Loader;
use inkling::datasets::zip::Zip;
use inkling::datasets::{Content, format, idx, label};
use parsers::{PARSERS, try_loader};
use proptest::prelude::*;
use std::io::Write;
use valid::*;

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
        PARSERS.into_iter().for_each(|(_, _, parser)| parser(bytes.clone()));
        try_loader(&bytes);
    }

    #[test]
    fn no_change_to_a_valid_file_makes_a_parser_panic(seed in 1u64..) {
        let mut dice = Dice(seed);
        PARSERS.into_iter().for_each(|(_, valid, parser)| parser(dice.damaged(&valid())));
        let all = [valid_idx(), valid_csv(), valid_strokes(), valid_zips()].concat();
        try_loader(&dice.damaged(&all));
    }

    #[test]
    fn no_file_name_makes_reading_its_label_panic(path in ".{0,60}") {
        prop_assert!(label::of(&path).is_none_or(|label| label::is_number(&label)));
    }
}

/// The parsers that take microseconds; what they parse is read and worked out by the others.
const QUICK: usize = 9;

/// `cargo test --profile fast --features app,train --test hostile_input -- --ignored --nocapture million`
#[test]
#[ignore = "takes minutes"]
fn a_million_damaged_files_for_each_parser() {
    const MILLION: usize = 1_000_000;
    for (name, valid, parser) in &PARSERS[..QUICK] {
        let valid = valid();
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
