//! The live camera: what it sees, and a button that takes it.

use super::pictures::Pictures;
use crate::app::dialogs::Dialogs;
use crate::app::toast::Toast;
use crate::client::PictureError;
use crate::web::camera::{Camera, snapshot};
use crate::web::files::NamedFile;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The camera's light goes out when this goes.
#[component]
pub fn CameraView() -> impl IntoView {
    let (pictures, toast) = (Pictures::here(), Toast::here());
    let open = Dialogs::here().camera;
    let video = NodeRef::<html::Video>::new();
    let camera = StoredValue::new_local(None::<Camera>);
    let error = RwSignal::new(None::<PictureError>);
    Effect::new(move || {
        let Some(video) = video.get() else { return };
        spawn_local(async move {
            match Camera::start().await {
                // Closed meanwhile: nobody is left to hold it, and its light goes out again.
                Ok(found) => {
                    found.show(&video);
                    camera.try_set_value(Some(found));
                }
                Err(why) => _ = error.try_set(Some(PictureError::Camera(why))),
            }
        });
    });
    let take = move |_| {
        let Some(video) = video.get_untracked() else { return };
        spawn_local(async move {
            match snapshot(&video).await {
                Some(blob) => pictures.open_file(NamedFile::of("camera.png".into(), blob)),
                None => toast.say("The camera gave no picture. Wait until it shows one, then try again."),
            }
            open.set(false);
        });
    };
    view! {
        // Nothing to hear: there is no sound in it.
        <video class="camera-view" node_ref=video autoplay playsinline muted aria-label="What the camera sees" />
        <p class="camera-error" role="alert">{move || error.get().map(|error| error.to_string())}</p>
        <button
            type="button"
            class="button"
            data-testid="camera-take"
            disabled=move || error.with(Option::is_some)
            on:click=take
        >
            "Take the picture"
        </button>
    }
}
