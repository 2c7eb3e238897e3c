//! A small static server: the page on this machine, for people and for the tests.
//!
//! Tests and measurements hold a `Server` as a value: they count what it sent, make it fail on purpose, swap the page
//! for another build, and stop it.

mod connection;
mod fault;
mod http;
mod line;
mod lock;
mod server;
mod shared;
pub mod site;
mod traffic;

pub use fault::Fault;
pub use line::Line;
pub use server::{Port, Server};
pub use site::{Site, gzip};
pub use traffic::{Sent, Traffic};

use crate::build::{self, Base, Files};
use crate::{project, tell};
use anyhow::Result;

/// Whether the port is free, with a sentence where it is not.
pub fn check_port(port: u16) -> Result<()> {
    Server::start(Site::new(&Files::new(), "/"), Port::Wanted(port)).map(drop)
}

/// Builds the page and serves it until the program is stopped. The first time it is served as soon as it works, and
/// the engines that one may choose follow.
pub fn run(base: &Base, port: u16) -> Result<()> {
    let whole = build::engines_were_built();
    if whole {
        build::run(base)?
    } else {
        build::without_other_engines(base)?
    };
    let site = || Ok::<_, anyhow::Error>(Site::new(&build::read_folder(&project::dist())?, base.path()));
    let server = Server::start(site()?, Port::Wanted(port))?;
    tell::heading(&format!("Inkling is at {}", server.url()));
    if !whole {
        tell::line("It works. Two more engines to choose from are being built meanwhile; reload once they are there.");
        build::run(base)?;
        server.replace(site()?);
        tell::heading(&format!("All of Inkling is at {}", server.url()));
    }
    tell::line("Press Ctrl-C to stop.");
    server.wait();
    Ok(())
}
