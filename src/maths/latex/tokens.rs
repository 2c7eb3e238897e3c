//! Tokens of LaTeX: which there are, which mean the same, and which mean nothing.

/// Whatever has a meaning, one by one.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(first) = rest.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut token = String::from(first);
        if first == '\\' {
            while let Some(letter) = rest.next_if(char::is_ascii_alphabetic) {
                token.push(letter);
            }
            if token.len() == 1 {
                // A backslash that ends a line is a token of its own.
                token.extend(rest.next_if(|next| *next != '\n'));
            }
        }
        if !GONE.contains(&token.as_str()) {
            tokens.push(token);
        }
    }
    tokens
}

/// The canonical token for one of several spellings.
pub(super) fn same(token: &str) -> &str {
    match token {
        "\\gt" => ">",
        "\\lt" => "<",
        "\\mid" | "\\vert" | "\\lvert" | "\\rvert" => "|",
        "\\to" => "\\rightarrow",
        "\\le" => "\\leq",
        "\\ge" => "\\geq",
        "\\ne" => "\\neq",
        "\\dots" | "\\cdots" => "\\ldots",
        "\\lbrack" => "[",
        "\\rbrack" => "]",
        "\\ast" => "*",
        "\\varphi" => "\\phi",
        "\\lbrace" => "\\{",
        "\\rbrace" => "\\}",
        "÷" => "\\div",
        "×" => "\\times",
        "·" => "\\cdot",
        _ => token,
    }
}

/// Sizes, spaces and fonts: they change no meaning.
const GONE: [&str; 32] = [
    "\\left",
    "\\right",
    "\\limits",
    "\\nolimits",
    "\\!",
    "\\,",
    "\\;",
    "\\:",
    "\\ ",
    "~",
    "$",
    "\\mbox",
    "\\mathrm",
    "\\mathit",
    "\\mathbf",
    "\\text",
    "\\rm",
    "\\bf",
    "\\it",
    "\\displaystyle",
    "\\Big",
    "\\big",
    "\\bigg",
    "\\Bigg",
    "\\bigl",
    "\\bigr",
    "\\operatorname",
    "\\quad",
    "\\qquad",
    "\\boldsymbol",
    "\\mathcal",
    "\\textstyle",
];

/// Tokens with arguments that no expression here has.
pub(super) const UNKNOWN: [&str; 11] = [
    "\\overline",
    "\\bar",
    "\\hat",
    "\\vec",
    "\\begin",
    "\\end",
    "\\stackrel",
    "\\over",
    "\\binom",
    "\\underset",
    "\\overset",
];
