//! A word to whatever else shows this deployment's data: other tabs, and other parts of this one.

use crate::web::deployment;
use crate::web::listener::Listener;
use web_sys::{BroadcastChannel, Event};

/// Tells all that listen, wherever they are.
pub fn tell(name: &str) {
    if let Ok(channel) = BroadcastChannel::new(&deployment::name(name)) {
        // A word that does not arrive is only missed by those who would have looked again.
        let _ = channel.post_message(&true.into());
        channel.close();
    }
}

/// Listens until it goes.
pub struct Ear {
    channel: BroadcastChannel,
    _listener: Listener,
}

impl Ear {
    pub fn new(name: &str, mut heard: impl FnMut() + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(&deployment::name(name)).ok()?;
        let listener = Listener::new(&channel, "message", move |_: Event| heard());
        Some(Self { channel, _listener: listener })
    }

    /// Tells all others; one does not hear oneself.
    pub fn tell(&self) {
        let _ = self.channel.post_message(&true.into());
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.channel.close();
    }
}
