//! The page's side of the picture worker, the worker for what comes in files: loaded when the first one comes.

use super::picture_error::PictureError;
use super::queue_worker::QueueWorker;
use super::session::{NoSession, Session};
use crate::picture::{DecodeError, ForeignFormat, Framing, LONGEST_SIDE, MOST_BYTES, PictureLayout, Views, metadata};
use crate::protocol;
use crate::protocol::picture::{PictureRequest, What};
use crate::web::download;
use crate::web::files::{self, NamedFile};
use crate::web::photo::Photo;
use js_sys::ArrayBuffer;
use serde::de::DeserializeOwned;
use std::cell::Cell;
use std::rc::Rc;

/// Owns a picture worker on behalf of a run, or of several that follow each other. The worker ends with it, at once,
/// whatever is under way: whoever waits gets `PictureError::Cancelled`, and nothing that comes late starts another.
pub struct PictureSession(PictureWorker);

/// A way to ask a session's worker. It keeps no worker alive.
#[derive(Clone)]
pub struct PictureWorker {
    session: Session<QueueWorker>,
    /// The picture that the worker still has.
    holds: Rc<Cell<Option<u32>>>,
}

impl PictureSession {
    /// The worker starts with the first picture.
    pub fn new() -> Self {
        Self(PictureWorker { session: Session::new(), holds: Rc::default() })
    }

    pub fn worker(&self) -> PictureWorker {
        self.0.clone()
    }
}

impl Default for PictureSession {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for PictureSession {
    fn drop(&mut self) {
        self.0.session.end();
    }
}

impl PictureWorker {
    /// Whether the session is over, so that nobody wants what comes now.
    pub fn is_ended(&self) -> bool {
        self.session.is_ended()
    }

    /// Opens a file. The browser's picture comes along where that was asked. `picture` is its number.
    pub async fn open(&self, picture: u32, file: &NamedFile) -> Result<Option<Photo>, PictureError> {
        let ((), photo) = self.ask_about(file, PictureRequest::Open).await?;
        self.holds.set(Some(picture));
        Ok(photo)
    }

    /// Asks something of a file. What our decoder does not know, the browser's own may, whose picture comes along then.
    async fn ask_about<T: DeserializeOwned>(
        &self,
        file: &NamedFile,
        request: impl Fn(What) -> PictureRequest,
    ) -> Result<(T, Option<Photo>), PictureError> {
        if file.blob.size() > MOST_BYTES as f64 {
            return Err(DecodeError::TooHeavy { bytes: file.blob.size() as usize }.into());
        }
        let bytes = files::bytes(&file.blob).await.ok_or(PictureError::Unreadable)?;
        self.holds.set(None);
        match self.ask(&request(What::File), &bytes).await {
            Err(PictureError::Picture(DecodeError::Foreign(format))) => {
                let foreign = || PictureError::Picture(DecodeError::Foreign(format));
                let kind = (format == ForeignFormat::Svg).then_some("image/svg+xml");
                let photo = Photo::of(&file.blob, kind).await.ok_or_else(foreign)?;
                let pixels = photo.pixels(LONGEST_SIDE).ok_or_else(foreign)?;
                let what = What::Pixels { width: pixels.width as u32, height: pixels.height as u32 };
                Ok((self.ask(&request(what), &pixels.rgba).await?, Some(photo)))
            }
            answer => Ok((answer?, None)),
        }
    }

    /// The picture as the browser shows it, turned as it was read, where it was read by our own decoder; None where the
    /// browser cannot show it.
    pub async fn photo(file: &NamedFile, found: &PictureLayout) -> Option<Photo> {
        let unturned = metadata::hidden(files::bytes(&file.blob).await?);
        let unturned = unturned.and_then(|bytes| download::blob("", &bytes));
        let photo = Photo::of(unturned.as_ref().unwrap_or(&file.blob), None).await?;
        Some(photo.turned(found.orientation.turns, found.orientation.mirrored))
    }

    /// What is in the picture that was opened last.
    pub async fn develop(&self, framing: Framing, views: Views) -> Result<PictureLayout, PictureError> {
        let found = self.ask(&PictureRequest::Develop { what: None, framing, views }, &[]).await;
        if found.is_err() {
            // Another worker would know nothing of the picture.
            self.holds.set(None);
        }
        found
    }

    /// What is in a file, at one go: several may be under way, of which the worker keeps none.
    pub async fn develop_file(
        &self,
        file: &NamedFile,
        framing: Framing,
        views: Views,
    ) -> Result<PictureLayout, PictureError> {
        let request = |what| PictureRequest::Develop { what: Some(what), framing, views };
        self.ask_about(file, request).await.map(|(found, _)| found)
    }

    async fn ask<T: DeserializeOwned>(&self, request: &PictureRequest, body: &[u8]) -> Result<T, PictureError> {
        let answer = self.session.with(|queue| queue.ask(&[&protocol::encode(request), body]))?.await;
        let answer = answer.filter(|_| !self.is_ended()).ok_or_else(|| self.lost())?;
        Ok(protocol::decode::<Result<T, DecodeError>>(&answer).map_err(|_| PictureError::Worker)??)
    }

    /// Sends a request at once, with a file where there is one; the answer is none where the worker fails or is ended.
    pub fn send(
        &self,
        request: &PictureRequest,
        file: Option<&ArrayBuffer>,
    ) -> Result<impl Future<Output = Option<Vec<u8>>> + use<>, PictureError> {
        let header = protocol::encode(request);
        Ok(self.session.with(|queue| queue.ask_about(&header, file))?)
    }

    /// Whether the picture can be developed anew without being sent again.
    pub fn holds(&self, picture: u32) -> bool {
        self.holds.get() == Some(picture)
    }

    fn lost(&self) -> PictureError {
        if self.is_ended() { PictureError::Cancelled } else { PictureError::Worker }
    }
}

impl From<NoSession> for PictureError {
    fn from(why: NoSession) -> Self {
        match why {
            NoSession::Ended => Self::Cancelled,
            NoSession::NotStarted => Self::Worker,
        }
    }
}
