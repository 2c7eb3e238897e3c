//! Output for the person who waits: headings, lines with times, tables.
//!
//! All of it goes to standard error, so that standard output has results alone.

use std::time::Duration;

/// Prints a heading.
pub fn heading(title: &str) {
    eprintln!("\n== {title}");
}

/// Prints a line.
pub fn line(text: &str) {
    eprintln!("   {text}");
}

/// A duration as "1 min 20 s", "45 s" or "0.3 s".
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        s if s < 10.0 => format!("{s:.1} s"),
        s if s < 60.0 => format!("{s:.0} s"),
        s => format!("{} min {:02} s", s as u64 / 60, s as u64 % 60),
    }
}

/// An estimate of a wait on this machine, from what was measured on two cores.
pub fn roughly(on_two_cores: Duration) -> String {
    let cores = std::thread::available_parallelism().map_or(2, |n| n.get().clamp(1, 8));
    // Half of the work is linking and optimising in one thread, which more cores do not shorten.
    let seconds = on_two_cores.as_secs_f64() * (0.5 + 1.0 / cores as f64);
    match seconds {
        s if s < 10.0 => "a few seconds".to_owned(),
        s if s < 90.0 => format!("about {:.0} s", (s / 10.0).ceil() * 10.0),
        s => format!("about {:.0} min", (s / 60.0).ceil()),
    }
}

/// A size as "12.3 KB" for 12345 bytes: a kilobyte has a thousand.
pub fn bytes(count: usize) -> String {
    match count {
        0..1_000 => format!("{count} B"),
        1_000..1_000_000 => format!("{:.1} KB", count as f64 / 1e3),
        _ => format!("{:.2} MB", count as f64 / 1e6),
    }
}

/// A table as text: the first column aligned to the left, the others to the right.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::from("  ");
        for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            match column {
                0 => line += &format!(" {cell:<width$}"),
                _ => line += &format!("  {cell:>width$}"),
            }
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_as_people_say_them() {
        assert_eq!(duration(Duration::from_millis(340)), "0.3 s");
        assert_eq!(duration(Duration::from_secs(45)), "45 s");
        assert_eq!(duration(Duration::from_secs(65)), "1 min 05 s");
    }

    #[test]
    fn columns_line_up() {
        let rows = [["file", "gzip"], ["a.js", "7"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(table(&rows), "   file  gzip\n   a.js     7\n");
    }
}
