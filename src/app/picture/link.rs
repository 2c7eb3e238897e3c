//! Links to pictures, as people paste them and as the page's own address carries them.

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
