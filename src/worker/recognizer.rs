//! The worker that reads: loads the first model, tests itself, then answers each request in turn. Further models are
//! loaded when a request names them, and stay.
//!
//! The page sends one request about the sheet at a time and keeps only the newest. What it asks besides waits here, since
//! an engine on a GPU answers later.

use super::further::Further;
use super::judging::FEW;
use super::loading::{bytes_in, fetched, opened};
use super::{bytes, early, now, pause, tell};
use crate::ink::Drawing;
use crate::net::{Model, Read};
use crate::pipeline::Memory;
use crate::protocol::recognizer::{Failure, ModelAbout, ModelName, ModelState, Request, Response};
use crate::protocol::{self, Garbled};
use crate::segment;
use burn::tensor::Device;
use js_sys::{Function, Promise};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

/// What the loader hands over: the answer with the first model's weights, and how to ask for further ones.
pub struct Sources {
    pub first: ModelName,
    /// The promise of the answer that carries the first model's weights.
    pub weights: Promise,
    /// Called with a model's name and a function that is told the part of its bytes that is there; returns the promise
    /// of the answer that carries its weights.
    pub fetch: Function,
}

/// Starts the engine on the device, once it is there; `F` is how it reads with models beyond the first.
pub fn start<F: Further>(
    name: &'static str,
    device: impl Future<Output = Result<Device, Failure>> + 'static,
    sources: Sources,
) {
    report_panics();
    spawn_local(async move {
        match Recognizer::<F>::new(device, sources).await {
            Ok((recognizer, ready)) => serve(recognizer, ready(name.to_owned())),
            Err(failure) => tell(&Response::Failed(failure)),
        }
    });
}

/// Answers each message in turn, for as long as the worker lives.
fn serve<F: Further>(recognizer: Recognizer<F>, ready: Response) {
    let waiting = Rc::new(RefCell::new(VecDeque::new()));
    // Not here while an answer is under way.
    let recognizer = Rc::new(RefCell::new(Some(recognizer)));
    tell(&ready);
    super::listen(move |message| {
        waiting.borrow_mut().push_back(message);
        let Some(mut free) = recognizer.borrow_mut().take() else { return };
        let (waiting, recognizer) = (waiting.clone(), recognizer.clone());
        spawn_local(async move {
            loop {
                let next = waiting.borrow_mut().pop_front();
                match next {
                    Some(message) => {
                        let early = early::ink(&message);
                        let is_early = early.is_some();
                        let answer = free.answer(early, &message).await;
                        if is_early { early::tell(&answer) } else { tell(&answer) }
                    }
                    None if F::LEARNS && free.think().await => pause().await,
                    None => break,
                }
            }
            *recognizer.borrow_mut() = Some(free);
        });
    });
}

/// The models that are loaded, and what they run on.
struct Recognizer<F: Further> {
    device: Device,
    models: Vec<(ModelName, Loaded<F::Hand>)>,
    further: Vec<(ModelName, F)>,
    fetch: Function,
    /// How many glyphs make a part.
    part: usize,
}

/// A model with its memory of the drawing read last.
struct Loaded<H> {
    model: Model,
    memory: Memory,
    /// What it has learned of somebody's hand.
    hand: H,
}

impl<H: Default> Loaded<H> {
    fn new(model: Model) -> Self {
        Self { model, memory: Memory::default(), hand: H::default() }
    }
}

impl<F: Further> Recognizer<F> {
    /// With the first model, and what to say of it once the engine's name is known.
    async fn new(
        device: impl Future<Output = Result<Device, Failure>>,
        sources: Sources,
    ) -> Result<(Self, impl FnOnce(String) -> Response), Failure> {
        let Sources { first, weights, fetch } = sources;
        let device = device.await?;
        let model = opened(&bytes_in(weights).await?, &device).await?;
        let about = about(&model);
        let models = vec![(first.clone(), Loaded::new(model))];
        let ready = move |engine| Response::Ready { engine, model: first, about };
        Ok((Self { device, models, further: Vec::new(), fetch, part: FEW }, ready))
    }

    /// Answers a message, or reads what was written before there were messages, with the first model.
    async fn answer(&mut self, early: Option<Drawing>, message: &JsValue) -> Response {
        let request = match (early, self.models.first()) {
            (Some(drawing), Some((first, _))) => Ok(early::request(first.clone(), drawing)),
            _ => protocol::decode::<Request>(&bytes(message)),
        };
        let request = match request {
            Ok(request) => request,
            Err(Garbled) => return Response::Failed(Failure::Crashed(Garbled.to_string())),
        };
        let (id, name) = (request.id(), request.model().clone());
        if let Err(failure) = self.load(&name).await {
            tell(&Response::Model { name, state: ModelState::Failed(failure) });
            return Response::Unanswered { id };
        }
        self.respond(request).await.unwrap_or(Response::Failed(Failure::DeviceLost))
    }

    /// Sees to it that a model is there; the page hears how it goes.
    async fn load(&mut self, name: &ModelName) -> Result<(), Failure> {
        let is_there = self.models.iter().any(|(loaded, _)| loaded == name)
            || self.further.iter().any(|(loaded, _)| loaded == name);
        if is_there {
            return Ok(());
        }
        let bytes = fetched(&self.fetch, name).await?;
        let about = match F::open(&bytes, &self.device).await {
            Some(opened) => {
                let (further, about) = opened?;
                self.further.push((name.clone(), further));
                about
            }
            None => {
                let model = opened(&bytes, &self.device).await?;
                let about = about(&model);
                self.models.push((name.clone(), Loaded::new(model)));
                about
            }
        };
        tell(&Response::Model { name: name.clone(), state: ModelState::Ready(about) });
        Ok(())
    }

    /// Goes on learning for a moment, where there is something to learn; whether there is more.
    async fn think(&mut self) -> bool {
        for (_, Loaded { model, memory, hand }) in &mut self.models {
            let thought = F::think_of_glyphs(hand, model, &self.device).await;
            if let Some(told) = &thought.told {
                *memory = Memory::default();
                tell(told);
            }
            if thought.is_busy {
                return true;
            }
        }
        for (_, further) in &mut self.further {
            let thought = further.think(&self.device).await;
            thought.told.iter().for_each(tell);
            if thought.is_busy {
                return true;
            }
        }
        false
    }

    /// A hand is learned by the model that is asked, and forgotten by all others where nothing is left of it.
    async fn teach(&mut self, (lesson, is_over): (F::Lesson, bool), id: u32, asked: &ModelName) -> Response {
        let mut answer = Response::Unanswered { id };
        for (name, Loaded { model, memory, hand }) in &mut self.models {
            let is_asked = name == asked;
            if is_asked || is_over {
                *memory = Memory::default();
                let told = F::teach_glyphs(hand, lesson.clone(), model, &self.device).await;
                answer = told.filter(|_| is_asked).unwrap_or(answer);
            }
        }
        for (name, further) in &mut self.further {
            let is_asked = name == asked;
            if is_asked || is_over {
                let told = further.teach(lesson.clone(), &self.device).await;
                answer = told.filter(|_| is_asked).unwrap_or(answer);
            }
        }
        answer
    }

    /// `None` where the device gives no answers any more.
    async fn respond(&mut self, request: Request) -> Option<Response> {
        let begun = now();
        let millis = || (now() - begun) as f32;
        if let Request::Teach { id, model, examples } = request {
            return Some(match F::lesson(id, model.clone(), &examples) {
                Some(lesson) => self.teach(lesson, id, &model).await,
                None => Response::Unanswered { id },
            });
        }
        let Self { device, models, further, part, fetch } = self;
        let further = further.iter_mut().find(|(name, _)| name == request.model()).map(|(_, further)| further);
        // Models beyond the first see strokes alone: glyphs and pictures are the first model's.
        let place = models.iter().position(|(name, _)| name == request.model()).unwrap_or_default();
        let (_, Loaded { model, memory, hand }) = models.get_mut(place)?;
        Some(match request {
            Request::Prepare { id, languages, .. } => {
                if let Some(further) = further {
                    speak(further, &languages, true, fetch).await;
                }
                Response::Unanswered { id }
            }
            Request::Read { id, drawing, medium, languages, .. } if let Some(further) = further => {
                speak(further, &languages, false, fetch).await;
                let transcript = further.read(device, &drawing, medium).await?;
                Response::Read { id, transcript, millis: millis() }
            }
            Request::Read { id, drawing, .. } => {
                let lines = segment::lines(&drawing);
                let unknown = memory.unknown(&lines);
                let predictions = F::judge(hand, model, device, part, &unknown).await?;
                Response::Read { id, transcript: memory.transcript(&lines, predictions), millis: millis() }
            }
            Request::Judge { id, glyphs, .. } => {
                let predictions = F::judge(hand, model, device, part, &glyphs).await?;
                Response::Judged { id, predictions, millis: millis() }
            }
            Request::Teach { id, .. } => Response::Unanswered { id },
            Request::Look { id, glyph, .. } => Response::Looked { id, layers: model.net.look(&*glyph, device).await? },
        })
    }
}

fn about(model: &Model) -> ModelAbout {
    ModelAbout { alphabet: model.spec.alphabet.clone(), parameters: model.spec.parameters() as u32 }
}

/// Has a model read with some languages; the page hears what did not come.
async fn speak(further: &mut impl Further, languages: &[ModelName], again: bool, fetch: &Function) {
    let fetch = async |name: &ModelName| fetched(fetch, name).await;
    if let Some((name, failure)) = further.speak(languages, again, &fetch).await {
        tell(&Response::Model { name, state: ModelState::Failed(failure) });
    }
}

/// A panic is the end of a wasm module: the page is told, so that it can start another.
fn report_panics() {
    std::panic::set_hook(Box::new(|panic| tell(&Response::Failed(Failure::Crashed(panic.to_string())))));
}
