//! One visit to a runtime's page by a browser that has never been there.

use super::runtime::Runtime;
use crate::browser::Options;
use crate::page::Page;
use crate::serve::Server;
use anyhow::{Context, Result, bail};
use inkling::glyph::{Glyph, Medium};
use inkling::net::weights::Record;
use inkling::prediction::{self, Prediction};
use inkling::protocol;
use inkling::protocol::recognizer::Response;
use serde_json::{Value, json};
use std::time::Duration;

/// The largest runtime takes twenty seconds on the slow network.
const PATIENCE: Duration = Duration::from_secs(90);

/// The number of glyphs in a batch.
pub const BATCH: usize = 256;

/// The digits that every runtime is asked about.
pub struct Questions {
    pub glyphs: Vec<Glyph>,
}

/// A start: times in milliseconds, sizes in bytes as they were sent with the heads of the responses.
pub struct Start {
    /// From navigation.
    pub ready: f64,
    /// From the first question to its answer.
    pub first: f64,
    /// All files but the runtime's page and its model.
    pub runtime: usize,
    pub model: usize,
}

/// What is measured once the runtime is warm, in milliseconds.
pub struct Warm {
    /// The time of each question, in the order they were asked.
    pub single: Vec<f64>,
    /// The time of each batch.
    pub batches: Vec<f64>,
    pub answer: Answer,
}

/// An answer about a batch.
pub enum Answer {
    Readings(Vec<Prediction>),
    /// All outputs, glyph after glyph.
    Scores(Vec<f32>),
}

impl Answer {
    /// The answer as predictions about ink of a pen: scores are calibrated, our engines' predictions are as they come.
    pub fn predictions(&self, record: &Record) -> Vec<Prediction> {
        let Record { spec, calibration, .. } = record;
        match self {
            Self::Readings(predictions) => predictions.clone(),
            Self::Scores(outputs) => {
                let scores = spec.scores(outputs, std::iter::repeat(Medium::Pen));
                scores.iter().map(|scores| prediction::judge(scores, &spec.alphabet, calibration)).collect()
            }
        }
    }
}

/// Loads a runtime and asks it once.
pub fn start(runtime: &Runtime, questions: &Questions, server: &Server) -> Result<(Page, Start)> {
    let page = Page::new(Options { gpu: runtime.gpu, ..Options::DESKTOP.alone() })?;
    let first = runtime.message(&questions.glyphs[..1]);
    page.browser.before_each_page(&format!("window.firstMessage = {};", json!(first)))?;
    server.forget_traffic();
    page.browser.open(&format!("{}{}", server.url(), runtime.page))?;
    let answered = format!("{} has answered", runtime.name);
    page.browser.wait_at_most(PATIENCE, &answered, "return Boolean(window.started)", json!([]))?;
    let started = page.browser.run("return window.started", json!([]))?;
    if let Some(why) = started.get("failed").and_then(Value::as_str) {
        bail!("{} did not start: {why}", runtime.name);
    }
    if runtime.ours {
        refuse_failure(&numbers(&started, "said")?)?;
    }
    let time = |what: &str| started.get(what).and_then(Value::as_f64).context("The page has no clock.");
    let sent = |which: &dyn Fn(&str) -> bool| {
        let traffic = server.traffic().0.into_iter().filter(|sent| sent.status == 200);
        traffic.filter(|sent| which(sent.path.trim_start_matches('/'))).map(|sent| sent.bytes).sum()
    };
    let start = Start {
        ready: time("ready")?,
        first: time("first")?,
        runtime: sent(&|path| path != runtime.page && path != runtime.model),
        model: sent(&|path| path == runtime.model),
    };
    Ok((page, start))
}

/// Asks it repeatedly, about one digit and about batches.
pub fn warm(runtime: &Runtime, questions: &Questions, page: &Page) -> Result<Warm> {
    let singles: Vec<Vec<u8>> =
        questions.glyphs.iter().map(|glyph| runtime.message(std::slice::from_ref(glyph))).collect();
    let batch: Vec<_> = questions.glyphs.iter().cycle().take(BATCH).cloned().collect();
    let [warm_up, asked, rounds] = runtime.asked;
    let counts = json!({ "warmUp": warm_up, "asked": asked, "rounds": rounds });
    let arguments = json!([singles, runtime.message(&batch), counts]);
    let told = page.browser.run_async(include_str!("measure.js"), arguments)?;
    let answer = numbers(&told, "answer")?;
    let answer = if runtime.ours {
        Answer::Readings(refuse_failure(&answer)?)
    } else {
        Answer::Scores(answer.into_iter().map(|score| score as f32).collect())
    };
    Ok(Warm { single: numbers(&told, "millis")?, batches: numbers(&told, "batches")?, answer })
}

/// The predictions in an engine's answer, if it holds any.
fn refuse_failure(bytes: &[f64]) -> Result<Vec<Prediction>> {
    let bytes: Vec<u8> = bytes.iter().map(|byte| *byte as u8).collect();
    match protocol::decode(&bytes)? {
        Response::Failed(failure) => bail!("The engine failed: {failure}"),
        Response::Judged { predictions, .. } => Ok(predictions),
        _ => Ok(Vec::new()),
    }
}

fn numbers(told: &Value, field: &str) -> Result<Vec<f64>> {
    let list = told.get(field).and_then(Value::as_array).with_context(|| format!("There is no {field}."))?;
    list.iter().map(|number| number.as_f64().with_context(|| format!("{field} holds {number}."))).collect()
}
