//! Rust's standard library for WebAssembly: rustup's where it can be had, else one built from Debian's source.

use super::debian_std;
use super::step::{Outcome, Step};
use super::wasm_library::{TARGET, WasmStd, holds_std};
use crate::{shell, tell, tools};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

pub const STEP: Step = Step {
    what: "Rust's standard library for WebAssembly",
    expected: Duration::from_secs(30),
    ready: || Ok(find()?.map(|std| std.name())),
    install,
};

pub fn find() -> Result<Option<WasmStd>> {
    if bundled() {
        return Ok(Some(WasmStd::Bundled));
    }
    debian_std::find()
}

fn bundled() -> bool {
    let mut ask = Command::new("rustc");
    let folder = shell::quiet(ask.args(["--print", "target-libdir", "--target", TARGET]));
    folder.is_ok_and(|folder| holds_std(Path::new(&folder)))
}

fn install() -> Result<Outcome> {
    let Some(rustup) = tools::find("rustup") else {
        tell::line("      there is no rustup here; trying Debian's source");
        return debian_std::install();
    };
    // One short try: the download is 20 MB, and where it is blocked the fall-back is quicker than patience.
    let mut add = Command::new(rustup);
    add.args(["target", "add", TARGET]).env("RUSTUP_MAX_RETRIES", "1");
    let refused = match shell::patient(&mut add, Duration::from_secs(180)) {
        Ok(()) if bundled() => return Ok(Outcome::Done),
        Ok(()) => anyhow::anyhow!("rustup added the target, but the compiler in use does not have it."),
        Err(error) => error,
    };
    tell::line("      rustup could not fetch it; building it from Debian's source instead, about 3 min");
    debian_std::install().with_context(|| {
        format!("{refused}\nInstall it with `rustup target add {TARGET}` where there is a network, then try again.")
    })
}
