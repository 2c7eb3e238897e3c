//! Pictures for the tests: recorded drawings painted as a scanner would see them, and files that are none.

use anyhow::Result;
use flate2::{Compression, Crc, write::ZlibEncoder};
use std::io::Write;
use xtask::page::{Drawing, Place, digit};

/// The pen's radius in pixels, where a drawing keeps its own size.
const PEN: f64 = 2.0;

/// Grey pixels, 255 is white.
pub struct Sheet {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

impl Sheet {
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, height, grey: vec![250; width * height] }
    }

    /// A number written along the middle, in a dark pen.
    pub fn with_number(number: &str, width: usize, height: usize) -> Result<Self> {
        Self::with_lines(&[number], width, height)
    }

    /// Lines of digits below each other, in a dark pen.
    pub fn with_lines(lines: &[&str], width: usize, height: usize) -> Result<Self> {
        let mut sheet = Self::new(width, height);
        let high = height as f64 / lines.len() as f64;
        for (row, line) in lines.iter().enumerate() {
            let wide = width as f64 / line.len() as f64;
            for (at, text) in line.chars().enumerate() {
                sheet.write(&digit(&text.to_string())?, [at as f64 * wide, row as f64 * high, wide, high]);
            }
        }
        Ok(sheet)
    }

    /// A drawing of expressions or text across the sheet, in a dark pen.
    pub fn with_drawing(drawing: &Drawing, width: usize, height: usize) -> Self {
        let mut sheet = Self::new(width, height);
        let place = [0.0, 0.0, width as f64, height as f64];
        for stroke in drawing.placed(place, Place::Written) {
            for pair in stroke.windows(2) {
                sheet.line(pair[0], pair[1], PEN);
            }
        }
        sheet
    }

    fn write(&mut self, drawing: &Drawing, place: [f64; 4]) {
        let radius = 0.02 * place[2].min(place[3]);
        for stroke in drawing.placed(place, Place::Centred) {
            for pair in stroke.windows(2) {
                self.line(pair[0], pair[1], radius);
            }
        }
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), radius: f64) {
        let steps = ((to.0 - from.0).hypot(to.1 - from.1) * 2.0).ceil().max(1.0);
        for step in 0..=steps as usize {
            let part = step as f64 / steps;
            let (x, y) = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
            let reach = radius.ceil() as i64;
            for dy in -reach..=reach {
                for dx in -reach..=reach {
                    let (column, row) = (x as i64 + dx, y as i64 + dy);
                    let inside = (0..self.width as i64).contains(&column) && (0..self.height as i64).contains(&row);
                    if inside && ((dx * dx + dy * dy) as f64).sqrt() <= radius {
                        self.grey[row as usize * self.width + column as usize] = 40;
                    }
                }
            }
        }
    }

    /// Turned a quarter clockwise.
    pub fn turned(&self) -> Self {
        let (width, height) = (self.height, self.width);
        let pixel = |at: usize| self.grey[(self.height - 1 - at % width) * self.width + at / width];
        Self { width, height, grey: (0..width * height).map(pixel).collect() }
    }

    /// Turned about its middle, so that its lines go down to the right by so many degrees.
    pub fn askew(&self, degrees: f64) -> Self {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let middle = (self.width as f64 / 2.0, self.height as f64 / 2.0);
        let pixel = |at: usize| {
            let (right, down) = ((at % self.width) as f64 - middle.0, (at / self.width) as f64 - middle.1);
            let (x, y) = (right * cosine + down * sine + middle.0, down * cosine - right * sine + middle.1);
            let inside = (0.0..self.width as f64).contains(&x) && (0.0..self.height as f64).contains(&y);
            if inside { self.grey[y as usize * self.width + x as usize] } else { 250 }
        };
        Self { width: self.width, height: self.height, grey: (0..self.grey.len()).map(pixel).collect() }
    }

    /// Light ink on black, made smaller: each pixel the darkest of its neighbourhood, as a thick pen leaves it.
    pub fn ink(&self, side: usize) -> Vec<u8> {
        let step = self.width / side;
        let darkest = |at: usize| {
            let (left, top) = (at % side * step, at / side * step);
            let pixels = (0..2 * step * 2 * step).map(|at| (left + at % (2 * step), top + at / (2 * step)));
            let inside = pixels.filter(|(x, y)| *x < self.width && *y < self.height);
            inside.map(|(x, y)| self.grey[y * self.width + x]).min().unwrap_or(250)
        };
        (0..side * side).map(|at| 250 - darkest(at).min(250)).collect()
    }

    pub fn png(&self) -> Result<Vec<u8>> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        for row in self.grey.chunks_exact(self.width) {
            packed.write_all(&[0])?;
            packed.write_all(row)?;
        }
        Ok(png(self.width as u32, self.height as u32, &packed.finish()?))
    }
}

/// A grey PNG of so many pixels with these packed rows, right or wrong.
pub fn png(width: u32, height: u32, packed: &[u8]) -> Vec<u8> {
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 0, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, content) in [(b"IHDR", head.as_slice()), (b"IDAT", packed), (b"IEND", &[])] {
        let body = [name.as_slice(), content].concat();
        let mut sum = Crc::new();
        sum.update(&body);
        file.extend((content.len() as u32).to_be_bytes());
        file.extend(body);
        file.extend(sum.sum().to_be_bytes());
    }
    file
}
