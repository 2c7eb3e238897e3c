//! Charts as SVG text, for the model card (models/README.md).

use std::fmt::Write as _;

const INK: &str = "#1b2033";
const FAINT: &str = "#d8d2c4";
const GROUND: &str = "#fdfcf7";
const COLOURS: [&str; 5] = ["#2046c4", "#c2571a", "#2f7d4f", "#8a3ab9", "#6b6f7b"];

/// A picture being written.
pub struct Picture {
    body: String,
    width: f64,
    height: f64,
}

impl Picture {
    pub fn new(width: f64, height: f64) -> Self {
        Self { body: String::new(), width, height }
    }

    pub fn text(&mut self, x: f64, y: f64, anchor: &str, text: &str) {
        let _ = writeln!(self.body, r#"<text x="{x:.1}" y="{y:.1}" text-anchor="{anchor}">{text}</text>"#);
    }

    pub fn title(&mut self, text: &str) {
        let _ = writeln!(self.body, r#"<text x="16" y="26" font-size="15" font-weight="600">{text}</text>"#);
    }

    pub fn rect(&mut self, [x, y, width, height]: [f64; 4], fill: &str, opacity: f64) {
        let _ = writeln!(
            self.body,
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="{fill}" fill-opacity="{opacity:.3}"/>"#
        );
    }

    pub fn line(&mut self, points: &[(f64, f64)], colour: &str, dashed: bool) {
        let places: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let dash = if dashed { r#" stroke-dasharray="4 4""# } else { "" };
        let _ = writeln!(
            self.body,
            r#"<polyline points="{}" fill="none" stroke="{colour}" stroke-width="1.6" stroke-linejoin="round"{dash}/>"#,
            places.join(" ")
        );
    }

    /// Adds a filled path.
    pub fn path(&mut self, data: &str, opacity: f64) {
        let _ = writeln!(self.body, r#"<path d="{data}" fill="{INK}" fill-opacity="{opacity:.2}"/>"#);
    }

    pub fn finish(self) -> String {
        let Self { body, width, height } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"{INK}\">\n\
             <rect width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"{GROUND}\"/>\n{body}</svg>\n"
        )
    }
}

/// One line of a chart.
pub struct Series {
    pub name: String,
    pub points: Vec<(f64, f64)>,
}

/// A line chart; `show` formats a value of the vertical axis.
pub fn lines(title: &str, across: &str, series: &[Series], show: impl Fn(f64) -> String) -> String {
    let (width, height) = (560.0, 320.0);
    let (left, right, top, bottom) = (64.0, 16.0, 48.0, 64.0);
    let all = || series.iter().flat_map(|series| &series.points);
    let range = |of: fn(&(f64, f64)) -> f64| {
        let (low, high) = all().map(of).fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
        if low < high { (low, high) } else { (low - 0.5, low + 0.5) }
    };
    let (from, to) = range(|point| point.0);
    let (low, high) = range(|point| point.1);
    let x = |v: f64| left + (v - from) / (to - from) * (width - left - right);
    let y = |v: f64| height - bottom - (v - low) / (high - low) * (height - top - bottom);
    let mut picture = Picture::new(width, height);
    picture.title(title);
    for step in 0..=4 {
        let value = low + (high - low) * f64::from(step) / 4.0;
        picture.rect([left, y(value), width - left - right, 1.0], FAINT, 1.0);
        picture.text(left - 8.0, y(value) + 4.0, "end", &show(value));
    }
    picture.text(left, height - bottom + 18.0, "start", &format!("{from}"));
    picture.text(width - right, height - bottom + 18.0, "end", &format!("{across} {to}"));
    let mut at = left;
    for (series, colour) in series.iter().zip(COLOURS.iter().cycle()) {
        let points: Vec<(f64, f64)> = series.points.iter().map(|(across, up)| (x(*across), y(*up))).collect();
        picture.line(&points, colour, false);
        picture.rect([at, height - 24.0, 12.0, 3.0], colour, 1.0);
        picture.text(at + 17.0, height - 18.0, "start", &series.name);
        at += 32.0 + 6.6 * series.name.chars().count() as f64;
    }
    picture.finish()
}

/// A confusion matrix: digits written by row, classes read by column.
pub fn confusion(title: &str, rows: &[Vec<u64>]) -> String {
    let cell = 40.0;
    let (left, top) = (64.0, 72.0);
    let columns = rows.first().map_or(0, Vec::len);
    let mut picture = Picture::new(left + cell * columns as f64 + 24.0, top + cell * rows.len() as f64 + 24.0);
    picture.title(title);
    picture.text(left + cell * columns as f64 / 2.0, 48.0, "middle", "read");
    picture.text(16.0, top + cell * rows.len() as f64 / 2.0, "start", "written");
    for (written, row) in rows.iter().enumerate() {
        let most = row.iter().sum::<u64>().max(1) as f64;
        picture.text(left - 8.0, top + cell * (written as f64 + 0.5) + 4.0, "end", &written.to_string());
        for (read, count) in row.iter().enumerate() {
            let (x, y) = (left + cell * read as f64, top + cell * written as f64);
            if written == 0 {
                let name = if read < rows.len() { read.to_string() } else { "–".into() };
                picture.text(x + cell / 2.0, top - 8.0, "middle", &name);
            }
            // Errors are few: the opacity of their cells is the square root of their part.
            let (colour, depth) =
                if read == written { (COLOURS[0], 0.18) } else { (COLOURS[1], (*count as f64 / most).sqrt() * 3.0) };
            picture.rect([x + 1.0, y + 1.0, cell - 2.0, cell - 2.0], FAINT, 0.35);
            if *count > 0 {
                picture.rect([x + 1.0, y + 1.0, cell - 2.0, cell - 2.0], colour, depth.min(0.9));
                picture.text(x + cell / 2.0, y + cell / 2.0 + 4.0, "middle", &count.to_string());
            }
        }
    }
    picture.finish()
}

/// A reliability diagram: certainty across, accuracy upward; bins with more readings are darker.
pub fn reliability(title: &str, bins: &[(f64, f64, u64)]) -> String {
    let (side, left, top) = (300.0, 64.0, 48.0);
    let mut picture = Picture::new(left + side + 24.0, top + side + 56.0);
    picture.title(title);
    let (x, y) = (|v: f64| left + v * side, |v: f64| top + (1.0 - v) * side);
    for step in 0..=4 {
        let value = f64::from(step) / 4.0;
        picture.rect([left, y(value), side, 1.0], FAINT, 1.0);
        picture.text(left - 8.0, y(value) + 4.0, "end", &format!("{:.0}%", 100.0 * value));
        picture.text(x(value), top + side + 18.0, "middle", &format!("{:.0}%", 100.0 * value));
    }
    picture.text(x(0.5), top + side + 40.0, "middle", "how sure it was, beside how often it was right");
    picture.line(&[(x(0.0), y(0.0)), (x(1.0), y(1.0))], COLOURS[4], true);
    let points: Vec<(f64, f64)> = bins.iter().map(|(sure, right, _)| (x(*sure), y(*right))).collect();
    picture.line(&points, COLOURS[0], false);
    for ((px, py), (.., n)) in points.iter().zip(bins) {
        picture.rect([px - 3.5, py - 3.5, 7.0, 7.0], COLOURS[0], if *n < 20 { 0.35 } else { 1.0 });
    }
    picture.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charts_are_whole_pictures_without_broken_numbers() {
        let series = [
            Series { name: "one".into(), points: vec![(1.0, 0.5), (2.0, 0.25)] },
            Series { name: "flat".into(), points: vec![(1.0, 0.5)] },
        ];
        let charts = [
            lines("Loss", "epoch", &series, |v| format!("{v:.2}")),
            lines("Nothing moves", "epoch", &series[1..], |v| format!("{v:.2}")),
            confusion("Confusion", &[vec![5, 1, 0], vec![0, 7, 0]]),
            reliability("Reliability", &[(0.5, 0.4, 3), (0.99, 0.99, 300)]),
        ];
        for chart in charts {
            assert!(chart.starts_with("<svg") && chart.ends_with("</svg>\n"));
            assert!(!chart.contains("NaN") && !chart.contains("inf"), "{chart}");
        }
    }
}
