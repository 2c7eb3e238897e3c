//! The modes: what is being written, and the model that reads it.

pub mod said;
pub mod view;
