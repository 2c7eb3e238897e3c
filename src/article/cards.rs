//! The cards of the other models as chapters: the little of Markdown that they use, as the article's own markup.

use super::document::Article;
use crate::chart::table::Table;

/// Adds a card. Its title becomes a chapter, its headings sections; links are words, since the files that they lead to
/// are not on the page.
pub fn write(card: &str, article: &mut Article) {
    let mut title = String::new();
    for block in card.split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
        if let Some(words) = block.strip_prefix("# ") {
            title = plain(words);
            article.chapter(&title);
        } else if let Some(words) = block.strip_prefix("## ") {
            article.section(&plain(words));
        } else if block.starts_with('|') {
            let table = table(block);
            let class = if is_of_figures(&table) { "figures wide" } else { "data sources" };
            // Read aloud as the name of its region, which no other has.
            article.table(&format!("{title}: {}", table.columns.join(", ")), class, &table);
        } else {
            article.paragraph(&plain(&block.lines().collect::<Vec<_>>().join(" ")));
        }
    }
}

fn table(block: &str) -> Table {
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| plain(cell.trim())).collect::<Vec<_>>();
    let mut lines = block.lines().map(str::trim);
    let head = lines.next().map(cells).unwrap_or_default();
    let columns: Vec<&str> = head.iter().map(String::as_str).collect();
    // The second line rules the head off.
    Table::new(&columns, lines.skip(1).map(cells))
}

/// Most cells behind the first begin with a digit, or say that there is none.
fn is_of_figures(table: &Table) -> bool {
    let cells = || table.rows.iter().flat_map(|row| row.iter().skip(1));
    let is_figure = |cell: &&String| cell.starts_with(|first: char| first.is_ascii_digit() || first == '–');
    2 * cells().filter(is_figure).count() > cells().count()
}

/// Words without marks for bold type, code and links.
fn plain(text: &str) -> String {
    let mut words = text.replace("**", "").replace('`', "");
    while let Some((from, middle, to)) = link(&words) {
        let label = words[from + 1..middle].to_owned();
        words.replace_range(from..to, &label);
    }
    words
}

/// Where the first link begins, where its label ends, and where it ends.
fn link(text: &str) -> Option<(usize, usize, usize)> {
    let middle = text.find("](")?;
    let from = text[..middle].rfind('[')?;
    let to = middle + text[middle..].find(')')? + 1;
    Some((from, middle, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_becomes_a_chapter() {
        let card = "# The model\n\nReads **signs** as\n`net` says ([more](file.md)).\n\n| what | right |\n| --- | --- |\n\
                    | all | 9.5% |\n| <few> | – |\n\n## Pictures\n\n| set | licence |\n| --- | --- |\n| UNIPEN | CC BY |";
        let mut article = Article::default();
        write(card, &mut article);
        let markup = article.markup;
        assert!(markup.starts_with("<h2>The model</h2><p>Reads signs as net says (more).</p>"), "{markup}");
        assert!(
            markup.contains("<table class=\"figures wide\">") && markup.contains("<th scope=\"row\">&lt;few&gt;</th>")
        );
        assert!(markup.contains("<h3>Pictures</h3>") && markup.contains("<table class=\"data sources\">"));
    }

    #[test]
    fn the_cards_of_the_models_are_all_understood() {
        for card in [include_str!("../../models/text.md"), include_str!("../../models/maths.md")] {
            let mut article = Article::default();
            write(card, &mut article);
            assert!(article.markup.contains("<table class=\"figures wide\">"));
            let names: Vec<&str> = article.markup.split("aria-label=\"").skip(1).collect();
            let mut names: Vec<&str> = names.iter().filter_map(|name| name.split('"').next()).collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count);
            assert!(!["**", "](", "`", "<p>|", "<p>#"].into_iter().any(|mark| article.markup.contains(mark)));
        }
    }
}
