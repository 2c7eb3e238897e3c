//! What the reader has learned of a hand, in words. Plain: knows neither browser nor page.

use super::examples::{Examples, counted};
use crate::alphabet::SymbolId;
use crate::hand::HandReport;
use crate::mode::Mode;
use std::collections::BTreeSet;

/// `12 examples of 4 signs.`
pub fn size(list: &Examples) -> String {
    let signs = list.iter().map(|example| example.symbol).collect::<BTreeSet<SymbolId>>().len();
    let signs = if signs == 1 { "1 sign".to_owned() } else { format!("{signs} signs") };
    format!("{} of {signs}.", counted(list.len()))
}

/// Before and after on the examples themselves, each held back once.
pub fn gain(report: &HandReport, mode: Mode) -> String {
    let title = mode.title();
    if report.used == 0 {
        return format!("None of your examples is a sign that the mode {title} reads.");
    }
    let (before, after) = (report.before, report.after);
    if after.of == 0 {
        return format!("{} in use in the mode {title}.", counted(report.used as usize));
    }
    let still = if report.is_final { "" } else { " Still learning." };
    let (right, of, now) = (before.right, after.of, after.right);
    format!("{title}: {right} of {of} right before, {now} of {of} now, each judged by what the others taught.{still}")
}

/// What a sign is taken for when it is held back: `taken for a 1 twice`; empty where nothing was.
pub fn taken_for(report: &HandReport, sign: SymbolId) -> String {
    let others = report.confused.iter().filter(|(is, _, _)| *is == sign);
    let told: Vec<String> = others.map(|(_, other, count)| format!("{other} {}", times(*count))).collect();
    if told.is_empty() { String::new() } else { format!("taken for {}", told.join(", ")) }
}

fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::tests::example;
    use super::*;
    use crate::hand::Score;

    fn report() -> HandReport {
        let sign = SymbolId::of_char;
        HandReport {
            is_final: true,
            used: 15,
            before: Score { right: 12, of: 15 },
            after: Score { right: 15, of: 15 },
            confused: vec![(sign('7'), sign('1'), 2), (sign('4'), sign('9'), 1), (sign('7'), sign('2'), 1)],
            ..HandReport::default()
        }
    }

    #[test]
    fn the_gain_is_told_as_counts() {
        let told = gain(&report(), Mode::Numbers);
        assert_eq!(told, "Numbers: 12 of 15 right before, 15 of 15 now, each judged by what the others taught.");
        let learning = HandReport { is_final: false, ..report() };
        assert!(gain(&learning, Mode::Maths).ends_with("what the others taught. Still learning."));
        let foreign = HandReport { used: 0, ..report() };
        assert_eq!(gain(&foreign, Mode::Text), "None of your examples is a sign that the mode Text reads.");
        let unmeasured = HandReport { after: Score::default(), used: 1, ..report() };
        assert_eq!(gain(&unmeasured, Mode::Text), "1 example in use in the mode Text.");
    }

    #[test]
    fn what_is_mixed_up_is_told_with_its_sign() {
        let told = |sign| taken_for(&report(), SymbolId::of_char(sign));
        assert_eq!((told('7').as_str(), told('4').as_str()), ("taken for 1 twice, 2 once", "taken for 9 once"));
        assert_eq!(told('1'), "");
    }

    #[test]
    fn examples_and_signs_are_counted() {
        assert_eq!(size(&vec![example(1, '7')]), "1 example of 1 sign.");
        assert_eq!(size(&vec![example(1, '7'), example(2, '4'), example(3, '7')]), "3 examples of 2 signs.");
    }
}
