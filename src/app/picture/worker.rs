//! The page's side of the picture worker, the worker for what comes in files: loaded when the first one comes.

use crate::app::picture::error::PictureError;
use crate::picture::{DecodeError, ForeignFormat, Framing, LONGEST_SIDE, MOST_BYTES, PictureLayout, Views};
use crate::protocol::{self, Develop, PictureRequest, What};
use crate::web::files::{self, Named};
use crate::web::photo::Photo;
use crate::web::queue_worker::QueueWorker;
use js_sys::ArrayBuffer;
use leptos::prelude::*;
use std::rc::Rc;

#[derive(Clone, Copy)]
pub struct PictureWorker(StoredValue<Inner, LocalStorage>);

#[derive(Default)]
struct Inner {
    queue: Option<Rc<QueueWorker>>,
    /// The picture that the worker still has.
    holds: Option<u32>,
}

impl PictureWorker {
    /// It starts with the first picture.
    pub fn closed() -> Self {
        Self(StoredValue::new_local(Inner::default()))
    }

    /// Develops a file; what it does not know itself, the browser's own decoder may. The browser's picture comes along
    /// where that was asked.
    pub async fn develop_file(
        self,
        picture: u32,
        file: &Named,
        framing: Framing,
        views: Views,
    ) -> Result<(PictureLayout, Option<Photo>), PictureError> {
        if file.blob.size() > MOST_BYTES as f64 {
            return Err(DecodeError::TooHeavy { bytes: file.blob.size() as usize }.into());
        }
        let bytes = files::bytes(&file.blob).await.ok_or(PictureError::Unreadable)?;
        match self.develop(picture, What::File, framing, views, &bytes).await {
            Err(PictureError::Picture(DecodeError::Foreign(format))) => {
                let foreign = || PictureError::Picture(DecodeError::Foreign(format));
                let kind = (format == ForeignFormat::Svg).then_some("image/svg+xml");
                let photo = Photo::of(&file.blob, kind).await.ok_or_else(foreign)?;
                let pixels = photo.pixels(LONGEST_SIDE).ok_or_else(foreign)?;
                let what = What::Pixels { width: pixels.width as u32, height: pixels.height as u32 };
                Ok((self.develop(picture, what, framing, views, &pixels.rgba).await?, Some(photo)))
            }
            found => Ok((found?, None)),
        }
    }

    /// What is in a picture; `picture` is its number, `body` its bytes or pixels.
    pub async fn develop(
        self,
        picture: u32,
        what: What,
        framing: Framing,
        views: Views,
        body: &[u8],
    ) -> Result<PictureLayout, PictureError> {
        let queue = self.queue()?;
        let header = protocol::encode(&PictureRequest::Develop(Develop { what, framing, views }));
        self.0.update_value(|inner| inner.holds = None);
        let answer = queue.ask(&[&header, body]).await;
        let Some(bytes) = answer else {
            // Ended on purpose, or dead; the next picture finds another.
            self.0.update_value(|inner| inner.queue.take_if(|current| Rc::ptr_eq(current, &queue)).map_or((), drop));
            return Err(PictureError::Worker);
        };
        let found =
            protocol::decode::<Result<PictureLayout, DecodeError>>(&bytes).map_err(|_| PictureError::Worker)??;
        self.0.update_value(|inner| inner.holds = Some(picture));
        Ok(found)
    }

    /// Sends it on an errand at once, with a file where there is one; the answer is none where it fails or is ended.
    pub fn send(
        self,
        request: &PictureRequest,
        file: Option<&ArrayBuffer>,
    ) -> Result<impl Future<Output = Option<Vec<u8>>> + use<>, PictureError> {
        let header = protocol::encode(request);
        Ok(self.queue()?.ask_about(&header, file))
    }

    /// Whether the picture can be developed anew without being sent again.
    pub fn holds(self, picture: u32) -> bool {
        self.0.with_value(|inner| inner.holds == Some(picture))
    }

    /// Ends whatever is under way.
    pub fn close(self) {
        // Dropped with nothing borrowed: whoever waits hears of it.
        let ended = self.0.try_update_value(std::mem::take);
        drop(ended);
    }

    fn queue(self) -> Result<Rc<QueueWorker>, PictureError> {
        if let Some(queue) = self.0.with_value(|inner| inner.queue.clone()) {
            return Ok(queue);
        }
        let queue = Rc::new(QueueWorker::start("inkling-picture-worker").map_err(|_| PictureError::Worker)?);
        self.0.update_value(|inner| inner.queue = Some(queue.clone()));
        Ok(queue)
    }
}
