//! The characters that canonical tokens stand for.

/// What a token looks like on the page; tokens that are characters already stay what they are.
pub(crate) fn character(token: &str) -> &str {
    match SYMBOLS.iter().find(|symbol| symbol.0 == token) {
        Some(symbol) => symbol.1,
        None if token == "-" => "−",
        None => token.strip_prefix('\\').filter(|name| !name.is_empty()).unwrap_or(token),
    }
}

/// The token that a character stands for.
pub(crate) fn token(character: char) -> Option<&'static str> {
    let mut buffer = [0; 4];
    let text: &str = character.encode_utf8(&mut buffer);
    SYMBOLS.iter().find(|symbol| symbol.1 == text).map(|symbol| symbol.0)
}

/// A function that is written as a word: `\sin`.
pub(crate) fn is_function(token: &str) -> bool {
    FUNCTIONS.contains(&token)
}

/// Functions that are worked out, `\lim` aside; longer names before those that they begin with.
pub(crate) const FUNCTIONS: [&str; 15] = [
    "\\arcsin", "\\arccos", "\\arctan", "\\sinh", "\\cosh", "\\tanh", "\\sin", "\\cos", "\\tan", "\\cot", "\\log",
    "\\ln", "\\exp", "\\sec", "\\csc",
];

/// Tokens whose character is not their own name.
const SYMBOLS: [(&str, &str); 64] = [
    ("\\times", "×"),
    ("\\div", "÷"),
    ("\\cdot", "·"),
    ("\\pm", "±"),
    ("\\mp", "∓"),
    ("\\leq", "≤"),
    ("\\geq", "≥"),
    ("\\neq", "≠"),
    ("\\approx", "≈"),
    ("\\rightarrow", "→"),
    ("\\infty", "∞"),
    ("\\ldots", "…"),
    ("\\sum", "∑"),
    ("\\prod", "∏"),
    ("\\int", "∫"),
    ("\\prime", "′"),
    ("\\circ", "°"),
    ("\\in", "∈"),
    ("\\notin", "∉"),
    ("\\exists", "∃"),
    ("\\forall", "∀"),
    ("\\partial", "∂"),
    ("\\nabla", "∇"),
    ("\\cup", "∪"),
    ("\\cap", "∩"),
    ("\\subset", "⊂"),
    ("\\Rightarrow", "⇒"),
    ("\\leftarrow", "←"),
    ("\\sim", "∼"),
    ("\\equiv", "≡"),
    ("\\{", "{"),
    ("\\}", "}"),
    ("\\%", "%"),
    ("\\&", "&"),
    ("\\_", "_"),
    ("\\#", "#"),
    ("\\pi", "π"),
    ("\\alpha", "α"),
    ("\\beta", "β"),
    ("\\gamma", "γ"),
    ("\\delta", "δ"),
    ("\\epsilon", "ε"),
    ("\\zeta", "ζ"),
    ("\\eta", "η"),
    ("\\theta", "θ"),
    ("\\kappa", "κ"),
    ("\\lambda", "λ"),
    ("\\mu", "μ"),
    ("\\nu", "ν"),
    ("\\xi", "ξ"),
    ("\\rho", "ρ"),
    ("\\sigma", "σ"),
    ("\\tau", "τ"),
    ("\\phi", "φ"),
    ("\\chi", "χ"),
    ("\\psi", "ψ"),
    ("\\omega", "ω"),
    ("\\Delta", "Δ"),
    ("\\Gamma", "Γ"),
    ("\\Sigma", "Σ"),
    ("\\Phi", "Φ"),
    ("\\Psi", "Ψ"),
    ("\\Omega", "Ω"),
    ("\\iota", "ι"),
];
