//! Rust source as words and punctuation, without comments, literals and test code.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// A word, `::`, or one other character.
    pub text: &'a str,
    /// Counted from 1.
    pub line: usize,
}

impl Token<'_> {
    pub fn is_word(&self) -> bool {
        self.text.starts_with(in_word)
    }
}

pub fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    while let Some(first) = source[at..].chars().next() {
        let rest = &source[at..];
        let skipped = comment(rest).or_else(|| string(rest)).or_else(|| character_or_lifetime(rest));
        let length = skipped.unwrap_or_else(|| if in_word(first) { word(rest) } else { mark(rest) });
        if skipped.is_none() && !first.is_whitespace() {
            tokens.push(Token { text: &rest[..length], line });
        }
        line += rest[..length].matches('\n').count();
        at += length;
    }
    tokens
}

/// The same without the items under `#[cfg(test)]` and its like.
pub fn without_tests<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match attribute(&tokens[at..]) {
            Some(length) if for_tests(&tokens[at..at + length]) => at += length + item(&tokens[at + length..]),
            _ => {
                kept.push(tokens[at]);
                at += 1;
            }
        }
    }
    kept
}

fn in_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

fn word(rest: &str) -> usize {
    rest.find(|c| !in_word(c)).unwrap_or(rest.len())
}

fn mark(rest: &str) -> usize {
    if rest.starts_with("::") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) }
}

fn comment(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if !rest.starts_with("/*") {
        return None;
    }
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return Some(at);
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    Some(rest.len())
}

/// Plain, raw, byte and C strings.
fn string(rest: &str) -> Option<usize> {
    let prefix = ["br", "cr", "r", "b", "c"]
        .into_iter()
        .find(|prefix| rest.strip_prefix(prefix).is_some_and(|after| after.trim_start_matches('#').starts_with('"')));
    let start = prefix.unwrap_or_default().len();
    let hashes = rest[start..].len() - rest[start..].trim_start_matches('#').len();
    let raw = prefix.is_some_and(|prefix| prefix.ends_with('r'));
    if !rest[start..].trim_start_matches('#').starts_with('"') || (hashes > 0 && !raw) {
        return None;
    }
    let opened = start + hashes + 1;
    if raw {
        let close = format!("\"{}", "#".repeat(hashes));
        return Some(rest[opened..].find(&close).map_or(rest.len(), |at| opened + at + close.len()));
    }
    let mut characters = rest[opened..].char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' => drop(characters.next()),
            '"' => return Some(opened + at + 1),
            _ => {}
        }
    }
    Some(rest.len())
}

fn character_or_lifetime(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("b'").or_else(|| rest.strip_prefix('\''))?;
    let start = rest.len() - after.len();
    let mut characters = after.char_indices();
    let (_, first) = characters.next()?;
    if first == '\\' {
        characters.next();
        return characters.find(|&(_, c)| c == '\'').map(|(at, _)| start + at + 1);
    }
    match characters.next() {
        Some((at, '\'')) => Some(start + at + 1),
        _ => Some(start + word(after)),
    }
}

/// The length of the attribute that stands here.
fn attribute(tokens: &[Token]) -> Option<usize> {
    let opens = tokens.first()?.text == "#" && tokens.get(1)?.text == "[";
    opens.then(|| 1 + group(&tokens[1..]))
}

fn for_tests(attribute: &[Token]) -> bool {
    let has = |word: &str| attribute.iter().any(|token| token.text == word);
    attribute.get(2).is_some_and(|token| token.text == "cfg") && has("test") && !has("not") && !has("any")
}

/// The length of an item, its other attributes with it: up to its semicolon or the end of its braces.
fn item(tokens: &[Token]) -> usize {
    let mut at = 0;
    while let Some(length) = attribute(&tokens[at..]) {
        at += length;
    }
    while at < tokens.len() {
        match tokens[at].text {
            ";" => return at + 1,
            "{" => return at + group(&tokens[at..]),
            "(" | "[" => at += group(&tokens[at..]),
            _ => at += 1,
        }
    }
    at
}

/// The length of what stands between a bracket and the one that closes it, both with it.
fn group(tokens: &[Token]) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> String {
        without_tests(&tokens(source)).iter().map(|token| token.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_and_literals_are_no_code() {
        assert_eq!(words("a // b\n/* c /* d */ e */ f"), "a f");
        assert_eq!(words(r##"a "b \" c" r#"d " e"# b"f" g"##), "a g");
        assert_eq!(words(r"a 'b' '\'' '\u{1F600}' b'\\' c"), "a c");
        assert_eq!(words("fn a<'b>(c: &'b str)"), "fn a < > ( c : & str )");
        assert_eq!(words("bright::c"), "bright :: c");
    }

    #[test]
    fn lines_are_counted_through_comments_and_strings() {
        let found = tokens("/* \n */ \"\n\" a\nb");
        assert_eq!(found.iter().map(|token| (token.text, token.line)).collect::<Vec<_>>(), [("a", 3), ("b", 4)]);
    }

    #[test]
    fn code_for_tests_is_left_out() {
        assert_eq!(words("a #[cfg(test)] mod tests { use b; fn c() {} } d"), "a d");
        assert_eq!(words("#[cfg(all(test, feature = \"x\"))] #[allow(y)] fn b(c: [u8; 2]) { d } e"), "e");
        assert_eq!(words("#[cfg(test)] use a::b; c"), "c");
        assert_eq!(words("#[cfg(not(test))] a"), "# [ cfg ( not ( test ) ) ] a");
    }
}
