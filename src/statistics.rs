//! Ranks among numbers.

use crate::order;

/// Of numbers in order: the smallest that so large a part does not exceed.
pub fn percentile(sorted: &[f64], part: f64) -> f64 {
    let place = (sorted.len() as f64 * part).ceil() as usize;
    sorted.get(place.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

/// Of numbers in any order.
pub fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    percentile(&numbers, 0.5)
}

/// The place of the highest.
pub fn highest(numbers: &[f32]) -> usize {
    (0..numbers.len()).max_by(|a, b| numbers[*a].total_cmp(&numbers[*b])).unwrap_or(0)
}

/// Of values with weights: the value at which half of the weight is reached; zero of nothing.
pub fn weighted_median(values: Vec<(f32, f32)>) -> f32 {
    let values = order::ascending(values, |(value, _)| order::key(*value));
    let half = values.iter().map(|(_, weight)| weight).sum::<f32>() / 2.0;
    let mut sum = 0.0;
    let reached = values.iter().find(|(_, weight)| {
        sum += weight;
        sum >= half
    });
    reached.map_or(0.0, |(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::{highest, median, percentile, weighted_median};

    #[test]
    fn the_highest_is_told_by_its_place() {
        assert_eq!(highest(&[0.5, 2.0, -3.0]), 1);
        assert_eq!(highest(&[]), 0);
    }

    #[test]
    fn what_weighs_more_is_nearer_to_the_weighted_median() {
        assert_eq!(weighted_median(vec![(3.0, 1.0), (1.0, 1.0), (2.0, 1.0)]), 2.0);
        assert_eq!(weighted_median(vec![(3.0, 5.0), (1.0, 1.0), (2.0, 1.0)]), 3.0);
        assert_eq!(weighted_median(Vec::new()), 0.0);
    }

    #[test]
    fn percentiles_are_numbers_of_the_list() {
        let list: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!(percentile(&list, 0.5), 10.0);
        assert_eq!(percentile(&list, 0.95), 19.0);
        assert_eq!(percentile(&list[..1], 0.95), 1.0);
        assert!(percentile(&[], 0.5).is_nan());
        assert_eq!(median(vec![9.0, 1.0, 5.0]), 5.0);
    }
}
