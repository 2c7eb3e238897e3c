//! The control that chooses a mode: fetched where there is more than one.

use super::view::ModeView;
use crate::app::lazy::{Part, chunk};
use leptos::prelude::*;

chunk! { mode:
    modes() -> Part = || ModeView().into_any();
}
