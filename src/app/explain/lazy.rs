//! How a reading came about is fetched when the visitor first asks for it.

use super::ExplainView;
use crate::app::lazy::{Part, chunk};
use leptos::prelude::*;

chunk! { explain:
    explain() -> Part = || ExplainView().into_any();
}
