//! Progress of a run on standard error: steps done, loss, accuracy and time left.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

pub struct Progress {
    steps: usize,
    batch: usize,
    first: usize,
    begun: Instant,
    shown: Instant,
    loss: f64,
    right: usize,
    seen: usize,
}

impl Progress {
    /// A run that begins or goes on at step `first`.
    pub fn new(steps: usize, batch: usize, first: usize) -> Self {
        let now = Instant::now();
        Self { steps, batch, first, begun: now, shown: now, loss: 0.0, right: 0, seen: 0 }
    }

    pub fn step(&mut self, step: usize, loss: f32, right: usize) {
        self.loss += f64::from(loss);
        self.right += right;
        self.seen += 1;
        let terminal = std::io::stderr().is_terminal();
        if self.shown.elapsed() < if terminal { Duration::from_millis(500) } else { Duration::from_secs(30) } {
            return;
        }
        self.shown = Instant::now();
        let each = self.begun.elapsed().as_secs_f64() / (step - self.first) as f64;
        let left = (each * (self.steps - step) as f64) as u64;
        let (loss, accuracy) = self.means();
        let line = format!(
            "{:3}% step {step}/{} loss {loss:.4} right {:.2}% {:.0}/s, {}:{:02} left",
            100 * step / self.steps,
            self.steps,
            100.0 * accuracy,
            self.batch as f64 / each,
            left / 60,
            left % 60
        );
        if terminal {
            eprint!("\r\x1b[K{line}");
            let _ = std::io::stderr().flush();
        } else {
            eprintln!("{line}");
        }
    }

    fn means(&self) -> (f64, f64) {
        let seen = self.seen.max(1) as f64;
        (self.loss / seen, self.right as f64 / (seen * self.batch as f64))
    }

    /// The epoch's loss and accuracy; the next begins.
    pub fn epoch(&mut self) -> (f64, f64) {
        let means = self.means();
        (self.loss, self.right, self.seen) = (0.0, 0, 0);
        means
    }

    pub fn say(&self, line: &str) {
        eprintln!("{}{line}", if std::io::stderr().is_terminal() { "\r\x1b[K" } else { "" });
    }
}
