//! Files that came over the model's page, until they are measured there.

use crate::web::files::NamedFile;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Inbox(RwSignal<Vec<NamedFile>, LocalStorage>);

impl Inbox {
    pub fn empty() -> Self {
        Self(RwSignal::new_local(Vec::new()))
    }

    pub fn here() -> Self {
        expect_context()
    }

    pub fn put(self, files: Vec<NamedFile>) {
        self.0.set(files);
    }

    /// What came since the last time, if anything did; whoever asks is asked again when more comes.
    pub fn take(self) -> Option<Vec<NamedFile>> {
        let some = self.0.with(|files| !files.is_empty());
        some.then(|| self.0.try_update(std::mem::take).unwrap_or_default())
    }
}
