//! The live camera: what it sees, and a button that takes it.

use crate::app::icon::{Icon, IconView};
use crate::app::picture::trouble::Trouble;
use crate::app::studio::Studio;
use crate::web::camera::{Camera, snapshot};
use crate::web::files::Named;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub fn CameraDialog(open: RwSignal<bool>) -> impl IntoView {
    let studio = Studio::here();
    let (dialog, video) = (NodeRef::<html::Dialog>::new(), NodeRef::<html::Video>::new());
    let camera = StoredValue::new_local(None::<Camera>);
    let trouble = RwSignal::new(None::<Trouble>);
    let start = move || {
        spawn_local(async move {
            match (Camera::start().await, video.get_untracked()) {
                (Ok(found), Some(video)) if open.get_untracked() => {
                    found.show(&video);
                    camera.set_value(Some(found));
                }
                // Closed meanwhile: its light goes out again.
                (Ok(_), _) => {}
                (Err(why), _) => trouble.set(Some(Trouble::Camera(why))),
            }
        });
    };
    Effect::new(move || {
        if let (true, Some(dialog)) = (open.get(), dialog.get())
            && !dialog.open()
        {
            trouble.set(None);
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
            start();
        }
    });
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let closed = move |_| {
        camera.set_value(None);
        open.set(false);
    };
    let take = move |_| {
        let Some(video) = video.get_untracked() else { return };
        spawn_local(async move {
            match snapshot(&video).await {
                Some(blob) => studio.pictures.open_file(Named { name: "camera.png".into(), blob }),
                None => studio.toast.say("The camera gave no picture. Wait until it shows one, then try again."),
            }
            close();
        });
    };
    view! {
        <dialog class="help camera" node_ref=dialog aria-labelledby="camera-title" data-testid="camera-panel" on:close=closed>
            <div class="help-head">
                <h2 id="camera-title">"Camera"</h2>
                <button type="button" class="plain" aria-label="Close" on:click=move |_| close()>
                    <IconView icon=Icon::Close />
                </button>
            </div>
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
        </dialog>
    }
}
