//! Progress during a long wait: a line that overwrites itself on a terminal, and one at intervals elsewhere.

use crate::tell;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// The progress of a build, by cargo's count of crates.
pub struct Progress {
    began: Instant,
    shown: Instant,
    crates: Option<(u32, u32)>,
    terminal: bool,
}

impl Progress {
    pub fn new(began: Instant) -> Self {
        Self { began, shown: began, crates: None, terminal: std::io::stderr().is_terminal() }
    }

    /// Takes the count out of a line of progress; returns any other line.
    pub fn take(&mut self, piece: String) -> Option<String> {
        let text = piece.trim();
        if let Some(count) = crates_in(text) {
            self.crates = Some(count);
            if self.terminal {
                self.show();
            }
            return None;
        }
        (!text.is_empty()).then_some(piece)
    }

    pub fn show(&mut self) {
        let pause = Duration::from_secs(if self.terminal { 1 } else { 30 });
        if self.shown.elapsed() < pause {
            return;
        }
        self.shown = Instant::now();
        let waited = tell::duration(Duration::from_secs(self.began.elapsed().as_secs()));
        let text = match self.crates {
            Some((done, all)) if done + 1 >= all => format!("{waited}: the last of {all} crates"),
            Some((done, all)) => format!("{waited}: {done} of {all} crates"),
            None => waited,
        };
        if self.terminal {
            eprint!("\r\x1b[K   … {text}");
            let _ = std::io::stderr().flush();
        } else {
            tell::line(&format!("… {text}"));
        }
    }

    pub fn clear(&self) {
        if self.terminal {
            eprint!("\r\x1b[K");
        }
    }
}

/// The count in a line such as "Building [=====>   ] 120/345: serde, …".
fn crates_in(text: &str) -> Option<(u32, u32)> {
    let (_, after) = text.split_once("Building [")?;
    let (_, count) = after.split_once("] ")?;
    let (done, rest) = count.split_once('/')?;
    let all: String = rest.chars().take_while(char::is_ascii_digit).collect();
    Some((done.trim().parse().ok()?, all.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_says_how_far_it_is() {
        assert_eq!(crates_in("    Building [====>      ] 120/345: serde, syn"), Some((120, 345)));
        assert_eq!(crates_in("   Compiling serde v1.0.0"), None);
    }
}
