//! Sorting by a key, compiled once for all that is sorted: a sort of the standard library for each type is 10 KB of
//! every engine, and the engines are part of the first load.

/// The items in ascending order of their keys; of equals the earlier stays first.
///
/// ```
/// use inkling::order;
///
/// assert_eq!(order::ascending(vec!["ccc", "a", "bb"], |word| word.len() as u32), ["a", "bb", "ccc"]);
/// assert_eq!(order::ascending(vec![0.5, -2.0, f32::INFINITY], |value| order::key(*value)), [-2.0, 0.5, f32::INFINITY]);
/// ```
pub fn ascending<T>(items: Vec<T>, key: impl Fn(&T) -> u32) -> Vec<T> {
    let mut order: Vec<u64> = items.iter().zip(0..).map(|(item, place)| u64::from(key(item)) << 32 | place).collect();
    order.sort_unstable();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|one| items[(one & u64::from(u32::MAX)) as usize].take()).collect()
}

/// A key in the order of `f32::total_cmp`.
pub fn key(value: f32) -> u32 {
    let bits = value.to_bits();
    if bits >> 31 == 0 { bits | 1 << 31 } else { !bits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_the_standard_library_does_and_keeps_equals_in_place() {
        let values = [1.5, -0.0, 0.0, f32::NAN, -3.0, 1.5, f32::NEG_INFINITY, 1e-40, -1e-40, 1.5];
        let items: Vec<(f32, usize)> = values.into_iter().zip(0..).collect();
        let mut expected = items.clone();
        expected.sort_by(|a, b| a.0.total_cmp(&b.0));
        let places = |items: Vec<(f32, usize)>| items.into_iter().map(|item| item.1).collect::<Vec<_>>();
        assert_eq!(places(ascending(items, |item| key(item.0))), places(expected));
    }
}
