//! An engine's worker: started, sent messages, listened to, ended.

use crate::web::dom::{document, window};
use crate::web::listener::Listener;
use crate::web::{meta, reason, timer};
use js_sys::{Array, Reflect, Uint8Array};
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, WorkerOptions, WorkerType};

/// Where the start-up script leaves the worker that it has started ahead of the page.
const EARLY_WORKER: &str = "inklingEngine";
/// What that worker runs.
const EARLY_ENGINE: &str = "flex";
/// Where that worker's events wait for the page.
const EARLY_EVENTS: &str = "early";

/// Where a worker's files may come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The browser's cache, where it has them.
    Usual,
    /// The network alone: what the cache holds may be what went wrong.
    Network,
}

/// What a worker does.
#[derive(Clone, Debug, PartialEq)]
pub enum WorkerEvent {
    Message(Vec<u8>),
    /// So large a part of its module has arrived.
    Progress(f64),
    /// Code of the worker failed, or could not be loaded; the browser's console says more.
    Error,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoWorker(pub String);

impl fmt::Display for NoWorker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this browser starts no worker: {}", self.0)
    }
}

impl std::error::Error for NoWorker {}

type OnEvent = Rc<dyn Fn(WorkerEvent)>;

/// An engine's worker; it ends when this goes.
pub struct Worker {
    inner: web_sys::Worker,
    on_event: Rc<RefCell<OnEvent>>,
    _listeners: [Listener; 3],
}

impl Worker {
    /// The worker that the start-up script has started, if it runs this engine, or else a new one.
    pub fn start(engine: &str, source: Source, on_event: impl Fn(WorkerEvent) + 'static) -> Result<Self, NoWorker> {
        let (inner, early) = match take_early(engine) {
            Some(found) => found,
            None => (spawn("inkling-engine", engine, source)?, Array::new()),
        };
        let on_event = Rc::new(RefCell::new(Rc::new(on_event) as OnEvent));
        let current = on_event.clone();
        // Not borrowed while it is called: an event may give the worker another listener.
        let forward = Rc::new(move |event| {
            let on_event = current.borrow().clone();
            on_event(event);
        });
        let listen = |kind| {
            let forward = forward.clone();
            Listener::new(&inner, kind, move |event: Event| forward(parse(&event)))
        };
        let listeners = ["message", "error", "messageerror"].map(listen);
        if early.length() > 0 {
            // What came before the page was there comes now, but not before the caller holds its worker.
            timer::soon(move || early.iter().for_each(|event| forward(parse(event.unchecked_ref()))));
        }
        Ok(Self { inner, on_event, _listeners: listeners })
    }

    /// Events go to this listener from now on.
    pub fn set_listener(&self, on_event: impl Fn(WorkerEvent) + 'static) {
        *self.on_event.borrow_mut() = Rc::new(on_event);
    }

    pub fn post(&self, bytes: &[u8]) -> Result<(), NoWorker> {
        let message = Uint8Array::from(bytes);
        let transfer = Array::of1(&message.buffer());
        self.inner.post_message_with_transfer(&message, &transfer).map_err(|error| NoWorker(reason(&error)))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.inner.terminate();
    }
}

/// Starts the worker whose script `<meta name="…">` names.
pub fn spawn(script: &str, name: &str, source: Source) -> Result<web_sys::Worker, NoWorker> {
    let script = meta(script).ok_or_else(|| NoWorker("the page does not name its script".into()))?;
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let address = web_sys::Url::new_with_base(&script, &base).map_err(|error| NoWorker(reason(&error)))?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    // Its name tells the worker's script what to load, and from where.
    options.set_name(&match source {
        Source::Usual => name.to_owned(),
        Source::Network => format!("{name} from the network"),
    });
    web_sys::Worker::new_with_options(&address.href(), &options).map_err(|error| NoWorker(reason(&error)))
}

fn take_early(engine: &str) -> Option<(web_sys::Worker, Array)> {
    if engine != EARLY_ENGINE {
        return None;
    }
    let key = JsValue::from_str(EARLY_WORKER);
    let worker: web_sys::Worker = Reflect::get(&window(), &key).ok()?.dyn_into().ok()?;
    let early = Reflect::get(&worker, &EARLY_EVENTS.into()).ok().and_then(|early| early.dyn_into().ok());
    let _ = Reflect::set(&worker, &EARLY_EVENTS.into(), &JsValue::NULL);
    let _ = Reflect::set(&window(), &key, &JsValue::NULL);
    Some((worker, early.unwrap_or_default()))
}

fn parse(event: &Event) -> WorkerEvent {
    match event.type_().as_str() {
        "message" => {
            let data = event.unchecked_ref::<MessageEvent>().data();
            data.as_f64().map_or_else(|| WorkerEvent::Message(Uint8Array::new(&data).to_vec()), WorkerEvent::Progress)
        }
        _ => WorkerEvent::Error,
    }
}
