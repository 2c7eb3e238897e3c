//! Notices to whatever else shows this page's data: other tabs, and other parts of this one.

use crate::web::deployment;
use crate::web::listener::Listener;
use web_sys::{BroadcastChannel, Event};

/// Notifies all that listen, wherever they are.
pub fn notify(name: &str) {
    if let Ok(channel) = BroadcastChannel::new(&deployment::name(name)) {
        // A notice that does not arrive is only missed by those who would have looked again.
        let _ = channel.post_message(&true.into());
        channel.close();
    }
}

/// One end of a channel; it listens until it goes.
pub struct Channel {
    inner: BroadcastChannel,
    _listener: Listener,
}

impl Channel {
    pub fn new(name: &str, mut on_notice: impl FnMut() + 'static) -> Option<Self> {
        let inner = BroadcastChannel::new(&deployment::name(name)).ok()?;
        let listener = Listener::new(&inner, "message", move |_: Event| on_notice());
        Some(Self { inner, _listener: listener })
    }

    /// Notifies all others; this end does not hear its own notices.
    pub fn notify(&self) {
        let _ = self.inner.post_message(&true.into());
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.inner.close();
    }
}
