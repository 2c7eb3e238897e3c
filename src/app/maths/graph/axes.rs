//! Round values along an axis, and numbers as short as their distance allows. Plain: knows neither browser nor page.

/// Ticks along an axis, about and at most.
const ABOUT: f64 = 6.0;
const MOST: usize = 20;

/// Round values between two others: 1, 2 or 5 times a power of ten apart.
pub fn ticks(from: f64, to: f64) -> Vec<f64> {
    let step = step(from, to);
    if !step.is_finite() || step <= 0.0 {
        return Vec::new();
    }
    let first = (from / step - 1e-9).ceil();
    let count = ((to / step + 1e-9).floor() - first).max(-1.0) as i64 + 1;
    // Counted, not added up: sums of decimals drift.
    (0..count.clamp(0, MOST as i64)).map(|at| (first + at as f64) * step).collect()
}

/// A value with as many places as tell it from one a small part of the axis away.
pub fn label(value: f64, from: f64, to: f64) -> String {
    short(value, step(from, to))
}

/// The same for values between ticks.
pub fn precise(value: f64, from: f64, to: f64) -> String {
    short(value, step(from, to) / 100.0)
}

fn step(from: f64, to: f64) -> f64 {
    let least = (to - from) / ABOUT;
    let power = 10f64.powf(least.log10().floor());
    let times = [1.0, 2.0, 5.0].into_iter().find(|times| times * power >= least * 0.999);
    times.unwrap_or(10.0) * power
}

fn short(value: f64, step: f64) -> String {
    let text = match value.abs() {
        0.0 => "0".to_owned(),
        size if !(1e-4..1e6).contains(&size) && size > step / 2.0 => power(value),
        _ => {
            let places = (-step.log10().floor()).clamp(0.0, 12.0) as usize;
            let text = format!("{value:.places$}");
            match text.contains('.') {
                true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
                false => text,
            }
        }
    };
    let text = if text == "-0" { "0".to_owned() } else { text };
    text.replace('-', "−")
}

/// `2.5×10⁷`
fn power(value: f64) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let text = format!("{value:.3e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    let raised = exponent.chars().map(|one| one.to_digit(10).map_or('⁻', |digit| RAISED[digit as usize]));
    format!("{digits}×10{}", raised.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(from: f64, to: f64) -> String {
        ticks(from, to).into_iter().map(|tick| label(tick, from, to)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn ticks_are_round_and_their_labels_short() {
        assert_eq!(labels(-10.0, 10.0), "−10 −5 0 5 10");
        assert_eq!(labels(-0.7, 0.7), "−0.5 0 0.5");
        assert_eq!(labels(0.0, 3.0), "0 0.5 1 1.5 2 2.5 3");
        assert_eq!(labels(2.0, 2.001), "2 2.0002 2.0004 2.0006 2.0008 2.001");
        assert_eq!(labels(0.0, 4e7), "0 1×10⁷ 2×10⁷ 3×10⁷ 4×10⁷");
        assert_eq!(labels(-360.0, 360.0), "−200 0 200");
    }

    #[test]
    fn no_window_makes_ticks_without_end() {
        for (from, to) in [(1.0, 1.0), (f64::NAN, 1.0), (0.0, f64::INFINITY), (-1e300, 1e300), (1e16, 1e16 + 2.0)] {
            assert!(ticks(from, to).len() <= MOST, "{from} {to}");
        }
    }

    #[test]
    fn values_have_as_many_places_as_can_be_seen() {
        assert_eq!(precise(1.234567, -10.0, 10.0), "1.23");
        assert_eq!(precise(-0.000001, -10.0, 10.0), "0");
        assert_eq!(precise(12_345_678.0, -10.0, 10.0), "1.235×10⁷");
        assert_eq!(precise(0.5, -0.01, 0.01), "0.5");
    }
}
