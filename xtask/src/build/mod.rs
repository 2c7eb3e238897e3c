//! From sources to the finished page in `dist`.
//!
//! Trunk compiles and gathers into a folder of its own; the finish, a plain function from files to files, makes of
//! that what is served: every name carries its content's hash, nothing in the page is inline, and a service worker
//! knows the whole of it.

mod article;
mod engines;
pub mod files;
mod finish;
mod html;
mod imports;
mod loader;
mod models;
mod names;
mod service_worker;
mod shorten;
mod sizes;
mod split;
mod styles;
mod trunk;
mod wasm;

pub use engines::were_built as engines_were_built;
pub use files::{Files, digest, read_folder, write_folder};
pub use finish::{Page, finish};
pub use trunk::Base;

use crate::{project, tell};
use anyhow::Result;
use std::path::PathBuf;
use std::time::Instant;

/// What Trunk made, before the finish. The tests make a second build of it.
pub fn raw() -> PathBuf {
    project::scratch().join("page")
}

/// The whole page.
pub fn run(base: &Base) -> Result<()> {
    build(base, true)
}

/// The page that works already, without the engines that one may choose.
pub fn without_other_engines(base: &Base) -> Result<()> {
    build(base, false)
}

fn build(base: &Base, other_engines: bool) -> Result<()> {
    let began = Instant::now();
    tell::heading("Build");
    trunk::build(base, &raw())?;
    split::split(&raw())?;
    if other_engines {
        engines::build(&raw())?;
    }
    let models = project::root().join("models");
    article::put(&models, &raw())?;
    models::put(&models, &raw())?;
    let page = finish(read_folder(&raw())?, base)?;
    write_folder(&page.files, &project::dist())?;
    eprint!("{}", tell::table(&sizes::rows(&page.files)));
    tell::line(&format!("Built in {}: build {}", tell::duration(began.elapsed()), page.version));
    Ok(())
}
