//! One engine put to the test.

use super::figures::{Figures, Found};
use crate::client::{EngineError, Kind, Models, Standby};
use crate::glyph::{self, Glyph};
use crate::ink::Point;
use crate::statistics::{median, percentile};
use crate::web::clock;
use std::rc::Rc;

/// Single digits that are timed, unless time runs out before.
const SINGLES: usize = 200;
const FEWEST: usize = 5;
/// Pictures at a time: as many as serve the engine best.
const BATCHES: [usize; 4] = [32, 128, 512, 1024];
const ROUNDS: usize = 3;
/// Milliseconds for all single digits, and for all batches.
const PATIENCE: f64 = 3_000.0;
/// A batch that takes so long need not grow.
const LONG: f64 = 1_500.0;

/// What is there to say of the engine in the end; what there is meanwhile is reported. `hold` keeps the engine, so that it
/// can be ended, and says whether it is still wanted.
pub async fn measure(
    kind: Kind,
    report: impl Fn(Found) + Copy + 'static,
    hold: impl FnOnce(Rc<Standby>) -> bool,
) -> Found {
    report(Found::Loading(0.0));
    let began = clock::now();
    let error = |error: EngineError| Found::Not(error.reason().to_owned());
    let standby = match Standby::begin(kind, false, move |part| report(Found::Loading(part))).await {
        Ok(standby) => standby,
        Err(why) => return error(why),
    };
    if !hold(standby.clone()) {
        return Found::Nothing;
    }
    match standby.ready().await {
        Some(Ok(_)) => {}
        Some(Err(why)) => return error(why),
        None => return Found::Nothing,
    }
    let load_ms = clock::now() - began;
    report(Found::Running);
    let figures = times(&standby, load_ms).await;
    standby.end();
    figures.map_or_else(|| error(EngineError::NeverReady), Found::Figures)
}

async fn times(standby: &Standby, load_ms: f64) -> Option<Figures> {
    let samples = samples();
    let (mut singles, began) = (Vec::new(), clock::now());
    for glyph in samples.iter().cycle().take(SINGLES) {
        singles.push(time(standby, vec![glyph.clone()]).await?);
        if singles.len() >= FEWEST && clock::now() - began > PATIENCE {
            break;
        }
    }
    singles.sort_by(f64::total_cmp);
    let (mut images_per_s, began) = (0.0, clock::now());
    for size in BATCHES {
        let batch: Vec<Glyph> = samples.iter().cycle().take(size).cloned().collect();
        let mut rounds = Vec::new();
        while rounds.len() < ROUNDS && (rounds.is_empty() || clock::now() - began < PATIENCE) {
            rounds.push(time(standby, batch.clone()).await?);
        }
        let round = median(rounds);
        images_per_s = f64::max(images_per_s, 1e3 * size as f64 / round);
        if round > LONG || clock::now() - began > PATIENCE {
            break;
        }
    }
    let (one_ms_p50, one_ms_p95) = (percentile(&singles, 0.5), percentile(&singles, 0.95));
    Some(Figures { load_ms, one_ms_p50, one_ms_p95, images_per_s })
}

/// Milliseconds from asking to the answer, the way between page and worker included.
async fn time(standby: &Standby, glyphs: Vec<Glyph>) -> Option<f64> {
    let began = clock::now();
    standby.judge(Models::of_page().first(), glyphs).await?;
    Some(clock::now() - began)
}

/// Signs of several shapes; what they are makes no difference to the time.
fn samples() -> Vec<Glyph> {
    let symbol = |turn: usize| {
        let place = |at: usize| {
            let angle = (at * (turn + 2)) as f32 * 0.4;
            Point::at(20.0 * angle.cos() + at as f32, 30.0 * (angle * 0.7).sin())
        };
        let stroke: Vec<Point> = (0..24).map(place).collect();
        glyph::from_strokes([stroke.as_slice()]).unwrap_or(Glyph::BLANK)
    };
    (0..8).map(symbol).collect()
}
