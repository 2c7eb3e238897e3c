//! The server that each test has for itself.

use anyhow::{Context, Result};
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

/// What the next deploy might bring: the same page, one word of it changed, finished anew.
pub fn next_build() -> Result<build::Page> {
    let mut raw: Files = build::read_folder(&build::raw())?;
    let index = raw.get_mut("index.html").context("The build has no index.html.")?;
    index.extend_from_slice(b"<!-- the next build -->\n");
    build::finish(raw, &Base::default())
}

/// The tests' runner hides what passing tests print; this is for people, and for the count of skipped tests.
pub fn skip(why: &str) -> Result<()> {
    Ok(writeln!(std::io::stderr(), "{} {why}", xtask::test::SKIPPED)?)
}
