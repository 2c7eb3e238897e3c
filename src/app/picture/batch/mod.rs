//! Many pictures at once: read one after another, each row as soon as it is known.

pub mod export;
mod reading;
pub mod table;
pub mod view;

use crate::app::engine::Engine;
use crate::app::toast::Toast;
use crate::client::{PictureError, PictureSession, PictureWorker};
use crate::picture::{PictureLayout, Views};
use crate::web::download;
use crate::web::files::NamedFile;
use futures_channel::oneshot::{self, Receiver};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use std::time::Duration;
use table::{Read, State, Table, Thumb};

/// A thumbnail's longer side.
const THUMB: u32 = 96;
/// How often the table is drawn anew while pictures are read: for each of them it would take longer than its reading.
const REDRAW: Duration = Duration::from_millis(200);
/// A row that is made anew is there within this time.
const SOON: Duration = Duration::from_millis(500);

type Developed = Result<PictureLayout, PictureError>;

#[derive(Clone, Copy)]
pub struct Batch {
    /// None where there is no batch.
    pub table: RwSignal<Option<Table>, LocalStorage>,
    pub running: RwSignal<bool>,
    /// As many as the table's rows; only handles, their content stays where it is.
    files: StoredValue<Vec<NamedFile>, LocalStorage>,
    engine: Engine,
    toast: Toast,
    /// The session of the run under way, of its own, so that a single picture can be looked at meanwhile. Once it is
    /// over, nothing that the run still brings is wanted.
    session: StoredValue<Option<PictureSession>, LocalStorage>,
    /// Counts the tables.
    count: StoredValue<u32>,
    /// What is known of rows and not yet in the table.
    fresh: StoredValue<Vec<(usize, State)>>,
    /// What gets the focus once it is there again.
    focus: StoredValue<Option<(usize, Part)>>,
}

/// A part of a row that the keyboard may be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Thumbnail,
    Prediction,
}

impl Batch {
    pub fn new(engine: Engine, toast: Toast) -> Self {
        Self {
            table: RwSignal::new_local(None),
            running: RwSignal::new(false),
            files: StoredValue::new_local(Vec::new()),
            engine,
            toast,
            session: StoredValue::new_local(None),
            count: StoredValue::new(0),
            fresh: StoredValue::new(Vec::new()),
            focus: StoredValue::new(None),
        }
    }

    /// The row is about to be made anew: the keyboard is not to lose its place. If it does not come, where the filter
    /// hides it, that is soon forgotten.
    pub fn come_back_to(self, id: usize, part: Part) {
        self.focus.set_value(Some((id, part)));
        set_timeout(move || self.focus.set_value(None), SOON);
    }

    /// Whether the focus belongs on this part of a row; it is asked once.
    pub fn takes_focus(self, id: usize, part: Part) -> bool {
        self.focus.try_update_value(|focus| focus.take_if(|at| *at == (id, part)).is_some()).unwrap_or_default()
    }

    pub fn start(self, files: Vec<NamedFile>) {
        self.stop();
        self.toast.hide();
        self.count.update_value(|count| *count += 1);
        let names = files.iter().map(|file| file.name.clone());
        self.table.set(Some(Table::of(self.count.get_value(), names)));
        self.files.set_value(files);
        self.go_on();
    }

    /// Reads what still waits. While the engine reads one picture, the next is developed beside it.
    pub fn go_on(self) {
        let session = PictureSession::new();
        let worker = session.worker();
        self.session.set_value(Some(session));
        self.running.set(true);
        spawn_local(async move {
            let mut next = self.develop_from(0, &worker);
            while let Some((id, found)) = next.take() {
                let found = found.await.unwrap_or(Err(PictureError::Worker));
                if worker.is_ended() {
                    return;
                }
                next = self.develop_from(id + 1, &worker);
                let read = self.read(found, || !worker.is_ended()).await;
                if worker.is_ended() {
                    return;
                }
                match read {
                    Ok(read) => self.put(id, State::Read(read)),
                    // Not this picture's fault: it waits, and so do all others.
                    Err(PictureError::Reader) => {
                        self.stop();
                        return self.toast.say(PictureError::Reader.to_string());
                    }
                    Err(error) => self.put(id, State::Failed(error.to_string())),
                }
            }
            self.stop();
            self.toast.say(self.table.with_untracked(|table| table.as_ref().map(said_at_end)).unwrap_or_default());
        });
    }

    /// The first that waits, from this one on, and what is in it: looked for at once.
    fn develop_from(self, first: usize, worker: &PictureWorker) -> Option<(usize, Receiver<Developed>)> {
        let waits = |table: &Table| (first..table.rows().len()).find(|id| table.rows()[*id].state == State::Waiting);
        let id = self.table.with_untracked(|table| table.as_ref().and_then(waits))?;
        let (file, worker, framing) = (self.file(id)?, worker.clone(), self.engine.framing());
        let (tell, answer) = oneshot::channel();
        spawn_local(async move {
            let found = worker.develop_file(id as u32, &file, framing, Views::First).await;
            // Nobody waits any more where the batch was stopped.
            let _ = tell.send(found);
        });
        Some((id, answer))
    }

    /// This row is known; it is shown soon.
    fn put(self, id: usize, state: State) {
        let was_empty = self.fresh.with_value(Vec::is_empty);
        self.fresh.update_value(|fresh| fresh.push((id, state)));
        if was_empty {
            set_timeout(move || self.show_fresh(), REDRAW);
        }
    }

    fn show_fresh(self) {
        let fresh = self.fresh.try_update_value(std::mem::take).unwrap_or_default();
        if !fresh.is_empty() {
            self.change(|table| fresh.into_iter().for_each(|(id, state)| table.set(id, state)));
        }
    }

    /// Ends the run and its worker; what was read stays.
    pub fn stop(self) {
        self.show_fresh();
        self.session.set_value(None);
        self.running.set(false);
    }

    pub fn close(self) {
        self.stop();
        self.table.set(None);
        self.files.set_value(Vec::new());
    }

    pub fn change(self, change: impl FnOnce(&mut Table)) {
        self.table.update(|table| {
            if let Some(table) = table {
                change(table);
            }
        });
    }

    pub fn file(self, id: usize) -> Option<NamedFile> {
        self.files.with_value(|files| files.get(id).cloned())
    }

    pub fn save_csv(self) {
        self.save("inkling.csv", "text/csv", export::csv);
    }

    pub fn save_json(self) {
        self.save("inkling.json", "application/json", export::json);
    }

    fn save(self, name: &str, kind: &str, form: impl FnOnce(&[table::Row]) -> String) {
        let text = self.table.with_untracked(|table| table.as_ref().map(|table| form(table.rows())));
        if text.is_some_and(|text| !download::bytes(name, kind, text.as_bytes())) {
            self.toast.say("The browser does not let this page save files. Allow it, then try again.");
        }
    }

    async fn read(self, found: Developed, is_wanted: impl Fn() -> bool) -> Result<Read, PictureError> {
        let found = found?;
        let thumb = found.steps.first().map(|step| Arc::new(Thumb::of(step.width, step.height, &step.grey)));
        let read = self.engine.client().read_picture(&found, |_| is_wanted()).await;
        let (transcript, millis) = read.ok_or(PictureError::Reader)?;
        Ok(Read {
            text: reading::text(&transcript),
            verdict: transcript.verdict(),
            certainty: transcript.certainty(),
            millis,
            thumb,
            by_hand: None,
        })
    }
}

fn said_at_end(table: &Table) -> String {
    match (table.read(), table.rows().len()) {
        (read, count) if read == count => format!("{count} pictures were read."),
        (read, count) => format!("{read} of {count} pictures were read. Each of the others says why not."),
    }
}

impl Thumb {
    /// Every so manieth pixel is enough for a thumbnail.
    fn of(width: u32, height: u32, grey: &[u8]) -> Self {
        let step = width.max(height).div_ceil(THUMB).max(1);
        let (small_width, small_height) = (width.div_ceil(step), height.div_ceil(step));
        let pixel = |at: u32| {
            let (x, y) = (at % small_width * step, at / small_width * step);
            grey.get((y * width + x) as usize).copied().unwrap_or(255)
        };
        Self { width: small_width, height: small_height, grey: (0..small_width * small_height).map(pixel).collect() }
    }
}
