//! The compiling half of the build: Trunk, told where the page will live.

use crate::{project, setup, shell, tell, tools};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Where the page will be found: what its own addresses start with. Ends with a slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base(String);

impl Default for Base {
    /// Relative to the page itself: one build works under every path.
    fn default() -> Self {
        Self("./".to_owned())
    }
}

impl Base {
    pub fn new(url: &str) -> Result<Self> {
        let rooted = url.starts_with('/') || url.starts_with("./") || url.starts_with("https://");
        if !rooted && !url.starts_with("http://") {
            bail!(
                "The public URL is {url:?}, but must start with /, ./ or https://: for example --public-url /inkling/"
            );
        }
        Ok(Self(format!("{}/", url.trim_end_matches('/'))))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path under which a server must show the page: "/" or "/inkling/".
    pub fn path(&self) -> &str {
        let after_host = match self.0.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
            None => &self.0,
        };
        if after_host.starts_with('/') { after_host } else { "/" }
    }
}

pub fn build(base: &Base, folder: &Path) -> Result<()> {
    let missing = "is missing. Run `cargo xtask setup`, then try again.";
    let std = setup::wasm_std()?.with_context(|| format!("Rust's standard library for WebAssembly {missing}"))?;
    let trunk = setup::trunk().with_context(|| format!("trunk {missing}"))?;
    let bindgen = setup::wasm_bindgen()?.with_context(|| format!("wasm-bindgen of the right version {missing}"))?;
    std.clear_outdated_builds()?;

    // Trunk empties the folder file by file and keeps what it does not know.
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let first = !project::target().join("wasm32-unknown-unknown/release").is_dir();
    let wait = Duration::from_secs(if first { 10 * 60 } else { 5 });
    let note = if first { "; a rebuild takes seconds to minutes" } else { ", more where sources changed" };
    tell::line(&format!("Compiling to WebAssembly: {}{note}", tell::roughly(wait)));

    let mut command = Command::new(&trunk);
    command.current_dir(project::root()).args(["build", "--release", "--skip-version-check"]);
    command.arg("--public-url").arg(base.as_str()).arg("--dist").arg(folder);
    command.env("PATH", tools::path_with(&[trunk.clone(), bindgen]));
    // Trunk reads this as a flag of its own and refuses the value that most terminals mean by it.
    command.env_remove("NO_COLOR");
    // Of a failure, what the compiler says is worth more lines than where in Trunk it was heard.
    command.env("RUST_BACKTRACE", "0");
    std.apply(&mut command);
    shell::patient(&mut command, Duration::from_secs(2 * 60 * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_ends_with_a_slash_and_has_a_path() {
        let path = |url: &str| Base::new(url).map(|base| (base.as_str().to_owned(), base.path().to_owned())).unwrap();
        assert_eq!(path("/inkling"), ("/inkling/".to_owned(), "/inkling/".to_owned()));
        assert_eq!(path("/"), ("/".to_owned(), "/".to_owned()));
        assert_eq!(path("https://a.example/b"), ("https://a.example/b/".to_owned(), "/b/".to_owned()));
        assert_eq!(path("https://a.example"), ("https://a.example/".to_owned(), "/".to_owned()));
        assert_eq!(Base::default().path(), "/");
        assert!(Base::new("inkling").is_err());
    }
}
