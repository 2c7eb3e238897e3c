//! What a model sees of an example, and what of that it learns from.

use super::example::Example;
use super::known::Known;
use super::learner::Learner;
use crate::glyph::planes::{PEN, Planes};
use crate::glyph::{self, Glyph};
use crate::ink::{Drawing, Trace};
use crate::segment::groups::Strokes;
use crate::sequence::Sequence;

/// As the model of numbers sees it; `None` where there is no ink.
pub fn glyph(example: &Example) -> Option<Glyph> {
    glyph::from_strokes(&example.ink.strokes)
}

/// As the model of maths sees it, among the strokes around it.
pub fn planes(example: &Example) -> Option<Planes> {
    let traces = |drawing: &Drawing| -> Vec<Trace> {
        drawing.strokes.iter().filter_map(|stroke| Trace::new(stroke.points.clone())).collect()
    };
    let (own, others) = (traces(&example.ink), traces(&example.around));
    let all: Vec<Trace> = own.iter().chain(&others).cloned().collect();
    Planes::of(&own.iter().collect::<Vec<_>>(), &others.iter().collect::<Vec<_>>(), Strokes::usual_size(&all), PEN)
}

/// As the model of text sees it: the pen's way of the sign alone.
pub fn sequence(example: &Example) -> Option<Sequence> {
    Sequence::of(&example.ink.strokes)
}

/// What there is to learn from a sign of which the model of text said so much: the frame that speaks it most clearly,
/// beside the blank. `logs` has the classes of each frame, the blank last; `features` are of the same frames.
pub fn spoken(class: usize, logs: &[f32], classes: usize, features: &[f32]) -> Option<Known> {
    let frames = logs.len() / classes.max(1);
    let width = features.len().checked_div(frames)?;
    let clear = |frame: &usize| logs[frame * classes + class] - logs[(frame + 1) * classes - 1];
    let peak = (0..frames).max_by(|a, b| clear(a).total_cmp(&clear(b)))?;
    let said = &logs[peak * classes..][..classes];
    Some(Known::new(class, said, 1.0, &features[peak * width..][..width]))
}

/// Shifts what the model of text says of a row's frames; each frame's probabilities sum to one again.
pub fn adapt_frames(learner: &Learner, logs: &mut [f32], classes: usize, features: &[f32]) {
    let frames = logs.len() / classes.max(1);
    let width = features.len().checked_div(frames).unwrap_or_default();
    for (logs, features) in logs.chunks_mut(classes.max(1)).zip(features.chunks(width.max(1))) {
        learner.adapt(logs, features, 1.0);
        let most = logs.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let sum: f32 = logs.iter().map(|log| (log - most).exp()).sum();
        logs.iter_mut().for_each(|log| *log -= most + sum.ln());
    }
}
