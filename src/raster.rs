//! Rasterisation: strokes to grey coverage, anti-aliased.
//!
//! Coverage of a pixel falls from full to none over one pixel's width around the line's edge, measured as the distance
//! from the pixel's middle to the nearest segment. Overlaps take the larger value, so crossing ink is no darker.

/// A grey picture; 0 is paper, 1 is ink.
#[derive(Clone, Debug, PartialEq)]
pub struct Grey {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<f32>,
}

impl Grey {
    pub fn blank(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![0.0; width * height] }
    }

    /// The centre of mass of the ink, in pixels; None where there is no ink.
    pub fn centre(&self) -> Option<(f32, f32)> {
        let (mut mass, mut x, mut y) = (0.0, 0.0, 0.0);
        for (row, line) in self.pixels.chunks_exact(self.width.max(1)).enumerate() {
            for (column, ink) in line.iter().enumerate() {
                mass += ink;
                x += ink * (column as f32 + 0.5);
                y += ink * (row as f32 + 0.5);
            }
        }
        (mass > 0.0).then(|| (x / mass, y / mass))
    }

    /// The picture resampled with bilinear interpolation: each pixel takes the value at the place that `from` gives for its
    /// own. Places are measured from the middle, in pixels.
    pub fn resampled(&self, from: impl Fn(f32, f32) -> [f32; 2]) -> Self {
        let (across, down) = (self.width as f32 / 2.0, self.height as f32 / 2.0);
        let ink = |row: i32, column: i32| match (usize::try_from(row), usize::try_from(column)) {
            (Ok(row), Ok(column)) if row < self.height && column < self.width => self.pixels[row * self.width + column],
            _ => 0.0,
        };
        let sample = |place: usize| {
            let (column, row) = (place % self.width, place / self.width);
            let [x, y] = from(column as f32 + 0.5 - across, row as f32 + 0.5 - down);
            let (x, y) = (x + across - 0.5, y + down - 0.5);
            let (left, top) = (x.floor(), y.floor());
            let (right, below) = (x - left, y - top);
            let (column, row) = (left as i32, top as i32);
            let upper = ink(row, column) * (1.0 - right) + ink(row, column + 1) * right;
            let lower = ink(row + 1, column) * (1.0 - right) + ink(row + 1, column + 1) * right;
            upper * (1.0 - below) + lower * below
        };
        Self { pixels: (0..self.pixels.len()).map(sample).collect(), ..*self }
    }
}

/// Draws a line through `points` with a round pen of `radius` pixels; a single point is a dot.
pub fn draw(grey: &mut Grey, points: &[(f32, f32)], radius: f32) {
    match points {
        [] => {}
        [only] => draw_segment(grey, *only, *only, radius),
        _ => points.windows(2).for_each(|pair| draw_segment(grey, pair[0], pair[1], radius)),
    }
}

fn draw_segment(grey: &mut Grey, a: (f32, f32), b: (f32, f32), radius: f32) {
    let (width, height) = (grey.width, grey.height);
    cover([width, height], a, b, radius, |at, coverage| {
        let pixel = &mut grey.pixels[at];
        *pixel = pixel.max(coverage);
    });
}

/// Tells how much of each pixel of a picture of this width and height a segment covers, by the pixel's place.
pub fn cover([width, height]: [usize; 2], a: (f32, f32), b: (f32, f32), radius: f32, mut each: impl FnMut(usize, f32)) {
    let reach = radius + 1.0;
    let span = |from: f32, to: f32, size: usize| {
        let first = (from.min(to) - reach).floor().clamp(0.0, size as f32) as usize;
        let last = (from.max(to) + reach).ceil().clamp(0.0, size as f32) as usize;
        first..last
    };
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let per_length = if length > f32::EPSILON { 1.0 / length } else { 0.0 };
    for row in span(a.1, b.1, height) {
        let py = row as f32 + 0.5 - a.1;
        for column in span(a.0, b.0, width) {
            let px = column as f32 + 0.5 - a.0;
            let along = ((px * dx + py * dy) * per_length).clamp(0.0, 1.0);
            let (ox, oy) = (px - along * dx, py - along * dy);
            let coverage = (radius + 0.5 - (ox * ox + oy * oy).sqrt()).clamp(0.0, 1.0);
            each(row * width + column, coverage);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_covers_about_its_area() {
        let mut grey = Grey::blank(40, 40);
        draw(&mut grey, &[(8.0, 20.0), (32.0, 20.0)], 2.0);
        let area: f32 = grey.pixels.iter().sum();
        let expected = 24.0 * 4.0 + std::f32::consts::PI * 4.0;
        assert!((area - expected).abs() < 0.03 * expected, "{area} for {expected}");
    }

    #[test]
    fn crossing_ink_is_no_darker() {
        let mut once = Grey::blank(20, 20);
        draw(&mut once, &[(4.0, 10.0), (16.0, 10.0)], 1.5);
        let mut twice = once.clone();
        draw(&mut twice, &[(16.0, 10.0), (4.0, 10.0)], 1.5);
        assert_eq!(once, twice);
    }

    #[test]
    fn a_dot_is_round_and_centred() {
        let mut grey = Grey::blank(11, 11);
        draw(&mut grey, &[(5.5, 5.5)], 2.0);
        assert_eq!(grey.centre(), Some((5.5, 5.5)));
        assert_eq!(grey.pixels[5 * 11 + 5], 1.0);
        assert_eq!(grey.pixels[0], 0.0);
    }

    proptest! {
        #[test]
        fn coverage_stays_within_bounds(points in proptest::collection::vec((-60f32..60.0, -60f32..60.0), 0..12), radius in 0.1f32..9.0) {
            let mut grey = Grey::blank(28, 28);
            draw(&mut grey, &points, radius);
            prop_assert!(grey.pixels.iter().all(|p| (0.0..=1.0).contains(p)));
        }
    }
}
