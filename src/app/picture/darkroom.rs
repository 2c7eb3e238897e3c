//! The page's side of the darkroom, the worker for what comes in files: loaded when the first one comes.

use crate::app::picture::trouble::Trouble;
use crate::picture::{Form, Found, LONGEST_SIDE, MOST_BYTES, PictureError, Views, Wish};
use crate::protocol::{self, Develop, Errand, What};
use crate::web::courier::Courier;
use crate::web::files::{self, Named};
use crate::web::photo::Photo;
use js_sys::ArrayBuffer;
use leptos::prelude::*;
use std::rc::Rc;

#[derive(Clone, Copy)]
pub struct Darkroom(StoredValue<Inner, LocalStorage>);

#[derive(Default)]
struct Inner {
    courier: Option<Rc<Courier>>,
    /// The picture that the worker still has.
    holds: Option<u32>,
}

impl Darkroom {
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
        wish: Wish,
        views: Views,
    ) -> Result<(Found, Option<Photo>), Trouble> {
        if file.blob.size() > MOST_BYTES as f64 {
            return Err(PictureError::TooHeavy { bytes: file.blob.size() as usize }.into());
        }
        let bytes = files::bytes(&file.blob).await.ok_or(Trouble::Unreadable)?;
        match self.develop(picture, What::File, wish, views, &bytes).await {
            Err(Trouble::Picture(PictureError::Foreign(form))) => {
                let foreign = || Trouble::Picture(PictureError::Foreign(form));
                let kind = (form == Form::Svg).then_some("image/svg+xml");
                let photo = Photo::of(&file.blob, kind).await.ok_or_else(foreign)?;
                let pixels = photo.pixels(LONGEST_SIDE).ok_or_else(foreign)?;
                let what = What::Pixels { width: pixels.width as u32, height: pixels.height as u32 };
                Ok((self.develop(picture, what, wish, views, &pixels.rgba).await?, Some(photo)))
            }
            found => Ok((found?, None)),
        }
    }

    /// What is in a picture; `picture` is its number, `body` its bytes or pixels.
    pub async fn develop(
        self,
        picture: u32,
        what: What,
        wish: Wish,
        views: Views,
        body: &[u8],
    ) -> Result<Found, Trouble> {
        let courier = self.courier()?;
        let header = protocol::encode(&Errand::Develop(Develop { what, wish, views }));
        self.0.update_value(|inner| inner.holds = None);
        let answer = courier.ask(&[&header, body]).await;
        let Some(bytes) = answer else {
            // Ended on purpose, or dead; the next picture finds another.
            self.0
                .update_value(|inner| inner.courier.take_if(|current| Rc::ptr_eq(current, &courier)).map_or((), drop));
            return Err(Trouble::Darkroom);
        };
        let found = protocol::decode::<Result<Found, PictureError>>(&bytes).map_err(|_| Trouble::Darkroom)??;
        self.0.update_value(|inner| inner.holds = Some(picture));
        Ok(found)
    }

    /// Sends it on an errand at once, with a file where there is one; the answer is none where it fails or is ended.
    pub fn send(
        self,
        errand: &Errand,
        file: Option<&ArrayBuffer>,
    ) -> Result<impl Future<Output = Option<Vec<u8>>> + use<>, Trouble> {
        let header = protocol::encode(errand);
        Ok(self.courier()?.ask_about(&header, file))
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

    fn courier(self) -> Result<Rc<Courier>, Trouble> {
        if let Some(courier) = self.0.with_value(|inner| inner.courier.clone()) {
            return Ok(courier);
        }
        let courier = Rc::new(Courier::start("inkling-darkroom").map_err(|_| Trouble::Darkroom)?);
        self.0.update_value(|inner| inner.courier = Some(courier.clone()));
        Ok(courier)
    }
}
