//! What was measured of the engines, as it is kept, copied and compared.

use crate::app::words::grouped;
use crate::client::Kind;
use serde_json::{Value, json};

/// How much faster an engine must be to be worth a large module.
const WORTH: f64 = 0.8;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// From the start of its worker until it takes questions.
    pub load_ms: f64,
    pub one_ms_p50: f64,
    pub one_ms_p95: f64,
    pub images_per_s: f64,
}

impl Figures {
    /// One digit's time in milliseconds, and what nineteen of twenty do not exceed.
    pub fn one(&self) -> String {
        format!("{} / {}", number(self.one_ms_p50), number(self.one_ms_p95))
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Found {
    #[default]
    Nothing,
    /// So large a part of it is there.
    Loading(f64),
    Running,
    Figures(Figures),
    /// Why it cannot be used here.
    Not(String),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    pub build: String,
    found: [Found; Kind::ALL.len()],
}

impl Measured {
    pub fn nothing(build: String) -> Self {
        Self { build, found: Default::default() }
    }

    pub fn of(&self, kind: Kind) -> &Found {
        &self.found[kind as usize]
    }

    pub fn put(&mut self, kind: Kind, found: Found) {
        self.found[kind as usize] = found;
    }

    /// What was ended half way says nothing.
    pub fn forget_unfinished(&mut self) {
        for found in &mut self.found {
            if matches!(found, Found::Loading(_) | Found::Running) {
                *found = Found::Nothing;
            }
        }
    }

    pub fn figures(&self) -> impl Iterator<Item = (Kind, Figures)> {
        Kind::ALL.into_iter().filter_map(|kind| match self.of(kind) {
            Found::Figures(figures) => Some((kind, *figures)),
            _ => None,
        })
    }

    /// The first engine, unless another is clearly faster.
    pub fn fastest_for_one(&self) -> Kind {
        let Found::Figures(first) = self.of(Kind::FIRST) else { return Kind::FIRST };
        let clearly = self.figures().filter(|(_, figures)| figures.one_ms_p50 < WORTH * first.one_ms_p50);
        let best = clearly.min_by(|(_, one), (_, two)| one.one_ms_p50.total_cmp(&two.one_ms_p50));
        best.map_or(Kind::FIRST, |(kind, _)| kind)
    }

    /// As it is kept, and copied for programs.
    pub fn json(&self) -> String {
        let row = |kind: Kind| match self.of(kind) {
            Found::Figures(figures) => Some(json!({
                "engine": kind.name(),
                "load_ms": figures.load_ms,
                "one_ms_p50": figures.one_ms_p50,
                "one_ms_p95": figures.one_ms_p95,
                "images_per_s": figures.images_per_s,
            })),
            Found::Not(why) => Some(json!({ "engine": kind.name(), "reason": why })),
            Found::Nothing | Found::Loading(_) | Found::Running => None,
        };
        let rows: Vec<Value> = Kind::ALL.into_iter().filter_map(row).collect();
        json!({ "kind": "device", "build": self.build, "engines": rows }).to_string()
    }

    /// As it is copied for people.
    pub fn text(&self) -> String {
        let row = |kind: Kind| match self.of(kind) {
            Found::Figures(figures) => Some(format!(
                "{}: ready after {} ms, one digit {} ms (median / 95%), {} images a second\n",
                kind.title(),
                number(figures.load_ms),
                figures.one(),
                grouped(figures.images_per_s.round() as u32),
            )),
            Found::Not(why) => Some(format!("{}: {why}\n", kind.title())),
            Found::Nothing | Found::Loading(_) | Found::Running => None,
        };
        let rows: String = Kind::ALL.into_iter().filter_map(row).collect();
        format!("Inkling on this device, build {}\n{rows}", self.build)
    }
}

/// What was kept, if it can be understood.
pub fn read(kept: &str) -> Option<Measured> {
    let kept: Value = serde_json::from_str(kept).ok()?;
    let mut measured = Measured::nothing(kept.get("build")?.as_str()?.to_owned());
    for row in kept.get("engines")?.as_array()? {
        let kind = Kind::named(row.get("engine")?.as_str()?)?;
        let number = |name: &str| row.get(name).and_then(Value::as_f64);
        measured.put(
            kind,
            match row.get("reason").and_then(Value::as_str) {
                Some(why) => Found::Not(why.to_owned()),
                None => Found::Figures(Figures {
                    load_ms: number("load_ms")?,
                    one_ms_p50: number("one_ms_p50")?,
                    one_ms_p95: number("one_ms_p95")?,
                    images_per_s: number("images_per_s")?,
                }),
            },
        );
    }
    Some(measured)
}

/// A time with as many digits as mean something.
pub fn number(time: f64) -> String {
    if time < 10.0 { format!("{time:.1}") } else { grouped(time.round() as u32) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(flex: f64, webgpu: Option<f64>) -> Measured {
        let figures =
            |one_ms_p50| Figures { load_ms: 120.5, one_ms_p50, one_ms_p95: 2.0 * one_ms_p50, images_per_s: 1234.5 };
        let mut measured = Measured::nothing("b1".into());
        measured.put(Kind::Flex, Found::Figures(figures(flex)));
        let found =
            webgpu.map_or_else(|| Found::Not("this browser offers none.".into()), |one| Found::Figures(figures(one)));
        measured.put(Kind::Webgpu, found);
        measured
    }

    #[test]
    fn what_was_kept_is_found_again() {
        for measured in [with(1.0, None), with(1.0, Some(0.3))] {
            assert_eq!(read(&measured.json()), Some(measured));
        }
        for other in ["", "{}", "{\"build\":\"b\",\"engines\":[{\"engine\":\"abacus\"}]}", "[1]"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn only_what_is_clearly_faster_takes_over() {
        assert_eq!(with(1.0, None).fastest_for_one(), Kind::Flex);
        assert_eq!(with(1.0, Some(0.9)).fastest_for_one(), Kind::Flex);
        assert_eq!(with(1.0, Some(0.5)).fastest_for_one(), Kind::Webgpu);
        assert_eq!(Measured::nothing("b1".into()).fastest_for_one(), Kind::Flex);
    }

    #[test]
    fn people_get_sentences() {
        let text = with(0.94, None).text();
        assert!(
            text.contains(
                "Flex: ready after 121 ms, one digit 0.9 / 1.9 ms (median / 95%), 1\u{202f}235 images a second"
            )
        );
        assert!(text.contains("WebGPU: this browser offers none."), "{text}");
    }

    #[test]
    fn what_was_ended_half_way_is_forgotten() {
        let mut measured = with(1.0, None);
        measured.put(Kind::Ndarray, Found::Loading(0.4));
        measured.forget_unfinished();
        assert_eq!((measured.of(Kind::Ndarray), measured.figures().count()), (&Found::Nothing, 1));
    }
}
