//! Expressions: what was read, typeset; what it comes to; what else it may be; and the answer on the sheet.
//!
//! All of it is fetched when the mode is first chosen, with the engine that works expressions out.

mod alternatives;
mod angle;
mod choices;
mod choices_view;
mod copying;
mod dragging;
mod elements;
mod graph;
pub mod lazy;
mod line;
mod markup;
mod numbers;
mod on_sheet;
mod pencil;
mod place;
mod pointing;
mod result;
mod rules;
mod scratching;
mod sheet_answers;
mod view;
mod what_if;
mod worked;
