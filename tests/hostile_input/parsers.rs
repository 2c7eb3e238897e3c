//! Every parser of what comes from outside, with what has to hold whatever it is given.

use crate::valid::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use inkling::crc::crc32;
use inkling::datasets::loader::Loader;
use inkling::datasets::zip::Zip;
use inkling::datasets::{Content, csv, idx, label, lines, strokes};
use inkling::decode::text::Language;
use inkling::gallery::file;
use inkling::hand::file as hand_file;
use inkling::ink::{form as json, link, open};
use inkling::maths::{Line, Settings, work_out};
use inkling::net::weights::Record;
use inkling::picture::{Form, Framing, PictureLayout, Views, decode, find};
use inkling::protocol;
use inkling::protocol::picture::PictureRequest;
use inkling::protocol::recognizer::{Request, Response};
use std::io::Write;

pub fn try_link(bytes: Vec<u8>) {
    let length = bytes.len();
    match link::read(&format!("#{}", String::from_utf8_lossy(&bytes))) {
        // A point takes at least two bytes, which take at least two letters.
        Some(Ok(drawing)) => assert!(drawing.strokes.iter().map(|stroke| stroke.points.len()).sum::<usize>() <= length),
        Some(Err(error)) => assert!(error.to_string().ends_with('.')),
        None => {}
    }
}

pub fn try_json(bytes: Vec<u8>) {
    if let Ok(read) = json::read(&String::from_utf8_lossy(&bytes)) {
        let places = read.drawing.strokes.iter().flat_map(|stroke| &stroke.points);
        assert!(places.into_iter().all(|point| point.x.is_finite() && point.y.is_finite()));
    }
}

pub fn try_picture(bytes: Vec<u8>) {
    let _ = open::drawing(&bytes);
}

/// What the parser accepts is the same after writing and reading it again.
pub fn try_kept(bytes: Vec<u8>) {
    if let Ok(brought) = file::read(&bytes, 7) {
        assert_eq!(file::read(file::write(&brought.kept).as_bytes(), 0).map(|again| again.kept), Ok(brought.kept));
    }
}

pub fn try_idx(bytes: Vec<u8>) {
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

pub fn try_csv(bytes: Vec<u8>) {
    let lines = lines::Lines::of(bytes).unwrap();
    for (_, line) in (0..lines.len()).filter_map(|at| lines.get(at)) {
        let _ = csv::is_header(line);
        match csv::read(line) {
            Ok((label, grey)) => assert!(label < 10 && grey.pixels.len() == 784),
            Err(error) => assert!(error.to_string().len() < 200, "{error}"),
        }
    }
}

pub fn try_strokes(bytes: Vec<u8>) {
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

pub fn try_zip(bytes: Vec<u8>) {
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
pub fn try_loader(bytes: &[u8]) {
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

/// What is taken is of a size that a hand may have, and is written as it was read.
pub fn try_hand(bytes: Vec<u8>) {
    if let Ok(examples) = hand_file::read(&bytes) {
        assert!(!examples.is_empty() && examples.len() <= hand_file::MOST_EXAMPLES);
        assert!(examples.iter().all(|example| !example.ink.is_empty()));
        assert_eq!(hand_file::read(hand_file::write(&examples).as_bytes()).as_deref(), Ok(examples.as_slice()));
    }
}

/// A picture is small here, and what is found lies in it.
pub fn try_photo(bytes: Vec<u8>) {
    let Ok(photo) = decode::photo(&bytes) else { return };
    if photo.width * photo.height > 1 << 16 {
        return;
    }
    for form in [Form::Candidates, Form::Strokes] {
        let found = find(&photo, &Framing { form, ..Framing::default() }, Views::First);
        assert!(found.lines.iter().all(|line| line.glyphs.len() == line.candidates.len()));
        let points = found.drawing.iter().flat_map(|drawing| &drawing.strokes).flat_map(|stroke| &stroke.points);
        assert!(points.into_iter().all(|point| point.x.is_finite() && point.y.is_finite()));
    }
}

/// Lines of text and of LaTeX end in something that can be said.
pub fn try_sum(bytes: Vec<u8>) {
    let text = String::from_utf8_lossy(&bytes).chars().take(2_000).collect::<String>();
    for make in [Line::Text as fn(String) -> Line, Line::Latex] {
        let lines: Vec<Line> = text.lines().take(8).map(|line| make(line.to_owned())).collect();
        let said = work_out(&lines, Settings::default());
        assert!(said.len() == lines.len() && said.iter().all(|outcome| !outcome.text().contains("NaN")));
    }
}

pub fn try_message(bytes: Vec<u8>) {
    let _ = protocol::decode_head::<PictureRequest>(&bytes);
    let _ = protocol::decode::<Request>(&bytes);
    let _ = protocol::decode::<Response>(&bytes);
    let _ = protocol::decode::<PictureLayout>(&bytes);
}

/// As it is, and with the length and the checksum that a damaged body would need to pass.
pub fn try_model(mut bytes: Vec<u8>) {
    let _ = (Record::from_bytes(&bytes).is_ok(), Language::from_bytes(&bytes).is_ok());
    if let Some(body) = bytes.get(16..) {
        let head = [(body.len() as u32).to_le_bytes(), crc32(body).to_le_bytes()].concat();
        bytes[8..16].copy_from_slice(&head);
        let _ = (Record::from_bytes(&bytes).is_ok(), Language::from_bytes(&bytes).is_ok());
    }
}

pub type Parser = (&'static str, fn() -> Vec<Vec<u8>>, fn(Vec<u8>));

pub const PARSERS: [Parser; 13] = [
    ("link", valid_links, try_link),
    ("json", valid_json, try_json),
    ("drawing", valid_pictures, try_picture),
    ("gallery", valid_kept, try_kept),
    ("hand", valid_hands, try_hand),
    ("idx", valid_idx, try_idx),
    ("csv", valid_csv, try_csv),
    ("strokes", valid_strokes, try_strokes),
    ("zip", valid_zips, try_zip),
    ("picture", valid_photos, try_photo),
    ("sum", valid_sums, try_sum),
    ("message", valid_messages, try_message),
    ("model", valid_models, try_model),
];
