//! Pictures of all kinds, from the bytes of a file to what is read.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use burn::tensor::Device;
use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgb, RgbImage, Rgba, RgbaImage};
use inkling::glyph;
use inkling::net::Weights;
use inkling::picture::{self, Form, Photo, PictureError, Wish, decode};
use inkling::pipeline;
use inkling::raster::Grey;
use inkling::train::idx::{self, Pictures};
use inkling::written::Written;
use proptest::prelude::*;
use rayon::prelude::*;
use std::io::Cursor;
use std::path::PathBuf;

/// So many digits of each set.
const DIGITS: usize = 100;

fn weights(device: &Device) -> Weights {
    let bytes = std::fs::read("models/inkling.weights").expect("the weights are in the repository");
    Weights::from_bytes(&bytes, device).expect("the weights are whole")
}

/// Digits that were never trained on and digits of another hand and scanner, evenly from all over their sets.
fn digits() -> Option<Vec<(Grey, u8)>> {
    let named = std::env::var("INKLING_DATA").ok().map(PathBuf::from);
    let places = named.into_iter().chain(["data", "../shared/data", "/work/shared/data"].map(PathBuf::from));
    let Some(folder) = places.into_iter().find(|place| place.join("mnist").is_dir()) else {
        println!("skipped: there is no data folder with mnist and semeion; name one with INKLING_DATA");
        return None;
    };
    let mut digits = Vec::new();
    for set in ["mnist/t10k", "semeion/semeion"] {
        let pictures = Pictures::read(&folder.join(format!("{set}-images-idx3-ubyte.gz"))).unwrap();
        let labels = idx::read_labels(&folder.join(format!("{set}-labels-idx1-ubyte.gz"))).unwrap();
        let step = pictures.len() / DIGITS;
        digits.extend(pictures.iter().zip(labels).step_by(step).take(DIGITS));
    }
    Some(digits)
}

/// A digit, dark on white, so many times as large, straight between its pixels, with some paper around it.
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

fn read(weights: &Weights, device: &Device, bytes: &[u8]) -> Written {
    let photo = decode::photo(bytes).unwrap();
    pipeline::read_found(weights, device, &picture::find(&photo, &Wish::default()).lines)
}

/// Each pixel of the picture drawn on paper whose tone is `paper`, as ink takes light away.
fn on_paper(picture: &GrayImage, paper: impl Fn(u32, u32) -> f32) -> GrayImage {
    GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        Luma([(f32::from(picture.get_pixel(x, y)[0]) / 255.0 * paper(x, y)) as u8])
    })
}

/// A JPEG that says it must be turned by 90 degrees, with the picture turned back by as much.
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

type Making = (&'static str, fn(&GrayImage, usize) -> Vec<u8>);

/// What may become of a digit on its way to the page; the number is the digit's own.
const MAKINGS: [Making; 8] = [
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
    let weights = weights(&device);
    let glyphs: Vec<_> = digits.iter().map(|(grey, _)| glyph::from_picture(grey).unwrap()).collect();
    let readings = pipeline::judge(&weights, &device, &glyphs);
    let plain =
        digits.iter().zip(&readings).filter(|((_, label), reading)| reading.best() == Some(usize::from(*label)));
    let plain = plain.count();
    let mut fallen = Vec::new();
    for (name, make) in MAKINGS {
        if std::env::var("DUMP").is_ok() && !name.contains("paper") && !name.contains("shadow") {
            continue;
        }
        let right = |(at, (grey, label)): (usize, &(Grey, u8))| {
            let made = make(&enlarged(grey, 3 + at % 10), at);
            let found = picture::find(&decode::photo(&made).unwrap(), &Wish::default());
            // The best single candidate's place in the text is the pipeline's business: the text must match.
            let written = pipeline::read_found(&weights, &device, &found.lines);
            if written.likeliest() != label.to_string() && std::env::var("DUMP").is_ok() {
                std::fs::write(format!("/tmp/pic-log/made/{}-{at}-{label}.png", &name[3..7]), &made).unwrap();
            }
            usize::from(written.likeliest() == label.to_string())
        };
        let right: usize = digits.par_iter().enumerate().map(right).sum();
        println!("{name}: {right} of {}, plain {plain}", digits.len());
        if (right as f32) < 0.98 * plain as f32 {
            fallen.push(format!("{name}: {right} of {}, plain {plain}", digits.len()));
        }
    }
    assert!(fallen.is_empty(), "{fallen:#?}");
}
