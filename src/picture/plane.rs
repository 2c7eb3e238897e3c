//! One byte for each pixel, and coarse maps of what changes slowly over a picture.

/// Bytes row by row.
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

    /// Each pixel as `f` makes it.
    pub fn map(&self, f: impl Fn(u8) -> u8) -> Plane {
        Plane { width: self.width, height: self.height, pixels: self.pixels.iter().map(|&pixel| f(pixel)).collect() }
    }

    /// Rows as columns.
    pub fn transposed(&self) -> Plane {
        let mut pixels = vec![0; self.pixels.len()];
        // In squares, so that neither side runs through all of memory for each pixel.
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

    /// Means of squares of `factor` pixels; narrower ones at the right and lower edge.
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

/// A value for each square of a picture.
#[derive(Clone, Debug)]
pub struct Cells {
    /// The side of a square, in pixels.
    pub side: usize,
    pub width: usize,
    pub height: usize,
    pub values: Vec<f32>,
}

impl Cells {
    /// Squares over a picture so that about `count` lie along its longer side; none is smaller than `least` pixels.
    pub fn over(width: usize, height: usize, count: usize, least: usize) -> Cells {
        let side = width.max(height).div_ceil(count).max(least);
        let (width, height) = (width.div_ceil(side), height.div_ceil(side));
        Cells { side, width, height, values: vec![0.0; width * height] }
    }

    /// The extreme of each square's neighbours up to `radius` away, by `most` of two values.
    pub fn spread(&self, radius: usize, most: fn(f32, f32) -> f32) -> Cells {
        self.windows(radius, |window| window.iter().copied().reduce(most).unwrap_or(0.0))
    }

    /// The mean of each square's neighbours up to `radius` away.
    pub fn smoothed(&self, radius: usize) -> Cells {
        self.windows(radius, |window| window.iter().sum::<f32>() / window.len().max(1) as f32)
    }

    /// Each row's windows, then each column's.
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

    /// Calls `each` with every pixel row's number and the values along it, straight from middle to middle.
    pub fn along_rows(&self, pixels_wide: usize, pixels_high: usize, mut each: impl FnMut(usize, &[f32])) {
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

fn transposed(values: &[f32], width: usize) -> Vec<f32> {
    (0..width).flat_map(|column| values.iter().skip(column).step_by(width.max(1)).copied()).collect()
}

#[cfg(test)]
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
    fn a_spread_reaches_as_far_as_it_is_told() {
        let mut cells = Cells::over(50, 50, 5, 1);
        cells.values[12] = 1.0;
        assert_eq!(cells.spread(1, f32::max).values.iter().filter(|value| **value == 1.0).count(), 9);
        assert!((cells.smoothed(1).values[12] - 1.0 / 9.0).abs() < 1e-6);
    }

    #[test]
    fn values_run_straight_between_the_middles_of_squares() {
        let mut cells = Cells::over(20, 1, 2, 1);
        cells.values = vec![0.0, 10.0];
        cells.along_rows(20, 1, |_, line| {
            assert_eq!((line[0], line[4], line[19]), (0.0, 0.0, 10.0));
            assert!((line[10] - 5.5).abs() < 1e-4, "{}", line[10]);
        });
    }
}
