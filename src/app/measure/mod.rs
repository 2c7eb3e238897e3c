//! Data sets of the visitor's own: opened in a picture worker of their own, read by the engine in batches, and counted.

mod article;
mod gallery;
pub mod inbox;
pub mod lazy;
mod results;
mod source;
pub mod view;

use crate::app::engine::Engine;
use crate::app::preference::Preference;
use crate::app::toast::Toast;
use crate::client::{BatchEngine, PictureError, PictureSession, PictureWorker};
use crate::datasets::measured::Measured;
use crate::datasets::{DatasetError, DatasetErrors, Example, PolarityNote, Summary, folder};
use crate::web::clock;
use crate::web::download;
use crate::web::files::NamedFile;
use leptos::prelude::*;
use leptos::task::spawn_local;
use source::Source;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    #[default]
    Nothing,
    Opening {
        done: usize,
        of: usize,
    },
    Reading {
        done: usize,
        of: usize,
    },
    /// All that could be read was, or the visitor stopped it.
    Done {
        done: usize,
        of: usize,
    },
}

#[derive(Clone, Copy)]
pub struct Measuring {
    pub stage: RwSignal<Stage>,
    pub measured: RwSignal<Measured, LocalStorage>,
    pub errors: RwSignal<DatasetErrors>,
    /// What was done about each set that is not light on dark.
    pub polarity: RwSignal<Vec<PolarityNote>>,
    /// Images a second.
    pub speed: RwSignal<f64>,
    /// The cell whose pictures are shown.
    pub cell: RwSignal<Option<(usize, usize)>>,
    engine: Engine,
    batch_engine: StoredValue<BatchEngine, LocalStorage>,
    toast: Toast,
    /// The session of the run under way, of its own, so that pictures can be looked at meanwhile. Once it is over,
    /// nothing that the run still brings is wanted.
    session: StoredValue<Option<PictureSession>, LocalStorage>,
    /// What is measured, for once more.
    files: StoredValue<Vec<NamedFile>, LocalStorage>,
    /// Whether sets are turned that usually are not, and the other way round.
    reverse: StoredValue<bool>,
}

impl Measuring {
    pub fn new(engine: Engine, toast: Toast) -> Self {
        Self {
            stage: RwSignal::new(Stage::Nothing),
            measured: RwSignal::new_local(Measured::new(&engine.alphabet.get_untracked())),
            errors: RwSignal::new(DatasetErrors::default()),
            polarity: RwSignal::new(Vec::new()),
            speed: RwSignal::new(0.0),
            cell: RwSignal::new(None),
            engine,
            batch_engine: StoredValue::new_local(BatchEngine::new(engine.client())),
            toast,
            session: StoredValue::new_local(None),
            files: StoredValue::new_local(Vec::new()),
            reverse: StoredValue::new(false),
        }
    }

    pub fn start(self, files: Vec<NamedFile>) {
        self.files.set_value(folder::listed(files, |file| &file.path));
        self.reverse.set_value(false);
        self.polarity.set(Vec::new());
        self.begin();
    }

    /// Measures the same files once more, with the sets turned that were not. What is said of them stays until more is
    /// known, and with it the button that was pressed.
    pub fn start_reversed(self) {
        self.reverse.update_value(|reverse| *reverse = !*reverse);
        self.begin();
    }

    fn begin(self) {
        self.stop();
        let files = self.files.get_value();
        self.measured.set(Measured::new(&self.engine.alphabet.get_untracked()));
        self.errors.set(DatasetErrors::default());
        self.cell.set(None);
        self.speed.set(0.0);
        self.stage.set(Stage::Opening { done: 0, of: files.len() });
        let session = PictureSession::new();
        let worker = session.worker();
        self.session.set_value(Some(session));
        spawn_local(async move {
            let done = self.run(&worker, files).await;
            if worker.is_ended() {
                return;
            }
            if let Err(why) = done {
                self.errors.update(|errors| errors.add(DatasetError::of_file("The measurement", why)));
            }
            self.stop();
        });
    }

    /// Ends what is under way; what was measured stays.
    pub fn stop(self) {
        self.session.set_value(None);
        self.batch_engine().dismiss();
        self.stage.update(|stage| {
            *stage = match *stage {
                Stage::Opening { .. } => Stage::Done { done: 0, of: 0 },
                Stage::Reading { done, of } => Stage::Done { done, of },
                other => other,
            }
        });
    }

    pub fn save_csv(self) {
        self.save("inkling-measured.csv", "text/csv", Measured::csv);
    }

    pub fn save_json(self) {
        self.save("inkling-measured.json", "application/json", Measured::json);
    }

    fn save(self, name: &str, kind: &str, form: impl FnOnce(&Measured) -> String) {
        let text = self.measured.with_untracked(form);
        if !download::bytes(name, kind, text.as_bytes()) {
            self.toast.say("The browser does not let this page save files. Allow it, then try again.");
        }
    }

    fn batch_engine(self) -> BatchEngine {
        self.batch_engine.get_value()
    }

    async fn run(self, worker: &PictureWorker, files: Vec<NamedFile>) -> Result<(), PictureError> {
        let of = files.len();
        let mut source = Source::new(worker.clone());
        for (done, file) in files.into_iter().enumerate() {
            let error = source.open(file).await?;
            if worker.is_ended() {
                return Ok(());
            }
            if let Some(error) = error {
                self.errors.update(|errors| errors.add(error));
            }
            self.stage.set(Stage::Opening { done: done + 1, of });
        }
        let Summary { errors, polarity, .. } = source.summary(self.reverse.get_value()).await?;
        if worker.is_ended() {
            return Ok(());
        }
        self.errors.update(|all| all.join(errors));
        self.polarity.set(polarity);
        self.read(worker, source).await
    }

    /// While the engine reads some, the picture worker makes the next.
    async fn read(self, worker: &PictureWorker, mut source: Source) -> Result<(), PictureError> {
        let (of, began) = (source.count(), clock::now());
        let mut done = 0;
        self.stage.set(Stage::Reading { done, of });
        self.batch_engine().expect(of, self.engine.preference.get_untracked() == Preference::Auto);
        while let Some(some) = source.next().await? {
            if worker.is_ended() {
                return Ok(());
            }
            done += some.len();
            self.judge(worker, some).await?;
            if worker.is_ended() {
                return Ok(());
            }
            self.speed.set(1e3 * done as f64 / (clock::now() - began).max(1.0));
            self.stage.set(Stage::Reading { done, of });
        }
        Ok(())
    }

    async fn judge(self, worker: &PictureWorker, some: Vec<Result<Example, DatasetError>>) -> Result<(), PictureError> {
        let glyphs: Vec<_> = some.iter().flatten().flat_map(|example| example.content.glyphs()).cloned().collect();
        let batch_engine = self.batch_engine();
        let mut predictions = Vec::with_capacity(glyphs.len());
        while predictions.len() < glyphs.len() {
            let few = glyphs.iter().skip(predictions.len()).take(batch_engine.at_once());
            let read = batch_engine.judge(few.cloned().collect()).await.filter(|read| !read.is_empty());
            predictions.extend(read.ok_or(PictureError::Reader)?);
            if worker.is_ended() {
                return Ok(());
            }
        }
        let mut predictions = predictions.into_iter();
        self.measured.update(|measured| {
            for one in some {
                match one {
                    Ok(example) => measured.count(example, &mut predictions),
                    Err(error) => self.errors.update(|errors| errors.add(error)),
                }
            }
        });
        Ok(())
    }
}
