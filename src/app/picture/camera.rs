//! The live camera: what it sees, and a button that takes it.

use crate::app::dialog::Dialog;
use crate::app::later::{self, Later};
use crate::app::picture::trouble::Trouble;
use crate::app::studio::Studio;
use crate::web::camera::{Camera, snapshot};
use crate::web::files::Named;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub fn CameraDialog() -> impl IntoView {
    view! {
        <Dialog open=Studio::here().pictures.filming title="Camera" name="camera">
            <Later part=later::camera />
        </Dialog>
    }
}

/// The camera's light goes out when this goes.
#[component]
pub fn CameraView() -> impl IntoView {
    let studio = Studio::here();
    let open = studio.pictures.filming;
    let video = NodeRef::<html::Video>::new();
    let camera = StoredValue::new_local(None::<Camera>);
    let trouble = RwSignal::new(None::<Trouble>);
    Effect::new(move || {
        let Some(video) = video.get() else { return };
        spawn_local(async move {
            match Camera::start().await {
                // Closed meanwhile: nobody is left to hold it, and its light goes out again.
                Ok(found) => {
                    found.show(&video);
                    camera.try_set_value(Some(found));
                }
                Err(why) => _ = trouble.try_set(Some(Trouble::Camera(why))),
            }
        });
    });
    let take = move |_| {
        let Some(video) = video.get_untracked() else { return };
        spawn_local(async move {
            match snapshot(&video).await {
                Some(blob) => studio.pictures.open_file(Named::of("camera.png".into(), blob)),
                None => studio.toast.say("The camera gave no picture. Wait until it shows one, then try again."),
            }
            open.set(false);
        });
    };
    view! {
        // Nothing to hear: there is no sound in it.
        <video class="camera-view" node_ref=video autoplay playsinline muted aria-label="What the camera sees" />
        <p class="camera-trouble" role="alert">{move || trouble.get().map(|trouble| trouble.to_string())}</p>
        <button
            type="button"
            class="button"
            data-testid="camera-take"
            disabled=move || trouble.with(Option::is_some)
            on:click=take
        >
            "Take the picture"
        </button>
    }
}
