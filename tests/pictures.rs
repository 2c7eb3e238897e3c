//! Pictures of all kinds, from the bytes of a file to the transcript.
//!
//! Long because all tests share the digits and the ways to paint them, and each test binary links the network anew.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use burn::tensor::Device;
use image::imageops::FilterType;
use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgb, RgbImage, Rgba, RgbaImage};
use inkling::glyph;
use inkling::net::Model;
use inkling::picture::{self, DecodeError, ForeignFormat, Framing, Photo, Views, decode};
use inkling::pipeline;
use inkling::raster::Grey;
use inkling::train::data;
use inkling::train::idx;
use inkling::transcript::Transcript;
use proptest::prelude::*;
use rayon::prelude::*;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

/// The number of digits from each set.
const DIGITS: usize = 100;

fn model(device: &Device) -> Model {
    let bytes = std::fs::read("models/numbers.weights").expect("the weights are in the repository");
    Model::from_bytes(&bytes, device).expect("the weights are whole")
}

/// Digits of MNIST's test set and of another set with other writers and another scanner, evenly spaced over both sets.
fn digits() -> Option<Vec<(Grey, u8)>> {
    let sets = ["mnist/t10k", "semeion/semeion"];
    let file = |folder: &Path, set: &str| folder.join(format!("{set}-images-idx3-ubyte.gz"));
    let all_there = |folder: &PathBuf| sets.iter().all(|set| file(folder, set).is_file());
    let Some(folder) = data::folder(None).ok().filter(all_there) else {
        // Written to the stream itself, since `eprintln!` of a passing test is hidden, and `xtask test` counts skipped tests.
        let why = "skipped: There is no data folder with mnist and semeion; name one with INKLING_DATA.";
        let mut for_people = std::io::stderr();
        writeln!(for_people, "{why}").unwrap();
        return None;
    };
    let mut digits = Vec::new();
    for set in sets {
        let pictures = idx::read_pictures(&file(&folder, set)).unwrap();
        let labels = idx::read_labels(&folder.join(format!("{set}-labels-idx1-ubyte.gz"))).unwrap();
        let step = pictures.len() / DIGITS;
        digits.extend(pictures.iter().zip(labels).step_by(step).take(DIGITS));
    }
    Some(digits)
}

/// A digit, dark on white, enlarged with linear interpolation, with some paper around it.
fn enlarged(digit: &Grey, times: usize) -> GrayImage {
    let margin = 4 * times;
    let ink = |x: f32, y: f32| {
        let pixel = |x: f32, y: f32| {
            let inside = x >= 0.0 && y >= 0.0 && (x as usize) < digit.width && (y as usize) < digit.height;
            if inside { digit.pixels[y as usize * digit.width + x as usize] } else { 0.0 }
        };
        let (left, top) = (x.floor(), y.floor());
        let mix = |a: f32, b: f32, part: f32| a + (b - a) * part;
        let upper = mix(pixel(left, top), pixel(left + 1.0, top), x - left);
        mix(upper, mix(pixel(left, top + 1.0), pixel(left + 1.0, top + 1.0), x - left), y - top)
    };
    let side = |side: usize| (side * times + 2 * margin) as u32;
    GrayImage::from_fn(side(digit.width), side(digit.height), |x, y| {
        let place = |at: u32| (at as f32 + 0.5 - margin as f32) / times as f32 - 0.5;
        Luma([(255.0 * (1.0 - ink(place(x), place(y)))).round() as u8])
    })
}

fn bytes(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn png(picture: impl Into<DynamicImage>) -> Vec<u8> {
    bytes(picture, ImageFormat::Png)
}

fn read(model: &Model, device: &Device, bytes: &[u8]) -> Transcript {
    let photo = decode::photo(bytes).unwrap();
    pipeline::read_layout(model, device, &picture::find(&photo, &Framing::default(), Views::None).lines)
}

/// The picture on paper of the brightness `paper`: ink multiplies it.
fn on_paper(picture: &GrayImage, paper: impl Fn(u32, u32) -> f32) -> GrayImage {
    GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        Luma([(f32::from(picture.get_pixel(x, y)[0]) / 255.0 * paper(x, y)) as u8])
    })
}

/// A JPEG whose EXIF orientation turns it by 90 degrees, with the picture turned back by as much.
fn turned_jpeg(picture: &GrayImage) -> Vec<u8> {
    let turned = image::imageops::rotate270(picture);
    let mut plain = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut plain, 95).encode_image(&turned).unwrap();
    let tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let length = (2 + 6 + tiff.len()) as u16;
    let mut bytes = plain[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend(length.to_be_bytes());
    bytes.extend(b"Exif\0\0");
    bytes.extend(tiff);
    bytes.extend(&plain[2..]);
    bytes
}

/// Of each variant at least this part of the number of plain digits must be read right.
const KEPT: f32 = 0.98;
/// On squared paper a little less is required: squares along a stroke leave stubs of themselves.
const KEPT_ON_SQUARES: f32 = 0.97;

type Variant = (&'static str, fn(&GrayImage, usize) -> Vec<u8>);

/// How digits may look in pictures; the number is the index of the digit.
const VARIANTS: [Variant; 8] = [
    ("enlarged", |picture, _| png(picture.clone())),
    ("light on dark", |picture, _| {
        let mut inverted = picture.clone();
        image::imageops::invert(&mut inverted);
        png(inverted)
    }),
    ("turned by its camera", |picture, _| turned_jpeg(picture)),
    ("on lined paper", |picture, at| {
        let apart = picture.height() / 4 + at as u32 % 7;
        png(on_paper(picture, |_, y| if y % apart < 2 { 150.0 } else { 245.0 }))
    }),
    ("on squared paper", |picture, at| {
        let apart = picture.height() / 8 + at as u32 % 5;
        png(on_paper(picture, |x, y| if (x + 3) % apart < 1 || y % apart < 1 { 170.0 } else { 245.0 }))
    }),
    ("under a shadow", |picture, at| {
        let (width, height) = (picture.width() as f32, picture.height() as f32);
        let lean = at as f32 * 0.7;
        png(on_paper(picture, |x, y| {
            let along = (x as f32 / width - 0.5) * lean.cos() + (y as f32 / height - 0.5) * lean.sin();
            160.0 + 130.0 * along
        }))
    }),
    ("in coloured ink", |picture, at| {
        let inks = [[200, 30, 40], [30, 60, 200], [20, 140, 60], [230, 120, 0]];
        let ink: [u8; 3] = inks[at % inks.len()];
        png(RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
            let paper = f32::from(picture.get_pixel(x, y)[0]) / 255.0;
            Rgb(ink.map(|ink| (f32::from(ink) * (1.0 - paper) + 250.0 * paper) as u8))
        }))
    }),
    ("transparent", |picture, at| {
        let ink = if at.is_multiple_of(2) { 0 } else { 255 };
        png(RgbaImage::from_fn(picture.width(), picture.height(), |x, y| {
            Rgba([ink, ink, ink, 255 - picture.get_pixel(x, y)[0]])
        }))
    }),
];

#[test]
fn digits_in_pictures_are_read_as_well_as_plain_ones() {
    let Some(digits) = digits() else { return };
    let device = Device::flex();
    let model = model(&device);
    let glyphs: Vec<_> = digits.iter().map(|(grey, _)| glyph::from_picture(grey).unwrap()).collect();
    let readings = pipeline::judge(&model, &device, &glyphs);
    let plain = digits.iter().zip(&readings).filter(|((_, label), reading)| reading.text() == label.to_string());
    let plain = plain.count();
    let mut failures = Vec::new();
    for (name, make) in VARIANTS {
        let right = |(at, (grey, label)): (usize, &(Grey, u8))| {
            let variant = make(&enlarged(grey, 3 + at % 10), at);
            usize::from(read(&model, &device, &variant).likeliest() == label.to_string())
        };
        let right: usize = digits.par_iter().enumerate().map(right).sum();
        println!("{name}: {right} of {}, plain {plain}", digits.len());
        let kept = if name == "on squared paper" { KEPT_ON_SQUARES } else { KEPT };
        if (right as f32) < kept * plain as f32 {
            failures.push(format!("{name}: {right} of {}, plain {plain}", digits.len()));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn a_picture_in_the_network_s_form_keeps_its_glyph() {
    let Some(digits) = digits() else { return };
    let mean = |(digit, _): &(Grey, u8)| {
        let bytes = digit.pixels.iter().map(|ink| (ink * 255.0) as u8).collect();
        let picture = GrayImage::from_raw(digit.width as u32, digit.height as u32, bytes).unwrap();
        let found = picture::find(&decode::photo(&png(picture)).unwrap(), &Framing::default(), Views::None);
        let plain = glyph::from_picture(digit).unwrap();
        let difference = |other: &glyph::Glyph| {
            let pairs = plain.pixels.iter().zip(&other.pixels);
            pairs.map(|(a, b)| f32::from(a.abs_diff(*b))).sum::<f32>() / glyph::AREA as f32
        };
        found.lines.iter().flat_map(|line| &line.glyphs).map(difference).fold(f32::MAX, f32::min)
    };
    let mut means: Vec<f32> = digits.iter().filter(|(digit, _)| digit.width == glyph::SIDE).map(mean).collect();
    means.sort_by(f32::total_cmp);
    let (half, most) = (means[means.len() / 2], means[means.len() * 9 / 10]);
    assert!(half < 2.0 && most < 8.0, "half differ by {half}, nine in ten by {most}");
}

#[test]
fn only_the_steps_that_were_asked_for_are_shown() {
    let photo = decode::photo(&png(GrayImage::from_pixel(40, 30, Luma([240])))).unwrap();
    let shown = |views| {
        let found = picture::find(&photo, &Framing::default(), views);
        found.steps.into_iter().map(|step| step.name).collect::<Vec<_>>()
    };
    assert!(shown(Views::None).is_empty());
    assert_eq!(shown(Views::First), ["As it came"]);
    assert_eq!(shown(Views::All), ["As it came", "Even light", "Ink"]);
}

/// Rows of small digits on one page, and their text.
fn page(digits: &[(Grey, u8)], columns: usize) -> (GrayImage, String) {
    const APART: usize = 52;
    let rows = digits.len().div_ceil(columns);
    let mut page = GrayImage::from_pixel((columns * APART + 40) as u32, (rows * 2 * APART + 40) as u32, Luma([240]));
    let mut text = String::new();
    for (at, (digit, label)) in digits.iter().enumerate() {
        let (left, top) = (20 + at % columns * APART, 20 + at / columns * 2 * APART);
        for (pixel, ink) in digit.pixels.iter().enumerate() {
            let (x, y) = (left + pixel % digit.width * 3 / 2, top + pixel / digit.width * 3 / 2);
            for (x, y) in [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)] {
                let place = page.get_pixel_mut(x as u32, y as u32);
                place[0] = place[0].min((240.0 * (1.0 - 0.85 * ink)) as u8);
            }
        }
        if at > 0 && at % columns == 0 {
            text.push('\n');
        }
        text.push_str(&label.to_string());
    }
    (page, text)
}

#[test]
fn rows_of_small_digits_are_read_in_order() {
    let Some(digits) = digits() else { return };
    let device = Device::flex();
    let model = model(&device);
    for (count, columns) in [(50, 10), (8, 4)] {
        let (page, text) = page(&digits[..count], columns);
        let transcript = read(&model, &device, &png(page));
        let (read, expected) = (transcript.likeliest(), text.split('\n').collect::<Vec<_>>());
        let rows: Vec<&str> = read.split('\n').collect();
        assert_eq!(rows.len(), expected.len(), "{read}\n\n{text}");
        let differing = |(row, expected): (&&str, &&str)| {
            assert_eq!(row.replace(' ', "").len(), expected.len(), "{read}\n\n{text}");
            row.replace(' ', "").chars().zip(expected.chars()).filter(|(a, b)| a != b).count()
        };
        let wrong: usize = rows.iter().zip(&expected).map(differing).sum();
        assert!(wrong * 50 <= count, "{read}\n\n{text}");
    }
}

/// A sheet of paper with the page's writing enlarged twice in its middle; brightness is multiplied with `rule`.
fn sheet(page: &GrayImage, side: u32, rule: fn(u32, u32) -> f32) -> GrayImage {
    let large = image::imageops::resize(page, 2 * page.width(), 2 * page.height(), FilterType::CatmullRom);
    let mut sheet = GrayImage::from_pixel(side, side, Luma([240]));
    let middle = |inner: u32| i64::from((side - inner) / 2);
    image::imageops::replace(&mut sheet, &large, middle(large.width()), middle(large.height()));
    GrayImage::from_fn(side, side, |x, y| Luma([(f32::from(sheet.get_pixel(x, y)[0]) * rule(x, y)) as u8]))
}

/// The middle `side` pixels of the sheet, turned by some degrees, as a camera held askew sees it, with a dark table where
/// the sheet ends.
fn photographed(sheet: &GrayImage, degrees: f32, side: u32) -> GrayImage {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    GrayImage::from_fn(side, side, |x, y| {
        let from_middle = |at: u32| at as f32 + 0.5 - side as f32 / 2.0;
        let (right, down) = (from_middle(x), from_middle(y));
        let middle = sheet.width() as f32 / 2.0 - 0.5;
        let place = (middle + right * cosine + down * sine, middle + down * cosine - right * sine);
        image::imageops::interpolate_bilinear(sheet, place.0, place.1).unwrap_or(Luma([70]))
    })
}

fn plain(_: u32, _: u32) -> f32 {
    1.0
}

fn squares(x: u32, y: u32) -> f32 {
    if x % 44 < 3 || y % 44 < 3 { 0.7 } else { 1.0 }
}

fn lines_and_margin(x: u32, y: u32) -> f32 {
    match (x, y) {
        (340..343, _) => 0.5,
        (_, y) if y % 96 < 2 => 0.75,
        _ => 1.0,
    }
}

#[test]
fn skewed_and_ruled_pages_are_read_as_well_as_plain_ones() {
    let Some(digits) = digits() else { return };
    let device = Device::flex();
    let model = model(&device);
    let (page, text) = page(&digits[..50], 10);
    let wrong = |rule, paper, degrees, side| {
        let photo = photographed(&sheet(&page, paper, rule), degrees, side);
        let read = read(&model, &device, &png(photo)).likeliest().replace(' ', "");
        assert_eq!(read.len(), text.len(), "{degrees} degrees: {read}\n\n{text}");
        read.chars().zip(text.chars()).filter(|(a, b)| a != b).count()
    };
    let level = wrong(plain, 1900, 0.0, 1300);
    for rule in [plain, squares, lines_and_margin] {
        for degrees in [0.0, 3.0, -8.0, 15.0] {
            // The middle of a large sheet, and a whole sheet on a table.
            for (paper, side) in [(1900, 1300), (1400, 1640)] {
                let wrong = wrong(rule, paper, degrees, side);
                assert!(wrong <= level + 1, "{wrong} instead of {level} wrong at {degrees} degrees");
            }
        }
    }
}

#[test]
fn a_picture_is_turned_and_cropped_by_its_framing() {
    let mut picture = GrayImage::from_pixel(200, 100, Luma([250]));
    (20..60).for_each(|y| (30..34).for_each(|x| picture.put_pixel(x, y, Luma([10]))));
    let photo = decode::photo(&png(picture)).unwrap();
    let whole = picture::find(&photo, &Framing::default(), Views::None);
    assert_eq!((whole.width, whole.height, whole.lines.len()), (200, 100, 1));
    let turned = picture::find(&photo, &Framing { turns: 1, ..Framing::default() }, Views::None);
    assert_eq!((turned.width, turned.height), (100, 200));
    let right = inkling::ink::Bounds { left: 0.5, top: 0.0, right: 1.0, bottom: 1.0 };
    let cropped = picture::find(&photo, &Framing { crop: Some(right), ..Framing::default() }, Views::None);
    assert_eq!((cropped.width, cropped.height, cropped.lines.len()), (100, 100, 0));
}

/// The header of a PNG of this size, without any pixels.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(width.to_be_bytes());
    chunk.extend(height.to_be_bytes());
    chunk.extend([8, 2, 0, 0, 0]);
    let mut check = flate2::Crc::new();
    check.update(&chunk);
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    bytes.extend(chunk);
    bytes.extend(check.sum().to_be_bytes());
    bytes.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    bytes
}

#[test]
fn what_is_no_picture_is_refused_with_a_reason() {
    let whole = png(GrayImage::from_fn(64, 64, |x, y| Luma([(x * y) as u8])));
    let cases: [(&str, Vec<u8>, DecodeError); 7] = [
        ("empty", Vec::new(), DecodeError::Empty),
        ("half a PNG", whole[..whole.len() / 2].to_vec(), DecodeError::Damaged),
        ("text named .png", b"not a picture at all".to_vec(), DecodeError::Foreign(ForeignFormat::Text)),
        ("PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), DecodeError::Foreign(ForeignFormat::Pdf)),
        ("noise", vec![0x80, 0x01, 0xfe, 0x00, 0x10], DecodeError::NotAPicture),
        ("huge", png_header(30_000, 30_000), DecodeError::TooLarge { width: 30_000, height: 30_000 }),
        ("wide", png_header(4_000_000, 1), DecodeError::TooLarge { width: 4_000_000, height: 1 }),
    ];
    for (name, bytes, error) in cases {
        assert_eq!(decode::photo(&bytes).unwrap_err(), error, "{name}");
    }
}

#[test]
fn unusual_pictures_are_read() {
    let device = Device::flex();
    let model = model(&device);
    let nothing = |bytes: &[u8]| assert_eq!(read(&model, &device, bytes), Transcript::default());
    nothing(&png(GrayImage::from_pixel(1, 1, Luma([0]))));
    nothing(&png(GrayImage::from_pixel(1, 500, Luma([255]))));
    nothing(&png(GrayImage::from_pixel(300, 200, Luma([127]))));
    // A file of a few kilobytes that decodes to 36 million pixels: large, but within the limit.
    let large = png(GrayImage::from_pixel(6000, 6000, Luma([255])));
    assert!(large.len() < 200_000);
    nothing(&large);
}

#[test]
fn of_an_animated_gif_the_first_picture_is_read() {
    let mut bytes = Vec::new();
    let frame = |tone: u8| image::Frame::new(RgbaImage::from_pixel(40, 30, Rgba([tone, tone, tone, 255])));
    image::codecs::gif::GifEncoder::new(&mut bytes).encode_frames([frame(250), frame(10)]).unwrap();
    let photo = decode::photo(&bytes).unwrap();
    assert_eq!((photo.width, photo.height), (40, 30));
    assert!(photo.luma.iter().all(|luma| *luma > 240));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), form in 0usize..6) {
        let starts: [&[u8]; 6] = [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"BM", b"RIFF\x20\0\0\0WEBPVP8 "];
        let _ = decode::photo(&[starts[form], &bytes].concat());
    }

    #[test]
    fn no_pixels_make_it_panic(width in 1usize..60, height in 1usize..60, turns in 0u8..8, seed in any::<u32>()) {
        let mut state = seed | 1;
        let mut next = || { state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223); (state >> 24) as u8 };
        let rgba: Vec<u8> = (0..width * height * 4).map(|_| next()).collect();
        let photo = Photo::from_rgba(width, height, &rgba).unwrap();
        let crop = inkling::ink::Bounds { left: 0.9, top: 0.2, right: 0.1, bottom: 7.0 };
        for crop in [None, Some(crop)] {
            let found = picture::find(&photo, &Framing { turns, crop, ..Framing::default() }, Views::All);
            prop_assert!(found.lines.iter().all(|line| line.candidates.len() == line.glyphs.len()));
        }
    }
}
