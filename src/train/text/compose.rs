//! Lines put together from words and signs that one writer drew apart: for spaces, and for signs that running text
//! seldom has.

use super::augment::Points;
use crate::ink::{Bounds, Point};
use crate::sequence::LineSize;
use crate::train::rng::Rng;

/// Words of one writer in a row, with gaps between them.
pub fn row(words: &[&[Points]], rng: &mut Rng) -> Vec<Points> {
    let (low, high) = (rng.between(0.5, 1.2), rng.between(1.2, 2.2));
    let mut out: Vec<Points> = Vec::new();
    let mut pen = 0.0;
    for word in words {
        let (Some(size), Some(bounds)) = (LineSize::of(word), bounds(word)) else { continue };
        // Units differ by what letters a word has; a writer's words are of one size.
        let unit = size.unit;
        let lift = rng.normal() * 0.08;
        let put =
            |point: &Point| Point::at(pen + (point.x - bounds.left) / unit, (point.y - size.middle) / unit + lift);
        out.extend(word.iter().map(|points| points.iter().map(put).collect()));
        pen += bounds.width() / unit + rng.between(low, high);
    }
    out
}

/// Signs of one writer side by side, each on its place between the lines. None where one has no drawing.
pub fn signs(
    text: &str,
    mut drawing: impl FnMut(char, &mut Rng) -> Option<Vec<Points>>,
    rng: &mut Rng,
) -> Option<Vec<Points>> {
    let tall = rng.between(1.5, 2.1);
    let (tight, loose) = (rng.between(0.02, 0.2), rng.between(0.2, 0.5));
    let mut out: Vec<Points> = Vec::new();
    let mut pen = 0.0;
    for sign in text.chars() {
        if sign == ' ' {
            pen += rng.between(0.6, 1.6);
            continue;
        }
        let strokes = drawing(sign, rng)?;
        let bounds = bounds(&strokes)?;
        let [top, bottom] = place(sign, tall);
        let much = (rng.normal() * 0.08).exp();
        let scale = match sign {
            // What is flat or hardly there keeps its width.
            '-' | '_' | '~' | '=' => rng.between(0.6, 1.1) / bounds.longer_side().max(1e-3),
            '.' => rng.between(0.02, 0.2) / bounds.longer_side().max(1e-3),
            _ => (bottom - top) * much / bounds.height().max(0.3 * bounds.width()).max(1e-3),
        };
        let (middle_x, middle_y) = bounds.middle();
        let y = (top + bottom) / 2.0 + rng.normal() * 0.06;
        let x = pen + bounds.width() / 2.0 * scale;
        let put = |point: &Point| Point::at(x + (point.x - middle_x) * scale, y + (point.y - middle_y) * scale);
        out.extend(strokes.iter().map(|points| points.iter().map(put).collect::<Points>()));
        pen += bounds.width() * scale + rng.between(tight, loose);
    }
    Some(out)
}

/// Top and bottom of a sign, from the base line downwards in heights of a small letter.
fn place(sign: char, tall: f32) -> [f32; 2] {
    match sign {
        'a' | 'c' | 'e' | 'm' | 'n' | 'o' | 'r' | 's' | 'u' | 'v' | 'w' | 'x' | 'z' => [-1.0, 0.0],
        't' | 'i' => [-0.85 * tall, 0.0],
        'g' | 'p' | 'q' | 'y' => [-1.0, 0.8],
        'j' => [-0.85 * tall, 0.8],
        '.' => [-0.1, 0.0],
        ',' => [-0.2, 0.3],
        '\'' | '"' | '`' => [-tall, 0.35 - tall],
        '^' => [-tall, 0.5 - tall],
        '*' => [-tall, 0.8 - tall],
        '-' => [-0.6, -0.4],
        '~' | '=' => [-0.9, -0.3],
        '_' => [0.1, 0.3],
        '+' | '<' | '>' => [-1.2, -0.1],
        ':' => [-0.9, 0.0],
        ';' => [-0.9, 0.3],
        '(' | ')' | '[' | ']' | '{' | '}' | '/' | '\\' | '|' | '$' => [-tall - 0.1, 0.25],
        _ => [-tall, 0.0],
    }
}

fn bounds(strokes: &[Points]) -> Option<Bounds> {
    strokes.iter().filter_map(|points| Bounds::around(points)).reduce(Bounds::union)
}

/// A text of signs that words seldom have: numbers, amounts, dates, addresses, marks beside a word.
pub fn rare_text(word: &str, rng: &mut Rng) -> String {
    let digits =
        |count: usize, rng: &mut Rng| (0..count).map(|_| char::from(b'0' + rng.below(10) as u8)).collect::<String>();
    let any = |signs: &str, rng: &mut Rng| signs.chars().nth(rng.below(signs.chars().count())).unwrap_or('.');
    match rng.below(10) {
        0 => {
            let count = 1 + rng.below(6);
            digits(count, rng)
        }
        1 => format!("{}{}.{}", any("$#", rng), digits(1 + rng.below(3), rng), digits(2, rng)),
        2 => {
            let mark = any("/.-:", rng);
            format!("{}{mark}{}{mark}{}", digits(2, rng), digits(2, rng), digits(2, rng))
        }
        3 => format!("{word}{}", any(".,;:!?", rng)),
        4 => {
            let [open, close] = [["(", ")"], ["\"", "\""], ["'", "'"], ["[", "]"]][rng.below(4)];
            format!("{open}{word}{close}")
        }
        5 => format!("{}{}{}", digits(1 + rng.below(2), rng), any("+-=*/<>%&", rng), digits(1 + rng.below(2), rng)),
        6 => format!("{word}{}{}", any("@&-_/+#", rng), digits(1 + rng.below(3), rng)),
        7 => word.to_uppercase(),
        8 => word.to_owned(),
        _ => (0..2 + rng.below(5)).map(|_| char::from(b'!' + rng.below(94) as u8)).collect(),
    }
}
