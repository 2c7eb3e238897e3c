//! Text is fetched when the mode is first chosen.

use super::view::TextView;
use crate::app::lazy::{Part, chunk};
use leptos::prelude::*;

chunk! { text:
    text() -> Part = || TextView().into_any();
}
