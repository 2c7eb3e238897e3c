//! Thinning of a mask to lines of one pixel: the parallel method of Guo and Hall, then what is left of corners.

use crate::picture::plane::Plane;

/// The neighbours of a pixel, clockwise from above, in a plane of this width.
pub fn around(at: usize, width: usize) -> [usize; 8] {
    [at - width, at - width + 1, at + 1, at + width + 1, at + width, at + width - 1, at - 1, at - width - 1]
}

/// The mask thinned, with one row or column of paper more at each side.
pub fn thin(mask: &Plane) -> Plane {
    let width = mask.width + 2;
    let mut pixels = vec![0; width * (mask.height + 2)];
    for (row, line) in mask.rows().enumerate() {
        pixels[(row + 1) * width + 1..][..mask.width].copy_from_slice(line);
    }
    let mut inked: Vec<usize> = (0..pixels.len()).filter(|at| pixels[*at] != 0).collect();
    let tables = [0, 1].map(|pass| -> Vec<bool> { (0..=255).map(|near| goes(near, pass)).collect() });
    loop {
        let before = inked.len();
        for table in &tables {
            let gone: Vec<usize> =
                inked.iter().copied().filter(|at| table[usize::from(near(&pixels, *at, width))]).collect();
            gone.iter().for_each(|at| pixels[*at] = 0);
            inked.retain(|at| pixels[*at] != 0);
        }
        if inked.len() == before {
            break;
        }
    }
    // One by one, so that nothing comes apart: pixels in the corners of steps.
    for at in inked {
        let near = near(&pixels, at, width);
        if near.count_ones() > 1 && is_corner(near) {
            pixels[at] = 0;
        }
    }
    Plane { width, height: mask.height + 2, pixels }
}

/// A bit for each neighbour that is ink, the one above first.
fn near(pixels: &[u8], at: usize, width: usize) -> u8 {
    around(at, width).iter().zip(0..).map(|(other, bit)| pixels[*other] << bit).sum()
}

/// Whether a pixel with these neighbours goes in one of the two passes.
fn goes(near: u8, pass: usize) -> bool {
    let is = |at: u32| near >> (at % 8) & 1 == 1;
    let either = |at: u32| is(at) || is(at + 1);
    let parts = [0, 2, 4, 6].into_iter().filter(|side| !is(*side) && (is(side + 1) || is(side + 2))).count();
    let pairs = |first: u32| [0, 2, 4, 6].into_iter().filter(|at| either(first + at)).count();
    let [first, corner, second, opposite] = if pass == 0 { [0, 1, 2, 3] } else { [4, 5, 6, 7] };
    let is_edge = !((is(first) || is(corner) || !is(opposite)) && is(second));
    parts == 1 && (2..=3).contains(&pairs(0).min(pairs(1))) && is_edge
}

/// Whether the neighbours hang together without the pixel, which makes it one too many.
fn is_corner(near: u8) -> bool {
    let is = |at: usize| near >> (at % 8) & 1 == 1;
    let mut seen = [false; 8];
    let Some(first) = (0..8).find(|at| is(*at)) else { return false };
    let mut open = vec![first];
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        // Neighbours beside each other touch, and so do two sides across a corner.
        let beside = [(at + 1) % 8, (at + 7) % 8];
        let across = [(at + 2) % 8, (at + 6) % 8];
        open.extend(beside.into_iter().filter(|other| is(*other)));
        open.extend(across.into_iter().filter(|other| at % 2 == 0 && is(*other)));
    }
    (0..8).all(|at| !is(at) || seen[at]) && near != 255
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thinned(rows: &[&str]) -> Vec<String> {
        let pixels = rows.iter().flat_map(|row| row.bytes().map(|symbol| u8::from(symbol == b'#'))).collect();
        let thin = thin(&Plane { width: rows[0].len(), height: rows.len(), pixels });
        let text = |row: &[u8]| row.iter().map(|pixel| if *pixel == 0 { '.' } else { '#' }).collect();
        thin.rows().map(text).collect()
    }

    #[test]
    fn a_bar_becomes_a_line_of_one_pixel() {
        let bar = ["..........", ".########.", ".########.", ".########.", ".........."];
        let thin = thinned(&bar);
        assert!(thin.iter().enumerate().all(|(row, line)| (row == 3) == line.contains('#')), "{thin:?}");
        assert!(thin[3].matches('#').count() >= 5, "{thin:?}");
    }

    #[test]
    fn steps_have_no_corners_and_rings_stay_whole() {
        let steps = ["##......", ".##.....", "..##....", "...##..."];
        let thin = thinned(&steps);
        let count = thin.iter().map(|line| line.matches('#').count()).sum::<usize>();
        assert!((4..=5).contains(&count), "{thin:?}");
        let ring = [".######.", "########", "##....##", "##....##", "########", ".######."];
        let thin = thinned(&ring);
        assert!(thin[3].matches('#').count() == 2, "{thin:?}");
    }

    #[test]
    fn nothing_is_thinned_away() {
        for side in 1..7 {
            let square: Vec<String> = (0..side).map(|_| "#".repeat(side)).collect();
            let square: Vec<&str> = square.iter().map(String::as_str).collect();
            assert!(thinned(&square).iter().any(|line| line.contains('#')), "{side}");
        }
    }
}
