//! Expressions are fetched when the mode is first chosen.

use super::view::MathsView;
use crate::app::lazy::{Part, chunk};
use leptos::prelude::*;

chunk! { maths:
    maths() -> Part = || MathsView().into_any();
}
