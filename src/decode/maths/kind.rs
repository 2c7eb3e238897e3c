//! What is known of symbols before they are read: how they stand on the line, and what they do in an expression.

/// How a symbol stands on the line, in heights of a digit: between its top and its bottom, where it is written large
/// enough to be measured by its height; else only its middle is known. The base line is at nought, y grows downward.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stand {
    High(f32, f32),
    Middle,
}

pub fn stand(text: &str) -> Stand {
    use Stand::{High, Middle};
    if text.len() > 1 && text.chars().all(|letter| letter.is_ascii_lowercase()) {
        // Joined letters reach as far as the highest and the lowest of them.
        let reach = |(top, bottom): (f32, f32), letter: usize| match stand(&text[letter..=letter]) {
            High(from, to) => (top.min(from), bottom.max(to)),
            Middle => (top, bottom),
        };
        let (top, bottom) = (0..text.len()).fold((-0.62, 0.0), reach);
        return High(top, bottom);
    }
    match text {
        "a" | "c" | "e" | "m" | "n" | "o" | "r" | "s" | "u" | "v" | "w" | "x" | "z" | "α" | "σ" | "π" => {
            High(-0.62, 0.0)
        }
        "g" | "p" | "q" | "y" | "γ" | "μ" => High(-0.62, 0.38),
        "i" | "t" => High(-0.9, 0.0),
        "j" => High(-0.9, 0.36),
        "f" => High(-1.0, 0.18),
        "β" | "φ" => High(-0.9, 0.28),
        "+" | "×" | "÷" | "±" | "−" | "=" | "≠" | "<" | ">" | "≤" | "≥" | "→" | "∞" | "·" | "." | "," | "′" | "("
        | ")" | "[" | "]" | "{" | "}" | "|" | "/" | "∑" | "∫" => Middle,
        _ => High(-1.0, 0.0),
    }
}

/// What a symbol does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Digit,
    Letter,
    Capital,
    Greek,
    /// + − ± may stand before an operand, too.
    Sign,
    Product,
    Relation,
    Open,
    Close,
    /// | opens and closes.
    Bar,
    Dot,
    Comma,
    /// ! and % stand behind an operand.
    Behind,
    Prime,
    Large,
    Root,
    Infinity,
    /// The name of a function.
    Function,
    /// Letters that are joined, as parts of such a name are.
    Joined,
}

pub fn kind(text: &str) -> Kind {
    match text {
        "+" | "−" | "±" => Kind::Sign,
        "×" | "÷" | "·" | "/" => Kind::Product,
        "=" | "≠" | "<" | ">" | "≤" | "≥" | "→" => Kind::Relation,
        "(" | "[" | "{" => Kind::Open,
        ")" | "]" | "}" => Kind::Close,
        "|" => Kind::Bar,
        "." => Kind::Dot,
        "," => Kind::Comma,
        "!" | "%" => Kind::Behind,
        "′" => Kind::Prime,
        "∑" | "∫" => Kind::Large,
        "√" => Kind::Root,
        "∞" => Kind::Infinity,
        _ if FUNCTIONS.contains(&text) => Kind::Function,
        _ if text.len() > 1 && text.is_ascii() => Kind::Joined,
        _ => match text.chars().next() {
            Some(first) if first.is_ascii_digit() => Kind::Digit,
            Some(first) if first.is_ascii_uppercase() => Kind::Capital,
            Some(first) if first.is_ascii_lowercase() => Kind::Letter,
            _ => Kind::Greek,
        },
    }
}

impl Kind {
    /// Whether it may end an operand.
    pub fn ends_operand(self) -> bool {
        use Kind::{Bar, Behind, Capital, Close, Digit, Greek, Infinity, Letter, Prime, Root};
        matches!(self, Digit | Letter | Capital | Greek | Close | Bar | Behind | Prime | Root | Infinity)
    }

    /// Whether something may hang above or below it at its right.
    pub fn takes_scripts(self) -> bool {
        use Kind::{Bar, Capital, Close, Digit, Function, Greek, Large, Letter, Root};
        matches!(self, Digit | Letter | Capital | Greek | Close | Bar | Large | Root | Function)
    }
}

/// How much likelier or unlikelier a symbol is than its share in training, in nats.
pub fn prior(text: &str) -> f32 {
    match text {
        "." => 2.0,
        "2" => 1.5,
        "0" | "1" | "3" | "4" | "5" | "6" | "7" | "8" | "9" => 1.0,
        "(" => 1.4,
        "x" | "+" | "−" | "=" | ")" | "×" => 1.0,
        "a" | "n" | "y" | "b" | "√" => 0.6,
        // Steep strokes are seldom anything but a 1 or this.
        "/" => 2.6,
        // Of a pair the second has it easier.
        "|" => -1.4,
        "!" => -0.3,
        "∑" | "∫" | "∞" => 0.5,
        "θ" | "φ" | "α" | "β" | "γ" | "π" | "u" | "v" | "r" | "p" | "f" | "e" | "j" => 0.4,
        "c" | "k" | "d" | "i" | "t" => 0.2,
        // Where it is no 2.
        "z" => -1.8,
        "o" | "O" => -3.5,
        "l" | "I" => -1.5,
        "q" => -0.7,
        // As capitals they look like the small letters that are much more common.
        "C" | "K" | "P" | "S" | "U" | "V" | "W" | "X" | "Y" => -2.3,
        "Z" => -3.8,
        "Q" | "D" | "J" => -1.5,
        "′" | "%" | "→" => -1.5,
        "{" | "}" => -0.7,
        "·" => -1.5,
        "m" | "h" | "w" | "s" | "μ" | "σ" | "λ" | "Δ" => -0.4,
        _ if kind(text) == Kind::Joined => -4.0,
        _ if kind(text) == Kind::Capital => -0.9,
        _ => 0.0,
    }
}

/// How much more than others a symbol varies in height and place: some hands let it hang below the line, some do not.
pub fn unsteady(text: &str) -> f32 {
    match text {
        "f" | "β" | "φ" | "γ" | "μ" => 1.6,
        "j" | "y" | "g" | "p" | "q" | "z" => 1.3,
        "t" | "i" | "l" | "1" | "d" | "b" | "h" | "k" => 1.15,
        _ => 1.0,
    }
}

/// How well a symbol follows the two before it on a line, in nats; no text stands for the beginning of the line.
pub fn follows([second, first]: [&str; 2], text: &str) -> f32 {
    use Kind::{
        Bar, Behind, Capital, Close, Comma, Digit, Dot, Function, Greek, Infinity, Large, Letter, Open, Prime, Product,
        Relation, Sign,
    };
    let this = kind(text);
    if first.is_empty() {
        return match this {
            Product | Behind | Close | Dot | Comma | Prime => -2.5,
            Relation => -1.5,
            _ => 0.0,
        };
    }
    let before = kind(first);
    // An x between numbers is a sign of multiplication.
    if matches!(first, "x" | "X") && matches!(kind(second), Digit | Close) && !second.is_empty() && this == Digit {
        return -4.0;
    }
    if matches!(first, "x" | "X") && !second.is_empty() && this == Open {
        match kind(second) {
            Close => return -2.5,
            Digit => return -1.0,
            _ => {}
        }
    }
    match (before, this) {
        (Digit, Digit) => 0.6,
        (Digit, Dot) => 1.8,
        (Digit, Comma) => -1.2,
        (Dot, Digit) => 0.8,
        (Dot, Dot) => 0.0,
        (Product, Product) if first == "·" && text == "·" => 0.0,
        (_, Dot) => -2.0,
        (Dot, _) => -5.0,
        (Letter | Greek | Capital, Digit) => -2.2,
        (Digit, Capital | Greek) => -1.0,
        (Digit, Letter) => -0.3,
        (Sign | Product | Relation | Open, Product | Behind | Close | Prime) => -2.5,
        (Sign | Product, Relation) => -2.5,
        (Sign | Product, Sign) => -1.5,
        (Open, Relation) => -2.5,
        (Relation, Relation) => -2.0,
        (Close, Digit) => -1.5,
        (Comma, Product | Close | Behind | Prime) => -1.5,
        (Large | Function, Product | Relation | Close | Behind) => -2.0,
        (Function, Sign) => -1.5,
        (Prime, Prime) => -0.5,
        (before, Prime) if before != Letter && before != Capital => -2.0,
        (before, Behind) if !before.ends_operand() => -2.0,
        (Capital, Letter) | (Letter, Capital) => -0.5,
        (Letter, Letter) => -0.2,
        (Infinity, Digit | Letter) => -1.0,
        (Digit | Close, Bar) => -0.3,
        _ => 0.0,
    }
}

/// How well a symbol ends a line.
pub fn ends(text: &str) -> f32 {
    match kind(text) {
        Kind::Sign | Kind::Product => -2.0,
        Kind::Dot => -5.0,
        Kind::Open | Kind::Large => -2.0,
        Kind::Function => -1.0,
        Kind::Comma => -1.0,
        // Behind = comes what is asked for.
        Kind::Relation if text != "=" => -1.0,
        _ => 0.0,
    }
}

/// Words that stand for a function, in letters.
pub const FUNCTIONS: [&str; 7] = ["sin", "cos", "tan", "log", "ln", "lim", "exp"];

/// Dots that stand for what is left out, on the line and at the height of its middle.
pub const DOTS: [&str; 2] = ["...", "···"];
