//! How symbols stand on the line when they are written; what stands by its height stands as the reader expects it.

use crate::decode::maths::kind;

/// How a symbol stands on the line: its top and bottom, where it is written large enough to be measured by its height;
/// else its middle and its width.
pub enum Stand {
    High(f32, f32),
    Wide(f32, f32),
}

pub fn stand(text: &str) -> Stand {
    use Stand::{High, Wide};
    match text {
        "+" | "×" | "÷" => Wide(-0.45, 0.55),
        "±" => High(-0.85, -0.1),
        "−" => Wide(-0.45, 0.5),
        "=" => Wide(-0.45, 0.55),
        "≠" => High(-0.75, -0.15),
        "<" | ">" => High(-0.75, -0.1),
        "≤" | "≥" => High(-0.85, -0.02),
        "·" => Wide(-0.42, 0.06),
        "." => Wide(-0.02, 0.06),
        "," => High(-0.08, 0.2),
        "′" => High(-1.15, -0.8),
        "(" | ")" | "[" | "]" | "{" | "}" | "|" => High(-1.1, 0.15),
        "/" => High(-1.05, 0.1),
        "∑" => High(-1.1, 0.15),
        "∫" => High(-1.3, 0.4),
        "∞" => Wide(-0.42, 0.85),
        "→" => Wide(-0.42, 0.85),
        _ => match kind::stand(text) {
            kind::Stand::High(top, bottom) => High(top, bottom),
            kind::Stand::Middle => High(-1.0, 0.0),
        },
    }
}

/// How much the size of a symbol varies beside that of its neighbours.
pub fn variety(text: &str) -> f32 {
    match text {
        "." | "·" => 0.5,
        "," | "′" => 0.3,
        _ => 0.06,
    }
}

/// Proportions, width to height, of what files keep without them.
pub fn proportion(text: &str) -> f32 {
    match text {
        "∫" => 0.4,
        "|" | "[" | "]" => 0.22,
        "{" | "}" => 0.35,
        "(" | ")" => 0.3,
        "′" => 0.3,
        "∞" => 2.1,
        "→" => 2.2,
        "/" => 0.45,
        "·" | "." => 1.0,
        "μ" | "β" | "γ" | "λ" | "φ" => 0.65,
        _ => 0.9,
    }
}
