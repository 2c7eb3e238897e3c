//! The finished page against its budgets, measured in a real browser. Figures to look at, never a test: machines
//! differ, and a busy one fails nobody.

mod figures;
mod first_reading;
mod pen_up;
mod photo;
mod set;

use crate::build::{self, Base};
use crate::project;
use crate::serve::{Port, Server, Site};
use crate::setup::{self, Purpose};
use crate::tell;
use anyhow::Result;
use figures::Figures;

pub fn run(json: bool) -> Result<()> {
    setup::run(Purpose::Browser)?;
    build::run(&Base::default())?;
    tell::heading("Measuring");
    let files = build::read_folder(&project::dist())?;
    let server = Server::start(Site::new(&files, "/"), Port::Free)?;
    let first = first_reading::measure(&server)?;
    let pen_up = pen_up::measure(&server)?;
    let photo = photo::measure(&server)?;
    let set = set::measure(&server)?;
    let figures = Figures { first, pen_up, photo, set, files: &files };
    eprint!("{}", tell::table(&figures.rows()));
    if json {
        println!("{}", figures.json());
    }
    Ok(())
}
