//! Pictures: taken in from wherever they come, developed in the picture worker, read by the engine, shown on the sheet.

pub mod batch;
pub mod camera;
pub mod error;
pub mod frame;
pub mod incoming;
pub mod link;
pub mod open_panel;
pub mod steps;
pub mod tools;
pub mod view;
pub mod worker;

use crate::app::client::Engine;
use crate::app::gallery::import::take_in_dropped;
use crate::app::toast::Toast;
use crate::ink::form::FormError;
use crate::ink::{Bounds, Drawing, open};
use crate::picture::{Framing, MOST_BYTES, PictureLayout, Views};
use crate::protocol::picture::What;
use crate::transcript::Transcript;
use crate::web::clock;
use crate::web::download;
use crate::web::fetch::{self, Cancel};
use crate::web::files::{self, Named};
use crate::web::photo::Photo;
use batch::{Batch, Part};
use error::PictureError;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use worker::PictureWorker;

/// What is being done about a picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    Fetching { got: usize, of: Option<usize> },
    Opening,
    Reading,
}

/// A picture that was read.
#[derive(Clone)]
pub struct Opened {
    number: u32,
    /// The table's row that it was opened from.
    pub row: Option<usize>,
    pub file: Named,
    /// As the browser shows it, where it can.
    pub photo: Option<Photo>,
    pub framing: Framing,
    pub found: PictureLayout,
    pub transcript: Transcript,
    pub millis: f32,
}

#[derive(Clone, Copy)]
pub struct Pictures {
    /// The picture on the sheet.
    pub open: RwSignal<Option<Opened>, LocalStorage>,
    /// What is under way, if anything is.
    pub stage: RwSignal<Option<Stage>>,
    /// Whether a drag over the picture marks the part to read.
    pub cropping: RwSignal<bool>,
    /// Whether the live camera is open.
    pub filming: RwSignal<bool>,
    /// The browser's own way to choose files.
    pub chooser: NodeRef<html::Input>,
    /// A drawing that a file brought, until the sheet has it.
    pub drawing: RwSignal<Option<Drawing>>,
    pub batch: Batch,
    engine: Engine,
    toast: Toast,
    worker: PictureWorker,
    /// Counts what was begun; what an earlier one brings is not wanted.
    latest: StoredValue<u32>,
    /// How the open picture is being read anew.
    wanted_framing: StoredValue<Option<Framing>>,
    fetching: StoredValue<Option<Cancel>, LocalStorage>,
}

impl Pictures {
    pub fn new(engine: Engine, toast: Toast) -> Self {
        Self {
            open: RwSignal::new_local(None),
            stage: RwSignal::new(None),
            cropping: RwSignal::new(false),
            filming: RwSignal::new(false),
            chooser: NodeRef::new(),
            drawing: RwSignal::new(None),
            batch: Batch::new(engine, toast),
            engine,
            toast,
            worker: PictureWorker::closed(),
            latest: StoredValue::new(0),
            wanted_framing: StoredValue::new(None),
            fetching: StoredValue::new_local(None),
        }
    }

    /// One file is opened, several become a table.
    pub fn take(self, mut files: Vec<Named>) {
        match (files.len(), files.pop()) {
            (1, Some(file)) => self.open_file(file),
            (_, Some(last)) => {
                files.push(last);
                self.close();
                self.batch.start(files);
            }
            (_, None) => {}
        }
    }

    /// Lets the visitor choose files.
    pub fn choose(self) {
        if let Some(chooser) = self.chooser.get_untracked() {
            chooser.click();
        }
    }

    pub fn open_file(self, file: Named) {
        let number = self.begin(Stage::Opening);
        spawn_local(self.open_named(number, file, None));
    }

    /// Opens the picture of a table's row.
    pub fn open_row(self, row: usize, file: Named) {
        let number = self.begin(Stage::Opening);
        spawn_local(self.open_named(number, file, Some(row)));
    }

    async fn open_named(self, number: u32, file: Named, row: Option<usize>) {
        if let Some(said) = take_in_dropped(&file).await {
            if self.is_wanted(number) {
                self.stage.set(None);
            }
            return self.toast.say(said);
        }
        if let Some(found) = drawing_in(&file).await {
            return self.found_drawing(number, found);
        }
        let done = self.read_file(number, file, Framing::default()).await;
        self.finish(number, done.map(|opened| Opened { row, ..opened }));
    }

    /// The file held a drawing, not a picture: it goes back on the sheet.
    fn found_drawing(self, number: u32, found: Result<Drawing, FormError>) {
        if self.is_wanted(number) {
            self.stage.set(None);
            match found {
                Ok(drawing) => self.drawing.set(Some(drawing)),
                Err(error) => self.toast.say(error.to_string()),
            }
        }
    }

    /// Fetches the picture at an address and opens it.
    pub fn open_link(self, text: &str) {
        let Some(address) = link::address(text) else {
            self.toast.say(PictureError::NotALink.to_string());
            return;
        };
        let number = self.begin(Stage::Fetching { got: 0, of: None });
        spawn_local(async move {
            match self.fetch(number, &address).await {
                Ok(file) => self.open_named(number, file, None).await,
                Err(error) => self.finish(number, Err(error)),
            }
        });
    }

    /// Reads the open picture again, turned or cut otherwise.
    pub fn look_again(self, change: impl FnOnce(Framing) -> Framing) {
        let Some(opened) = self.open.get_untracked() else { return };
        // A second turn counts from the first, also while that is still under way.
        let framing = change(self.wanted_framing.get_value().unwrap_or(opened.framing));
        let number = self.begin(Stage::Reading);
        self.wanted_framing.set_value(Some(framing));
        self.cropping.set(false);
        spawn_local(async move {
            let done = if self.worker.holds(opened.number) {
                let found = self.worker.develop(number, What::Same, framing, Views::All, &[]).await;
                self.read_layout(number, opened.file, framing, found, opened.photo).await
            } else {
                self.read_file(number, opened.file, framing).await
            };
            self.finish(number, done.map(|again| Opened { row: opened.row, ..again }));
        });
    }

    /// Gives up what is under way; what was open stays so.
    pub fn cancel(self) {
        self.latest.update_value(|latest| *latest += 1);
        self.fetching.update_value(|cancel| drop(cancel.take().inspect(Cancel::cancel)));
        self.worker.close();
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

    fn begin(self, stage: Stage) -> u32 {
        if self.stage.with_untracked(Option::is_some) {
            self.cancel();
        }
        self.stage.set(Some(stage));
        self.latest
            .try_update_value(|latest| {
                *latest += 1;
                *latest
            })
            .unwrap_or_default()
    }

    fn is_wanted(self, number: u32) -> bool {
        self.latest.get_value() == number
    }

    fn finish(self, number: u32, done: Result<Opened, PictureError>) {
        if !self.is_wanted(number) {
            return;
        }
        self.stage.set(None);
        self.wanted_framing.set_value(None);
        match done {
            Ok(opened) => {
                if opened.transcript.symbols.is_empty() {
                    self.toast.say("No digits were found. Turn the picture, or mark the part that has them.");
                }
                self.open.set(Some(opened));
                request_animation_frame(|| clock::mark("inkling:picture-shown"));
            }
            Err(error) => self.toast.say(error.to_string()),
        }
    }

    async fn fetch(self, number: u32, address: &str) -> Result<Named, PictureError> {
        let cancel = Cancel::new().ok_or(PictureError::Unreadable)?;
        self.fetching.set_value(Some(cancel.clone()));
        let wanted = |kind: &str| {
            !["text/html", "text/plain", "application/json", "video/", "audio/"]
                .iter()
                .any(|other| kind.starts_with(other))
        };
        let progress = move |got, of| {
            if self.is_wanted(number) {
                self.stage.set(Some(Stage::Fetching { got, of }));
            }
        };
        let bytes = fetch::foreign(address, MOST_BYTES, &cancel, wanted, progress).await.map_err(PictureError::Link)?;
        let blob = download::blob("", &bytes).ok_or(PictureError::Unreadable)?;
        Ok(Named::of(link::name(address), blob))
    }

    async fn read_file(self, number: u32, file: Named, framing: Framing) -> Result<Opened, PictureError> {
        if self.is_wanted(number) {
            self.stage.set(Some(Stage::Opening));
        }
        let (found, photo) = self.worker.develop_file(number, &file, framing, Views::All).await?;
        let photo = match photo {
            Some(photo) => Some(photo),
            None => Photo::of(&file.blob, None).await,
        };
        self.read_layout(number, file, framing, Ok(found), photo).await
    }

    async fn read_layout(
        self,
        number: u32,
        file: Named,
        framing: Framing,
        found: Result<PictureLayout, PictureError>,
        photo: Option<Photo>,
    ) -> Result<Opened, PictureError> {
        let found = found?;
        if self.is_wanted(number) {
            self.stage.set(Some(Stage::Reading));
        }
        let (transcript, millis) = self.engine.read_lines(found.lines.clone()).await.ok_or(PictureError::Reader)?;
        Ok(Opened { number, row: None, file, photo, framing, found, transcript, millis })
    }

    /// The part that was marked, to be read alone.
    pub fn crop(self, part: Bounds) {
        self.look_again(|framing| frame::within(framing, part));
    }
}

/// The drawing that a file of this page holds.
async fn drawing_in(file: &Named) -> Option<Result<Drawing, FormError>> {
    // Longer files are not even looked at.
    let short = file.blob.size() <= open::MOST_BYTES as f64;
    open::drawing(&files::bytes(short.then_some(&file.blob)?).await?)
}
