//! Picture workers end with the run that they belong to, also while their answer is awaited, and nothing that a cancelled
//! run still brings enters the next.

use crate::host;
use crate::paint::Sheet;
use crate::pictures::{hand_over, number, on_disk};
use anyhow::Result;
use serde_json::{Value, json};
use std::time::Duration;
use xtask::browser::Options;
use xtask::page::{self, Page, Place};
use xtask::serve::{Fault, Server};

/// Counts the page's picture workers from before its own scripts run.
const COUNT: &str = "
    window.pictureWorkers = { started: 0, alive: 0, asked: 0 };
    window.Worker = class extends window.Worker {
        constructor(address, options) {
            super(address, options);
            this.isCounted = (options?.name ?? '').startsWith('picture-worker');
            if (this.isCounted) {
                window.pictureWorkers.started += 1;
                window.pictureWorkers.alive += 1;
            }
        }
        postMessage(...all) {
            if (this.isCounted) window.pictureWorkers.asked += 1;
            super.postMessage(...all);
        }
        terminate() {
            if (this.isCounted) window.pictureWorkers.alive -= 1;
            this.isCounted = false;
            super.terminate();
        }
    };
";

/// Files of this name are read only once `release` was called.
const LATE: &str = "
    window.lateReads = 0;
    const gate = new Promise((open) => window.release = open);
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = async function () {
        const bytes = await read.call(this);
        if (this.name === 'late.png') {
            await gate;
            window.lateReads += 1;
        }
        return bytes;
    };
";

/// A device of four cores, on which a picture worker dies once seven pictures were asked for.
const FOUR_CORES_AND_A_DEATH: &str = "
    Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => 4 });
    window.Worker = class extends window.Worker {
        postMessage(...all) {
            super.postMessage(...all);
            const dies = this.isCounted && window.pictureWorkers.asked === 7;
            if (dies) setTimeout(() => this.dispatchEvent(new Event('error')));
        }
    };
";

/// Presses a button once the picture workers were asked so many things.
const PRESS_ONCE_ASKED: &str = "
    const [asked, handle] = arguments;
    const until = async (so) => { while (!so()) await new Promise((next) => requestAnimationFrame(next)); };
    const button = () => document.querySelector(`[data-testid='${handle}']`);
    await until(() => window.pictureWorkers.asked >= asked && button()?.getClientRects().length);
    button().click();
    return true;
";

fn open(script: &str) -> Result<(Server, Page)> {
    let server = host::serve()?;
    let page = Page::new(Options::DESKTOP)?;
    page.browser.before_each_page(COUNT)?;
    page.browser.before_each_page(script)?;
    page.browser.open(&server.url())?;
    page.wait_ready()?;
    Ok((server, page))
}

fn counted(page: &Page, what: &str) -> Result<Value> {
    page.browser.run("return window.pictureWorkers[arguments[0]]", json!([what]))
}

/// A picture whose development takes long enough to be cancelled.
fn large() -> Result<Vec<u8>> {
    Sheet::new(6000, 4000).png()
}

#[test]
fn ten_cancelled_pictures_leave_no_worker() -> Result<()> {
    let (_server, page) = open("")?;
    let large = large()?;
    for at in 1..=10 {
        hand_over(&page, "drop", &[("large.png", large.clone())])?;
        page.browser.run_async(PRESS_ONCE_ASKED, json!([at, "cancel"]))?;
        assert_eq!((counted(&page, "alive")?, counted(&page, "started")?), (json!(0), json!(at)));
    }
    // The next picture has a worker of its own, which stays for turns and cuts.
    hand_over(&page, "drop", &[("number.png", number("4")?)])?;
    page.wait_reading("4")?;
    assert_eq!((counted(&page, "alive")?, counted(&page, "started")?), (json!(1), json!(11)));
    hand_over(&page, "drop", &[("number.png", number("58")?)])?;
    page.wait_reading("58")?;
    assert_eq!(counted(&page, "started")?, json!(11));
    page.press("picture-close")?;
    page.wait_value("reading-state", "empty")?;
    assert_eq!(counted(&page, "alive")?, json!(0));
    Ok(())
}

#[test]
fn the_late_picture_of_a_cancelled_run_does_not_enter_the_next() -> Result<()> {
    let (_server, page) = open(LATE)?;
    hand_over(&page, "drop", &[("late.png", number("92")?)])?;
    page.press("cancel")?;
    hand_over(&page, "drop", &[("number.png", number("4")?)])?;
    page.wait_reading("4")?;
    // To open it, and what is in it.
    assert_eq!(counted(&page, "asked")?, json!(2));
    page.browser.run("window.release()", json!([]))?;
    page.browser.wait_until("the late file is read", "return window.lateReads > 0", json!([]))?;
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(
        (page.reading()?.as_str(), counted(&page, "asked")?, counted(&page, "alive")?),
        ("4", json!(2), json!(1))
    );
    Ok(())
}

/// A picture's worker is gone or silent; the page says so, and the next picture is read.
fn goes_on_after(script: &str, pattern: Option<Fault>, lose: &str) -> Result<()> {
    let (server, page) = open(&format!("{}{script}", host::HURRY))?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    if let Some(fault) = pattern {
        server.fail("*/picture-worker_bg-*.wasm", fault);
    }
    hand_over(&page, "drop", &[("large.png", large()?)])?;
    page.browser.wait_until("it was asked", "return window.pictureWorkers.asked > 0", json!([]))?;
    page.browser.run(lose, json!([]))?;
    page.wait_toast("The picture could not be opened. Check the connection, then try again.")?;
    let stage = "return document.querySelector(\"[data-testid='stage']\").textContent";
    assert_eq!((page.browser.run(stage, json!([]))?, page.reading()?.as_str()), (json!(""), "0"));
    server.heal();
    hand_over(&page, "drop", &[("number.png", number("4")?)])?;
    page.wait_reading("4")?;
    assert_eq!(counted(&page, "alive")?, json!(1));
    page.press("picture-close")?;
    page.wait_reading("0")
}

/// Keeps the workers where the test can reach them.
const CATCH: &str = "
    window.caught = [];
    window.Worker = class extends window.Worker { constructor(...all) { super(...all); window.caught.push(this); } };
";

#[test]
fn a_picture_worker_that_does_not_load_is_told() -> Result<()> {
    goes_on_after("", Some(Fault::Missing), "")
}

#[test]
fn a_picture_worker_that_never_loads_is_told() -> Result<()> {
    goes_on_after("", Some(Fault::Silent), "")
}

#[test]
fn a_picture_worker_that_is_killed_at_its_work_is_told() -> Result<()> {
    // As the browser does it: nobody hears of it.
    let kill = "const end = Object.getPrototypeOf(Object.getPrototypeOf(window.Worker.prototype)).terminate;
                end.call(window.caught.at(-1));";
    goes_on_after(CATCH, None, kill)
}

#[test]
fn a_stopped_table_leaves_no_worker_and_goes_on_with_another() -> Result<()> {
    let (_server, page) = open("")?;
    hand_over(&page, "drop", &[("a.png", large()?), ("b.png", number("13")?), ("c.png", number("4")?)])?;
    page.browser.run_async(PRESS_ONCE_ASKED, json!([1, "batch-stop"]))?;
    page.wait_value("batch-progress", "Stopped after 0 of 3")?;
    assert_eq!(counted(&page, "alive")?, json!(0));
    page.press("batch-stop")?;
    let read = "return /^3 pictures/.test(document.querySelector(\"[data-testid='batch-progress']\").textContent)";
    page.browser.wait_until("all are read", read, json!([]))?;
    let rows = "return [1, 2].map((row) => document.querySelector(`[data-testid='batch-reading-${row}']`)?.value)";
    assert_eq!(page.browser.run(rows, json!([]))?, json!(["13", "4"]));
    assert_eq!((counted(&page, "alive")?, counted(&page, "started")?), (json!(0), json!(2)));
    Ok(())
}

#[test]
fn several_workers_keep_a_table_s_order_and_the_death_of_one_loses_nothing() -> Result<()> {
    let (_server, page) = open(FOUR_CORES_AND_A_DEATH)?;
    let numbers = ["13", "4", "58", "306", "7"];
    let painted = numbers.map(number).into_iter().collect::<Result<Vec<_>>>()?;
    let names: Vec<String> = (0..40).map(|at| format!("{at}.png")).collect();
    let files = names.iter().zip(painted.iter().cycle()).map(|(name, picture)| (name.as_str(), picture.clone()));
    hand_over(&page, "drop", &files.collect::<Vec<_>>())?;
    let read =
        "return /^40 pictures/.test(document.querySelector(\"[data-testid='batch-progress']\")?.textContent ?? '')";
    page.browser.wait_until("all are read", read, json!([]))?;
    let right = "const numbers = arguments[0]; return [...document.querySelectorAll('.batch-reading')]\
                 .filter((cell) => cell.value === numbers[cell.dataset.testid.split('-')[2] % 5]).length";
    assert_eq!(page.browser.run(right, json!([numbers]))?, json!(40));
    // Three at a time, and one in the place of the one that died.
    assert_eq!((counted(&page, "started")?, counted(&page, "alive")?), (json!(4), json!(0)));
    Ok(())
}

#[test]
fn a_stopped_measurement_leaves_no_worker_and_nothing_of_it_enters_the_next() -> Result<()> {
    let (_server, page) = open("")?;
    page.visit("tab-model")?;
    page.wait_there("dataset-choose")?;
    let files = [on_disk("7-large.png", &large()?)?, on_disk("8-large.png", &large()?)?];
    let names = files.map(|file| file.display().to_string()).join("\n");
    page.find("dataset-input")?.type_text(&names)?;
    page.browser.run_async(PRESS_ONCE_ASKED, json!([1, "dataset-stop"]))?;
    page.wait_value("dataset-progress", "stopped")?;
    assert_eq!(counted(&page, "alive")?, json!(0));
    page.find("dataset-input")?.type_text(&on_disk("4-small.png", &number("4")?)?.display().to_string())?;
    page.wait_value("dataset-progress", "done")?;
    page.wait_value("dataset-right", "1 of 1")?;
    let errors = "return document.querySelectorAll(\"[data-testid='dataset-error']\").length";
    assert_eq!(page.browser.run(errors, json!([]))?, json!(0));
    assert_eq!((counted(&page, "alive")?, counted(&page, "started")?), (json!(0), json!(2)));
    Ok(())
}
