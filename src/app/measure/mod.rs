//! Data sets of the visitor's own: opened in a picture worker of their own, read by the engine a few symbols at a time, and
//! counted here.

mod gallery;
mod results;
mod source;
pub mod view;

use crate::alphabet::Alphabet;
use crate::app::client::batch_engine::BatchEngine;
use crate::app::picture::error::PictureError;
use crate::app::picture::worker::PictureWorker;
use crate::app::state::AppState;
use crate::app::toast::Toast;
use crate::datasets::measured::Measured;
use crate::datasets::{DatasetError, DatasetErrors, Example};
use crate::web::clock;
use crate::web::download;
use crate::web::files::Named;
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
    /// Images a second.
    pub speed: RwSignal<f64>,
    /// The cell whose pictures are shown.
    pub cell: RwSignal<Option<(usize, usize)>>,
    batch_engine: BatchEngine,
    alphabet: Memo<Alphabet>,
    toast: Toast,
    /// Of its own, so that pictures can be looked at meanwhile.
    worker: PictureWorker,
    /// Counts what was begun; what an earlier one brings is not wanted.
    latest: StoredValue<u32>,
}

impl Measuring {
    pub fn new(app: AppState) -> Self {
        Self {
            stage: RwSignal::new(Stage::Nothing),
            measured: RwSignal::new_local(Measured::new(&app.alphabet.get_untracked())),
            errors: RwSignal::new(DatasetErrors::default()),
            speed: RwSignal::new(0.0),
            cell: RwSignal::new(None),
            batch_engine: BatchEngine::new(app.engine),
            alphabet: app.alphabet,
            toast: app.toast,
            worker: PictureWorker::closed(),
            latest: StoredValue::new(0),
        }
    }

    pub fn start(self, files: Vec<Named>) {
        self.stop();
        self.measured.set(Measured::new(&self.alphabet.get_untracked()));
        self.errors.set(DatasetErrors::default());
        self.cell.set(None);
        self.speed.set(0.0);
        self.stage.set(Stage::Opening { done: 0, of: files.len() });
        let number = self.latest.get_value();
        spawn_local(async move {
            if let Err(why) = self.run(number, files).await
                && self.is_wanted(number)
            {
                self.errors.update(|errors| errors.add(DatasetError::of_file("The measurement", why)));
            }
            if self.is_wanted(number) {
                self.stop();
            }
        });
    }

    /// Ends what is under way; what was measured stays.
    pub fn stop(self) {
        self.latest.update_value(|latest| *latest += 1);
        self.worker.close();
        self.batch_engine.dismiss();
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

    fn is_wanted(self, number: u32) -> bool {
        self.latest.get_value() == number
    }

    async fn run(self, number: u32, files: Vec<Named>) -> Result<(), PictureError> {
        let of = files.len();
        let mut source = Source::new(self.worker);
        for (done, file) in files.into_iter().enumerate() {
            if let Some(error) = source.open(file).await? {
                self.errors.update(|errors| errors.add(error));
            }
            if !self.is_wanted(number) {
                return Ok(());
            }
            self.stage.set(Stage::Opening { done: done + 1, of });
        }
        let errors = source.ready().await?;
        if !self.is_wanted(number) {
            return Ok(());
        }
        self.errors.update(|all| all.join(errors));
        self.read(number, source).await
    }

    /// While the engine reads some, the picture worker makes the next.
    async fn read(self, number: u32, mut source: Source) -> Result<(), PictureError> {
        let (of, began) = (source.count(), clock::now());
        let mut done = 0;
        self.stage.set(Stage::Reading { done, of });
        self.batch_engine.expect(of);
        while let Some(some) = source.next().await? {
            done += some.len();
            self.judge(number, some).await?;
            if !self.is_wanted(number) {
                return Ok(());
            }
            self.speed.set(1e3 * done as f64 / (clock::now() - began).max(1.0));
            self.stage.set(Stage::Reading { done, of });
        }
        Ok(())
    }

    async fn judge(self, number: u32, some: Vec<Result<Example, DatasetError>>) -> Result<(), PictureError> {
        let glyphs: Vec<_> = some.iter().flatten().flat_map(Example::glyphs).cloned().collect();
        let mut predictions = Vec::with_capacity(glyphs.len());
        while predictions.len() < glyphs.len() {
            let few = glyphs.iter().skip(predictions.len()).take(self.batch_engine.at_once());
            let read = self.batch_engine.judge(few.cloned().collect()).await.filter(|read| !read.is_empty());
            predictions.extend(read.ok_or(PictureError::Reader)?);
            if !self.is_wanted(number) {
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
