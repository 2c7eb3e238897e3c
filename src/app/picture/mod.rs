//! Pictures: taken in from wherever they come, developed in the darkroom, read by the engine, shown on the sheet.

pub mod batch;
pub mod bring;
pub mod camera;
pub mod darkroom;
pub mod frame;
pub mod intake;
pub mod link;
pub mod steps;
pub mod tools;
pub mod trouble;
pub mod view;

use crate::app::engine::Engine;
use crate::app::gallery::intake::take_in_dropped;
use crate::app::toast::Toast;
use crate::ink::form::FormError;
use crate::ink::{Bounds, Drawing, open};
use crate::picture::{Found, MOST_BYTES, Views, Wish};
use crate::protocol::What;
use crate::web::clock;
use crate::web::download;
use crate::web::fetch::{self, Cancel};
use crate::web::files::{self, Named};
use crate::web::photo::Photo;
use crate::written::Written;
use batch::{Batch, Part};
use darkroom::Darkroom;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use trouble::Trouble;

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
    pub wish: Wish,
    pub found: Found,
    pub written: Written,
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
    darkroom: Darkroom,
    /// Counts what was begun; what an earlier one brings is not wanted.
    latest: StoredValue<u32>,
    /// How the open picture is being read anew.
    wished: StoredValue<Option<Wish>>,
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
            darkroom: Darkroom::closed(),
            latest: StoredValue::new(0),
            wished: StoredValue::new(None),
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
        let done = self.read_file(number, file, Wish::default()).await;
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
            self.toast.say(Trouble::NotALink.to_string());
            return;
        };
        let number = self.begin(Stage::Fetching { got: 0, of: None });
        spawn_local(async move {
            match self.fetch(number, &address).await {
                Ok(file) => self.open_named(number, file, None).await,
                Err(trouble) => self.finish(number, Err(trouble)),
            }
        });
    }

    /// Reads the open picture again, turned or cut otherwise.
    pub fn look_again(self, change: impl FnOnce(Wish) -> Wish) {
        let Some(opened) = self.open.get_untracked() else { return };
        // A second turn counts from the first, also while that is still under way.
        let wish = change(self.wished.get_value().unwrap_or(opened.wish));
        let number = self.begin(Stage::Reading);
        self.wished.set_value(Some(wish));
        self.cropping.set(false);
        spawn_local(async move {
            let done = if self.darkroom.holds(opened.number) {
                let found = self.darkroom.develop(number, What::Same, wish, Views::All, &[]).await;
                self.read_found(number, opened.file, wish, found, opened.photo).await
            } else {
                self.read_file(number, opened.file, wish).await
            };
            self.finish(number, done.map(|again| Opened { row: opened.row, ..again }));
        });
    }

    /// Gives up what is under way; what was open stays so.
    pub fn cancel(self) {
        self.latest.update_value(|latest| *latest += 1);
        self.fetching.update_value(|cancel| drop(cancel.take().inspect(Cancel::cancel)));
        self.darkroom.close();
        self.wished.set_value(None);
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

    fn finish(self, number: u32, done: Result<Opened, Trouble>) {
        if !self.is_wanted(number) {
            return;
        }
        self.stage.set(None);
        self.wished.set_value(None);
        match done {
            Ok(opened) => {
                if opened.written.signs.is_empty() {
                    self.toast.say("No digits were found. Turn the picture, or mark the part that has them.");
                }
                self.open.set(Some(opened));
                request_animation_frame(|| clock::mark("inkling:picture-shown"));
            }
            Err(trouble) => self.toast.say(trouble.to_string()),
        }
    }

    async fn fetch(self, number: u32, address: &str) -> Result<Named, Trouble> {
        let cancel = Cancel::new().ok_or(Trouble::Unreadable)?;
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
        let bytes = fetch::foreign(address, MOST_BYTES, &cancel, wanted, progress).await.map_err(Trouble::Link)?;
        let blob = download::blob("", &bytes).ok_or(Trouble::Unreadable)?;
        Ok(Named::of(link::name(address), blob))
    }

    async fn read_file(self, number: u32, file: Named, wish: Wish) -> Result<Opened, Trouble> {
        if self.is_wanted(number) {
            self.stage.set(Some(Stage::Opening));
        }
        let (found, photo) = self.darkroom.develop_file(number, &file, wish, Views::All).await?;
        let photo = match photo {
            Some(photo) => Some(photo),
            None => Photo::of(&file.blob, None).await,
        };
        self.read_found(number, file, wish, Ok(found), photo).await
    }

    async fn read_found(
        self,
        number: u32,
        file: Named,
        wish: Wish,
        found: Result<Found, Trouble>,
        photo: Option<Photo>,
    ) -> Result<Opened, Trouble> {
        let found = found?;
        if self.is_wanted(number) {
            self.stage.set(Some(Stage::Reading));
        }
        let (written, millis) = self.engine.read_lines(found.lines.clone()).await.ok_or(Trouble::Reader)?;
        Ok(Opened { number, row: None, file, photo, wish, found, written, millis })
    }

    /// The part that was marked, to be read alone.
    pub fn crop(self, part: Bounds) {
        self.look_again(|wish| frame::within(wish, part));
    }
}

/// The drawing that a file of this page holds.
async fn drawing_in(file: &Named) -> Option<Result<Drawing, FormError>> {
    // Longer files are not even looked at.
    let short = file.blob.size() <= open::MOST_BYTES as f64;
    open::drawing(&files::bytes(short.then_some(&file.blob)?).await?)
}
