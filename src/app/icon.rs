//! The icons, drawn for this page: one line, 24 units square.

use crate::app::width::Width;
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Pen(Width),
    Eraser,
    Undo,
    Redo,
    Clear,
    Help,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    Offline,
    Close,
    Picture,
    Camera,
    Take,
    Kept,
    TurnLeft,
    TurnRight,
    Crop,
    Whole,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            // A stroke of the pen.
            Self::Pen(_) => "M3.5 17.5C7 5.5 10.5 5 11.5 12s5 6 9-5.5",
            // A slanted block over the line that it has rubbed away.
            Self::Eraser => {
                "M9.2 18.5 4.6 14a1.6 1.6 0 0 1 0-2.3l7.2-7.2a1.6 1.6 0 0 1 2.3 0l4.9 4.9a1.6 1.6 0 0 1 0 2.3l-6.8 6.8zM8.2 8.2l7.2 7.2M9.2 18.5H20"
            }
            Self::Undo => "M8.5 5 4 9.5 8.5 14M4 9.5h9.5a5 5 0 0 1 0 10H9",
            Self::Redo => "M15.5 5 20 9.5 15.5 14M20 9.5h-9.5a5 5 0 0 0 0 10H15",
            // A bin.
            Self::Clear => {
                "M4.5 7h15M9.5 7V5.2c0-.7.5-1.2 1.2-1.2h2.6c.7 0 1.2.5 1.2 1.2V7M6.5 7l.8 11.6c.1.8.7 1.4 1.5 1.4h6.4c.8 0 1.4-.6 1.5-1.4L17.5 7M10.3 11v5M13.7 11v5"
            }
            Self::Help => "M9 9.2c0-1.8 1.3-3 3-3s3 1.2 3 2.8c0 2.4-3 2.6-3 5.2M12 17.6v.1",
            // Half day, half night.
            Self::ThemeSystem => "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 4v16M14.6 4.6v14.8M17.2 6.2v11.6",
            Self::ThemeLight => {
                "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M18.5 5.5l-1.4 1.4M6.9 17.1l-1.4 1.4"
            }
            Self::ThemeDark => "M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z",
            // A cloud, crossed out.
            Self::Offline => {
                "M8 18.5h8.5M19.8 16.6a3.6 3.6 0 0 0-2.6-6A5.5 5.5 0 0 0 9.8 6.9M7 9.8a4.4 4.4 0 0 0 .3 8.7M4.5 4.5l15 15"
            }
            // A hill and a sun in a frame.
            Self::Picture => {
                "M4 5.5h16v13H4zM4.5 16l4.6-4.8 3.6 3.6 2.4-2.3 4.4 4.3M15.6 8.4a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2z"
            }
            Self::Camera => "M4 8h3.6l1.6-2.4h5.6L16.4 8H20v10.5H4zM12 9.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z",
            // An arrow out of a tray.
            Self::Take => "M12 14.5V4M7.8 8 12 3.8 16.2 8M5 12v7.5h14V12",
            // Sheets behind each other, the foremost with a stroke on it.
            Self::Kept => "M4 9.5h13v10H4zM6.5 9.5v-3h13v10H17M7.5 16.5c1-3.5 2.2-4 2.6-2.4s1.6 2 3.4-1.6",
            Self::TurnLeft => "M4.5 4.5v5h5M5 9.5a8 8 0 1 1-.9 4.5",
            Self::TurnRight => "M19.5 4.5v5h-5M19 9.5a8 8 0 1 0 .9 4.5",
            Self::Crop => "M7 3v14h14M3 7h14v14",
            // A picture that fills its frame.
            Self::Whole => "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M8.5 8.5h7v7h-7z",
            Self::Close => "M6.5 6.5l11 11M17.5 6.5l-11 11",
        }
    }

    fn width(self) -> &'static str {
        match self {
            Self::Pen(Width::Fine) => "1.4",
            Self::Pen(Width::Medium) => "2.6",
            Self::Pen(Width::Broad) => "4.4",
            _ => "1.6",
        }
    }
}

/// An icon; whatever bears it says its name.
#[component]
pub fn IconView(#[prop(into)] icon: Signal<Icon>) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" stroke-width=move || icon.get().width()>
            <path d=move || icon.get().path() />
        </svg>
    }
}
