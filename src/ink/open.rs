//! Drawings in files that this page saved, whichever form they have: JSON, PNG or SVG.

use super::form::{self, FormError};
use super::stroke::Drawing;
use super::{limits, png, svg};

/// The size of a file at most, in bytes; no drawing made by hand is longer.
pub const MOST_BYTES: usize = 16 << 20;

/// The drawing that a file holds; None where it holds none, as other pictures do.
pub fn drawing(bytes: &[u8]) -> Option<Result<Drawing, FormError>> {
    let allowed = |drawing| limits::check(&drawing).map(|()| drawing).map_err(FormError::TooLarge);
    in_any_form(bytes).map(|found| found.and_then(allowed))
}

fn in_any_form(bytes: &[u8]) -> Option<Result<Drawing, FormError>> {
    if let Some(found) = png::drawing(bytes) {
        return Some(found);
    }
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim();
    if let Some(found) = svg::drawing(text) {
        return Some(found);
    }
    // One object, or the first of several in lines.
    let line = text.lines().next().filter(|_| text.contains("\"strokes\""))?;
    let whole = form::read(text).or_else(|error| form::read(line).map_err(|_| error));
    text.starts_with('{').then(|| whole.map(|labelled| labelled.drawing))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::point::Point;
    use crate::ink::stroke::Stroke;
    use proptest::prelude::*;

    #[test]
    fn each_form_is_recognised() {
        let known = Drawing { strokes: vec![Stroke { width: 6.0, points: vec![Point::at(1.0, 2.0)] }] };
        let json = form::write(&known);
        let svg = svg::write(&known, "black", None);
        for file in [json.clone(), format!("\u{feff} {json}\n"), format!("{json}\n{json}\n"), svg] {
            assert_eq!(drawing(file.as_bytes()), Some(Ok(known.clone())), "{file}");
        }
    }

    #[test]
    fn other_files_hold_no_drawing() {
        for file in ["", "seven", "{\"a\": 1}", "<svg></svg>", "[{\"strokes\": []}]"] {
            assert_eq!(drawing(file.as_bytes()), None, "{file}");
        }
        assert!(matches!(drawing(b"{\"strokes\": [[1]]}"), Some(Err(_))));
    }

    #[test]
    fn no_form_can_hold_more_strokes_than_the_limit() {
        let dot = Stroke { width: 6.0, points: vec![Point::at(1.0, 2.0)] };
        let many = Drawing { strokes: vec![dot; limits::MOST_STROKES + 1] };
        let json = form::write(&many);
        let too_large = Some(Err(FormError::TooLarge(limits::TooLarge)));
        assert_eq!(drawing(svg::write(&many, "black", None).as_bytes()), too_large);
        assert_eq!(drawing(&png::tests::with(&many)), too_large);
        assert_eq!(drawing(json.as_bytes()), too_large);
        // The page's own are restored from this form, and never refused.
        assert_eq!(form::read(&json).map(|own| own.drawing), Ok(many));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = drawing(&bytes);
        }
    }
}
