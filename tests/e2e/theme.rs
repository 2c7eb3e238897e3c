//! Light or dark: as the system says, or as chosen by hand.

use crate::host;
use anyhow::Result;
use serde_json::json;
use xtask::browser::Options;
use xtask::page::Page;

pub fn background(page: &Page) -> Result<String> {
    let colour = page.browser.run("return getComputedStyle(document.body).backgroundColor", json!([]))?;
    Ok(colour.as_str().unwrap_or_default().to_owned())
}

#[test]
fn it_follows_the_system_also_while_open() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let light = background(&page)?;
    page.browser.prefer_dark(true)?;
    page.browser.wait_until(
        "the page is dark",
        "return getComputedStyle(document.body).backgroundColor !== arguments[0]",
        json!([light]),
    )
}

#[test]
fn a_theme_chosen_by_the_visitor_stays() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let light = background(&page)?;
    let themes = (0..3).map(|_| {
        page.press("theme")?;
        std::thread::sleep(std::time::Duration::from_millis(400));
        let colour = background(&page)?;
        if colour != light {
            page.browser.reload()?;
            page.wait_ready()?;
            assert_eq!(background(&page)?, colour, "a dark page stays dark after a reload");
        }
        Ok(colour)
    });
    let themes: Vec<String> = themes.collect::<Result<_>>()?;
    assert!(themes.iter().any(|colour| *colour != light), "no press made it dark: {themes:?}");
    assert!(themes.contains(&light), "no press made it light: {themes:?}");
    Ok(())
}
