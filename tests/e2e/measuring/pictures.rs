//! Pictures in zips and folders are measured by their names, and read as everywhere on the page.

use super::{choose, keep_saved, on_disks, open, right, saved, troubles, wait_done, zipped};
use crate::host;
use crate::pictures::{hand_over, number};
use anyhow::{Context, Result};
use serde_json::json;
use std::path::Path;
use xtask::browser::Options;

#[test]
fn a_zip_of_pictures_is_measured_by_their_names() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    let files = [
        ("7/a.png", number("7")?),
        ("set/b_4.png", number("4")?),
        ("3-001.png", number("3")?),
        ("306.png", number("306")?),
        ("none.png", number("1")?),
        ("5.png", b"seven".to_vec()),
    ];
    hand_over(&page, "paste", &[("pictures.zip", zipped(&files)?)])?;
    wait_done(&page)?;
    assert_eq!(right(&page)?, "4 of 4");
    let told = troubles(&page)?;
    assert!(told.len() == 2 && told[0].starts_with("pictures.zip, none.png: Its name has no label"), "{told:?}");
    assert!(told[1].starts_with("pictures.zip, 5.png: This is text"), "{told:?}");
    // The same as single files.
    choose(&page, &on_disks(&[("7-a.png", number("7")?), ("42.png", number("42")?), ("b_1.png", number("1")?)])?)?;
    page.wait_value("dataset-right", "3 of 3")
}

#[test]
fn a_folder_of_pictures_is_measured_by_its_folders_in_natural_order() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    keep_saved(&page)?;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("labelled-folder");
    let left = vec![7; 100];
    for (name, bytes) in [
        ("7/10.png", number("7")?),
        ("7/9.png", number("7")?),
        ("7/.DS_Store", left.clone()),
        ("4/a.png", number("4")?),
        ("Thumbs.db", left),
    ] {
        let file = folder.join(name);
        std::fs::create_dir_all(file.parent().context("A picture lies in no folder.")?)?;
        std::fs::write(file, bytes)?;
    }
    page.find("dataset-folder-input")?.type_text(&folder.display().to_string())?;
    wait_done(&page)?;
    assert_eq!((right(&page)?.as_str(), troubles(&page)?.len()), ("3 of 3", 0));
    page.press("dataset-csv")?;
    let csv = saved(&page, 1)?.remove(0);
    let files: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(files, ["labelled-folder/4/a.png", "labelled-folder/7/9.png", "labelled-folder/7/10.png"]);
    Ok(())
}

#[test]
fn pictures_of_numbers_are_measured_as_the_table_reads_them() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    keep_saved(&page)?;
    let files = [("306.png", number("306")?), ("58.png", number("58")?), ("2047.png", number("2047")?)];
    hand_over(&page, "drop", &files)?;
    let done =
        "return /^3 pictures/.test(document.querySelector(\"[data-testid='batch-progress']\")?.textContent ?? '')";
    page.browser.wait_until("all are read", done, json!([]))?;
    page.press("batch-csv")?;
    page.visit("tab-model")?;
    page.wait_there("dataset-choose")?;
    hand_over(&page, "drop", &files)?;
    wait_done(&page)?;
    page.press("dataset-csv")?;
    let [table, measured] = saved(&page, 2)?.try_into().ok().context("Two files were to be saved.")?;
    // The text, and how sure it is of it.
    let rows = |csv: &str, columns: [usize; 2]| -> Result<Vec<(String, f64)>> {
        let row = |line: &str| -> Result<(String, f64)> {
            let cells: Vec<&str> = line.split(',').collect();
            let [text, certainty] = columns.map(|column| cells.get(column).copied().unwrap_or_default());
            Ok((text.to_owned(), certainty.parse()?))
        };
        csv.lines().skip(1).map(row).collect()
    };
    let (table, measured) = (rows(&table, [1, 3])?, rows(&measured, [3, 6])?);
    assert_eq!((table.len(), measured.len()), (3, 3));
    for (in_table, measured) in table.iter().zip(&measured) {
        assert!(in_table.0 == measured.0 && (in_table.1 - measured.1).abs() < 2e-4, "{in_table:?} {measured:?}");
    }
    Ok(())
}
