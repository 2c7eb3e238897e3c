//! Patience with the engine: how long to wait for it, and how often to start it again.

/// The longest stretch that one look at the clock counts. A page that slept, in a background tab or with the lid
/// closed, must not take its own sleep for the engine's silence.
const LONGEST_STEP: f64 = 1500.0;
/// An answer takes milliseconds, and one that takes longer comes with signs of life; after four seconds without, none
/// will come.
pub const ANSWER_MS: f64 = 4_000.0;
/// The engine is half a megabyte: twenty seconds are a slow line, more is a broken one.
pub const START_MS: f64 = 20_000.0;
/// A second crash within this time is no accident.
pub const TWICE_MS: f64 = 60_000.0;

/// Counts the time that the page has been awake since the engine was asked for something.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Watchdog {
    watch: Option<Watch>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Watch {
    limit: f64,
    waited: f64,
    seen: f64,
}

impl Watchdog {
    pub fn start(&mut self, limit: f64, now: f64) {
        self.watch = Some(Watch { limit, waited: 0.0, seen: now });
    }

    /// From now on, unless something was asked for before.
    pub fn start_unless_on(&mut self, limit: f64, now: f64) {
        if self.watch.is_none() {
            self.start(limit, now);
        }
    }

    pub fn stop(&mut self) {
        self.watch = None;
    }

    /// Whether patience has run out; says so once.
    pub fn tick(&mut self, now: f64) -> bool {
        let Some(watch) = &mut self.watch else { return false };
        watch.waited += (now - watch.seen).clamp(0.0, LONGEST_STEP);
        watch.seen = now;
        let over = watch.waited >= watch.limit;
        if over {
            self.stop();
        }
        over
    }
}

/// Remembers the last crash: one is mended without asking, two in a row are reported.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Crashes {
    last: Option<f64>,
}

impl Crashes {
    /// Whether to start the engine again by ourselves.
    pub fn may_restart(&mut self, now: f64) -> bool {
        let before = self.last.replace(now);
        before.is_none_or(|before| now - before > TWICE_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(dog: &mut Watchdog, from: f64, to: f64, every: f64) -> Option<f64> {
        let mut now = from;
        while now <= to {
            if dog.tick(now) {
                return Some(now);
            }
            now += every;
        }
        None
    }

    #[test]
    fn patience_runs_out_once() {
        let mut dog = Watchdog::default();
        dog.start(ANSWER_MS, 0.0);
        assert_eq!(ticks(&mut dog, 500.0, 9000.0, 500.0), Some(4000.0));
        assert_eq!(ticks(&mut dog, 4500.0, 90_000.0, 500.0), None);
    }

    #[test]
    fn an_answer_calms_it() {
        let mut dog = Watchdog::default();
        dog.start(ANSWER_MS, 0.0);
        assert_eq!(ticks(&mut dog, 500.0, 3500.0, 500.0), None);
        dog.stop();
        assert_eq!(ticks(&mut dog, 4000.0, 90_000.0, 500.0), None);
    }

    #[test]
    fn a_page_that_slept_does_not_blame_the_engine() {
        let mut dog = Watchdog::default();
        dog.start(ANSWER_MS, 0.0);
        assert!(!dog.tick(3_600_000.0));
    }

    #[test]
    fn the_first_crash_is_mended_and_the_second_in_a_minute_is_not() {
        let mut crashes = Crashes::default();
        assert!(crashes.may_restart(1000.0));
        assert!(!crashes.may_restart(1000.0 + TWICE_MS - 1.0));
        assert!(crashes.may_restart(1000.0 + 3.0 * TWICE_MS));
    }
}
