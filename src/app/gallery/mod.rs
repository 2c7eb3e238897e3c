//! Drawings that the visitor keeps: the panel that shows them, and what can be done with them.

pub mod actions;
pub mod card;
pub mod export_panel;
pub mod import;
pub mod panel;
pub mod view;
