//! The finished page against its budgets, measured in a real browser. These are figures, not tests: machines
//! differ, and a busy one must not fail.

mod batch;
mod device;
mod figures;
mod first_reading;
mod further;
mod long_tasks;
mod memory;
mod network;
mod peers;
mod pen_up;
mod photo;
mod set;
mod starts;

pub use network::network;

use crate::build::{self, Base};
use crate::project;
use crate::serve::{Port, Server, Site};
use crate::setup::{self, Purpose};
use crate::tell;
use anyhow::Result;
use figures::Figures;
use peers::{Comparison, Table};

pub fn run(json: bool) -> Result<()> {
    setup::run(Purpose::Bench)?;
    build::run(&Base::default())?;
    tell::heading("Measuring");
    let files = build::read_folder(&project::dist())?;
    let mut served = files.clone();
    let comparison = Comparison::new(&mut served)?;
    let server = Server::start(Site::new(&served, "/"), Port::Free)?;
    let fast = starts::measure(&comparison, &server)?;
    let slow = starts::measure_slow(&comparison, &server)?;
    let pen_up = pen_up::measure(&server)?;
    let (maths, text) = (further::maths(&server)?, further::text(&server)?);
    let photo = photo::measure(&server)?;
    let batch = batch::measure(&server)?;
    let set = set::measure(&server)?;
    let device = device::measure(&server)?;
    let beside = Table { comparison: &comparison, fast: &fast, slow: &slow };
    let figures = Figures {
        first: &fast.page,
        first_slow: &slow.page,
        pen_up,
        maths,
        text,
        photo,
        batch,
        set,
        files: &files,
        beside,
        device,
    };
    tell::heading("Events until the first reading, in the median visit");
    fast.page.events().iter().for_each(|(what, at)| tell::line(&format!("{at:6.0} ms  {what}")));
    tell::heading("Against the budgets");
    eprint!("{}", tell::table(&figures.rows()));
    tell::heading("This device, as the page measures it");
    eprint!("{}", tell::table(&device::rows(&figures.device)));
    tell::heading("Beside others");
    eprint!("{}", tell::table(&figures.beside.rows()));
    match comparison.whole_tensorflow {
        Some(_) => eprint!("\n{}", tell::table(&figures.beside.promises())),
        None => tell::line("The peers are not there: they come from npm."),
    }
    if json {
        println!("{}", figures.json());
    }
    Ok(())
}
