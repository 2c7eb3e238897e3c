//! The live camera.

use crate::web::dom::{document, window};
use crate::web::{canvas, reason};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement, MediaStream, MediaStreamConstraints,
    MediaStreamTrack,
};

/// A running camera; its light goes out when this goes.
pub struct Camera(MediaStream);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoCamera {
    /// The browser has none to offer, or not on a page like this.
    Missing,
    /// The visitor, or whoever looks after the machine, said no.
    Refused,
    Failed(String),
}

impl Camera {
    /// The one that looks away from the visitor, where there are several.
    pub async fn start() -> Result<Self, NoCamera> {
        let devices = window().navigator().media_devices().map_err(|_| NoCamera::Missing)?;
        let framing = js_sys::JSON::parse(r#"{"facingMode":{"ideal":"environment"},"width":{"ideal":1920}}"#);
        let constraints = MediaStreamConstraints::new();
        constraints.set_video(&framing.unwrap_or(JsValue::TRUE));
        let asked = devices.get_user_media_with_constraints(&constraints).map_err(|_| NoCamera::Missing)?;
        let stream = JsFuture::from(asked).await.map_err(|error| {
            match error.dyn_ref::<web_sys::DomException>().map(web_sys::DomException::name).as_deref() {
                Some("NotFoundError" | "OverconstrainedError") => NoCamera::Missing,
                Some("NotAllowedError" | "SecurityError") => NoCamera::Refused,
                _ => NoCamera::Failed(reason(&error)),
            }
        })?;
        Ok(Self(stream.unchecked_into()))
    }

    pub fn show(&self, video: &HtmlVideoElement) {
        video.set_src_object(Some(&self.0));
        // Browsers may wait for a gesture; the video then starts with it.
        let _ = video.play();
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        self.0.get_tracks().iter().for_each(|track| track.unchecked_into::<MediaStreamTrack>().stop());
    }
}

/// What the video shows now, as a picture.
pub async fn snapshot(video: &HtmlVideoElement) -> Option<Blob> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(video.video_width());
    canvas.set_height(video.video_height());
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.draw_image_with_html_video_element(video, 0.0, 0.0).ok()?;
    canvas::blob(&canvas).await
}
