//! The recognizer's client as signals: what it tells becomes what components show, and the sheet is what it reads.

use crate::alphabet::Alphabet;
use crate::app::editor::Editor;
use crate::app::lazy::{chunk, when_loaded};
use crate::app::preference::Preference;
use crate::app::toast::Toast;
use crate::client::{Answer, Client, Events, Kind, Models, Status, first_alphabet};
use crate::hand::HandReport;
use crate::mode::Mode;
use crate::picture::{Form, Framing};
use crate::protocol::Packed;
use crate::protocol::recognizer::{ModelName, ModelState};
use leptos::prelude::*;

// Most visits are content with the first engine.
chunk! { device:
    take_over(client: Client, kind: Kind) -> () = client.switch_to(kind);
}

#[derive(Clone, Copy)]
pub struct Engine {
    pub status: RwSignal<Status>,
    pub answer: RwSignal<Answer>,
    /// Whether starting has taken long enough to be worth a word.
    pub slow: RwSignal<bool>,
    pub preference: RwSignal<Preference>,
    /// The engine that is being loaded to take over, and the part of it that is there.
    pub loading: RwSignal<Option<(Kind, f64)>>,
    /// What is being written.
    pub mode: RwSignal<Mode>,
    /// How the mode's model is; none before anything was heard of it.
    pub model: Memo<Option<ModelState>>,
    /// The symbols that the mode's model tells apart, as far as they are known.
    pub alphabet: Memo<Alphabet>,
    /// How each file is that was asked for since the page opened.
    pub models: RwSignal<Vec<(ModelName, ModelState)>>,
    /// What each model has last said of the hand that it was taught, packed: whoever shows it is fetched later.
    pub taught: RwSignal<Vec<(ModelName, Packed<HandReport>)>>,
    editor: RwSignal<Editor>,
    client: StoredValue<Client, LocalStorage>,
}

/// Sets what the client tells. A page that is gone has no signals any more.
struct Signals {
    status: RwSignal<Status>,
    answer: RwSignal<Answer>,
    slow: RwSignal<bool>,
    loading: RwSignal<Option<(Kind, f64)>>,
    models: RwSignal<Vec<(ModelName, ModelState)>>,
    taught: RwSignal<Vec<(ModelName, Packed<HandReport>)>>,
    /// The engine that the chosen model, or the hand that was taught, wants.
    needed: RwSignal<Option<Kind>>,
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

    fn model(&self, name: ModelName, state: ModelState) {
        self.models.try_update(|models| {
            models.retain(|(other, _)| *other != name);
            models.push((name, state));
        });
    }

    fn taught(&self, model: ModelName, report: Packed<HandReport>) {
        self.taught.try_update(|taught| {
            taught.retain(|(other, _)| *other != model);
            taught.push((model, report));
        });
    }

    fn needs_engine(&self, kind: Kind) {
        self.needed.try_set(Some(kind));
    }

    fn notice(&self, sentence: String) {
        self.toast.say(sentence);
    }
}

impl Engine {
    pub fn new(editor: RwSignal<Editor>, toast: Toast) -> Self {
        let (status, answer) = (RwSignal::new(Status::Starting), RwSignal::new(Answer::NONE));
        let (slow, loading) = (RwSignal::new(false), RwSignal::new(None));
        let (models, taught) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
        let needed = RwSignal::new(None);
        let client = Client::new(Signals { status, answer, slow, loading, models, taught, needed, toast });
        let switching = client.clone();
        Effect::new(move || {
            if let Some(kind) = needed.get() {
                when_loaded(toast, take_over(switching.clone(), kind));
            }
        });
        let of_page = Models::of_page();
        let mode = RwSignal::new(of_page.modes().next().unwrap_or_default());
        let first = of_page.first();
        let model = Memo::new(move |_| {
            let name = of_page.of(mode.get())?;
            if *name != first {
                return models.with(|models| models.iter().find(|(of, _)| of == name).map(|(_, state)| state.clone()));
            }
            // The first model is there with the engine.
            match status.get() {
                Status::Starting => None,
                Status::Ready { about, .. } => Some(ModelState::Ready(about)),
                Status::Broken(_) => None,
            }
        });
        let alphabet = Memo::new(move |_| match model.get() {
            Some(ModelState::Ready(about)) => about.alphabet,
            _ => first_alphabet(),
        });
        Self {
            status,
            answer,
            slow,
            preference: RwSignal::new(Preference::load()),
            loading,
            mode,
            model,
            alphabet,
            models,
            taught,
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

    /// Reads in another mode from now on; what is on the sheet is read anew.
    pub fn read_in(self, mode: Mode) {
        if let Some(model) = Models::of_page().of(mode) {
            self.mode.set(mode);
            self.client().use_model(model.clone());
        }
    }

    /// All of a picture, in the form that the chosen mode's model reads.
    pub fn framing(self) -> Framing {
        let form = match self.mode.get_untracked() {
            Mode::Numbers => Form::Candidates,
            Mode::Text | Mode::Maths => Form::Strokes,
        };
        Framing { form, ..Framing::default() }
    }

    /// Asks for a reading of what is on the sheet now, unless that was asked already.
    pub fn read_sheet(self) {
        let revision = self.editor.with_untracked(Editor::revision);
        self.client().read(revision, || self.editor.with_untracked(Editor::drawing));
    }

    /// The same for the model that comes with the engine, before the page is built: it reads meanwhile.
    pub fn read_before_the_view(self) {
        let is_blank = self.editor.with_untracked(Editor::is_blank);
        if !is_blank && self.client().model() == Models::of_page().first() {
            self.read_sheet();
        }
    }

    /// The pen was lifted: its stroke's reading is asked for at once.
    pub fn pen_lifted(self) {
        let revision = self.editor.with_untracked(Editor::revision);
        self.client().pen_lifted(revision, || self.editor.with_untracked(Editor::drawing));
    }
}
