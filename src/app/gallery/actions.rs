//! What can be done with kept drawings. The panel shows a list that follows what the browser's database says; an action
//! that fails changes nothing in it.

use super::import::{self, CHANGED};
use crate::app::dialogs::Dialogs;
use crate::app::picture::pictures::Pictures;
use crate::app::reading::Reading;
use crate::app::sheet::Sheet;
use crate::gallery::KeptDrawing;
use crate::web::channel::Channel;
use crate::web::clock;
use crate::web::database::{self, Collection, DatabaseError};
use crate::web::files::NamedFile;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

#[derive(Clone, Copy)]
pub struct Gallery {
    dialogs: Dialogs,
    pictures: Pictures,
    reading: Reading,
    sheet: Sheet,
    /// The newest first; none until the browser has handed them out.
    pub kept: RwSignal<Option<Vec<Arc<KeptDrawing>>>>,
    /// What is to be said about the last action.
    pub said: RwSignal<String>,
    /// What was deleted and can be brought back, the last one first to come.
    pub deleted: RwSignal<Vec<Arc<KeptDrawing>>>,
    channel: StoredValue<Option<Channel>, LocalStorage>,
}

impl Gallery {
    /// Shows what is kept, and keeps up with other tabs.
    pub fn open() -> Self {
        let gallery = Self {
            dialogs: Dialogs::here(),
            pictures: Pictures::here(),
            reading: Reading::here(),
            sheet: Sheet::here(),
            kept: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            deleted: RwSignal::new(Vec::new()),
            channel: StoredValue::new_local(None),
        };
        gallery.channel.set_value(Channel::new(CHANGED, move || gallery.load()));
        gallery.load();
        gallery
    }

    fn load(self) {
        spawn_local(async move {
            let found = database::all(Collection::Drawings).await;
            let lines = match found {
                Ok(lines) => lines,
                // What is shown stays: that it cannot be asked for now does not mean that it is gone.
                Err(error) => return self.say(error.to_string()),
            };
            let kept: Vec<_> = lines.iter().filter_map(|line| KeptDrawing::read(line, 0).ok()).map(Arc::new).collect();
            let damaged = lines.len() - kept.len();
            if damaged > 0 {
                self.say(format!("Of what was kept, {damaged} cannot be read any more and is not shown."));
            }
            // Closed meanwhile: nobody is left to look.
            self.kept.try_set(Some(in_order(kept)));
        });
    }

    /// Keeps what is on the sheet, labelled with what was read for sure or put right: a guess is no label.
    pub fn keep(self) {
        let drawing = self.sheet.editor.with_untracked(|editor| editor.ink().drawing().clone());
        if drawing.is_empty() {
            return self.say("There is nothing on the sheet yet. Close this, write something, then keep it.");
        }
        if self.list().iter().any(|kept| kept.drawing == drawing) {
            return self.say("This drawing is kept already.");
        }
        // With a picture in front, what is shown is not about the sheet.
        let is_about_sheet = self.pictures.open.with_untracked(Option::is_none);
        let label = self.reading.shown.with_untracked(|transcript| transcript.text());
        let kept = KeptDrawing::new(drawing, if is_about_sheet { &label } else { "" }, clock::since_1970());
        let said = match kept.label() {
            "" => "Kept without a label, as the reading is not sure. Write it below the drawing.".to_owned(),
            label => format!("Kept as {label}."),
        };
        self.store(kept, said);
    }

    /// Gives a drawing another label.
    pub fn rename(self, id: &str, label: &str) {
        let Some(found) = self.find(id) else { return };
        let mut renamed = KeptDrawing::clone(&found);
        renamed.rename(label);
        if renamed != *found {
            let said = match renamed.label() {
                "" => "The label is gone.".to_owned(),
                label => format!("Labelled {label}."),
            };
            self.store(renamed, said);
        }
    }

    fn store(self, kept: KeptDrawing, said: String) {
        spawn_local(async move { _ = self.put(kept, said).await });
    }

    /// What is stored takes its place in the list once the browser has it; whether it has.
    async fn put(self, kept: KeptDrawing, said: String) -> bool {
        let done = database::put(Collection::Drawings, &kept.id, &kept.line()).await;
        let stored = done.is_ok();
        self.done(done, said, move |list| {
            list.retain(|other| other.id != kept.id);
            list.push(Arc::new(kept));
        });
        stored
    }

    pub fn delete(self, id: String) {
        let Some(found) = self.find(&id) else { return };
        spawn_local(async move {
            let done = database::remove(Collection::Drawings, &id).await;
            if done.is_ok() {
                self.deleted.try_update(|deleted| deleted.push(found.clone()));
            }
            self.done(done, format!("Deleted {}.", named(&found)), |list| list.retain(|kept| kept.id != found.id));
        });
    }

    pub fn undo_delete(self) {
        if let Some(kept) = self.deleted.try_update(Vec::pop).flatten() {
            let said = format!("{} is back.", named(&kept));
            spawn_local(async move {
                if !self.put(KeptDrawing::clone(&kept), said).await {
                    self.deleted.try_update(|deleted| deleted.push(kept));
                }
            });
        }
    }

    /// Puts a drawing on the sheet, where undo brings the earlier one back.
    pub fn put_on_sheet(self, id: &str) {
        if let Some(kept) = self.find(id) {
            self.dialogs.gallery.set(false);
            self.pictures.open_drawing(kept.drawing.clone());
        }
    }

    pub fn import(self, file: NamedFile) {
        spawn_local(async move {
            let said = import::take_in(&file).await;
            self.say(said);
            // The list hears of it like every other.
        });
    }

    /// All that is kept, the oldest first, as it was written.
    pub fn in_time(self) -> Vec<Arc<KeptDrawing>> {
        let mut list = self.list();
        list.reverse();
        list
    }

    pub fn label(self, id: &str) -> String {
        let label = |list: &Vec<Arc<KeptDrawing>>| Some(list.iter().find(|kept| kept.id == id)?.label().to_owned());
        self.kept.with(|list| list.as_ref().and_then(label)).unwrap_or_default()
    }

    pub fn say(self, said: impl Into<String>) {
        self.said.try_set(said.into());
    }

    fn list(self) -> Vec<Arc<KeptDrawing>> {
        self.kept.get_untracked().unwrap_or_default()
    }

    fn find(self, id: &str) -> Option<Arc<KeptDrawing>> {
        self.list().into_iter().find(|kept| kept.id == id)
    }

    /// After an action: the list as it is now, and a word; or why nothing changed.
    fn done(self, done: Result<(), DatabaseError>, said: String, change: impl FnOnce(&mut Vec<Arc<KeptDrawing>>)) {
        match done {
            Ok(()) => {
                self.kept.try_update(|list| {
                    let mut changed = list.take().unwrap_or_default();
                    change(&mut changed);
                    *list = Some(in_order(changed));
                });
                self.channel.try_with_value(|channel| channel.as_ref().map(Channel::notify));
                self.say(said);
            }
            Err(error) => self.say(error.to_string()),
        }
    }
}

/// The newest first.
fn in_order(mut kept: Vec<Arc<KeptDrawing>>) -> Vec<Arc<KeptDrawing>> {
    kept.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
    kept
}

/// A drawing in a sentence.
pub fn named(kept: &KeptDrawing) -> String {
    match kept.label() {
        "" => "The drawing".to_owned(),
        label => label.to_owned(),
    }
}
