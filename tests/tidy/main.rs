//! The rules of the tree that no compiler checks: who may import what, which names are retired, how a file begins and
//! how long it may be. Reads the sources as text and needs no feature: `cargo test --test tidy`.
//!
//! Each failure names the file, the rule and what to do. The rules are explained in docs/architecture.md and
//! CONTRIBUTING.md; a rule that no longer serves is changed here and there, in one commit.

mod circles;
mod dependencies;
mod files;
mod imports;
mod names;
mod source;
mod tokens;
