//! The chapter on the visitor's own data is fetched with the model's page.

use super::view::Measure;
use crate::app::lazy::{Part, chunk};
use leptos::prelude::*;

chunk! { measure:
    measure() -> Part = || Measure().into_any();
}
