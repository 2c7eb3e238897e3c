//! Sums and formulas: written, read, typeset and worked out.

use crate::host;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use xtask::browser::{Kind, Options};
use xtask::page::{self, Drawing, Page, Place};
use xtask::serve::{Fault, Server};
use xtask::setup;

/// One of the recorded expressions.
const SUM: &str = "3 \\times ( 4 + 5 ) =";

/// The page in this mode, with its model.
fn open(options: Options) -> Result<(Server, Page)> {
    let (server, page) = host::open(options)?;
    choose(&page)?;
    Ok((server, page))
}

fn choose(page: &Page) -> Result<()> {
    page.press("mode-maths")?;
    page.wait_value("model-state", "ready")
}

fn expression(latex: &str) -> Result<Drawing> {
    page::one(page::expressions()?, |drawing| drawing.latex == latex)
}

/// What the page says of a drawing: lines of LaTeX, and what they come to.
fn read(page: &Page, drawing: &Drawing) -> Result<(String, String)> {
    page.draw(drawing, Place::Written)?;
    page.wait_answered()?;
    let found = ["latex", "answer"].map(|handle| Ok(page.value(handle)?.replace('\n', " \\\\ ")));
    page.clear()?;
    let [latex, answer]: [Result<String>; 2] = found;
    Ok((latex?, answer?))
}

#[test]
fn every_recorded_expression_is_read_and_worked_out() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    let mut wrong = Vec::new();
    for drawing in page::expressions()? {
        let (latex, answer) = read(&page, &drawing)?;
        if latex != drawing.latex || (!drawing.result.is_empty() && !answer.contains(&drawing.result)) {
            wrong.push(format!("{} = {}: read as {latex} = {answer}", drawing.latex, drawing.result));
        }
    }
    ensure!(wrong.is_empty(), "{} were read wrong:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

#[test]
fn nothing_is_fetched_for_expressions_before_somebody_wants_them() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("7")?, Place::Centred)?;
    page.wait_reading("7")?;
    let asked =
        || server.traffic().0.iter().any(|sent| sent.path.contains("maths-") || sent.path.contains("flex-full"));
    ensure!(!asked(), "What reads expressions was fetched before anybody wanted it.");
    choose(&page)?;
    ensure!(asked(), "What reads expressions was not fetched.");
    // Its engine reads numbers as well.
    page.press("mode-numbers")?;
    page.wait_reading("7")
}

#[test]
fn what_does_not_come_is_said_and_numbers_go_on() -> Result<()> {
    for missing in ["/engine-flex-full*", "/maths-*.weights"] {
        let (server, page) = host::open(Options::DESKTOP)?;
        server.fail(missing, Fault::Missing);
        page.press("mode-maths")?;
        page.wait_value("model-state", "failed").with_context(|| missing.to_owned())?;
        page.wait_there("model-retry")?;
        page.press("mode-numbers")?;
        page.draw(&page::digit("4")?, Place::Centred)?;
        page.wait_reading("4")?;
        page.clear()?;

        server.heal();
        page.press("mode-maths")?;
        page.press("model-retry").or_else(|_| page.wait_value("model-state", "ready"))?;
        page.wait_value("model-state", "ready")?;
        let sum = expression(SUM)?;
        assert_eq!(read(&page, &sum)?.0, sum.latex);
    }
    Ok(())
}

#[test]
fn expressions_are_read_offline_after_their_first_use() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    page.wait_installed()?;
    page.browser.reload()?;
    page.wait_ready()?;
    choose(&page)?;
    let sum = expression(SUM)?;
    page.draw(&sum, Place::Written)?;
    page.wait_value("latex", &sum.latex)?;
    page.wait_kept_strokes(sum.strokes())?;
    let kept = "const keys = [];
                for (const name of await caches.keys()) {
                  for (const key of await (await caches.open(name)).keys()) keys.push(key.url);
                }
                return ['maths-', 'flex-full_bg', 'maths'].every((part) => keys.some((key) => key.includes(part)));";
    let began = std::time::Instant::now();
    while page.browser.run_async(kept, json!([]))? != json!(true) {
        ensure!(began.elapsed().as_secs() < 30, "What reads expressions was not kept.");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let url = server.url();
    drop(server);
    page.browser.open(&url)?;
    page.wait_ready()?;
    page.wait_value("latex", &sum.latex)
}

#[test]
fn firefox_reads_and_works_out_a_sum() -> Result<()> {
    if setup::firefox().is_none() || setup::geckodriver().is_none() {
        return host::skip("Firefox or geckodriver is not there, so expressions are not tested in Firefox.");
    }
    let (_server, page) = open(Options { kind: Kind::Firefox, ..Options::DESKTOP })?;
    for drawing in page::expressions()?.iter().step_by(10) {
        assert_eq!(read(&page, drawing)?.0, drawing.latex);
    }
    Ok(())
}
