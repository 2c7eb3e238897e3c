//! What can be done to the sheet and with its tools, by button and by key.

use crate::app::width::Width;

/// What a tool or a key asks of the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    Undo,
    Redo,
    Clear,
    Pen,
    Width(Width),
    Eraser,
}
