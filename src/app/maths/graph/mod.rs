//! The graph of a line such as `y = x²`: axes, curve, the value under the pointer, and the same as a table.

mod axes;
mod frame;
pub mod view;
