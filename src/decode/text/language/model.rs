//! The next character of a line, in all languages that are joined with an alphabet.

use super::file::Language;
use super::grammar::{Grammar, Place};
use super::letters::{self, APOSTROPHE};
use super::vocabulary::{self, Table, Vocabulary, Within, sum};

/// How many lower-case words are capitalised at the beginning of a line, and of a sentence.
const LINE_CAPITALISED: f32 = 0.25;
const SENTENCE_CAPITALISED: f32 = 0.8;
/// How probable a word in CAPITALS is on a line that has had no word, and the most that it is after others.
const CAPITALS: f32 = 0.02;
const MOST_CAPITALS: f32 = 0.85;
/// How probable it is that the next word is in any language, whatever the words before were in.
const CHANGE: f32 = 0.05;
/// What is impossible counts as this probable.
const LEAST: f32 = 1e-12;

/// A character of the alphabet.
#[derive(Clone, Copy, Debug)]
struct Character {
    char: char,
    /// The code of a letter, and whether it is a capital; None for a letter without case.
    letter: Option<(u8, Option<bool>)>,
}

/// Languages joined with the alphabet of a network.
#[derive(Clone, Debug)]
pub struct LineModel {
    alphabet: Vec<Character>,
    grammar: Grammar,
    languages: Vec<Vocabulary>,
}

/// What of a line so far matters to what follows.
#[derive(Clone, Debug)]
pub struct State {
    place: Place,
    /// How probable it is that the line is not within a word. With the weights of all words it sums to one.
    outside: f32,
    words: Vec<Within>,
    /// How probable each language is for the next word.
    languages: Vec<f32>,
    /// How probable CAPITALS are for the next word.
    capitals: f32,
    /// Letters of the word so far.
    letters: usize,
}

impl LineModel {
    /// Where the alphabet lacks ä, ö, ü or ß, words have ae, oe, ue or ss in their place. None without a language.
    pub fn new(chars: &[char], languages: &[Language]) -> Option<Self> {
        let character = |char: &char| Character {
            char: *char,
            letter: letters::code(*char).map(|code| (code, (code != APOSTROPHE).then(|| char.is_uppercase()))),
        };
        let alphabet: Vec<Character> = chars.iter().map(character).collect();
        let writable = |code: u8| alphabet.iter().any(|one| matches!(one.letter, Some((own, _)) if own == code));
        let languages: Vec<Vocabulary> = languages.iter().map(|one| Vocabulary::new(one, writable)).collect();
        let grammar = Grammar::new(chars);
        (!languages.is_empty()).then_some(Self { alphabet, grammar, languages })
    }

    /// An empty line.
    pub fn start(&self) -> State {
        State {
            place: Place::Start,
            outside: 1.0,
            words: Vec::new(),
            languages: vec![1.0 / self.languages.len() as f32; self.languages.len()],
            capitals: CAPITALS,
            letters: 0,
        }
    }

    /// The probability of a character of the alphabet, and the line with it.
    pub fn next(&self, state: &State, class: usize) -> (f32, State) {
        let character = self.alphabet[class];
        let (mut words, mut within) = self.advance(&state.words, character);
        let mut next = match character.letter {
            Some((code, is_capital)) if code != APOSTROPHE => self.behind_suffix(state, code, is_capital),
            _ => self.behind_mark(state, class),
        };
        let (begun, beginning) = match character.letter {
            Some((code, _)) if code != APOSTROPHE => self.advance(&self.begin(state), character),
            _ => (Vec::new(), 0.0),
        };
        let probability = next.outside + within + beginning;
        // A word goes on or begins; of the two the likelier is kept.
        if beginning > within {
            (words, within, next.letters) = (begun, beginning, 1);
        }
        let all = next.outside + within;
        if all > 0.0 {
            next.outside /= all;
        } else {
            (next.outside, next.place) = (1.0, Place::Other);
        }
        if within > 0.0 {
            words.iter_mut().for_each(|word| word.normalise(sum(&word.weights) / all));
            next.words = words;
        }
        (probability.max(LEAST), next)
    }

    /// The line behind the s of "Anna's", which ends its word, and how probable that is (`outside`). Words are not its
    /// concern.
    fn behind_suffix(&self, state: &State, code: u8, is_capital: Option<bool>) -> State {
        let case = if is_capital == Some(true) { state.capitals } else { 1.0 - state.capitals };
        let suffix = state.outside * self.grammar.suffix(state.place) * case;
        let outside = if letters::LETTERS[usize::from(code)] == 's' { suffix } else { 0.0 };
        State { place: Place::Word, outside, words: Vec::new(), letters: state.letters + 1, ..state.clone() }
    }

    /// The line behind what is no letter: a word has ended, or none was begun. `outside` is how probable that is.
    fn behind_mark(&self, state: &State, class: usize) -> State {
        let ends = self.ends(state);
        let ended: f32 = ends.iter().map(sum).sum();
        let behind_word = ended * self.grammar.character(Place::Word, class);
        let behind_other = state.outside * self.grammar.character(state.place, class);
        let is_behind_word = ended > 0.0 && behind_word >= behind_other;
        let before = if is_behind_word { Place::Word } else { state.place };
        let place = before.then(self.alphabet[class].char, before == Place::Word);
        let outside = behind_word + behind_other;
        let mut next = State { place, outside, words: Vec::new(), letters: state.letters + 1, ..state.clone() };
        if is_behind_word {
            next.learn(&ends, ended);
        }
        next
    }

    /// The probability that the line ends.
    pub fn end(&self, state: &State) -> f32 {
        let ended: f32 = self.ends(state).iter().map(sum).sum();
        (ended * self.grammar.end(Place::Word) + state.outside * self.grammar.end(state.place)).max(LEAST)
    }

    /// The words with one more letter, and how probable that is; nothing for what is no letter.
    fn advance(&self, words: &[Within], character: Character) -> (Vec<Within>, f32) {
        let Some((code, is_capital)) = character.letter else { return (Vec::new(), 0.0) };
        let words = words.iter().zip(&self.languages).map(|(word, language)| language.next(word, code, is_capital));
        let words: Vec<Within> = words.collect();
        let probability = words.iter().map(|word| sum(&word.weights)).sum();
        (words, probability)
    }

    /// Words that begin here, as probable as that is.
    fn begin(&self, state: &State) -> Vec<Within> {
        let begins = state.outside * self.grammar.word(state.place);
        if begins <= 0.0 {
            return Vec::new();
        }
        let capitalised = match state.place {
            Place::Start => LINE_CAPITALISED,
            Place::Sentence => SENTENCE_CAPITALISED,
            _ => 0.0,
        };
        let words = self.languages.iter().zip(&state.languages).map(|(language, share)| {
            let mut word = language.begin(capitalised, state.capitals);
            word.weights.iter_mut().flatten().for_each(|weight| *weight *= begins * share);
            word
        });
        words.collect()
    }

    /// How probable it is that the word ends here, by language, part and case.
    fn ends(&self, state: &State) -> Vec<Table> {
        state.words.iter().zip(&self.languages).map(|(word, language)| language.end(word)).collect()
    }
}

impl State {
    /// Takes the word that ends here as a hint to the language and case of those that follow.
    fn learn(&mut self, ends: &[Table], ended: f32) {
        let even = 1.0 / ends.len() as f32;
        for (language, own) in self.languages.iter_mut().zip(ends) {
            *language = CHANGE * even + (1.0 - CHANGE) * sum(own) / ended;
        }
        // One letter says nothing, and what is always in capitals no more.
        if self.letters > 2 {
            let capitals: f32 = ends.iter().map(vocabulary::capitals).sum();
            self.capitals = CAPITALS + (MOST_CAPITALS - CAPITALS) * capitals / ended;
        }
    }
}
