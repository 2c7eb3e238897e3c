//! Many pictures at once: read one after another, each row as soon as it is known.

pub mod export;
mod reading;
pub mod table;
pub mod view;

use crate::app::engine::Engine;
use crate::app::toast::Toast;
use crate::client::{PictureError, PicturePool};
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
    /// The workers of the run under way, of its own, so that a single picture can be looked at meanwhile. Once they are
    /// gone, nothing that the run still brings is wanted.
    pool: StoredValue<Option<PicturePool>, LocalStorage>,
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
            pool: StoredValue::new_local(None),
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

    /// Reads what still waits. While the engine reads one picture, the next wait for it and others are developed.
    pub fn go_on(self) {
        let pool = PicturePool::new();
        let mut queue = pool.queue(Views::First);
        self.pool.set_value(Some(pool));
        self.running.set(true);
        spawn_local(async move {
            let (mut next, mut under_way) = (0, None);
            loop {
                while let Some((id, file)) = self.waiting(next).filter(|(_, file)| queue.has_room(file.blob.size())) {
                    queue.add(id as u32, file, self.engine.framing());
                    next = id + 1;
                }
                let developed = queue.next().await;
                if queue.is_ended() {
                    return;
                }
                let later = developed.map(|(id, found)| (id as usize, self.read(found, queue.watch())));
                let Some((id, read)) = std::mem::replace(&mut under_way, later) else {
                    if under_way.is_none() { break } else { continue }
                };
                let read = read.await.unwrap_or(Err(PictureError::Reader));
                if queue.is_ended() {
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

    /// The first row that waits, from this one on, and its file.
    fn waiting(self, first: usize) -> Option<(usize, NamedFile)> {
        let waits = |table: &Table| (first..table.rows().len()).find(|id| table.rows()[*id].state == State::Waiting);
        let id = self.table.with_untracked(|table| table.as_ref().and_then(waits))?;
        Some((id, self.file(id)?))
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
        self.pool.set_value(None);
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

    /// Asks the engine at once, whenever the answer is awaited.
    fn read(self, found: Developed, is_wanted: impl Fn() -> bool + 'static) -> Receiver<Result<Read, PictureError>> {
        let (tell, answer) = oneshot::channel();
        spawn_local(async move {
            // Nobody waits any more where the batch was stopped.
            let _ = tell.send(self.read_found(found, is_wanted).await);
        });
        answer
    }

    async fn read_found(self, found: Developed, is_wanted: impl Fn() -> bool) -> Result<Read, PictureError> {
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
