//! What stands between words: spaces, digits and marks, by what stands before them.

use super::letters::code;

/// What the line's last character was, as far as it matters to what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nothing stands on the line yet.
    Start,
    /// A space behind the end of a sentence.
    Sentence,
    Space,
    /// An opening bracket, or a quotation mark before a word.
    Open,
    Digit,
    /// The end of a sentence, without its space.
    Stop,
    /// A comma and the like, a closing bracket.
    Mark,
    /// A mark between digits, as in 3.5 or 12:30.
    Point,
    /// A hyphen or a slash.
    Joiner,
    /// An apostrophe behind a word.
    Apostrophe,
    /// A word that has ended: before anything else but its letters.
    Word,
    /// Any other character.
    Other,
}

/// What may follow: the parts sum to about one, and are made to.
struct Row {
    place: Place,
    /// A word begins.
    word: f32,
    /// An s that ends the word, as in "Anna's".
    suffix: f32,
    digit: f32,
    space: f32,
    end: f32,
    marks: &'static [(char, f32)],
    /// All characters that are no letter, digit or space, together.
    other: f32,
}

const fn row(place: Place, [word, digit, space, end, other]: [f32; 5], marks: &'static [(char, f32)]) -> Row {
    let suffix = if matches!(place, Place::Apostrophe) { 0.5 } else { 0.0 };
    Row { place, word, suffix, digit, space, end, marks, other }
}

/// Estimates for everyday notes. In the columns: word, digit, space, end of the line, any other mark.
const ROWS: [Row; 12] = [
    row(Place::Start, [0.82, 0.09, 0.001, 0.002, 0.03], &[('(', 0.02), ('"', 0.02), ('-', 0.01), ('$', 0.01)]),
    row(Place::Sentence, [0.86, 0.03, 0.003, 0.02, 0.02], &[('(', 0.02), ('"', 0.03), ('.', 0.005), ('-', 0.01)]),
    row(
        Place::Space,
        [0.85, 0.07, 0.003, 0.003, 0.02],
        &[('(', 0.015), ('"', 0.012), ('-', 0.01), ('$', 0.006), ('&', 0.004), ('.', 0.003), (',', 0.003)],
    ),
    row(Place::Open, [0.8, 0.1, 0.02, 0.01, 0.05], &[]),
    row(
        Place::Digit,
        [0.04, 0.5, 0.2, 0.1, 0.03],
        &[('.', 0.03), (',', 0.03), (':', 0.015), ('-', 0.02), ('/', 0.015), ('%', 0.01), (')', 0.01)],
    ),
    row(Place::Stop, [0.03, 0.02, 0.66, 0.2, 0.01], &[('"', 0.02), (')', 0.01), ('.', 0.03), ('!', 0.01), ('?', 0.01)]),
    row(Place::Mark, [0.03, 0.03, 0.8, 0.08, 0.03], &[('"', 0.01), ('.', 0.01), (',', 0.01)]),
    row(Place::Point, [0.02, 0.7, 0.16, 0.05, 0.04], &[('-', 0.03)]),
    row(Place::Joiner, [0.68, 0.12, 0.1, 0.03, 0.03], &[('-', 0.04)]),
    row(Place::Apostrophe, [0.25, 0.02, 0.12, 0.04, 0.03], &[('.', 0.02), (',', 0.02)]),
    row(
        Place::Word,
        [0.0, 0.008, 0.69, 0.13, 0.015],
        &[
            (',', 0.05),
            ('.', 0.05),
            ('\'', 0.012),
            ('-', 0.015),
            (':', 0.006),
            (';', 0.003),
            ('?', 0.006),
            ('!', 0.005),
            (')', 0.006),
            ('"', 0.006),
            ('/', 0.004),
        ],
    ),
    row(Place::Other, [0.2, 0.3, 0.3, 0.1, 0.1], &[]),
];

/// The rows for one alphabet.
#[derive(Clone, Debug)]
pub struct Grammar {
    /// For each place, the probability of each of the alphabet's characters; 0 for letters.
    characters: Vec<Vec<f32>>,
    /// Of a word, of the suffix and of the line's end.
    others: Vec<[f32; 3]>,
}

impl Grammar {
    pub fn new(chars: &[char]) -> Self {
        let is_mark = |c: char| !c.is_ascii_digit() && c != ' ' && (c == '\'' || code(c).is_none());
        let marks = chars.iter().filter(|c| is_mark(**c)).count().max(1) as f32;
        let digits = chars.iter().filter(|c| c.is_ascii_digit()).count().max(1) as f32;
        let mut grammar = Self { characters: Vec::new(), others: Vec::new() };
        for row in &ROWS {
            let weight = |c: char| match c {
                ' ' => row.space,
                _ if c.is_ascii_digit() => row.digit / digits,
                _ if is_mark(c) => {
                    row.other / marks + row.marks.iter().find(|(mark, _)| *mark == c).map_or(0.0, |(_, weight)| *weight)
                }
                _ => 0.0,
            };
            let weights: Vec<f32> = chars.iter().map(|c| weight(*c)).collect();
            let sum = weights.iter().sum::<f32>() + row.word + row.suffix + row.end;
            grammar.characters.push(weights.into_iter().map(|weight| weight / sum).collect());
            grammar.others.push([row.word, row.suffix, row.end].map(|weight| weight / sum));
        }
        grammar
    }

    /// The probability of a character that is no letter of a word; 0 for the letters.
    pub fn character(&self, place: Place, class: usize) -> f32 {
        self.characters[index(place)][class]
    }

    /// The probability that a word begins.
    pub fn word(&self, place: Place) -> f32 {
        self.others[index(place)][0]
    }

    /// The probability of the s that ends a word behind an apostrophe.
    pub fn suffix(&self, place: Place) -> f32 {
        self.others[index(place)][1]
    }

    /// The probability that the line ends.
    pub fn end(&self, place: Place) -> f32 {
        self.others[index(place)][2]
    }
}

fn index(place: Place) -> usize {
    ROWS.iter().position(|row| row.place == place).unwrap_or_default()
}

impl Place {
    /// The place behind a character that is no letter of a word. `behind_word` says that a word ended before it.
    pub fn then(self, c: char, behind_word: bool) -> Self {
        match c {
            ' ' if matches!(self, Self::Stop | Self::Sentence) => Self::Sentence,
            ' ' => Self::Space,
            _ if c.is_ascii_digit() => Self::Digit,
            '.' | ',' | ':' | '/' | '-' if self == Self::Digit && !behind_word => Self::Point,
            '.' | '!' | '?' => Self::Stop,
            '\'' if behind_word => Self::Apostrophe,
            '"' if behind_word || matches!(self, Self::Stop | Self::Mark | Self::Digit) => self.closed(),
            '(' | '[' | '{' | '"' | '\'' | '<' => Self::Open,
            ',' | ';' | ':' | ')' | ']' | '}' | '%' | '>' => self.closed(),
            '-' | '/' => Self::Joiner,
            _ => Self::Other,
        }
    }

    /// Behind a closing mark: a sentence that ended before it has ended behind it, too.
    fn closed(self) -> Self {
        if self == Self::Stop { Self::Stop } else { Self::Mark }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_a_row_that_sums_to_one() {
        let chars: Vec<char> = ('!'..='~').chain([' ', '€']).collect();
        let grammar = Grammar::new(&chars);
        for row in &ROWS {
            let characters: f32 = (0..chars.len()).map(|class| grammar.character(row.place, class)).sum();
            let sum = characters + grammar.word(row.place) + grammar.suffix(row.place) + grammar.end(row.place);
            assert!((sum - 1.0).abs() < 1e-5, "{:?}: {sum}", row.place);
            assert!(chars.iter().zip(0..).all(|(c, class)| {
                (grammar.character(row.place, class) > 0.0) == (code(*c).is_none() || *c == '\'')
            }));
        }
    }

    #[test]
    fn places_follow_each_other() {
        let walk = |text: &str| text.chars().fold(Place::Start, |place, c| place.then(c, false));
        assert_eq!(walk("3."), Place::Point);
        assert_eq!(walk(". "), Place::Sentence);
        assert_eq!(walk("!\" "), Place::Sentence);
        assert_eq!(walk("(\""), Place::Open);
        assert_eq!(Place::Word.then('\'', true), Place::Apostrophe);
        assert_eq!(Place::Word.then('"', true), Place::Mark);
        assert_eq!(Place::Word.then('.', true), Place::Stop);
    }
}
