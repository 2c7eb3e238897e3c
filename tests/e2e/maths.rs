//! Sums and formulas: written, read, typeset and worked out.

use crate::host;
use crate::paint::Sheet;
use crate::pictures::hand_over;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use xtask::browser::{Options, Pointer};
use xtask::page::{self, Drawing, Page, Place};
use xtask::serve::{Fault, Server};

/// One of the recorded expressions.
pub const SUM: &str = "3 \\times ( 4 + 5 ) =";

/// The page in this mode, with its model.
fn open(options: Options) -> Result<(Server, Page)> {
    let (server, page) = host::open(options)?;
    choose(&page)?;
    Ok((server, page))
}

pub fn choose(page: &Page) -> Result<()> {
    page.press("mode-maths")?;
    page.wait_value("model-state", "ready")
}

pub fn expression(latex: &str) -> Result<Drawing> {
    page::one(page::expressions()?, |drawing| drawing.latex == latex)
}

/// What the page says of a drawing: lines of LaTeX, and what they come to.
pub fn read(page: &Page, drawing: &Drawing) -> Result<(String, String)> {
    page.draw(drawing, Place::Written)?;
    page.wait_answered()?;
    // A browser may hear of the last stroke later than its driver; what is wrong is told with all else that is.
    let _ = page.wait_value("latex", &drawing.latex.replace(" \\\\ ", "\n"));
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
        host::ask_for_the_model_again(&page)?;
        let sum = expression(SUM)?;
        assert_eq!(read(&page, &sum)?.0, sum.latex);
    }
    Ok(())
}

/// Numbers of recorded digits below each other, and a rule below them.
fn column(numbers: &[&str]) -> Result<Drawing> {
    let mut strokes: Vec<Vec<(f64, f64)>> = Vec::new();
    for (row, number) in (0u8..).zip(numbers) {
        for (at, digit) in (0u8..).zip(number.chars()) {
            let place = [f64::from(at) * 90.0, f64::from(row) * 150.0, 180.0, 180.0];
            strokes.extend(page::digit(&digit.to_string())?.placed(place, Place::Centred));
        }
    }
    let below = 150.0 * numbers.len() as f64 + 10.0;
    strokes.push((0..=20).map(|at| (20.0 + 11.0 * f64::from(at), below + f64::from(at % 2))).collect());
    let flat = |stroke: &Vec<(f64, f64)>| stroke.iter().flat_map(|(x, y)| [*x, *y]).collect::<Vec<f64>>();
    let strokes: Vec<Vec<f64>> = strokes.iter().map(flat).collect();
    page::parse(&json!({ "text": "", "strokes": strokes }).to_string())
}

#[test]
fn a_column_above_a_rule_is_added_up() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    page.draw(&column(&["12", "34"])?, Place::Written)?;
    page.wait_value("answer", "12\n34\n46")?;
    // The sum stands on the sheet, too, and is copied with the column.
    page.wait_there("sheet-answer")?;
    ensure!(page.value("latex")?.ends_with("= 4 6"), "{}", page.value("latex")?);
    Ok(())
}

/// A picture of a recorded expression.
fn picture(latex: &str) -> Result<Vec<u8>> {
    Sheet::with_drawing(&expression(latex)?, 480, 240).png()
}

#[test]
fn a_picture_of_a_sum_is_read_worked_out_and_corrected() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    let sum = expression(SUM)?;
    picture_of_a_sum(&page, &sum)?;
    let equation = "2 x + 3 = 7";
    // In the mode of numbers, the same picture is read as one.
    page.press("mode-numbers")?;
    page.browser.wait_until(
        "nothing is typeset",
        "return !document.querySelector('[data-testid=latex]')",
        json!([]),
    )?;
    page.press("mode-maths")?;
    page.wait_value("latex", equation)?;
    page.press("picture-close")?;
    page.wait_value("latex", &sum.latex)
}

/// A sum is drawn on the empty pad in this mode; a picture of an equation stays in front, put right.
pub fn picture_of_a_sum(page: &Page, sum: &Drawing) -> Result<()> {
    page.draw(sum, Place::Written)?;
    page.wait_value("latex", &sum.latex)?;
    let fractions = "\\frac { 1 } { 2 } + \\frac { 1 } { 3 } =";
    hand_over(page, "drop", &[("fractions.png", picture(fractions)?)])?;
    page.wait_value("latex", fractions)?;
    assert!(page.value("answer")?.contains("5/6"));
    let equation = "2 x + 3 = 7";
    hand_over(page, "drop", &[("equation.png", picture(equation)?)])?;
    page.wait_value("latex", equation)?;
    assert!(page.value("answer")?.contains("x = 2"));
    // A symbol is pressed on the picture, and said to be another.
    page.press("box-0")?;
    page.wait_there("choices")?;
    page.browser.run("document.querySelector('.choices .choice[aria-pressed=false]').click()", json!([]))?;
    page.browser.wait_until(
        "the expression is another",
        "return document.querySelector('[data-testid=latex]').dataset.value !== arguments[0]",
        json!([equation]),
    )
}

#[test]
fn pictures_of_sums_become_a_table() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    let sums = ["2 x + 3 = 7", "x ^ { 2 } = 2"];
    let files = [("one.png", picture(sums[0])?), ("two.png", picture(sums[1])?)];
    hand_over(&page, "drop", &files)?;
    let rows = "const now = [...document.querySelectorAll('.batch-reading')].map((row) => row.value);\
                return JSON.stringify(now) === JSON.stringify(arguments[0]) ? true : now;";
    page.browser.wait_until("the table has the sums", rows, json!([sums]))
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

/// To and fro over a stroke, as somebody scratches it out.
fn zigzag(stroke: &[(f64, f64)]) -> Vec<(f64, f64)> {
    const SWINGS: usize = 8;
    const STEPS: usize = 8;
    let range = |places: Vec<f64>| {
        (places.iter().copied().fold(f64::INFINITY, f64::min), places.iter().copied().fold(f64::NEG_INFINITY, f64::max))
    };
    let (left, right) = range(stroke.iter().map(|place| place.0).collect());
    let (top, bottom) = range(stroke.iter().map(|place| place.1).collect());
    let place = |step: usize| {
        let swing = step as f64 / STEPS as f64;
        let across = (swing % 2.0 - 1.0).abs();
        (left - 4.0 + across * (right - left + 8.0), top + swing / SWINGS as f64 * (bottom - top))
    };
    (0..=SWINGS * STEPS).map(place).map(|(x, y)| (x.round(), y.round())).collect()
}

#[test]
fn scratched_out_ink_goes_and_undo_brings_it_back() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    let equation = expression("x ^ { 2 } = 2")?;
    page.draw(&equation, Place::Written)?;
    page.wait_value("latex", &equation.latex)?;
    let placed = equation.placed(page.find("pad")?.place()?, Place::Written);
    let last = placed.last().context("The equation has no strokes.")?;
    page.browser.draw(Pointer::Mouse, &[zigzag(last)])?;
    // It was written from the right to the left: the power came last.
    page.wait_value("latex", "x = 2")?;
    page.wait_kept_strokes(equation.strokes() - 1)?;
    page.press("undo")?;
    page.wait_value("latex", &equation.latex)?;
    page.wait_kept_strokes(equation.strokes())
}

#[test]
fn a_number_is_stepped_with_keys_and_dragged_and_set_back() -> Result<()> {
    const ALT: &str = "\u{e00a}";
    const UP: &str = "\u{e013}";
    let (_server, page) = open(Options::DESKTOP)?;
    let sum = expression("3 \\times ( 4 + 5 ) =")?;
    page.draw(&sum, Place::Written)?;
    page.wait_value("latex", &sum.latex)?;
    page.wait_value("answer", "27")?;
    let focus = "document.querySelector(\"[data-testid='expression-0'] [data-number]\").focus()";
    page.browser.run(focus, json!([]))?;
    for answer in ["36", "45"] {
        page.browser.press_keys(&[ALT, UP])?;
        page.wait_value("answer", answer)?;
        // The key goes on where it was.
        let focused = "return document.activeElement?.hasAttribute('data-number') ?? false";
        page.browser.wait_until("the number has the focus", focused, json!([]))?;
    }
    page.wait_value("latex", "5 \\times ( 4 + 5 ) =")?;
    page.press("as-written")?;
    page.wait_value("latex", &sum.latex)?;

    let [left, top, width, height] = page.browser.find("[data-testid='expression-0'] [data-number]")?.place()?;
    let (x, y) = ((left + width / 2.0).round(), (top + height / 2.0).round());
    let up = (0..=12).map(|step| (x, y - 4.0 * f64::from(step))).collect();
    page.browser.draw(Pointer::Mouse, &[up])?;
    page.wait_there("as-written")?;
    ensure!(page.value("answer")? != "27", "The result did not follow.");
    page.wait_kept_strokes(sum.strokes())?;
    page.press("as-written")?;
    page.wait_value("answer", "27")
}
