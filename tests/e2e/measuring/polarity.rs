//! Sets of symbols with dark ink on a light ground are turned, and the page says so.

use super::{accuracy, choose, csv, idx, on_disks, open, right, wait_done};
use crate::audit;
use crate::pictures::hand_over;
use anyhow::Result;
use serde_json::json;
use xtask::browser::Options;

#[test]
fn dark_ink_on_a_light_ground_is_turned_and_turned_back() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    let [light, labels] = idx(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9])?;
    let (header, pixels) = light.split_at(16);
    let dark = [header, pixels.iter().map(|pixel| 255 - pixel).collect::<Vec<u8>>().as_slice()].concat();
    let labels = ("p-labels", labels);
    choose(&page, &on_disks(&[("p-images", dark), labels.clone()])?)?;
    page.wait_value("dataset-right", "10 of 10")?;
    wait_done(&page)?;
    assert_eq!(
        page.value("dataset-polarity")?,
        "These pictures are dark on light: they were turned to light on dark, as the network expects."
    );
    audit::clean(&page)?;
    page.press("dataset-reverse")?;
    page.wait_value(
        "dataset-polarity",
        "These pictures are dark on light and were read as they are, though the network expects light on dark.",
    )?;
    wait_done(&page)?;
    assert!(accuracy(&page)? < 0.5, "{}", right(&page)?);
    page.press("dataset-reverse")?;
    page.wait_value("dataset-right", "10 of 10")?;
    wait_done(&page)?;
    // What is as the network expects it needs no word.
    choose(&page, &on_disks(&[("p-images", light), labels])?)?;
    page.browser.wait_until(
        "nothing is said about it",
        "return !document.querySelector(\"[data-testid='dataset-polarity']\")",
        json!([]),
    )?;
    page.wait_value("dataset-right", "10 of 10")?;
    wait_done(&page)?;
    assert!(
        !page
            .browser
            .run("return Boolean(document.querySelector(\"[data-testid='dataset-polarity']\"))", json!([]))?
            .as_bool()
            .unwrap_or(true)
    );
    let inverted: String = csv(true)?
        .lines()
        .enumerate()
        .map(|(at, line)| if at == 0 { format!("{line}\n") } else { inverted_line(line) })
        .collect();
    hand_over(&page, "drop", &[("dark.csv", inverted.into_bytes())])?;
    page.wait_there("dataset-polarity")?;
    wait_done(&page)?;
    assert_eq!(right(&page)?, "10 of 10");
    Ok(())
}

/// A line of CSV with its pixels inverted.
fn inverted_line(line: &str) -> String {
    let inverted = |(at, cell): (usize, &str)| match cell.parse::<u8>() {
        Ok(pixel) if at > 0 => (255 - pixel).to_string(),
        _ => cell.to_owned(),
    };
    line.split(',').enumerate().map(inverted).collect::<Vec<_>>().join(",") + "\n"
}
