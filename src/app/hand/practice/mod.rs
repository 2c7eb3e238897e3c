//! Practice: a few signs, each written three times, so that the reader learns a hand before it has to be corrected.

mod pad;
mod plan;
mod start;
mod view;

pub use plan::Plan;
pub use start::PracticeStart;
pub use view::PracticeView;
