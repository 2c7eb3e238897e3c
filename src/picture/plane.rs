//! Planes of one byte for each pixel, and coarse grids of values that change slowly over a picture.

/// A byte for each pixel, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

impl Plane {
    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.pixels.chunks_exact(self.width.max(1))
    }

    /// The plane of `f` of each pixel.
    pub fn map(&self, f: impl Fn(u8) -> u8) -> Plane {
        Plane { width: self.width, height: self.height, pixels: self.pixels.iter().map(|&pixel| f(pixel)).collect() }
    }

    /// The plane with rows and columns exchanged.
    pub fn transposed(&self) -> Plane {
        let mut pixels = vec![0; self.pixels.len()];
        // In squares that fit the cache: column by column over whole rows would miss it at every pixel.
        const SQUARE: usize = 32;
        for top in (0..self.height).step_by(SQUARE) {
            for left in (0..self.width).step_by(SQUARE) {
                for row in top..self.height.min(top + SQUARE) {
                    for column in left..self.width.min(left + SQUARE) {
                        pixels[column * self.height + row] = self.pixels[row * self.width + column];
                    }
                }
            }
        }
        Plane { width: self.height, height: self.width, pixels }
    }

    /// The plane made twice as large, with cubic interpolation: edges stay as steep as they are, and between pixels they
    /// stand where the pixels' greys say.
    pub fn doubled(&self) -> Plane {
        self.doubled_across().transposed().doubled_across().transposed()
    }

    /// The plane made twice as wide.
    fn doubled_across(&self) -> Plane {
        /// The weights of the pixels around a new one, in 128ths, the nearest first: Catmull and Rom's curve at a quarter of
        /// a pixel from it.
        const WEIGHTS: [i32; 4] = [111, 29, -9, -3];
        let last = self.width.saturating_sub(1);
        let mut pixels = Vec::with_capacity(2 * self.pixels.len());
        for row in self.rows() {
            let mixed = |at: [usize; 4]| {
                let sum: i32 = at.iter().zip(WEIGHTS).map(|(at, weight)| weight * i32::from(row[*at])).sum();
                ((sum + 64) / 128).clamp(0, 255) as u8
            };
            for at in 0..row.len() {
                let (before, after) = (at.saturating_sub(1), (at + 1).min(last));
                pixels.push(mixed([at, before, after, at.saturating_sub(2)]));
                pixels.push(mixed([at, after, before, (at + 2).min(last)]));
            }
        }
        Plane { width: 2 * self.width, height: self.height, pixels }
    }

    /// The plane made smaller: the means of squares of `factor` pixels, which are cut off at the right and lower edge.
    pub fn shrunk(&self, factor: usize) -> Plane {
        if factor <= 1 {
            return self.clone();
        }
        let (width, height) = (self.width.div_ceil(factor), self.height.div_ceil(factor));
        let mut pixels = Vec::with_capacity(width * height);
        let mut sums = vec![0u32; width];
        for rows in self.pixels.chunks(self.width * factor) {
            sums.fill(0);
            for row in rows.chunks_exact(self.width) {
                for (sum, square) in sums.iter_mut().zip(row.chunks(factor)) {
                    *sum += square.iter().map(|&pixel| u32::from(pixel)).sum::<u32>();
                }
            }
            let down = rows.len() / self.width;
            for (column, sum) in sums.iter().enumerate() {
                let across = factor.min(self.width - column * factor);
                pixels.push((sum / (across * down) as u32) as u8);
            }
        }
        Plane { width, height, pixels }
    }
}

/// A grid of square cells over a picture, with a value for each.
#[derive(Clone, Debug)]
pub struct Cells {
    /// The side of a cell, in pixels.
    pub side: usize,
    pub width: usize,
    pub height: usize,
    pub values: Vec<f32>,
}

impl Cells {
    /// A grid of zeros with about `count` cells along the picture's longer side; no cell is smaller than `least` pixels.
    pub fn over(width: usize, height: usize, count: usize, least: usize) -> Cells {
        let side = width.max(height).div_ceil(count).max(least);
        let (width, height) = (width.div_ceil(side), height.div_ceil(side));
        Cells { side, width, height, values: vec![0.0; width * height] }
    }

    /// The extreme of each cell and its neighbours up to `radius` away, by `most` of two values: dilation or erosion.
    pub fn extremes(&self, radius: usize, most: fn(f32, f32) -> f32) -> Cells {
        self.windows(radius, |window| window.iter().copied().reduce(most).unwrap_or(0.0))
    }

    /// The mean of each cell and its neighbours up to `radius` away.
    pub fn smoothed(&self, radius: usize) -> Cells {
        self.windows(radius, |window| window.iter().sum::<f32>() / window.len().max(1) as f32)
    }

    /// `of` applied to each row's windows of up to `2 * radius + 1` values, and then to each column's.
    fn windows(&self, radius: usize, of: impl Fn(&[f32]) -> f32) -> Cells {
        let pass = |values: &[f32], length: usize| -> Vec<f32> {
            let each = |line: &[f32]| -> Vec<f32> {
                (0..length).map(|at| of(&line[at.saturating_sub(radius)..length.min(at + radius + 1)])).collect()
            };
            values.chunks_exact(length.max(1)).flat_map(each).collect()
        };
        let across = pass(&self.values, self.width);
        let down = pass(&transposed(&across, self.width), self.height);
        Cells { values: transposed(&down, self.height), ..*self }
    }

    /// Calls `each` with every pixel row's number and its values, interpolated linearly between the middles of cells.
    pub fn interpolate_rows(&self, pixels_wide: usize, pixels_high: usize, mut each: impl FnMut(usize, &[f32])) {
        let between = |pixel: usize, cells: usize| {
            let place = ((pixel as f32 + 0.5) / self.side as f32 - 0.5).clamp(0.0, (cells - 1) as f32);
            (place as usize, (place as usize + 1).min(cells - 1), place.fract())
        };
        let columns: Vec<_> = (0..pixels_wide).map(|column| between(column, self.width)).collect();
        let mut line = vec![0.0; pixels_wide];
        for row in 0..pixels_high {
            let (above, below, down) = between(row, self.height);
            let (above, below) = (&self.values[above * self.width..], &self.values[below * self.width..]);
            let mixed: Vec<f32> = above.iter().zip(below).take(self.width).map(|(a, b)| a + (b - a) * down).collect();
            for (value, (left, right, across)) in line.iter_mut().zip(&columns) {
                *value = mixed[*left] + (mixed[*right] - mixed[*left]) * across;
            }
            each(row, &line);
        }
    }
}

/// Values of a grid of this width with rows and columns exchanged.
fn transposed(values: &[f32], width: usize) -> Vec<f32> {
    (0..width).flat_map(|column| values.iter().skip(column).step_by(width.max(1)).copied()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn shrinking_keeps_the_mean() {
        let plane = Plane { width: 5, height: 3, pixels: (0..15).map(|at| at * 10).collect() };
        let small = plane.shrunk(2);
        assert_eq!((small.width, small.height, small.pixels.len()), (3, 2, 6));
        assert_eq!(small.pixels, [30, 50, 65, 105, 125, 140]);
    }

    #[test]
    fn doubling_keeps_edges_where_the_greys_say() {
        // An edge three quarters of the way through the third pixel.
        let row = [0, 0, 150, 200, 200, 200];
        let plane = Plane { width: 6, height: 4, pixels: row.repeat(4) };
        let double = plane.doubled();
        assert_eq!((double.width, double.height, double.pixels.len()), (12, 8, 96));
        assert!(double.rows().all(|row| row == double.rows().next().unwrap()));
        let first: Vec<u8> = double.pixels[..12].to_vec();
        assert!(first[..3].iter().all(|grey| *grey < 20) && first[7..].iter().all(|grey| *grey >= 190), "{first:?}");
        // Steeper than a mean of the two would be.
        assert!(first[3] < 36 && first[4] > 114 && first[4] < first[5], "{first:?}");
        assert_eq!(double.transposed().doubled().width, 16);
    }

    #[test]
    fn extremes_and_means_reach_up_to_their_radius() {
        let mut cells = Cells::over(50, 50, 5, 1);
        cells.values[12] = 1.0;
        assert_eq!(cells.extremes(1, f32::max).values.iter().filter(|value| **value == 1.0).count(), 9);
        assert!((cells.smoothed(1).values[12] - 1.0 / 9.0).abs() < 1e-6);
    }

    #[test]
    fn values_are_interpolated_between_the_middles_of_cells() {
        let mut cells = Cells::over(20, 1, 2, 1);
        cells.values = vec![0.0, 10.0];
        cells.interpolate_rows(20, 1, |_, line| {
            assert_eq!((line[0], line[4], line[19]), (0.0, 0.0, 10.0));
            assert!((line[10] - 5.5).abs() < 1e-4, "{}", line[10]);
        });
    }
}
