//! Test-time augmentation of candidates from pictures: the network reads each as it is, and larger with a common slant
//! taken back. Pens and hands that taught nothing move its scores this way and that; the mean of two variants is right
//! more often than either. Glyphs of other media are read as they are.

use crate::glyph::{Glyph, Medium};

/// How far the lower half comes forward under the upper one, in parts of the height.
const UPRIGHT: f32 = 0.15;
const LARGER: f32 = 1.1;

/// All variants of some glyphs, those of the same one together.
pub fn variants(glyphs: &[Glyph]) -> Vec<Glyph> {
    let each = |glyph: &Glyph| std::iter::once(glyph.clone()).chain(is_augmented(glyph).then(|| upright(glyph)));
    glyphs.iter().flat_map(each).collect()
}

/// From the scores of all variants of some glyphs those of the glyphs: the mean of each class.
pub fn averaged(glyphs: &[Glyph], scores: &[Vec<f32>]) -> Vec<Vec<f32>> {
    let mut rest = scores;
    let mean = |glyph: &Glyph| {
        let count = if is_augmented(glyph) { 2 } else { 1 };
        let (variants, after) = rest.split_at_checked(count)?;
        rest = after;
        let classes = 0..variants.first().map_or(0, Vec::len);
        let sum = |class: usize| variants.iter().map(|scores| scores[class]).sum::<f32>();
        Some(classes.map(|class| sum(class) / count as f32).collect())
    };
    glyphs.iter().map_while(mean).collect()
}

fn is_augmented(glyph: &Glyph) -> bool {
    glyph.medium == Medium::Picture
}

fn upright(glyph: &Glyph) -> Glyph {
    let grey = glyph.grey().resampled(|x, y| [(x - UPRIGHT * y) / LARGER, y / LARGER]);
    Glyph::from_grey(&grey, glyph.medium)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glyph::SIDE;

    /// A bar three pixels wide that leans to the right, as most hands do.
    fn leaning() -> Glyph {
        let ink = |at: usize| {
            let (x, y) = ((at % SIDE) as f32, (at / SIDE) as f32);
            let inside = (5.0..23.0).contains(&y) && (x + 0.2 * (y - 13.5) - 13.5).abs() < 1.6;
            if inside { 255 } else { 0 }
        };
        Glyph { medium: Medium::Picture, pixels: std::array::from_fn(ink) }
    }

    fn middle_of(glyph: &Glyph, rows: std::ops::Range<usize>) -> f32 {
        let row = |row| (0..SIDE).map(move |column| (column as f32, f32::from(glyph.pixels[row * SIDE + column])));
        let (sum, ink) = rows.flat_map(row).fold((0.0, 0.0), |(sum, ink), (x, pixel)| (sum + x * pixel, ink + pixel));
        sum / ink
    }

    #[test]
    fn a_candidate_of_a_picture_is_read_as_it_is_and_upright() {
        let plain = leaning();
        let [first, upright] = variants(std::slice::from_ref(&plain)).try_into().unwrap();
        assert_eq!((&first, upright.medium), (&plain, Medium::Picture));
        let ink = |glyph: &Glyph| glyph.input().sum::<f32>();
        assert!(ink(&upright) > 1.1 * ink(&plain), "{} {}", ink(&upright), ink(&plain));
        let lean = |glyph: &Glyph| middle_of(glyph, 6..10) - middle_of(glyph, 18..22);
        assert!(lean(&upright) < 0.4 * lean(&plain), "{} {}", lean(&upright), lean(&plain));
    }

    #[test]
    fn the_scores_of_variants_are_averaged_and_other_glyphs_keep_theirs() {
        let paper = Glyph { medium: Medium::Paper, ..leaning() };
        let glyphs = [paper.clone(), leaning(), Glyph::BLANK, leaning()];
        let variants = variants(&glyphs);
        assert_eq!((variants.len(), &variants[0], &variants[3]), (6, &paper, &Glyph::BLANK));
        let scores: Vec<Vec<f32>> = (0..6).map(|n| vec![n as f32; 3]).collect();
        assert_eq!(averaged(&glyphs, &scores), [[0.0; 3], [1.5; 3], [3.0; 3], [4.5; 3]]);
        assert_eq!(averaged(&glyphs, &scores[..2]), [[0.0; 3]]);
    }
}
