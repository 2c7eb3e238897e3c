//! What can be done with the picture on the sheet.

use super::frame;
use super::pictures::Pictures;
use crate::app::focus;
use crate::app::icon::Icon;
use crate::app::tool::Tool;
use crate::picture::Framing;
use leptos::prelude::*;

#[component]
pub fn PictureTools() -> impl IntoView {
    let pictures = Pictures::here();
    let turn = move |by: u8| pictures.read_again(|framing| frame::turned(framing, by));
    let whole =
        Memo::new(move |_| pictures.open.with(|open| open.as_ref().is_some_and(|open| open.framing.crop.is_none())));
    let cropping = Signal::derive(move || Some(pictures.cropping.get()));
    let uncut = Signal::derive(move || !whole.get());
    let put_away = move || {
        let from_table = pictures.open.with_untracked(|open| open.as_ref().is_some_and(|open| open.row.is_some()));
        pictures.close();
        if !from_table {
            focus::on_pad();
        }
    };
    view! {
        <div class="tools" role="toolbar" aria-label="Picture">
            <div class="tool-group">
                <Tool icon=Icon::TurnLeft name="Turn left" testid="turn-left" press=move || turn(3) />
                <Tool icon=Icon::TurnRight name="Turn right" testid="turn-right" press=move || turn(1) />
                <Tool
                    icon=Icon::Crop
                    name="Mark the part to read"
                    testid="crop"
                    pressed=cropping
                    press=move || pictures.cropping.update(|cropping| *cropping = !*cropping)
                />
                <Tool
                    icon=Icon::Whole
                    name="The whole picture"
                    testid="uncrop"
                    enabled=uncut
                    press=move || {
                        if !whole.get_untracked() {
                            pictures.read_again(|framing| Framing { crop: None, ..framing });
                        }
                    }
                />
            </div>
            <div class="tool-group">
                <Tool icon=Icon::Close name="Put the picture away" testid="picture-close" press=put_away />
            </div>
        </div>
    }
}
