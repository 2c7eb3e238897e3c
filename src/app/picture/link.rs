//! Links to pictures, as people paste them and as the page's own address carries them.

use crate::client::PictureError;
use crate::picture::MOST_BYTES;
use crate::web::download;
use crate::web::fetch::{self, Cancel};
use crate::web::files::NamedFile;

/// Kinds that are no pictures, whatever the link promises.
const OTHER_KINDS: [&str; 5] = ["text/html", "text/plain", "application/json", "video/", "audio/"];

/// The address in a text, if it is one that a browser can fetch.
pub fn address(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['<', '>', '"']);
    let lower = text.to_ascii_lowercase();
    let known = ["https://", "http://", "data:image/"].iter().any(|start| lower.starts_with(start));
    let whole = !text.chars().any(char::is_whitespace) && text.len() > "https://".len();
    (known && whole).then(|| text.to_owned())
}

/// What stands after `image=` in the query of the page's own address; the browser takes it apart.
pub const IMAGE: &str = "image";

/// Fetches the picture at an address. A browser that gives no way to cancel does not fetch.
pub async fn fetch(
    address: &str,
    cancel: Option<Cancel>,
    progress: impl Fn(usize, Option<usize>),
) -> Result<NamedFile, PictureError> {
    let cancel = cancel.ok_or(PictureError::Unreadable)?;
    let wanted = |kind: &str| !OTHER_KINDS.iter().any(|other| kind.starts_with(other));
    let bytes = fetch::foreign(address, MOST_BYTES, &cancel, wanted, progress).await.map_err(PictureError::Link)?;
    let blob = download::blob("", &bytes).ok_or(PictureError::Unreadable)?;
    Ok(NamedFile::of(name(address), blob))
}

/// The file's name in an address, for the eye.
pub fn name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    if last.is_empty() || address.starts_with("data:") { "picture".into() } else { last.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_told_from_other_text() {
        assert_eq!(address(" https://a.example/7.png\n").as_deref(), Some("https://a.example/7.png"));
        assert_eq!(address("<HTTP://a.example/7>").as_deref(), Some("HTTP://a.example/7"));
        assert!(address("data:image/png;base64,AAAA").is_some());
        for other in ["", "seven", "https://", "https://a b", "javascript:alert(1)", "ftp://a.example/7.png"] {
            assert_eq!(address(other), None, "{other}");
        }
    }

    #[test]
    fn a_link_has_a_name() {
        assert_eq!(name("https://a.example/b/7.png?x=1"), "7.png");
        assert_eq!(name("https://a.example/b/"), "b");
        assert_eq!(name("data:image/png;base64,AA/AA"), "picture");
    }
}
