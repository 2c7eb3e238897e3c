//! A slow network, on purpose: one line to the browser that all answers share, with the way there and back before each.
//!
//! Chromium's own throttling slows what the page itself asks for and leaves its workers' requests alone (measured: a
//! worker fetched in 20 ms what took its page 1.2 s), and an engine loads in a worker. So the server takes over the
//! same two numbers, meant as Chromium means them: a wait before each answer begins, and so many bytes a second in all.

use super::lock::lock;
use std::io::{self, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

#[derive(Debug)]
pub struct Line {
    /// From a request to the beginning of its answer.
    latency: Duration,
    bytes_a_second: f64,
    /// When the line has carried what it was given so far.
    free: Mutex<Instant>,
}

/// Small enough that answers under way at the same time get on side by side.
const PACKET: usize = 1_460;

impl Line {
    pub fn new(latency: Duration, megabits: f64) -> Self {
        Self { latency, bytes_a_second: megabits * 1e6 / 8.0, free: Mutex::new(Instant::now()) }
    }

    /// 1.6 Mbit/s and 150 ms: what Chromium's tools call a slow fourth generation, and what audits throttle to.
    pub fn slow() -> Self {
        Self::new(Duration::from_millis(150), 1.6)
    }

    pub fn send(&self, to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
        std::thread::sleep(self.latency);
        for packet in bytes.chunks(PACKET) {
            std::thread::sleep(self.book(packet.len(), Instant::now()));
            to.write_all(packet)?;
        }
        Ok(())
    }

    /// Takes the line for so many bytes; says how long it is until they have arrived.
    fn book(&self, bytes: usize, now: Instant) -> Duration {
        let mut free = lock(&self.free);
        *free = (*free).max(now) + Duration::from_secs_f64(bytes as f64 / self.bytes_a_second);
        free.duration_since(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_answers_share_one_line() {
        let line = Line::new(Duration::ZERO, 0.8);
        let now = Instant::now() + Duration::from_secs(1);
        assert_eq!(line.book(1_000, now), Duration::from_millis(10));
        assert_eq!(line.book(2_000, now), Duration::from_millis(30));
        // What it did not carry while nobody asked is lost.
        assert_eq!(line.book(1_000, now + Duration::from_secs(5)), Duration::from_millis(10));
    }

    #[test]
    fn everything_arrives_after_its_wait() {
        let line = Line::new(Duration::from_millis(20), 800.0);
        let (began, bytes, mut arrived) = (Instant::now(), vec![7; 5_000], Vec::new());
        line.send(&mut arrived, &bytes).unwrap();
        assert!(began.elapsed() >= Duration::from_millis(20));
        assert_eq!(arrived, bytes);
    }
}
