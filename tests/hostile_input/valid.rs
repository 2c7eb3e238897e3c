//! Valid files of every kind that is read, to damage.

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use inkling::alphabet::SymbolId;
use inkling::gallery::{KeptDrawing, file};
use inkling::hand::{Example, file as hand_file};
use inkling::ink::{Drawing, Point, Stroke, form as json, link, svg};
use inkling::picture::{Framing, Views};
use inkling::protocol::encode;
use inkling::protocol::picture::{PictureRequest, What};
use std::io::Write;

pub fn an_idx(dimensions: u8, sizes: &[u32], body: &[u8]) -> Vec<u8> {
    let sizes: Vec<u8> = sizes.iter().flat_map(|size| size.to_be_bytes()).collect();
    [&[0, 0, 8, dimensions], sizes.as_slice(), body].concat()
}

pub fn valid_idx() -> Vec<Vec<u8>> {
    vec![an_idx(3, &[3, 2, 4], &[200; 24]), an_idx(1, &[5], &[1, 2, 3, 4, 9])]
}

pub fn valid_csv() -> Vec<Vec<u8>> {
    let line = |label: u8| format!("{label},{}7", "0,".repeat(783));
    let header: Vec<String> = (0..784).map(|at| format!("pixel{at}")).collect();
    vec![
        line(3).into_bytes(),
        format!("label,{}\n{}\r\n", header.join(","), line(4)).into_bytes(),
        line(9).replace("7", "\"255\"").into_bytes(),
    ]
}

pub fn valid_strokes() -> Vec<Vec<u8>> {
    vec![
        br#"{"text": "4", "writer": "w", "strokes": [[0,0,3,4,9,9],[5,5,5,20]]}"#.to_vec(),
        b"{\"text\":\"42\",\"strokes\":[[0,0,1e3,-4.5]],\"widths\":[2]}\n{\"text\":\"1\",\"strokes\":[[1,1]]}".to_vec(),
    ]
}

/// A zip of some files, alternately stored and deflated.
pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
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

pub fn valid_zips() -> Vec<Vec<u8>> {
    vec![zipped(&[("7/a.png", b"seven seven seven seven"), ("b_4.png", &[7; 300]), ("c.csv", b"1,2\n")]), zipped(&[])]
}

pub fn a_drawing() -> Drawing {
    let point = |n: usize| Point { time: 16.0 * n as f32, ..Point::at(7.25 * n as f32, (n * n) as f32) };
    let stroke = |points: usize| Stroke { width: 6.0, points: (0..points).map(point).collect() };
    Drawing { strokes: vec![stroke(9), stroke(1)] }
}

pub fn valid_links() -> Vec<Vec<u8>> {
    vec![link::write(&a_drawing()).into_bytes(), link::write(&Drawing::default()).into_bytes()]
}

pub fn valid_json() -> Vec<Vec<u8>> {
    [json::write(&a_drawing()).into_bytes()].into_iter().chain(valid_strokes()).collect()
}

pub fn valid_pictures() -> Vec<Vec<u8>> {
    let mut plain = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_luma8(3, 3).write_to(&mut plain, image::ImageFormat::Png).unwrap();
    let png = inkling::ink::png::with_drawing(&plain.into_inner(), &a_drawing()).unwrap();
    vec![png, svg::write(&a_drawing(), "#000", None).into_bytes(), json::write(&a_drawing()).into_bytes()]
}

pub fn valid_kept() -> Vec<Vec<u8>> {
    let all = [KeptDrawing::new(a_drawing(), "seven", 1_700_000_000_000), KeptDrawing::new(a_drawing(), "7", 5)];
    vec![file::write(&all).into_bytes()]
}

pub fn valid_hands() -> Vec<Vec<u8>> {
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

/// A ring and a bar, in three forms of file.
pub fn valid_photos() -> Vec<Vec<u8>> {
    let pixel = |x: u32, y: u32| {
        let ring = (8.0..11.0).contains(&(x as f32 - 20.0).hypot(y as f32 - 20.0));
        let bar = (42..45).contains(&x) && (8..34).contains(&y);
        image::Rgb(if ring || bar { [30, 30, 60] } else { [240, 235, 220] })
    };
    let picture = image::DynamicImage::from(image::RgbImage::from_fn(60, 40, pixel));
    let formats = [image::ImageFormat::Png, image::ImageFormat::Bmp, image::ImageFormat::Jpeg];
    let written = formats.map(|format| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).map(|()| bytes.into_inner())
    });
    written.into_iter().flatten().collect()
}

pub fn valid_sums() -> Vec<Vec<u8>> {
    let lines = [
        "3×(4+5)=",
        "\\frac { 1 } { 2 } + \\sqrt { 8 } =",
        "x=3\n2x²+1=",
        "f(x)=sin(x)÷x",
        "10!!",
        "x ^ { 2 } - 5 x + 6 = 0",
    ];
    lines.map(|line| line.as_bytes().to_vec()).to_vec()
}

pub fn valid_messages() -> Vec<Vec<u8>> {
    let develop = PictureRequest::Develop { what: Some(What::File), framing: Framing::default(), views: Views::All };
    vec![encode(&develop), encode(&PictureRequest::Examples { from: 3, most: 9 })]
}

/// The weights of numbers, and a language.
pub fn valid_models() -> Vec<Vec<u8>> {
    let read = |name: &str| std::fs::read(format!("{}/{name}", env!("CARGO_MANIFEST_DIR")));
    let places = [
        "models/numbers.weights",
        "../models/numbers.weights",
        "models/english.language",
        "../models/english.language",
    ];
    places.into_iter().filter_map(|place| read(place).ok()).collect()
}
