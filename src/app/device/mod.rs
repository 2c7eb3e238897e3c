//! How fast each engine is on this device: measured when the visitor asks, and what Auto goes by from then on.

pub mod choice;
pub mod figures;
pub mod kept;
pub mod lazy;
mod measuring;
mod trial;
pub mod view;
