//! Pictures of all kinds, from bytes to readings.
