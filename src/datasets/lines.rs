//! A text's lines, found without knowing what they hold.

use super::MOST_EXAMPLES;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    bytes: Vec<u8>,
    /// The number of each line, counted from one, and where it begins and ends.
    spans: Vec<(u32, usize, usize)>,
}

/// There are too many lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

impl std::fmt::Display for TooMany {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "It has more than {MOST_EXAMPLES} lines. Choose a part of it.")
    }
}

impl std::error::Error for TooMany {}

impl Lines {
    /// All lines but the empty ones.
    pub fn of(bytes: Vec<u8>) -> Result<Self, TooMany> {
        let mut spans = Vec::new();
        let mut begin = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let mut number = 0u32;
        while begin < bytes.len() {
            let length = bytes[begin..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - begin);
            number = number.saturating_add(1);
            if !bytes[begin..begin + length].trim_ascii().is_empty() {
                if spans.len() > MOST_EXAMPLES {
                    return Err(TooMany);
                }
                spans.push((number, begin, begin + length));
            }
            begin += length + 1;
        }
        Ok(Self { bytes, spans })
    }

    pub fn len(&self) -> usize {
        self.spans.len()
    }

    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// A line's number and its bytes.
    pub fn get(&self, at: usize) -> Option<(u32, &[u8])> {
        self.spans.get(at).map(|&(number, begin, end)| (number, self.bytes[begin..end].trim_ascii()))
    }

    /// Leaves out the first line, which only names columns.
    pub fn without_first(mut self) -> Self {
        self.spans.drain(..self.spans.len().min(1));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_count_and_are_left_out() {
        let lines = Lines::of(b"\xef\xbb\xbfone\r\n\n \ntwo".to_vec()).unwrap();
        assert_eq!((lines.get(0), lines.get(1)), (Some((1, b"one".as_slice())), Some((4, b"two".as_slice()))));
        assert_eq!((lines.len(), lines.without_first().get(0)), (2, Some((4, b"two".as_slice()))));
        assert!(Lines::of(Vec::new()).unwrap().is_empty());
    }

    #[test]
    fn a_file_of_nothing_but_lines_is_refused() {
        assert_eq!(Lines::of(b"1\n".repeat(MOST_EXAMPLES + 2)), Err(TooMany));
    }
}
