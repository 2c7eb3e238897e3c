//! A worker that is asked one thing after another and answers in the same order.

use crate::web::listener::Listener;
use crate::web::worker::{self, NoWorker, Source};
use futures_channel::oneshot::{self, Sender};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, MessageEvent};

type Waiting = Rc<RefCell<VecDeque<Sender<Vec<u8>>>>>;

/// It ends with this; whoever still waits hears that there will be no answer.
pub struct QueueWorker {
    inner: web_sys::Worker,
    waiting: Waiting,
    _listeners: [Listener; 3],
}

impl QueueWorker {
    /// Starts the worker whose script `<meta name="…">` names.
    pub fn start(script: &str) -> Result<Self, NoWorker> {
        let inner = worker::spawn(script, "picture-worker", Source::Usual)?;
        let waiting = Waiting::default();
        let listen = |kind| {
            let waiting = waiting.clone();
            Listener::new(&inner, kind, move |event: Event| match event.dyn_ref::<MessageEvent>() {
                Some(message) if kind == "message" => {
                    let next = waiting.borrow_mut().pop_front();
                    // Nobody waits any more: that is no error.
                    let _ = next.map(|next| next.send(Uint8Array::new(&message.data()).to_vec()));
                }
                _ => waiting.borrow_mut().clear(),
            })
        };
        let listeners = ["message", "error", "messageerror"].map(listen);
        Ok(Self { inner, waiting, _listeners: listeners })
    }

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

    /// The same with a file behind the words, which never passes through the page's own memory.
    pub fn ask_about(&self, words: &[u8], file: Option<&ArrayBuffer>) -> impl Future<Output = Option<Vec<u8>>> + use<> {
        let file = file.map(|file| Uint8Array::new(file));
        let length = file.as_ref().map_or(0, Uint8Array::length);
        let message = Uint8Array::new_with_length(words.len() as u32 + length);
        message.subarray(0, words.len() as u32).copy_from(words);
        if let Some(file) = file {
            message.set(&file, words.len() as u32);
        }
        self.send(&message)
    }

    fn send(&self, message: &Uint8Array) -> impl Future<Output = Option<Vec<u8>>> + use<> {
        let (tell, heard) = oneshot::channel();
        if self.inner.post_message_with_transfer(message, &Array::of1(&message.buffer())).is_ok() {
            self.waiting.borrow_mut().push_back(tell);
        }
        async move { heard.await.ok() }
    }
}

impl Drop for QueueWorker {
    fn drop(&mut self) {
        self.inner.terminate();
        self.waiting.borrow_mut().clear();
    }
}
