//! Which tokens are the names of functions.

use crate::maths::term::Function;

/// Names that take what stands behind them.
pub(super) fn is_named(token: &str) -> bool {
    Function::from_token(token).is_some() || matches!(token, "\\log" | "\\lim" | "\\sum" | "\\prod" | "\\int")
}
