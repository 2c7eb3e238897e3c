//! A learned hand: corrections become examples that the reader learns from, on this machine, and the page says what it
//! gained.
//!
//! What opens the page has `learning` and the places of `panel` alone; all else is fetched with the first correction, or
//! where something was learned before.

mod actions;
mod alike;
mod contradiction;
mod examples;
mod figures;
pub mod learner;
pub mod learning;
mod leaving;
mod note_view;
mod noticing;
pub mod panel;
mod practice;
mod signs_view;
mod store;
mod view;
