//! What of the engines' chapter is fetched later: with the model's page, or where another engine than the first is wanted.

use super::choice;
use super::view::DeviceView;
use crate::app::engine::Engine;
use crate::app::lazy::{Part, chunk};
use leptos::prelude::*;

chunk! { device:
    device() -> Part = || DeviceView().into_any();
    obey_preference(engine: Engine) -> () = choice::obey(engine);
}
