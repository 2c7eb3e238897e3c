//! The recognizer's client as signals: what it tells becomes what components show, and the sheet is what it reads.

use crate::app::editor::Editor;
use crate::app::preference::Preference;
use crate::app::toast::Toast;
use crate::client::{Answer, Client, Events, Kind, Status};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Engine {
    pub status: RwSignal<Status>,
    pub answer: RwSignal<Answer>,
    /// Whether starting has taken long enough to be worth a word.
    pub slow: RwSignal<bool>,
    pub preference: RwSignal<Preference>,
    /// The engine that is being loaded to take over, and the part of it that is there.
    pub loading: RwSignal<Option<(Kind, f64)>>,
    editor: RwSignal<Editor>,
    client: StoredValue<Client, LocalStorage>,
}

/// Sets what the client tells. A page that is gone has no signals any more.
struct Signals {
    status: RwSignal<Status>,
    answer: RwSignal<Answer>,
    slow: RwSignal<bool>,
    loading: RwSignal<Option<(Kind, f64)>>,
    toast: Toast,
}

impl Events for Signals {
    fn status(&self, status: Status) {
        self.status.try_set(status);
    }

    fn answer(&self, answer: Answer) {
        self.answer.try_set(answer);
    }

    fn slow(&self, is_slow: bool) {
        self.slow.try_set(is_slow);
    }

    fn loading(&self, engine: Option<(Kind, f64)>) {
        self.loading.try_set(engine);
    }

    fn notice(&self, sentence: String) {
        self.toast.say(sentence);
    }
}

impl Engine {
    pub fn new(editor: RwSignal<Editor>, toast: Toast) -> Self {
        let (status, answer) = (RwSignal::new(Status::Starting), RwSignal::new(Answer::NONE));
        let (slow, loading) = (RwSignal::new(false), RwSignal::new(None));
        let client = Client::new(Signals { status, answer, slow, loading, toast });
        Self {
            status,
            answer,
            slow,
            preference: RwSignal::new(Preference::load()),
            loading,
            editor,
            client: StoredValue::new_local(client),
        }
    }

    pub fn here() -> Self {
        expect_context()
    }

    pub fn client(self) -> Client {
        self.client.get_value()
    }

    /// Asks for a reading of what is on the sheet now, unless that was asked already.
    pub fn read_sheet(self) {
        let revision = self.editor.with_untracked(Editor::revision);
        self.client().read(revision, || self.editor.with_untracked(Editor::drawing));
    }

    /// The pen was lifted: its stroke's reading is asked for at once.
    pub fn pen_lifted(self) {
        let revision = self.editor.with_untracked(Editor::revision);
        self.client().pen_lifted(revision, || self.editor.with_untracked(Editor::drawing));
    }
}
