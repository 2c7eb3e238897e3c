//! The keys: what each does, in one table that the page obeys and the help panel prints.

use crate::app::edit::Edit;
use crate::app::width::Width;
use crate::ink::cursor::Key;
use crate::web::keyboard::Press;
use crate::web::storage::Store;

/// What a key asks for anywhere on the sheet's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Edit(Edit),
    Help,
}

pub fn command(press: &Press) -> Option<Command> {
    let key = press.key.to_ascii_lowercase();
    let edit = match (press.control, press.alt, press.shift, key.as_str()) {
        (true, false, false, "z") => Edit::Undo,
        (true, false, true, "z") | (true, false, false, "y") => Edit::Redo,
        (false, false, false, "delete") => Edit::Clear,
        (false, false, false, "1") => Edit::Width(Width::Fine),
        (false, false, false, "2") => Edit::Width(Width::Medium),
        (false, false, false, "3") => Edit::Width(Width::Broad),
        (false, false, _, "e") => Edit::Eraser,
        (false, false, _, "p") => Edit::Pen,
        (false, false, _, "?") => return Some(Command::Help),
        _ => return None,
    };
    Some(Command::Edit(edit))
}

const KEY: &str = "letters";

/// Whether letters are shortcuts: they are unless they were turned off, as those do who speak to their machine.
pub fn letters(store: &Store) -> bool {
    store.load(KEY).is_none()
}

/// Keeps the choice; where nothing is kept it lasts as long as the page.
pub fn keep_letters(store: &Store, on: bool) {
    if on {
        store.remove(KEY);
    } else {
        let _ = store.save(KEY, "off");
    }
}

/// What a key does to the cursor while the sheet has the focus.
pub fn cursor_key(press: &Press) -> Option<Key> {
    if press.control || press.alt {
        return None;
    }
    let far = if press.shift { 4.0 } else { 1.0 };
    let steps = |x: f32, y: f32| Some(Key::Move { x: x * far, y: y * far });
    match press.key.as_str() {
        "ArrowLeft" => steps(-1.0, 0.0),
        "ArrowRight" => steps(1.0, 0.0),
        "ArrowUp" => steps(0.0, -1.0),
        "ArrowDown" => steps(0.0, 1.0),
        "Home" => steps(-1.0, -1.0),
        "PageUp" => steps(1.0, -1.0),
        "End" => steps(-1.0, 1.0),
        "PageDown" => steps(1.0, 1.0),
        " " => Some(Key::Toggle),
        "Enter" => Some(Key::Lift),
        "Escape" => Some(Key::Abandon),
        _ => None,
    }
}

/// Keys and what they do, for people.
pub const SHEET_KEYS: [(&[&str], &str); 8] = [
    (&["Ctrl Z"], "Undo"),
    (&["Ctrl Shift Z", "Ctrl Y"], "Redo"),
    (&["Delete"], "Clear the sheet"),
    (&["1", "2", "3"], "Fine, medium, broad pen"),
    (&["P"], "Pen"),
    (&["E"], "Eraser"),
    (&["Esc"], "Give up the stroke under way"),
    (&["?"], "This list"),
];

pub const CURSOR_KEYS: [(&[&str], &str); 5] = [
    (&["Arrow keys"], "Move the cursor; with Shift, in larger steps"),
    (&["Home", "Page Up", "End", "Page Down"], "Move it slantwise"),
    (&["Space"], "Pen down, pen up"),
    (&["Enter"], "Pen up"),
    (&["Esc"], "Pen up, and forget the stroke"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(key: &str) -> Press {
        Press { key: key.into(), ..Press::default() }
    }

    fn control(key: &str) -> Press {
        Press { control: true, ..plain(key) }
    }

    fn shift(press: Press) -> Press {
        Press { shift: true, ..press }
    }

    #[test]
    fn undo_and_redo_are_where_people_expect_them() {
        assert_eq!(command(&control("z")), Some(Command::Edit(Edit::Undo)));
        assert_eq!(command(&shift(control("Z"))), Some(Command::Edit(Edit::Redo)));
        assert_eq!(command(&control("y")), Some(Command::Edit(Edit::Redo)));
    }

    #[test]
    fn the_browsers_own_keys_are_left_alone() {
        for key in ["p", "e", "1", "Delete"] {
            assert_eq!(command(&control(key)), None, "{key}");
            assert_eq!(command(&Press { alt: true, ..plain(key) }), None, "{key}");
        }
        assert_eq!(cursor_key(&Press { alt: true, ..plain("ArrowLeft") }), None);
    }

    #[test]
    fn shift_makes_larger_steps() {
        assert_eq!(cursor_key(&plain("ArrowUp")), Some(Key::Move { x: 0.0, y: -1.0 }));
        assert_eq!(cursor_key(&shift(plain("ArrowUp"))), Some(Key::Move { x: 0.0, y: -4.0 }));
    }
}
