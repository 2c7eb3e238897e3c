//! The server that each test has for itself.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::io::Write;
use xtask::browser::Options;
use xtask::build::{self, Base, Files};
use xtask::page::Page;
use xtask::project;
use xtask::serve::{Port, Server, Site};

/// The page that was built.
pub fn serve() -> Result<Server> {
    Server::start(Site::new(&build::read_folder(&project::dist())?, "/"), Port::Free)
}

/// An open page and the server behind it.
pub fn open(options: Options) -> Result<(Server, Page)> {
    let server = serve()?;
    let page = Page::open(options, &server.url())?;
    Ok((server, page))
}

/// Opens the page in another tab, too, and comes back: the handles of the first tab and of the other.
pub fn another_tab(page: &Page, server: &Server) -> Result<[Value; 2]> {
    let here = page.browser.get("/window")?;
    let there = page.browser.post("/window/new", json!({ "type": "tab" }))?["handle"].clone();
    page.browser.post("/window", json!({ "handle": there }))?;
    page.browser.open(&server.url())?;
    page.wait_ready()?;
    page.browser.post("/window", json!({ "handle": here }))?;
    Ok([here, there])
}

/// Presses “Try again” until the model is there. Writing asks for it, too: meanwhile the button is gone.
pub fn ask_for_the_model_again(page: &Page) -> Result<()> {
    let script = "document.querySelector(\"[data-testid='model-retry']\")?.click();\
                  return document.querySelector(\"[data-testid='model-state']\")?.dataset.value === 'ready';";
    page.browser.wait_until("the model came after all", script, json!([]))
}

/// What the next deploy might bring: the same page, one word of it changed, finished anew. The parts that come later
/// are others, too, as far as their names and bytes go.
pub fn next_build() -> Result<build::Page> {
    let mut raw: Files = build::read_folder(&build::raw())?;
    let index = raw.get_mut("index.html").context("The build has no index.html.")?;
    index.extend_from_slice(b"<!-- the next build -->\n");
    let parts: Vec<_> =
        raw.iter_mut().filter(|(name, _)| name.starts_with("split_") && name.ends_with(".wasm")).collect();
    ensure!(!parts.is_empty(), "The build has no parts.");
    for (_, module) in parts {
        // A section of no meaning, which is named "next".
        module.extend_from_slice(b"\0\x05\x04next");
    }
    build::finish(raw, &Base::default())
}

/// For `before_each_page`: the page's patience lasts a tenth of its time, or with watchdogs a third.
pub const HURRY: &str = "
    const later = window.setTimeout;
    window.setTimeout = (work, millis, ...rest) => later(work, millis / 10, ...rest);
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (millis) => timeout(millis / 10);
    const now = performance.now.bind(performance);
    performance.now = () => now() * 3;
";

/// Several deployments on one origin, each under a path of its own, which ends with a slash.
pub fn side_by_side(deployments: &[(&str, &Files)]) -> Site {
    let files = deployments
        .iter()
        .flat_map(|(path, files)| files.iter().map(move |(name, bytes)| (format!("{path}{name}"), bytes.clone())));
    Site::new(&files.collect(), "/")
}

/// The tests' runner hides what passing tests print; this is for people, and for the count of skipped tests.
pub fn skip(why: &str) -> Result<()> {
    Ok(writeln!(std::io::stderr(), "{} {why}", xtask::test::SKIPPED)?)
}
