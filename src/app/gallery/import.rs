//! Files of kept drawings that come back.

use crate::gallery::file::{self, FileError};
use crate::web::files::{self, NamedFile};
use crate::web::{channel, clock, database};

/// The channel of notices that kept drawings have changed, so that every tab shows them as they are.
pub const CHANGED: &str = "kept";

/// Takes in what a file holds, and tells how that went. Other tabs hear of it, as does an open panel.
pub async fn take_in(file: &NamedFile) -> String {
    if file.blob.size() > file::MOST_BYTES as f64 {
        return FileError::TooLarge.to_string();
    }
    match files::bytes(&file.blob).await {
        Some(bytes) => take_in_bytes(&bytes).await,
        None => "The file could not be read. Choose it again.".to_owned(),
    }
}

/// The content of a file that came over the window, where it is one of kept drawings.
pub async fn dropped(file: &NamedFile) -> Option<Vec<u8>> {
    // A look at the first letter spares large pictures from being read twice.
    let first = file.blob.slice_with_f64_and_f64(0.0, 1.0).ok()?;
    let maybe = file.blob.size() <= file::MOST_BYTES as f64 && files::bytes(&first).await? == b"{";
    let bytes = files::bytes(maybe.then_some(&file.blob)?).await?;
    file::is_one(&bytes).then_some(bytes)
}

/// The same for a file's content.
pub async fn take_in_bytes(bytes: &[u8]) -> String {
    let imported = match file::read(bytes, clock::since_1970()) {
        Ok(imported) => imported,
        Err(error) => return error.to_string(),
    };
    let lines = imported.kept.iter().map(|kept| (kept.id.clone(), kept.line()));
    match database::add(lines).await {
        Ok(new) => {
            channel::notify(CHANGED);
            let known = imported.kept.len() - new;
            [summary(new, known), imported.complaint()].join(" ").trim_end().to_owned()
        }
        Err(error) => format!("Nothing was imported. {error}"),
    }
}

fn summary(new: usize, known: usize) -> String {
    let drawings = |count| if count == 1 { "1 drawing".to_owned() } else { format!("{count} drawings") };
    match (new, known) {
        (new, 0) => format!("Imported {}.", drawings(new)),
        (0, known) => format!("Nothing new: {} kept already.", is_or_are(known)),
        (new, known) => format!("Imported {}; {} kept already.", drawings(new), is_or_are(known)),
    }
}

fn is_or_are(count: usize) -> String {
    if count == 1 { "1 is".to_owned() } else { format!("{count} are") }
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn what_was_new_and_what_was_not_is_told() {
        assert_eq!(summary(1, 0), "Imported 1 drawing.");
        assert_eq!(summary(2, 1), "Imported 2 drawings; 1 is kept already.");
        assert_eq!(summary(0, 3), "Nothing new: 3 are kept already.");
    }
}
