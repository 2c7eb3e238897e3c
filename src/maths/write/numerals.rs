//! Whole numbers in English words.

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const GROUPS: [&str; 5] = ["", " thousand", " million", " billion", " trillion"];

/// Digits as they are read out: as a number up to trillions, longer ones and those with a leading zero one by one.
pub(super) fn words(digits: &str) -> String {
    if digits.len() > 15 || (digits.len() > 1 && digits.starts_with('0')) {
        return one_by_one(digits);
    }
    let Ok(number) = digits.parse::<u64>() else { return one_by_one(digits) };
    if number == 0 {
        return SMALL[0].to_owned();
    }
    let groups = (0..GROUPS.len()).rev().map(|group| (number / 1000u64.pow(group as u32) % 1000, GROUPS[group]));
    let said = groups.filter(|group| group.0 > 0).map(|(value, name)| hundreds(value as usize) + name);
    said.collect::<Vec<_>>().join(" ")
}

/// Each digit by itself, as those behind a decimal point are read.
pub(super) fn one_by_one(digits: &str) -> String {
    let each = digits.chars().filter_map(|digit| SMALL.get(digit.to_digit(10)? as usize).copied());
    each.collect::<Vec<_>>().join(" ")
}

/// The ordinal that the index of a root or the lower part of a fraction is read as.
pub(super) fn ordinal(number: u32) -> Option<&'static str> {
    const NAMES: [&str; 8] = ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    NAMES.get((number as usize).checked_sub(3)?).copied()
}

fn hundreds(value: usize) -> String {
    let (hundred, rest) = (value / 100, value % 100);
    let rest = match (rest / 10, rest % 10) {
        (0 | 1, _) => SMALL[rest].to_owned(),
        (tens, 0) => TENS[tens].to_owned(),
        (tens, ones) => format!("{}-{}", TENS[tens], SMALL[ones]),
    };
    match (hundred, value % 100) {
        (0, _) => rest,
        (_, 0) => format!("{} hundred", SMALL[hundred]),
        _ => format!("{} hundred {rest}", SMALL[hundred]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_in_words() {
        assert_eq!(words("27"), "twenty-seven");
        assert_eq!(words("1000512"), "one million five hundred twelve");
        assert_eq!(words("310"), "three hundred ten");
        assert_eq!(words("007"), "zero zero seven");
        assert_eq!(words("12345678901234567").split(' ').count(), 17);
    }
}
