//! Scales: from values to places along an axis, and the round values of its ticks.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Even,
    /// Logarithmic: each doubling takes the same room.
    Doubling,
    /// Logarithmic in what is missing from 1, for fractions: 99.5% and 99.8% stay apart.
    Nines,
}

/// The smallest distance from 1, or the smallest value, that logarithmic scales show.
const MISSING: f32 = 1e-4;

#[derive(Clone, Copy, Debug)]
pub struct Scale {
    kind: Kind,
    from: f32,
    to: f32,
    start: f32,
    end: f32,
}

impl Scale {
    /// A scale that takes the lower value to `start` and the upper to `end`, which may lie before it.
    pub fn new(kind: Kind, (low, high): (f32, f32), (start, end): (f32, f32)) -> Self {
        Self { kind, from: even(kind, low), to: even(kind, high), start, end }
    }

    pub fn place(&self, value: f32) -> f32 {
        let span = self.to - self.from;
        let part = if span > 0.0 { (even(self.kind, value) - self.from) / span } else { 0.5 };
        self.start + part.clamp(0.0, 1.0) * (self.end - self.start)
    }

    /// About so many round values within the scale, in order.
    pub fn ticks(&self, about: usize) -> Vec<f32> {
        let inside = |value: &f32| (self.from - 1e-4..=self.to + 1e-4).contains(&even(self.kind, *value));
        match self.kind {
            Kind::Even => {
                let step = step((self.to - self.from) / about.max(1) as f32);
                let first = (self.from / step - 1e-3).ceil();
                let count = ((self.to / step + 1e-3).floor() - first).max(0.0) as usize;
                // Counted, not added up: sums of decimals drift.
                (0..=count).map(|at| (first + at as f32) * step).collect()
            }
            Kind::Doubling => thinned(decades().filter(inside).collect(), about),
            Kind::Nines => {
                let mut ticks: Vec<f32> = decades().map(|missing| 1.0 - missing).filter(inside).collect();
                ticks.reverse();
                thinned(ticks, about)
            }
        }
    }
}

/// The least and the greatest value, with a little room around; 0 to 1 where there are none.
pub fn range(kind: Kind, values: impl Iterator<Item = f32>) -> (f32, f32) {
    let (low, high) = values.fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return (0.0, 1.0);
    }
    let (from, to) = (even(kind, low), even(kind, high));
    let room = if to > from { 0.04 * (to - from) } else { 0.04 };
    (back(kind, from - room), back(kind, to + room))
}

/// The value on a scale where equal steps take equal room.
fn even(kind: Kind, value: f32) -> f32 {
    match kind {
        Kind::Even => value,
        Kind::Doubling => value.max(MISSING).log10(),
        Kind::Nines => -(1.0 - value).max(MISSING).log10(),
    }
}

fn back(kind: Kind, value: f32) -> f32 {
    match kind {
        Kind::Even => value,
        Kind::Doubling => 10f32.powf(value),
        Kind::Nines => 1.0 - 10f32.powf(-value),
    }
}

/// The smallest of 1, 2 or 5 times a power of ten that is not below `least`.
fn step(least: f32) -> f32 {
    let power = 10f32.powf(least.max(1e-9).log10().floor());
    let times = [1.0, 2.0, 5.0, 10.0].into_iter().find(|times| times * power >= least * 0.999);
    times.unwrap_or(10.0) * power
}

fn decades() -> impl Iterator<Item = f32> {
    // Written out: powers of ten computed in floats are not round.
    [0.001, 0.01, 0.1, 1.0, 10.0].into_iter().flat_map(|power| [1.0, 2.0, 5.0].map(|times| times * power))
}

/// Every second, every third, … counted from the last, until there are few enough.
fn thinned(ticks: Vec<f32>, about: usize) -> Vec<f32> {
    let every = ticks.len().div_ceil(about.max(1)).max(1);
    let last = ticks.len().saturating_sub(1);
    ticks.into_iter().enumerate().filter(|(at, _)| (last - at).is_multiple_of(every)).map(|(_, tick)| tick).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::words::{percent_tick, tick};

    fn named(kind: Kind, domain: (f32, f32), about: usize, name: fn(f32) -> String) -> String {
        Scale::new(kind, domain, (0.0, 1.0)).ticks(about).into_iter().map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn ends_lie_at_the_ends_and_nothing_outside() {
        for (kind, domain) in [(Kind::Even, (0.2, 0.7)), (Kind::Doubling, (0.05, 0.8)), (Kind::Nines, (0.7, 0.995))] {
            let scale = Scale::new(kind, domain, (300.0, 20.0));
            assert_eq!((scale.place(domain.0), scale.place(domain.1)), (300.0, 20.0));
            assert_eq!((scale.place(-9.0), scale.place(9.0)), (300.0, 20.0));
        }
        assert_eq!(Scale::new(Kind::Even, (1.0, 1.0), (0.0, 10.0)).place(1.0), 5.0);
    }

    #[test]
    fn equal_factors_take_equal_room() {
        let loss = Scale::new(Kind::Doubling, (0.1, 0.8), (0.0, 3.0));
        assert!((loss.place(0.2) - 1.0).abs() < 1e-3 && (loss.place(0.4) - 2.0).abs() < 1e-3);
        let right = Scale::new(Kind::Nines, (0.9, 0.999), (0.0, 2.0));
        assert!((right.place(0.99) - 1.0).abs() < 1e-3);
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(named(Kind::Even, (0.9765, 1.0), 5, percent_tick), "98% 98.5% 99% 99.5% 100%");
        assert_eq!(named(Kind::Even, (0.0, 1.0), 5, percent_tick), "0% 20% 40% 60% 80% 100%");
        assert_eq!(named(Kind::Even, (1.0, 32.0), 5, tick), "10 20 30");
        assert_eq!(named(Kind::Doubling, (0.05, 0.8), 6, tick), "0.05 0.1 0.2 0.5");
        assert_eq!(named(Kind::Nines, (0.77, 0.9952), 8, percent_tick), "80% 90% 95% 98% 99% 99.5%");
        assert_eq!(named(Kind::Nines, (0.77, 0.9952), 3, percent_tick), "90% 98% 99.5%");
    }

    #[test]
    fn ranges_leave_room() {
        let (low, high) = range(Kind::Nines, [0.8, 0.9, 0.99].into_iter());
        assert!(low < 0.8 && low > 0.7 && high > 0.99 && high < 0.995, "{low} {high}");
        assert_eq!(range(Kind::Even, std::iter::empty()), (0.0, 1.0));
    }
}
