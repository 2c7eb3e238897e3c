//! How many items have to be replaced, added or left out to come from one list to another.

pub fn distance<T: PartialEq>(one: &[T], other: &[T]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, left) in one.iter().enumerate() {
        let mut before = row[0];
        row[0] = at + 1;
        for (place, right) in other.iter().enumerate() {
            let replaced = before + usize::from(left != right);
            before = row[place + 1];
            row[place + 1] = replaced.min(before + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_difference_counts_once() {
        assert_eq!(distance(b"word", b"word"), 0);
        assert_eq!(distance(b"word", b"ward"), 1);
        assert_eq!(distance(b"word", b"wor"), 1);
        assert_eq!(distance(b"", b"ab"), 2);
        assert_eq!(distance(b"kitten", b"sitting"), 3);
    }
}
