//! What a model in the worker learns of somebody's hand: prototypes while the page waits, the last layer while nothing is
//! asked.

use super::now;
use crate::alphabet::{Alphabet, SymbolId};
use crate::hand::{Example, HandReport, Known, Learner, Score, Study, Typical};
use crate::protocol::Packed;
use crate::protocol::recognizer::{ModelName, Response};
use crate::statistics::highest;

/// So many milliseconds of looking at examples may pass before the page is told, and between two looks for requests.
const AT_ONCE_MS: f64 = 25.0;
const SLICE_MS: f64 = 12.0;
/// Of more examples the newest count: a step of the last layer has to stay short.
const MOST: usize = 600;

/// What the page asked to be learned.
#[derive(Clone, Debug)]
pub struct Lesson {
    pub id: u32,
    pub model: ModelName,
    pub examples: Vec<Example>,
}

/// What a model knows of a hand, and what it has still to learn.
#[derive(Default)]
pub struct OwnHand {
    pub learner: Learner,
    /// The model's last layer, which an own one is held to; none before it was asked for.
    pub typical: Option<Typical>,
    /// What was learned, in order, and what waits; of what was seen before, what was seen.
    learned: Vec<Seen>,
    waiting: Vec<Seen>,
    study: Option<Study>,
    /// How many signs were known when a last layer was taught last, taken or not.
    studied: usize,
    /// Whose lesson is under way: the final report is missing.
    open: Option<(u32, ModelName)>,
    millis: f64,
}

/// An example with what the model saw of it; the latter is none where it was not looked at yet, or cannot be seen.
struct Seen {
    example: Example,
    known: Option<Known>,
}

/// Whether there is more to think about, and what there is to tell.
#[derive(Default)]
pub struct Thought {
    pub is_busy: bool,
    pub told: Option<Response>,
}

impl OwnHand {
    /// Learns as much as can be done at once, and says how far it is.
    pub async fn teach(
        &mut self,
        lesson: Lesson,
        alphabet: &Alphabet,
        see: impl AsyncFn(&Example, usize) -> Option<Known>,
    ) -> Response {
        let begun = now();
        let Lesson { id, model, mut examples } = lesson;
        examples.retain(|example| alphabet.position(example.symbol).is_some());
        examples.drain(..examples.len().saturating_sub(MOST));
        self.begin(examples);
        (self.open, self.study, self.millis) = (Some((id, model.clone())), None, 0.0);
        self.look(alphabet, AT_ONCE_MS, see).await;
        self.millis = now() - begun;
        if self.waiting.is_empty() && self.studied == self.learner.known().len() {
            self.open = None;
        }
        Response::Taught { id, model, report: Packed::new(&self.report(alphabet)) }
    }

    /// A slice of what is still to be learned.
    pub async fn think(&mut self, alphabet: &Alphabet, see: impl AsyncFn(&Example, usize) -> Option<Known>) -> Thought {
        let begun = now();
        if self.open.is_none() {
            return Thought::default();
        }
        if !self.waiting.is_empty() {
            self.look(alphabet, SLICE_MS, see).await;
            self.millis += now() - begun;
            return Thought { is_busy: true, told: None };
        }
        let mut study = self.study.take().unwrap_or_else(|| {
            let typical = self.typical.clone().unwrap_or_default();
            self.learner.study(&typical)
        });
        while study.step() {
            if now() - begun > SLICE_MS {
                self.study = Some(study);
                self.millis += now() - begun;
                return Thought { is_busy: true, told: None };
            }
        }
        self.learner.take(study);
        self.studied = self.learner.known().len();
        self.millis += now() - begun;
        let open = self.open.take();
        let report = Packed::new(&self.report(alphabet));
        Thought { is_busy: false, told: open.map(|(id, model)| Response::Taught { id, model, report }) }
    }

    /// These examples from now on. Where they only became more, what was learned of the others stays.
    fn begin(&mut self, examples: Vec<Example>) {
        let mut earlier = std::mem::take(&mut self.learned);
        earlier.append(&mut self.waiting);
        let done = self.learner.known().len();
        let goes_on = earlier.len() <= examples.len()
            && earlier.iter().zip(&examples).all(|(seen, example)| seen.example == *example)
            && earlier.iter().filter(|seen| seen.known.is_some()).count() == done;
        let seen = |example: Example| {
            let known = earlier.iter().find(|seen| seen.example == example).and_then(|seen| seen.known.clone());
            Seen { example, known }
        };
        let mut all: Vec<Seen> = examples.into_iter().map(seen).collect();
        if goes_on {
            self.waiting = all.split_off(earlier.len());
            self.learned = all;
        } else {
            (self.learner, self.waiting, self.studied) = (Learner::default(), all, 0);
        }
    }

    /// Looks at the examples that wait, for so long; what was seen is learned.
    async fn look(&mut self, alphabet: &Alphabet, millis: f64, see: impl AsyncFn(&Example, usize) -> Option<Known>) {
        let begun = now();
        let mut seen = Vec::new();
        for Seen { example, known } in &mut self.waiting {
            if let (None, Some(class)) = (&known, alphabet.position(example.symbol)) {
                *known = see(example, class).await;
            }
            seen.push(known.clone());
            if now() - begun > millis {
                break;
            }
        }
        self.learned.extend(self.waiting.drain(..seen.len()));
        self.learner.learn(seen.into_iter().flatten().collect());
    }

    fn report(&self, alphabet: &Alphabet) -> HandReport {
        let (known, held) = (self.learner.known(), self.learner.held_back());
        let score = |right: usize| Score { right: right as u32, of: known.len() as u32 };
        let mut confused: Vec<(SymbolId, SymbolId, u32)> = Vec::new();
        for (known, said) in known.iter().zip(&held) {
            let taken = highest(said);
            let (Some(is), Some(taken)) = (alphabet.get(known.class), alphabet.get(taken)) else { continue };
            match confused.iter_mut().find(|(a, b, _)| (*a, *b) == (is, taken)) {
                Some((.., count)) => *count += 1,
                None if is != taken => confused.push((is, taken, 1)),
                None => {}
            }
        }
        confused.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
        HandReport {
            is_final: self.open.is_none(),
            used: known.len() as u32,
            before: score(known.iter().filter(|known| highest(&known.logits) == known.class).count()),
            after: score(known.iter().zip(&held).filter(|(known, said)| highest(said) == known.class).count()),
            confused,
            layer_taken: self.learner.has_layer(),
            millis: self.millis as f32,
        }
    }
}
