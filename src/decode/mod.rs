//! Decoders: from what the model says of each candidate to the likeliest text. Plain code on plain types: knows neither
//! Burn nor the browser.

pub mod line;
pub mod maths;
pub mod text;
