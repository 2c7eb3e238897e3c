//! All figures beside their budgets: as a table for people, as JSON for programs.

use super::batch::BatchRead;
use super::first_reading::FirstReading;
use super::further::ModeRead;
use super::peers::Table;
use super::pen_up::PenUp;
use super::photo::PhotoRead;
use super::set::SetRead;
use crate::build::Files;
use crate::serve::gzip;
use crate::tell;
use inkling::statistics::{median, percentile};
use serde_json::{Value, json};

pub struct Figures<'a> {
    pub first: &'a FirstReading,
    pub first_slow: &'a FirstReading,
    pub pen_up: PenUp,
    pub maths: ModeRead,
    pub text: ModeRead,
    pub photo: PhotoRead,
    pub batch: BatchRead,
    pub set: SetRead,
    pub files: &'a Files,
    pub beside: Table<'a>,
    /// The page's figures of this device.
    pub device: Value,
}

const WIRE_BUDGET: usize = 460_000;
const WEIGHTS_BUDGET: usize = 300_000;
const FIRST_READING_BUDGET: f64 = 400.0;
const PEN_UP_BUDGET: f64 = 16.0;
const WORKER_BUDGET: f64 = 1.0;
const EIGHT_BUDGET: f64 = 50.0;
const MATHS_PEN_UP_BUDGET: f64 = 100.0;
const MATHS_WEIGHTS_BUDGET: usize = 600_000;
const TEXT_PEN_UP_BUDGET: f64 = 50.0;
const TEXT_WEIGHTS_BUDGET: usize = 600_000;
/// English and German together.
const LANGUAGES_BUDGET: usize = 300_000;
const PHOTO_BUDGET: f64 = 800.0;
/// The longest task, in milliseconds, while a batch is read.
const BATCH_TASK_BUDGET: f64 = 100.0;
const SET_BUDGET: f64 = 15_000.0;

impl Figures<'_> {
    pub fn rows(&self) -> Vec<Vec<String>> {
        let row = |what: &str, budget: String, measured: String, kept: bool| {
            vec![what.to_owned(), budget, measured, if kept { "kept" } else { "missed" }.to_owned()]
        };
        let fact = |what: &str, measured: String| vec![what.to_owned(), String::new(), measured];
        let millis = |time: f64| format!("{time:.1} ms");
        let weights = self.size_of(|name| name.starts_with("numbers-")).0;
        let maths_weights = self.size_of(|name| name.starts_with("maths-")).1;
        let maths = percentile(&self.maths.times, 0.95);
        let text_weights = self.size_of(|name| name.starts_with("text-") && !name.starts_with("text-pictures-")).1;
        let languages = self.size_of(|name| name.ends_with(".language")).1;
        let text = percentile(&self.text.times, 0.95);
        let text_stalls = self.text.long_tasks.len();
        let maths_stalls = self.maths.long_tasks.len();
        let [(first, whole, paint), (first_slow, whole_slow, paint_slow)] = [self.first, self.first_slow]
            .map(|starts| (median(starts.times()), median(starts.wholes()), median(starts.paints())));
        let bytes = self.first.bytes();
        let pen_up = percentile(&self.pen_up.times, 0.95);
        let worker = percentile(&self.pen_up.in_worker, 0.5);
        let eight = percentile(&self.pen_up.eight_in_worker, 0.5);
        let photo = percentile(&self.photo.times, 0.5);
        let peak =
            self.photo.memory.map_or_else(|| "not known here".to_owned(), |[_, peak]| tell::bytes(peak as usize));
        let longest = self.batch.long_tasks.last().copied().unwrap_or(0.0);
        let shown =
            |memory: Option<u64>| memory.map_or_else(|| "not known".to_owned(), |most| tell::bytes(most as usize));
        let batch_memory = self.batch.memory.map(shown).join(", ");
        let stalls = self.pen_up.long_tasks.len();
        vec![
            ["", "budget", "measured", ""].map(str::to_owned).to_vec(),
            row(
                "on the wire until the page is whole",
                tell::bytes(WIRE_BUDGET),
                tell::bytes(bytes),
                bytes <= WIRE_BUDGET,
            ),
            row("weights", tell::bytes(WEIGHTS_BUDGET), tell::bytes(weights), weights <= WEIGHTS_BUDGET),
            row(
                "navigation to first reading, median",
                millis(FIRST_READING_BUDGET),
                millis(first),
                first <= FIRST_READING_BUDGET,
            ),
            fact("the page whole then, median", millis(whole)),
            fact("navigation to first paint, median", millis(paint)),
            fact("first reading at 1.6 Mbit/s and 150 ms, median", millis(first_slow)),
            fact("the page whole there, median", millis(whole_slow)),
            fact("first paint there, median", millis(paint_slow)),
            row("pen up to reading shown, p95", millis(PEN_UP_BUDGET), millis(pen_up), pen_up <= PEN_UP_BUDGET),
            row("a reading in the worker, median", millis(WORKER_BUDGET), millis(worker), worker <= WORKER_BUDGET),
            row("the same, eight digits", millis(EIGHT_BUDGET), millis(eight), eight <= EIGHT_BUDGET),
            row("tasks over 50 ms while drawing", "0".to_owned(), stalls.to_string(), stalls == 0),
            fact("maths, from choosing it until it reads", millis(self.maths.load_ms)),
            row(
                "its weights, gzip",
                tell::bytes(MATHS_WEIGHTS_BUDGET),
                tell::bytes(maths_weights),
                maths_weights <= MATHS_WEIGHTS_BUDGET,
            ),
            row(
                "pen up to what a sum of twenty strokes comes to, p95",
                millis(MATHS_PEN_UP_BUDGET),
                millis(maths),
                maths <= MATHS_PEN_UP_BUDGET,
            ),
            row("tasks over 50 ms while writing sums", "0".to_owned(), maths_stalls.to_string(), maths_stalls == 0),
            fact("text, from choosing it until it reads", millis(self.text.load_ms)),
            row(
                "its weights, gzip",
                tell::bytes(TEXT_WEIGHTS_BUDGET),
                tell::bytes(text_weights),
                text_weights <= TEXT_WEIGHTS_BUDGET,
            ),
            row(
                "its languages, gzip",
                tell::bytes(LANGUAGES_BUDGET),
                tell::bytes(languages),
                languages <= LANGUAGES_BUDGET,
            ),
            row("pen up to words shown, p95", millis(TEXT_PEN_UP_BUDGET), millis(text), text <= TEXT_PEN_UP_BUDGET),
            row("tasks over 50 ms while writing words", "0".to_owned(), text_stalls.to_string(), text_stalls == 0),
            row("a photo of 12 megapixels read, median", millis(PHOTO_BUDGET), millis(photo), photo <= PHOTO_BUDGET),
            fact("memory of the page's process at most then", peak),
            fact("a thousand pictures in a table", millis(self.batch.millis)),
            row("the longest task meanwhile", millis(BATCH_TASK_BUDGET), millis(longest), longest <= BATCH_TASK_BUDGET),
            fact("memory before, with a thousand, with the next thousand", batch_memory),
            row(
                "ten thousand pictures measured",
                millis(SET_BUDGET),
                millis(self.set.millis),
                self.set.millis <= SET_BUDGET,
            ),
        ]
    }

    pub fn json(&self) -> Value {
        let sizes = |(raw, gzip): (usize, usize)| json!({ "bytes": raw, "gzip": gzip });
        let (first, pen_up) = (self.first, &self.pen_up);
        json!({
            "kind": "bench",
            "wire_bytes": first.bytes(),
            "wire_requests": first.requests(),
            "first_reading_ms": first.json(),
            "first_reading_slow_network_ms": self.first_slow.json(),
            "pen_up_ms": {
                "n": pen_up.times.len(),
                "p50": percentile(&pen_up.times, 0.5),
                "p95": percentile(&pen_up.times, 0.95),
            },
            "in_worker_ms": {
                "n": pen_up.in_worker.len(),
                "p50": percentile(&pen_up.in_worker, 0.5),
                "p95": percentile(&pen_up.in_worker, 0.95),
            },
            "eight_in_worker_ms": { "n": pen_up.eight_in_worker.len(), "p50": percentile(&pen_up.eight_in_worker, 0.5) },
            "long_tasks": { "n": pen_up.long_tasks.len(), "longest_ms": pen_up.long_tasks.last() },
            "maths": self.maths.json(),
            "text": self.text.json(),
            "photo_ms": self.photo.json(percentile(&self.photo.times, 0.5)),
            "batch": self.batch.json(),
            "ten_thousand_ms": { "n": 1, "p50": self.set.millis, "accuracy": self.set.accuracy },
            "beside": self.beside.json(),
            "device": self.device,
            "weights": sizes(self.size_of(|name| name.starts_with("numbers-"))),
            "text_weights": sizes(self.size_of(|name| name.starts_with("text-"))),
            "languages": sizes(self.size_of(|name| name.ends_with(".language"))),
            "maths_weights": sizes(self.size_of(|name| name.starts_with("maths-"))),
            "page_module": sizes(self.size_of(|name| name.starts_with("inkling_bg"))),
            "engine_module": sizes(self.size_of(|name| name.starts_with("engine-flex_bg"))),
            "full_engine_module": sizes(self.size_of(|name| name.starts_with("engine-flex-full_bg"))),
            "ndarray_module": sizes(self.size_of(|name| name.starts_with("engine-ndarray_bg"))),
            "webgpu_module": sizes(self.size_of(|name| name.starts_with("engine-webgpu_bg"))),
            "picture-worker_module": sizes(self.size_of(|name| name.starts_with("picture-worker_bg"))),
            "all_files": sizes(self.size_of(|_| true)),
            "budgets": {
                "wire_bytes": WIRE_BUDGET,
                "weights_bytes": WEIGHTS_BUDGET,
                "first_reading_ms": FIRST_READING_BUDGET,
                "pen_up_ms_p95": PEN_UP_BUDGET,
                "long_tasks": 0,
                "photo_ms": PHOTO_BUDGET,
                "batch_task_ms": BATCH_TASK_BUDGET,
                "ten_thousand_ms": SET_BUDGET,
            },
        })
    }

    /// The sizes of some files together, unpacked and with gzip.
    fn size_of(&self, which: impl Fn(&str) -> bool) -> (usize, usize) {
        let files = self.files.iter().filter(|(name, _)| which(name));
        files.fold((0, 0), |sum, (_, bytes)| (sum.0 + bytes.len(), sum.1 + gzip(bytes).len().min(bytes.len())))
    }
}
