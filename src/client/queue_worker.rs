//! A worker that is asked one thing after another and answers in the same order.

use super::session::Serves;
use super::watchdog::Watchdog;
use crate::web::clock;
use crate::web::listener::Listener;
use crate::web::timer::Interval;
use crate::web::worker::{self, Source};
use futures_channel::oneshot::{self, Sender};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Event, MessageEvent};

/// What `<meta name="…">` names the picture worker's script.
const SCRIPT: &str = "inkling-picture-worker";
const NAME: &str = "picture-worker";
/// The largest picture takes a few seconds here, and some slow machine ten times that; browsers tell nobody when they
/// end a worker for lack of memory.
const SILENT_MS: f64 = 45_000.0;
const LOOK: Duration = Duration::from_millis(500);

#[derive(Default)]
struct Shared {
    waiting: RefCell<VecDeque<Sender<Vec<u8>>>>,
    lost: Cell<bool>,
    watchdog: Cell<Watchdog>,
}

impl Shared {
    /// There will be no answers any more.
    fn lose(&self) {
        self.lost.set(true);
        self.waiting.borrow_mut().clear();
    }

    /// From now on the next answer is awaited, if there is one to come.
    fn watch(&self) {
        let mut watchdog = Watchdog::default();
        if !self.waiting.borrow().is_empty() {
            watchdog.start(SILENT_MS, clock::now());
        }
        self.watchdog.set(watchdog);
    }

    fn look(&self) {
        let mut watchdog = self.watchdog.get();
        if watchdog.tick(clock::now()) {
            self.lose();
        }
        self.watchdog.set(watchdog);
    }
}

/// The worker ends with this; whoever still waits hears that there will be no answer. No answer's future owns it.
pub struct QueueWorker {
    inner: web_sys::Worker,
    shared: Rc<Shared>,
    _listeners: [Listener; 3],
    _watch: Interval,
}

impl Serves for QueueWorker {
    fn start() -> Option<Self> {
        let inner = worker::spawn(SCRIPT, NAME, Source::Usual).ok()?;
        let shared = Rc::new(Shared::default());
        let listen = |kind| {
            let shared = shared.clone();
            Listener::new(&inner, kind, move |event: Event| match event.dyn_ref::<MessageEvent>() {
                Some(message) if kind == "message" => {
                    let next = shared.waiting.borrow_mut().pop_front();
                    shared.watch();
                    // Nobody waits any more: that is no error.
                    let _ = next.map(|next| next.send(Uint8Array::new(&message.data()).to_vec()));
                }
                _ => shared.lose(),
            })
        };
        let listeners = ["message", "error", "messageerror"].map(listen);
        let watched = shared.clone();
        let watch = Interval::new(LOOK, move || watched.look());
        Some(Self { inner, shared, _listeners: listeners, _watch: watch })
    }

    fn is_lost(&self) -> bool {
        self.shared.lost.get()
    }
}

impl QueueWorker {
    /// Sends the parts as one message; the answer is none where the worker fails or is ended.
    pub fn ask(&self, parts: &[&[u8]]) -> impl Future<Output = Option<Vec<u8>>> + use<> {
        let message = Uint8Array::new_with_length(parts.iter().map(|part| part.len() as u32).sum());
        let mut at = 0;
        for part in parts {
            message.subarray(at, at + part.len() as u32).copy_from(part);
            at += part.len() as u32;
        }
        self.send(&message)
    }

    /// The same with a file after the header, which never passes through the page's own memory.
    pub fn ask_about(
        &self,
        header: &[u8],
        file: Option<&ArrayBuffer>,
    ) -> impl Future<Output = Option<Vec<u8>>> + use<> {
        let file = file.map(|file| Uint8Array::new(file));
        let length = file.as_ref().map_or(0, Uint8Array::length);
        let message = Uint8Array::new_with_length(header.len() as u32 + length);
        message.subarray(0, header.len() as u32).copy_from(header);
        if let Some(file) = file {
            message.set(&file, header.len() as u32);
        }
        self.send(&message)
    }

    fn send(&self, message: &Uint8Array) -> impl Future<Output = Option<Vec<u8>>> + use<> {
        let (tell, answer) = oneshot::channel();
        if self.inner.post_message_with_transfer(message, &Array::of1(&message.buffer())).is_ok() {
            self.shared.waiting.borrow_mut().push_back(tell);
            if self.shared.waiting.borrow().len() == 1 {
                self.shared.watch();
            }
        } else {
            self.shared.lost.set(true);
        }
        async move { answer.await.ok() }
    }
}

impl Drop for QueueWorker {
    fn drop(&mut self) {
        self.inner.terminate();
        self.shared.waiting.borrow_mut().clear();
    }
}
