//! The shapes of the characters that answers are made of, drawn as a hand would: one line each, no outlines.
//!
//! A digit is 10 units high and stands on the line at 10; the horizontal axis of signs is at 5.5.

/// A character's strokes as the data of an SVG path, and how far the next character is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    pub path: &'static str,
    pub width: f32,
}

/// The shape of a canonical token; None where there is none.
pub fn shape(token: &str) -> Option<Shape> {
    SHAPES.iter().find(|(name, ..)| *name == token).map(|&(_, width, path)| Shape { path, width })
}

const SHAPES: [(&str, f32, &str); 36] = [
    // A space: no line, only a place.
    (" ", 1.6, "M0 10"),
    ("0", 6.1, "M3.2 .1C.9 .3 0 3.1 .2 5.6C.4 8.4 1.6 10 3.2 9.9C5.2 9.8 6.1 7 5.9 4.4C5.7 1.7 4.7 0 3 .2"),
    ("1", 2.8, "M.3 2.4C1.3 1.8 2 1 2.5 .1L2.4 9.9"),
    ("2", 6.0, "M.4 2.3C.8 .8 2 0 3.2 .1C4.8 .2 5.6 1.4 5.3 2.9C4.9 5.1 2.2 7.3 .2 9.7C1.8 9.5 3.9 9.7 5.9 9.6"),
    (
        "3",
        5.9,
        "M.5 1.2C1.4 .3 2.6 0 3.6 .2C5 .5 5.5 1.6 5.1 2.8C4.7 4 3.4 4.6 2.2 4.7C4.1 4.6 5.8 5.4 5.7 7.2C5.6 9 3.9 10 2.2 \
         9.9C1.4 9.8 .6 9.5 .1 8.9",
    ),
    ("4", 6.1, "M3.6 .1C2.6 2.5 1.4 4.6 .2 6.7C2.1 6.5 4.1 6.6 6 6.5M4.6 3.9C4.5 5.9 4.4 7.9 4.4 9.9"),
    (
        "5",
        5.8,
        "M5.3 .2C3.9 .3 2.5 .3 1.1 .2L.7 4.4C1.6 3.9 2.6 3.7 3.4 3.9C5 4.2 5.8 5.5 5.6 7C5.4 8.9 3.8 10 2.1 9.9C1.3 9.8 .6 \
         9.5 .1 9",
    ),
    (
        "6",
        5.8,
        "M4.9 .3C2.6 1.6 .5 4.2 .3 6.9C.2 8.8 1.4 10 3 9.9C4.7 9.8 5.8 8.5 5.6 6.9C5.4 5.4 4.2 4.5 2.8 4.7C1.6 4.9 .6 5.8 .3 \
         6.9",
    ),
    ("7", 5.8, "M.2 .4C2.1 .3 4 .3 5.8 .2C4.1 3.2 2.9 6.5 2.2 9.9"),
    (
        "8",
        6.0,
        "M5.1 1.5C4.6 .5 3.6 0 2.6 .1C1.3 .3 .5 1.3 .8 2.5C1.2 4.3 4.1 4.6 5.1 6.4C5.9 7.9 4.9 9.8 2.9 9.9C1.1 10 0 8.6 .4 \
         7.1C1 5.2 4.3 4.3 5.1 2.6C5.3 2.2 5.3 1.8 5.1 1.5",
    ),
    (
        "9",
        5.6,
        "M5.3 3C5.1 1.2 4.1 0 2.7 .1C1.2 .2 .2 1.5 .3 3C.4 4.5 1.5 5.4 2.8 5.2C4 5 5 4.1 5.3 3C5.3 5.4 4.6 8 3.3 9.9",
    ),
    (".", 0.9, "M.4 9.4L.5 9.7"),
    (",", 1.0, "M.8 9.2C.9 10 .6 10.8 0 11.4"),
    ("-", 5.4, "M.2 5.6C1.9 5.4 3.6 5.5 5.2 5.4"),
    ("+", 5.6, "M.2 5.6C1.9 5.5 3.7 5.5 5.4 5.4M2.8 2.9C2.7 4.6 2.7 6.4 2.7 8.1"),
    ("\\times", 4.9, "M.3 3.3C1.7 4.8 3.1 6.3 4.6 7.8M4.6 3.2C3.2 4.8 1.7 6.3 .3 7.9"),
    ("=", 5.4, "M.2 4.2C1.9 4 3.6 4.1 5.2 4M.2 7C1.9 6.8 3.6 6.9 5.2 6.8"),
    (
        "\\approx",
        5.6,
        "M.2 4.6C1 3.2 2 3.4 2.8 4.1C3.7 4.8 4.6 4.9 5.4 3.6M.2 7.6C1 6.2 2 6.4 2.8 7.1C3.7 7.8 4.6 7.9 5.4 6.6",
    ),
    ("/", 4.3, "M4.2 -.4C2.8 3.4 1.4 7.2 0 11"),
    ("(", 2.4, "M2.3 -.6C.8 1.4 .1 3.4 .1 5.4C.1 7.4 .8 9.4 2.3 11.1"),
    (")", 2.4, "M.1 -.6C1.6 1.4 2.3 3.4 2.3 5.4C2.3 7.4 1.6 9.4 .1 11.1"),
    ("[", 2.1, "M2 -.6L.2 -.5C.1 3.4 .2 7.2 .2 11L2 10.9"),
    ("]", 2.1, "M.1 -.6L1.9 -.5C2 3.4 1.9 7.2 1.9 11L.1 10.9"),
    (
        "a",
        5.2,
        "M4.6 5C3.9 4.3 3 4 2.2 4.3C.9 4.8 .1 6.5 .3 8C.5 9.5 1.6 10.1 2.6 9.7C3.7 9.2 4.4 7 4.6 4.6C4.5 6.4 4.5 8.8 5.1 9.8",
    ),
    (
        "e",
        5.0,
        "M.4 7.2C1.9 7.2 3.5 6.9 4.4 6.1C4.7 5 3.9 4.1 2.8 4.2C1.2 4.3 .2 5.8 .3 7.4C.4 9 1.5 10 2.8 9.9C3.7 9.8 4.4 9.4 4.9 8.8",
    ),
    ("i", 1.8, "M.6 4.4C.5 6 .5 7.7 .6 9C.7 9.6 1.2 9.9 1.7 9.6M.6 2L.7 2.3"),
    ("n", 4.7, "M.3 4.3C.4 6.1 .4 8 .3 9.9M.3 6.2C1 5 2 4.2 3.1 4.3C4.3 4.4 4.5 5.6 4.5 6.9C4.5 7.9 4.4 8.9 4.5 9.8"),
    ("o", 5.0, "M2.6 4.2C1 4.3 .2 5.7 .3 7.2C.4 8.8 1.4 10 2.7 9.9C4.2 9.8 5 8.4 4.8 6.8C4.6 5.3 3.8 4.1 2.6 4.2"),
    ("r", 3.3, "M.3 4.3C.4 6.1 .4 8 .3 9.9M.3 6.6C.8 5.2 1.8 4.1 3.2 4.4"),
    ("t", 3.2, "M1.3 1.4C1.2 4 1.1 6.5 1.2 8.6C1.3 9.8 2.2 10.1 3.1 9.5M.1 4.5C1 4.4 2 4.4 3 4.2"),
    ("x", 5.0, "M.3 4.2C1.8 6 3.2 7.9 4.8 9.8M4.7 4.1C3.2 6 1.7 7.9 .2 9.9"),
    ("y", 5.0, "M.2 4.2C.8 6 1.5 7.7 2.4 9.2M4.9 4.1C4 7 2.8 10.2 1 13"),
    ("z", 5.0, "M.4 4.3C1.9 4.3 3.3 4.2 4.7 4.1C3.2 6 1.7 7.9 .2 9.8C1.8 9.7 3.4 9.7 4.9 9.7"),
    (
        "\\pi",
        6.0,
        "M.1 4.9C.8 4.3 1.5 4.2 2.3 4.3C3.6 4.4 4.7 4.4 5.9 4.1M2 4.4C1.9 6.3 1.6 8.1 .9 9.8M4.2 4.4C4 6.2 4 8 4.4 9.1C4.6 \
         9.7 5.2 9.8 5.7 9.4",
    ),
    (
        "\\infty",
        8.2,
        "M4.1 5.6C3.2 4.3 2.3 3.8 1.5 4C.4 4.3 0 5.4 .3 6.3C.7 7.5 2.1 7.7 3.1 6.8C4.3 5.7 5.1 3.9 6.6 3.9C7.7 3.9 8.2 5 8 6C7.7 7.2 6.4 7.6 5.4 6.9C4.9 6.6 4.5 6.1 4.1 5.6",
    ),
    ("!", 1.0, "M.6 .1C.6 2.4 .5 4.8 .5 7.1M.5 9.4L.5 9.7"),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// All numbers of a path, in order.
    fn numbers(path: &str) -> Vec<f32> {
        let apart = path.replace(|letter: char| letter.is_ascii_alphabetic(), " ");
        apart.split_whitespace().map(|number| number.parse().unwrap()).collect()
    }

    #[test]
    fn every_shape_stays_within_its_width_and_its_height() {
        for (name, width, path) in SHAPES {
            let numbers = numbers(path);
            assert!(path.starts_with('M') && numbers.len().is_multiple_of(2), "{name}");
            for place in numbers.chunks(2) {
                assert!((0.0..=width).contains(&place[0]), "{name}: {place:?}");
                assert!((-1.0..=13.0).contains(&place[1]), "{name}: {place:?}");
            }
        }
    }

    #[test]
    fn every_command_has_the_places_that_it_needs() {
        for (name, _, path) in SHAPES {
            for part in path.split(['M', 'L', 'C']).skip(1) {
                let count = part.split_whitespace().count();
                assert!(count == 2 || count == 6, "{name}: {part}");
            }
        }
    }

    #[test]
    fn a_character_has_one_shape() {
        for (at, (name, ..)) in SHAPES.iter().enumerate() {
            assert_eq!(SHAPES.iter().position(|(other, ..)| other == name), Some(at));
        }
        assert_eq!(shape("\\sum"), None);
    }
}
