//! Screenshots of the page in its main states: phone and desktop, light and dark. For docs/pictures, and for review.

use crate::browser::Options;
use crate::build::{self, Base};
use crate::page::{self, Page, Place};
use crate::project;
use crate::serve::{Port, Server, Site};
use crate::setup::{self, Purpose};
use crate::tell;
use anyhow::Result;
use std::path::Path;
use std::time::Duration;

/// Longer than any transition on the page.
const SETTLE_TIME: Duration = Duration::from_millis(400);

/// States of expressions: a sum, a fraction, an equation, a graph, and a name that holds on the next line.
const MATHS: [(&str, &str); 5] = [
    ("maths-sum", "3 \\times ( 4 + 5 ) ="),
    ("maths-fraction", "\\frac { 1 } { 2 } + \\frac { 1 } { 3 } ="),
    ("maths-equation", "x ^ { 2 } - 5 x + 6 = 0"),
    ("maths-graph", "y = x ^ { 2 }"),
    ("maths-lines", "x = 3 \\\\ 2 x + 1 ="),
];

/// States of text: a word in cursive, a line, two lines.
const TEXT: [(&str, &str); 3] =
    [("text-word", "letter"), ("text-line", "it is in his kitchen"), ("text-lines", "good\nmorning")];

pub fn run(folder: &str) -> Result<()> {
    setup::run(Purpose::Browser)?;
    build::run(&Base::default())?;
    let folder = project::root().join(folder);
    tell::heading(&format!("Screenshots into {}", folder.display()));
    let server = Server::start(Site::new(&build::read_folder(&project::dist())?, "/"), Port::Free)?;
    for (screen, options) in [("desktop", Options::DESKTOP), ("phone", Options::PHONE)] {
        for (theme, options) in [("light", options), ("dark", options.dark())] {
            let page = Page::open(options, &server.url())?;
            shoot(&page, &server, |state| folder.join(format!("{screen}-{theme}-{state}.png")))?;
            tell::line(&format!("{screen}, {theme}"));
        }
    }
    Ok(())
}

fn shoot<P: AsRef<Path>>(page: &Page, server: &Server, file: impl Fn(&str) -> P) -> Result<()> {
    let take = |state: &str| {
        std::thread::sleep(SETTLE_TIME);
        page.browser.screenshot(file(state).as_ref())
    };
    take("empty")?;
    page.draw(&page::digit("4")?, Place::Centred)?;
    page.wait_reading("4")?;
    take("sure")?;
    page.clear()?;
    for (at, digit) in ["2", "0", "4", "7"].iter().enumerate() {
        page.draw(&page::digit(digit)?, Place::Beside(at as u32, 4))?;
    }
    page.wait_reading("2047")?;
    take("number")?;
    page.clear()?;
    page.draw(&page::one(page::others()?, |drawing| drawing.writer.contains("spiral"))?, Place::Centred)?;
    page.wait_answered()?;
    take("no-digit")?;
    page.clear()?;
    page.press("mode-maths")?;
    page.wait_value("model-state", "ready")?;
    take("maths-empty")?;
    for (state, latex) in MATHS {
        page.draw(&page::one(page::expressions()?, |drawing| drawing.latex == latex)?, Place::Written)?;
        page.wait_answered()?;
        take(state)?;
        page.clear()?;
    }
    page.press("mode-text")?;
    page.wait_value("model-state", "ready")?;
    take("text-empty")?;
    for (state, text) in TEXT {
        page.draw(&page::word(text)?, Place::Written)?;
        page.wait_answered()?;
        take(state)?;
        page.press("word-0")?;
        take(&format!("{state}-open"))?;
        page.clear()?;
    }
    page.press("mode-numbers")?;
    for tab in ["model", "about"] {
        page.browser.open(&format!("{}#/{tab}", server.url()))?;
        std::thread::sleep(SETTLE_TIME);
        page.browser.screenshot_whole(file(tab).as_ref())?;
    }
    Ok(())
}
