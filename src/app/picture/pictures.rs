//! Opening pictures: each run fetches, develops and reads one, in a session of its own with the picture worker.

use super::batch::{Batch, Part};
use super::opened::{Opened, Stage};
use super::run::Run;
use super::{frame, link};
use crate::app::editor::Editor;
use crate::app::engine::Engine;
use crate::app::gallery::import;
use crate::app::toast::Toast;
use crate::client::{PictureError, PictureSession, PictureWorker};
use crate::datasets::folder;
use crate::ink::form::FormError;
use crate::ink::{Bounds, Drawing, open};
use crate::picture::{Framing, PictureLayout, Views};
use crate::web::clock;
use crate::web::fetch::Cancel;
use crate::web::files::{self, NamedFile};
use crate::web::photo::Photo;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[derive(Clone, Copy)]
pub struct Pictures {
    /// The picture on the sheet.
    pub open: RwSignal<Option<Opened>, LocalStorage>,
    /// What is under way, if anything is.
    pub stage: RwSignal<Option<Stage>>,
    /// Whether a drag over the picture marks the part to read.
    pub cropping: RwSignal<bool>,
    /// The browser's own way to choose files.
    pub chooser: NodeRef<html::Input>,
    pub batch: Batch,
    /// Whether a picture or a table lies over the sheet.
    pub covered: Memo<bool>,
    engine: Engine,
    editor: RwSignal<Editor>,
    toast: Toast,
    /// The session of the run under way; the next one takes it over unless the run is cancelled.
    session: StoredValue<PictureSession, LocalStorage>,
    /// Counts the runs.
    count: StoredValue<u32>,
    /// How the open picture is being read anew.
    wanted_framing: StoredValue<Option<Framing>>,
    fetching: StoredValue<Option<Cancel>, LocalStorage>,
}

impl Pictures {
    pub fn new(engine: Engine, editor: RwSignal<Editor>, toast: Toast) -> Self {
        let (open, batch) = (RwSignal::new_local(None::<Opened>), Batch::new(engine, toast));
        Self {
            open,
            stage: RwSignal::new(None),
            cropping: RwSignal::new(false),
            chooser: NodeRef::new(),
            batch,
            covered: Memo::new(move |_| open.with(Option::is_some) || batch.table.with(Option::is_some)),
            engine,
            editor,
            toast,
            session: StoredValue::new_local(PictureSession::new()),
            count: StoredValue::new(0),
            wanted_framing: StoredValue::new(None),
            fetching: StoredValue::new_local(None),
        }
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// One file is opened, several become a table.
    pub fn take(self, files: Vec<NamedFile>) {
        match <[NamedFile; 1]>::try_from(folder::listed(files, |file| &file.path)) {
            Ok([file]) => self.open_file(file),
            Err(files) if files.is_empty() => self.toast.say("There is no picture in it. Choose or drop another one."),
            Err(files) => {
                self.close();
                self.batch.start(files);
            }
        }
    }

    /// Lets the visitor choose files.
    pub fn choose(self) {
        if let Some(chooser) = self.chooser.get_untracked() {
            chooser.click();
        }
    }

    pub fn open_file(self, file: NamedFile) {
        let run = self.begin(Stage::Opening);
        spawn_local(self.open_named(run, file, None));
    }

    /// Opens the picture of a table's row.
    pub fn open_row(self, row: usize, file: NamedFile) {
        let run = self.begin(Stage::Opening);
        spawn_local(self.open_named(run, file, Some(row)));
    }

    async fn open_named(self, run: Run, file: NamedFile, row: Option<usize>) {
        if let Some(kept) = import::dropped(&file).await {
            return self.import(&run, &kept).await;
        }
        if let Some(found) = drawing_in(&file).await {
            return self.found_drawing(&run, found);
        }
        let done = self.read_file(&run, file, self.engine.framing()).await;
        self.finish(&run, done.map(|opened| Opened { row, ..opened }));
    }

    /// The file held kept drawings, not a picture.
    async fn import(self, run: &Run, kept: &[u8]) {
        if run.is_wanted() {
            let said = import::take_in_bytes(kept).await;
            if run.is_wanted() {
                self.stage.set(None);
            }
            self.toast.say(said);
        }
    }

    /// The file held a drawing, not a picture: it goes back on the sheet.
    fn found_drawing(self, run: &Run, found: Result<Drawing, FormError>) {
        if run.is_wanted() {
            self.stage.set(None);
            match found {
                Ok(drawing) => self.open_drawing(drawing),
                Err(error) => self.toast.say(error.to_string()),
            }
        }
    }

    /// Puts a drawing on the sheet; undo brings the earlier one back.
    pub fn open_drawing(self, drawing: Drawing) {
        let replaces = !self.editor.with_untracked(Editor::is_blank);
        self.close();
        self.editor.update(|editor| editor.open(drawing));
        // A table stays, for what was put right in it.
        self.toast.say(match (self.covered.get_untracked(), replaces) {
            (true, _) => "The drawing is on the sheet, under the table. Close the table to see it.",
            (false, true) => "The drawing is open. Undo brings the earlier one back.",
            (false, false) => "The drawing is open.",
        });
    }

    /// Fetches the picture at an address and opens it.
    pub fn open_link(self, text: &str) {
        let Some(address) = link::address(text) else {
            self.toast.say(PictureError::NotALink.to_string());
            return;
        };
        let run = self.begin(Stage::Fetching { got: 0, of: None });
        let cancel = Cancel::new();
        self.fetching.set_value(cancel.clone());
        let fetching = run.clone();
        let progress = move |got, of| {
            if fetching.is_wanted() {
                self.stage.set(Some(Stage::Fetching { got, of }));
            }
        };
        spawn_local(async move {
            match link::fetch(&address, cancel, progress).await {
                Ok(file) if run.is_wanted() => self.open_named(run, file, None).await,
                Ok(_) => {}
                Err(error) => self.finish(&run, Err(error)),
            }
        });
    }

    /// Reads the open picture again, turned or cut otherwise.
    pub fn read_again(self, change: impl FnOnce(Framing) -> Framing) {
        let Some(opened) = self.open.get_untracked() else { return };
        // A second turn counts from the first, also while that is still under way.
        let framing = change(self.wanted_framing.get_value().unwrap_or(opened.framing));
        let run = self.begin(Stage::Looking);
        self.wanted_framing.set_value(Some(framing));
        self.cropping.set(false);
        spawn_local(async move {
            let done = if run.worker.holds(opened.number) {
                let found = run.worker.develop(framing, Views::All).await;
                self.read_layout(&run, opened.file, framing, found, opened.photo).await
            } else {
                self.read_file(&run, opened.file, framing).await
            };
            self.finish(&run, done.map(|again| Opened { row: opened.row, ..again }));
        });
    }

    /// Reads the open picture again, in the mode that is chosen now.
    pub fn read_as_chosen(self) {
        self.read_again(|framing| Framing { form: self.engine.framing().form, ..framing });
    }

    /// What the open picture says, as somebody put it right: in the table's row that it was opened from, too.
    pub fn put_right(self, text: &str) {
        if let Some(row) = self.open.with_untracked(|open| open.as_ref()?.row) {
            self.batch.change(|table| table.edit(row, text));
        }
    }

    /// Gives up what is under way, and ends its worker; what was open stays so.
    pub fn cancel(self) {
        self.session.set_value(PictureSession::new());
        self.fetching.update_value(|cancel| drop(cancel.take().inspect(Cancel::cancel)));
        self.wanted_framing.set_value(None);
        self.stage.set(None);
    }

    /// Back to the sheet, or to the table that the picture came from.
    pub fn close(self) {
        self.cancel();
        self.cropping.set(false);
        if let Some(row) = self.open.with_untracked(|open| open.as_ref()?.row) {
            self.batch.come_back_to(row, Part::Thumbnail);
        }
        self.open.set(None);
    }

    /// The part that was marked, to be read alone.
    pub fn crop(self, part: Bounds) {
        self.read_again(|framing| frame::within(framing, part));
    }

    fn begin(self, stage: Stage) -> Run {
        if self.stage.with_untracked(Option::is_some) {
            self.cancel();
        }
        self.toast.hide();
        self.stage.set(Some(stage));
        self.count.update_value(|count| *count += 1);
        Run { number: self.count.get_value(), worker: self.session.with_value(PictureSession::worker) }
    }

    fn finish(self, run: &Run, done: Result<Opened, PictureError>) {
        if !run.is_wanted() {
            return;
        }
        self.stage.set(None);
        self.wanted_framing.set_value(None);
        match done {
            Ok(opened) => {
                if let Some(complaint) = opened.complaint() {
                    self.toast.say(complaint);
                }
                self.open.set(Some(opened));
                request_animation_frame(|| clock::mark("inkling:picture-shown"));
            }
            Err(error) => self.toast.say(error.to_string()),
        }
    }

    /// Shows what is being done, where it is still wanted; whether it is.
    fn show(self, run: &Run, stage: Stage) -> bool {
        let is_wanted = run.is_wanted();
        if is_wanted {
            self.stage.set(Some(stage));
        }
        is_wanted
    }

    async fn read_file(self, run: &Run, file: NamedFile, framing: Framing) -> Result<Opened, PictureError> {
        self.show(run, Stage::Opening);
        let photo = run.worker.open(run.number, &file).await?;
        self.show(run, Stage::Looking);
        let found = run.worker.develop(framing, Views::All).await?;
        let photo = match photo {
            Some(photo) => Some(photo),
            None => PictureWorker::photo(&file, &found).await,
        };
        self.read_layout(run, file, framing, Ok(found), photo).await
    }

    async fn read_layout(
        self,
        run: &Run,
        file: NamedFile,
        framing: Framing,
        found: Result<PictureLayout, PictureError>,
        photo: Option<Photo>,
    ) -> Result<Opened, PictureError> {
        let found = found?;
        if !self.show(run, Stage::Reading(0.0)) {
            return Err(PictureError::Cancelled);
        }
        let read = self.engine.client().read_picture(&found, |part| self.show(run, Stage::Reading(part))).await;
        let (transcript, millis) = read.ok_or(PictureError::Reader)?;
        Ok(Opened { number: run.number, row: None, file, photo, framing, found, transcript, millis })
    }
}

/// The drawing that a file of this page holds.
async fn drawing_in(file: &NamedFile) -> Option<Result<Drawing, FormError>> {
    // Longer files are not even looked at.
    let short = file.blob.size() <= open::MOST_BYTES as f64;
    open::drawing(&files::bytes(short.then_some(&file.blob)?).await?)
}
