//! How many tests ran, read from what the runners say at their end.

use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u32,
    pub failed: u32,
    /// Left out on this machine, each with a line that says why.
    pub skipped: u32,
}

/// A test that cannot run on this machine starts its line with this; it then passes, and is counted as skipped.
pub const SKIPPED: &str = "skipped:";

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl Counts {
    /// All of the runners' closing lines in the output.
    pub fn read(lines: &[String]) -> Self {
        let mut counts = Self::default();
        for line in lines {
            if let Some((_, result)) = line.split_once("test result: ") {
                counts.passed += number_before(result, " passed");
                counts.failed += number_before(result, " failed");
                counts.skipped += number_before(result, " ignored");
            } else if line.starts_with(SKIPPED) {
                counts.skipped += 1;
            }
        }
        counts
    }
}

fn number_before(text: &str, word: &str) -> u32 {
    let number = text.split(word).next().filter(|before| before.len() < text.len());
    number.and_then(|before| before.rsplit(' ').next()?.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_runners_are_added_up() {
        let lines = [
            "test a ... ok",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "skipped: Firefox is not installed.",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
        ];
        let counts = Counts::read(&lines.map(str::to_owned));
        assert_eq!(counts, Counts { passed: 15, failed: 2, skipped: 2 });
    }
}
