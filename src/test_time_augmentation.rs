//! Test-time augmentation of candidates from pictures: the network reads each as it is, and larger with a common slant
//! taken back. Pens and hands that taught nothing move its scores this way and that; the mean of two variants is right
//! more often than either.

use crate::glyph::Glyph;

/// How many variants of each glyph are read.
pub const VARIANTS: usize = 2;

/// How far the lower half comes forward under the upper one, in parts of the height.
const UPRIGHT: f32 = 0.15;
const LARGER: f32 = 1.1;

/// All variants of some glyphs, those of the same one together.
pub fn variants<'a>(glyphs: impl Iterator<Item = &'a Glyph>) -> Vec<Glyph> {
    glyphs.flat_map(each).collect()
}

/// From the scores of all variants those of their glyphs: the mean of each class.
pub fn averaged(scores: &[Vec<f32>]) -> Vec<Vec<f32>> {
    let mean = |variants: &[Vec<f32>]| {
        let classes = 0..variants.first().map_or(0, Vec::len);
        let sum = |class: usize| variants.iter().map(|scores| scores[class]).sum::<f32>();
        classes.map(|class| sum(class) / VARIANTS as f32).collect()
    };
    scores.chunks_exact(VARIANTS).map(mean).collect()
}

fn each(glyph: &Glyph) -> [Glyph; VARIANTS] {
    let upright = glyph.grey().resampled(|x, y| [(x - UPRIGHT * y) / LARGER, y / LARGER]);
    [glyph.clone(), Glyph::from_grey(&upright, glyph.medium)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glyph::{Medium, SIDE};

    /// A bar three pixels wide that leans to the right, as most hands do.
    fn leaning() -> Glyph {
        let ink = |at: usize| {
            let (x, y) = ((at % SIDE) as f32, (at / SIDE) as f32);
            let inside = (5.0..23.0).contains(&y) && (x + 0.2 * (y - 13.5) - 13.5).abs() < 1.6;
            if inside { 255 } else { 0 }
        };
        Glyph { medium: Medium::Paper, pixels: std::array::from_fn(ink) }
    }

    fn middle_of(glyph: &Glyph, rows: std::ops::Range<usize>) -> f32 {
        let row = |row| (0..SIDE).map(move |column| (column as f32, f32::from(glyph.pixels[row * SIDE + column])));
        let (sum, ink) = rows.flat_map(row).fold((0.0, 0.0), |(sum, ink), (x, pixel)| (sum + x * pixel, ink + pixel));
        sum / ink
    }

    #[test]
    fn each_look_is_another_at_the_same_symbol() {
        let glyph = leaning();
        let [plain, upright] = each(&glyph);
        assert_eq!((&plain, upright.medium), (&glyph, Medium::Paper));
        let ink = |glyph: &Glyph| glyph.input().sum::<f32>();
        assert!(ink(&upright) > 1.1 * ink(&plain), "{} {}", ink(&upright), ink(&plain));
        let lean = |glyph: &Glyph| middle_of(glyph, 6..10) - middle_of(glyph, 18..22);
        assert!(lean(&upright) < 0.4 * lean(&plain), "{} {}", lean(&upright), lean(&plain));
    }

    #[test]
    fn looks_come_together_again() {
        let glyphs = [leaning(), Glyph::BLANK];
        let variants = variants(glyphs.iter());
        assert_eq!((variants.len(), &variants[VARIANTS]), (2 * VARIANTS, &Glyph::BLANK));
        let scores: Vec<Vec<f32>> = (0..4).map(|n| vec![n as f32; 3]).collect();
        assert_eq!(averaged(&scores), [[0.5; 3], [2.5; 3]]);
    }
}
