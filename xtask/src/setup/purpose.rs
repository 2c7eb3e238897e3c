//! What a machine is set up for.

/// What the machine is set up for: each purpose needs other programs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Page,
    /// The page in a browser, for screenshots.
    Browser,
    /// Measurements, with other runtimes for comparison.
    Bench,
    Tests,
}
