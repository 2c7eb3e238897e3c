//! What the page weighs, file by file, as it is and as it travels.

use super::files::Files;
use crate::serve::site::gzip;
use crate::tell;

pub fn rows(files: &Files) -> Vec<Vec<String>> {
    let mut sizes: Vec<(&str, usize, usize)> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.len(), gzip(bytes).len().min(bytes.len()))).collect();
    sizes.sort_by_key(|&(_, _, gzip)| std::cmp::Reverse(gzip));
    let total = sizes.iter().fold((0, 0), |sum, &(_, raw, gzip)| (sum.0 + raw, sum.1 + gzip));
    let mut rows = vec![["file", "size", "gzip"].map(str::to_owned).to_vec()];
    rows.extend(sizes.iter().map(|&(name, raw, gzip)| row(name, raw, gzip)));
    rows.push(row("together", total.0, total.1));
    rows
}

fn row(name: &str, raw: usize, gzip: usize) -> Vec<String> {
    vec![name.to_owned(), tell::bytes(raw), tell::bytes(gzip)]
}
