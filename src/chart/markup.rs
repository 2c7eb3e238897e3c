//! Markup of shapes, values and tables. Every text in it is escaped.

use super::Fact;
use super::curves::class;
use super::sketch::Shape;
use super::table::Table;

/// `<name>text</name>`; attributes may follow the name.
pub fn element(name: &str, text: &str) -> String {
    wrap(name, &escaped(text))
}

/// `<name>inner</name>` around markup; attributes may follow the name.
pub fn wrap(name: &str, inner: &str) -> String {
    let tag = name.split(' ').next().unwrap_or_default();
    ["<", name, ">", inner, "</", tag, ">"].concat()
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The content of an `<svg>`.
pub fn shapes(shapes: &[Shape]) -> String {
    let one = |shape: &Shape| match shape {
        Shape::Path { class, data } => wrap(&format!("path class=\"{class}\" d=\"{data}\""), ""),
        Shape::Text { class, x, y, text } => {
            element(&format!("text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\""), text)
        }
    };
    shapes.iter().map(one).collect()
}

/// A spot's facts, each with the key of its line.
pub fn facts(facts: &[Fact]) -> String {
    let key = |line: u8| {
        let path = wrap(&format!("path class=\"{}\" d=\"M1 4H21\"", class(line.into())), "");
        wrap("svg class=\"key\" width=\"22\" height=\"8\"", &path)
    };
    let one = |fact: &Fact| {
        let key = fact.line.map(key).unwrap_or_default();
        wrap("span class=\"fact\"", &[key, escaped(&fact.name), " ".into(), element("b", &fact.value)].concat())
    };
    facts.iter().map(one).collect()
}

/// A list of important numbers with their names.
pub fn numbers(numbers: &[(&str, String)]) -> String {
    let one = |(name, value): &(&str, String)| wrap("div", &(element("dt", name) + &element("dd", value)));
    wrap("dl class=\"facts\"", &numbers.iter().map(one).collect::<String>())
}

/// A table that can be scrolled where it is wider than the page, also by keyboard.
pub fn table(name: &str, class: &str, table: &Table) -> String {
    let heads: String = table.columns.iter().map(|column| element("th scope=\"col\"", column)).collect();
    let note = |at: usize| table.notes.get(at).map(|note| element("span class=\"what\"", note)).unwrap_or_default();
    let rows: String = table.rows.iter().enumerate().map(|(at, cells)| row(cells, &note(at))).collect();
    let mut inner = wrap("thead", &wrap("tr", &heads)) + &wrap("tbody", &rows);
    if !table.total.is_empty() {
        inner += &wrap("tfoot", &row(&table.total, ""));
    }
    let name = escaped(name).replace('"', "&quot;");
    let scroller = format!("div class=\"scroller\" role=\"region\" tabindex=\"0\" aria-label=\"{name}\"");
    wrap(&scroller, &wrap(&format!("table class=\"{class}\""), &inner))
}

fn row(cells: &[String], note: &str) -> String {
    let Some((name, cells)) = cells.split_first() else { return String::new() };
    let cells: String = cells.iter().map(|cell| element("td", cell)).collect();
    wrap("tr", &(wrap("th scope=\"row\"", &(escaped(name) + note)) + &cells))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_files_say_stays_text() {
        assert_eq!(element("td", "a < b & c"), "<td>a &lt; b &amp; c</td>");
        let sly = Table::new(&["<b>"], [vec!["<img>".to_owned()]].into_iter());
        let markup = table("\"><script>", "figures", &sly);
        assert!(!markup.contains("<b>") && !markup.contains("<img>") && !markup.contains("<script>"), "{markup}");
        assert!(!markup.contains("\"\""), "{markup}");
    }

    #[test]
    fn rows_have_names_notes_and_sums() {
        let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let given = Table {
            notes: cells(&["a note"]),
            total: cells(&["all", "3"]),
            ..Table::new(&["set", "n"], [cells(&["one", "3"])].into_iter())
        };
        let markup = table("Sets", "figures", &given);
        assert!(markup.contains("<th scope=\"row\">one<span class=\"what\">a note</span></th><td>3</td>"), "{markup}");
        assert!(markup.contains("<tfoot><tr><th scope=\"row\">all</th><td>3</td></tr></tfoot>"), "{markup}");
    }

    #[test]
    fn shapes_and_facts_have_their_classes() {
        let drawn = [
            Shape::Path { class: "dot", data: "M0 0z".into() },
            Shape::Text { class: "tick end", x: 1.0, y: 2.25, text: "<5".into() },
        ];
        let markup = shapes(&drawn);
        assert_eq!(
            markup,
            "<path class=\"dot\" d=\"M0 0z\"></path><text class=\"tick end\" x=\"1.0\" y=\"2.2\">&lt;5</text>"
        );
        let fact = Fact { line: Some(1), ..Fact::new("loss", "0.1".into()) };
        let markup = facts(&[fact]);
        assert!(
            markup.contains("<path class=\"line line-1\"") && markup.ends_with("loss <b>0.1</b></span>"),
            "{markup}"
        );
    }
}
