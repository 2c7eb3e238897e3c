//! A photograph of twelve megapixels with eight digits: the time from the drop to its reading, and the memory it takes.

use super::memory;
use crate::browser::Options;
use crate::page::{self, Page, Place};
use crate::serve::Server;
use crate::tell;
use anyhow::{Context, Result};
use serde_json::{Value, json};

const ROUNDS: usize = 5;
const SIZE: [f64; 2] = [4000.0, 3000.0];

pub struct PhotoRead {
    /// Milliseconds, in order of size.
    pub times: Vec<f64>,
    /// The peak memory of the page's process in bytes, before and after; None where the system does not report it.
    pub memory: Option<[u64; 2]>,
    pub bytes: usize,
    pub read: String,
}

pub fn measure(server: &Server) -> Result<PhotoRead> {
    let page = Page::open(Options::DESKTOP.alone(), &server.url())?;
    let numbers = ["2", "0", "4", "7", "1", "3", "8", "5"];
    let strokes: Vec<_> = numbers
        .iter()
        .enumerate()
        .map(|(at, digit)| Ok(page::digit(digit)?.placed([0.0, 0.0, SIZE[0], SIZE[1]], Place::Beside(at as u32, 8))))
        .collect::<Result<_>>()?;
    let bytes = page.browser.run_async(PHOTOGRAPH, json!([SIZE, strokes]))?;
    let bytes = bytes.as_u64().context("The photograph could not be made.")? as usize;
    let before = memory::most(page.browser.driver_process());
    // The first one loads the picture worker as well and is not counted.
    let mut times = Vec::new();
    for _ in 0..=ROUNDS {
        times.push(page.browser.run_async(DROP, json!([]))?.as_f64().context("The photograph was not read.")?);
    }
    let first = times.remove(0);
    times.sort_by(f64::total_cmp);
    let after = memory::most(page.browser.driver_process());
    tell::line(&format!("a photograph of 12 megapixels, {}: the first read after {first:.0} ms", tell::bytes(bytes)));
    let memory = before.zip(after).map(|(before, after)| [before, after]);
    Ok(PhotoRead { times, memory, bytes, read: page.reading()? })
}

/// Paints paper under a lamp with sensor noise and blue ink.
const PHOTOGRAPH: &str = "
    const [[width, height], digits] = arguments;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    const light = context.createLinearGradient(0, 0, width, height);
    light.addColorStop(0, '#f4efe4');
    light.addColorStop(1, '#9c968c');
    context.fillStyle = light;
    context.fillRect(0, 0, width, height);
    context.strokeStyle = '#27306b';
    context.lineWidth = 22;
    context.lineCap = context.lineJoin = 'round';
    for (const stroke of digits.flat()) {
        context.beginPath();
        stroke.forEach(([x, y]) => context.lineTo(x, y));
        context.stroke();
    }
    let seed = 1;
    const grain = new ImageData(512, 512);
    for (let at = 0; at < grain.data.length; at += 4) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        grain.data.fill(seed >> 16 & 255, at, at + 3);
        grain.data[at + 3] = 14;
    }
    const patch = new OffscreenCanvas(512, 512);
    patch.getContext('2d').putImageData(grain, 0, 0);
    for (let x = 0; x < width; x += 512) for (let y = 0; y < height; y += 512) context.drawImage(patch, x, y);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    window.photograph = new File([blob], 'photograph.jpg', { type: 'image/jpeg' });
    return blob.size;
";

const DROP: &str = "
    const data = new DataTransfer();
    data.items.add(window.photograph);
    const shown = () => performance.getEntriesByName('inkling:picture-shown').length;
    const [before, began] = [shown(), performance.now()];
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    while (shown() === before) {
        if (performance.now() - began > 20000) return null;
        await new Promise((later) => setTimeout(later, 1));
    }
    return performance.getEntriesByName('inkling:picture-shown').at(-1).startTime - began;
";

impl PhotoRead {
    pub fn json(&self, median: f64) -> Value {
        json!({
            "n": self.times.len(),
            "p50": median,
            "file_bytes": self.bytes,
            "read": self.read,
            "memory_before_bytes": self.memory.map(|memory| memory[0]),
            "memory_peak_bytes": self.memory.map(|memory| memory[1]),
        })
    }
}
