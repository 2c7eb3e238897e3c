//! The command line of `train` and `eval`: flags with a value, flags without.

use super::{Result, TrainError};

pub struct Args {
    words: Vec<String>,
}

impl Args {
    pub fn from_command_line() -> Self {
        Self { words: std::env::args().skip(1).collect() }
    }

    #[cfg(test)]
    pub fn from_words(words: &[&str]) -> Self {
        Self { words: words.iter().map(|word| (*word).to_owned()).collect() }
    }

    /// Takes the flag `name` away and returns whether it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let found = self.words.iter().position(|word| word == name);
        found.map(|at| self.words.remove(at)).is_some()
    }

    /// Takes the flag `name` and the `count` words after it away; None where it is not there.
    pub fn values(&mut self, name: &str, count: usize) -> Result<Option<Vec<String>>> {
        let Some(at) = self.words.iter().position(|word| word == name) else { return Ok(None) };
        let end = at + 1 + count;
        if end > self.words.len() || self.words[at + 1..end].iter().any(|word| word.starts_with("--")) {
            let things = if count == 1 { "a value".to_owned() } else { format!("{count} values") };
            return Err(TrainError(format!("{name} wants {things} after it; see --help.")));
        }
        Ok(Some(self.words.drain(at..end).skip(1).collect()))
    }

    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        Ok(self.values(name, 1)?.and_then(|mut values| values.pop()))
    }

    /// The number after the flag `name`; `otherwise` where it is not there.
    pub fn number<T: std::str::FromStr>(&mut self, name: &str, otherwise: T) -> Result<T> {
        Ok(self.number_if_any(name)?.unwrap_or(otherwise))
    }

    /// The number after the flag `name`; None where it is not there.
    pub fn number_if_any<T: std::str::FromStr>(&mut self, name: &str) -> Result<Option<T>> {
        let wrong = |word: &String| TrainError(format!("{name} wants a number, not “{word}”."));
        self.value(name)?.map(|word| word.parse().map_err(|_| wrong(&word))).transpose()
    }

    /// Refuses words that are left over.
    pub fn finish(self) -> Result<()> {
        match self.words.first() {
            None => Ok(()),
            Some(word) => Err(TrainError(format!("“{word}” is not known here; see --help."))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_away_as_they_are_asked_for() {
        let mut args = Args::from_words(&["--images", "a", "b", "--json", "--epochs", "3"]);
        assert_eq!(args.values("--images", 2).unwrap().unwrap(), ["a", "b"]);
        assert!(args.flag("--json") && !args.flag("--json"));
        assert_eq!(args.number("--epochs", 1).unwrap(), 3);
        assert_eq!(args.number("--seed", 7).unwrap(), 7);
        assert!(args.finish().is_ok());
    }

    #[test]
    fn wrong_words_are_told() {
        assert!(Args::from_words(&["--images", "a"]).values("--images", 2).is_err());
        assert!(Args::from_words(&["--images", "a", "--json"]).values("--images", 2).is_err());
        assert!(Args::from_words(&["--epochs", "many"]).number("--epochs", 1).is_err());
        assert!(Args::from_words(&["--nonsense"]).finish().is_err());
    }
}
