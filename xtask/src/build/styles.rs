//! Two style sheets instead of a dozen: sources keep a file for each component, the page asks once for all that it opens
//! with, and once more with the first part of it that is fetched later. Neither has comments.

use super::files::Files;
use super::html::tag_length;
use super::shorten;
use anyhow::{Context, Result};

/// The sheets together, in their order, under the name of their own.
const NAME: &str = "page.css";
/// The sheets of what no page opens with, and where they are together.
pub const LATER: [&str; 12] = [
    "maths.css",
    "text.css",
    "graph.css",
    "batch.css",
    "help.css",
    "hand.css",
    "gallery.css",
    "article.css",
    "table.css",
    "chart.css",
    "measure.css",
    "device.css",
];
pub const LATER_NAME: &str = "later.css";
const LINK: &str = "<link rel=\"stylesheet\"";

/// Puts the page's own sheets together in the place of the first; the cascade stays as it was, but for what comes later.
pub fn bundle(index: &mut String, files: &mut Files) -> Result<()> {
    let (mut together, mut later) = (Vec::new(), Vec::new());
    let mut from = 0;
    let mut first = None;
    while let Some(found) = index[from..].find(LINK) {
        let open = from + found;
        let end = open + tag_length(&index[open..]).context("index.html has an unfinished <link> tag.")?;
        from = end;
        let Some((address, name)) = address(&index[open..end]) else { continue };
        let Some(sheet) = files.remove(&name) else { continue };
        let place = if LATER.contains(&name.as_str()) {
            &mut later
        } else {
            first.get_or_insert((open, address.replace(&name, NAME)));
            &mut together
        };
        place.extend(shorten::style(&String::from_utf8_lossy(&sheet)).into_bytes());
        index.replace_range(open..end, "");
        from = open;
    }
    if let Some((at, address)) = first {
        index.insert_str(at, &format!("{LINK} href=\"{address}\">"));
        files.insert(NAME.to_owned(), together);
    }
    if !later.is_empty() {
        files.insert(LATER_NAME.to_owned(), later);
    }
    Ok(())
}

/// The address of the sheet and the file's name, which is the address's last part: Trunk puts all sheets side by side.
fn address(tag: &str) -> Option<(String, String)> {
    let (_, after) = tag.split_once("href=\"")?;
    let (address, _) = after.split_once('"')?;
    let name = address.rsplit('/').next()?;
    Some((address.to_owned(), name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_become_one_in_their_order() {
        let mut index = "<head><link rel=\"stylesheet\" href=\"/ink/a.css\"/>\n<link rel=\"icon\" href=\"a.svg\">\
                         <link rel=\"stylesheet\" href=\"/ink/b.css\"/></head>"
            .to_owned();
        let mut files: Files = [("b.css", "b {}"), ("a.css", "a {}")]
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
            .into();
        bundle(&mut index, &mut files).unwrap();
        assert_eq!(
            index,
            "<head><link rel=\"stylesheet\" href=\"/ink/page.css\">\n<link rel=\"icon\" href=\"a.svg\"></head>"
        );
        assert_eq!(files.into_iter().collect::<Vec<_>>(), [("page.css".to_owned(), b"a {}\nb {}\n".to_vec())]);
    }

    #[test]
    fn sheets_of_what_comes_later_are_not_asked_for() {
        let mut index = "<head><link rel=\"stylesheet\" href=\"./help.css\"/><link rel=\"stylesheet\" \
                         href=\"./a.css\"/><link rel=\"stylesheet\" href=\"./text.css\"/></head>"
            .to_owned();
        let mut files: Files = [("help.css", "h {}"), ("a.css", "a {}"), ("text.css", "t {}")]
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
            .into();
        bundle(&mut index, &mut files).unwrap();
        assert_eq!(index, "<head><link rel=\"stylesheet\" href=\"./page.css\"></head>");
        assert_eq!(files[LATER_NAME], b"h {}\nt {}\n");
        assert_eq!(files.len(), 2);
    }

    #[test]
    fn each_sheet_of_what_comes_later_is_one_of_the_page() -> Result<()> {
        let index = std::fs::read_to_string(crate::project::root().join("index.html"))?;
        LATER.iter().for_each(|name| assert!(index.contains(&format!("\"style/{name}\"")), "{name}"));
        Ok(())
    }

    #[test]
    fn a_page_without_sheets_stays() {
        let mut index = "<head></head>".to_owned();
        bundle(&mut index, &mut Files::new()).unwrap();
        assert_eq!(index, "<head></head>");
    }
}
