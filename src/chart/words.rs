//! Numbers as text in charts and tables.

/// A fraction in percent, to a hundredth.
pub fn percent(part: f32) -> String {
    format!("{:.2}%", 100.0 * part)
}

/// A fraction in percent for an axis, without zeros at the end.
pub fn percent_tick(part: f32) -> String {
    tick(100.0 * part) + "%"
}

/// A round number without zeros at the end.
pub fn tick(value: f32) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Both ends of an interval, in percent.
pub fn interval(low: f32, high: f32) -> String {
    format!("{:.2}–{:.2}%", 100.0 * low, 100.0 * high)
}

/// A number with thin spaces between thousands.
pub fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_figures_they_need() {
        assert_eq!([percent(0.994), percent_tick(0.995), percent_tick(0.9)], ["99.40%", "99.5%", "90%"]);
        assert_eq!([0.05, 0.5, 1.0, 30.0, 100.0].map(tick), ["0.05", "0.5", "1", "30", "100"]);
        assert_eq!(interval(0.99228, 0.99533), "99.23–99.53%");
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!([7, 1234, 1_234_567].map(grouped), ["7", "1\u{202f}234", "1\u{202f}234\u{202f}567"]);
    }
}
