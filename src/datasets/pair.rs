//! Which labels belong to which pictures, by their files' names.

/// What both names share: `t10k-images-idx3-ubyte.gz` and `t10k-labels.idx1-ubyte` are of one set.
fn key(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase();
    let own = ["images", "labels", "image", "label", "idx3", "idx1", "ubyte", "gz"];
    own.iter().fold(name, |name, word| name.replace(word, "")).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Pairs by name; a single one and a single other belong together whatever they are called. What finds no partner is
/// left in the two lists.
pub fn pairs<A, B>(ones: &mut Vec<(String, A)>, others: &mut Vec<(String, B)>) -> Vec<(String, A, B)> {
    let mut found = Vec::new();
    for (name, one) in std::mem::take(ones) {
        match others.iter().position(|(other, _)| key(other) == key(&name)) {
            Some(at) => {
                let (_, other) = others.swap_remove(at);
                found.push((name, one, other));
            }
            None => ones.push((name, one)),
        }
    }
    if let (1, 1) = (ones.len(), others.len()) {
        let last = ones.pop().zip(others.pop());
        found.extend(last.map(|((name, one), (_, other))| (name, one, other)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_find_their_partners_by_name() {
        let named = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), ())).collect::<Vec<_>>();
        let mut ones = named(&["train-images-idx3-ubyte", "a/t10k-images.idx3-ubyte.gz"]);
        let mut others = named(&["t10k-labels-idx1-ubyte", "train-labels-idx1-ubyte.gz", "lost-labels"]);
        let found: Vec<String> = pairs(&mut ones, &mut others).into_iter().map(|(name, ..)| name).collect();
        assert_eq!(found, ["train-images-idx3-ubyte", "a/t10k-images.idx3-ubyte.gz"]);
        assert_eq!((ones.len(), others.len()), (0, 1));
    }

    #[test]
    fn a_single_pair_needs_no_names() {
        let (mut ones, mut others) = (vec![("x".into(), 1)], vec![("y".into(), 2)]);
        assert_eq!(pairs(&mut ones, &mut others), [("x".to_owned(), 1, 2)]);
        assert!(ones.is_empty() && others.is_empty());
    }
}
