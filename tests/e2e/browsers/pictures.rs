//! Pictures of every form, from every place they may come from.

use super::open;
use crate::host;
use crate::paint::Sheet;
use crate::pictures::sources::{elsewhere, open_link};
use crate::pictures::turning::TURNED;
use crate::pictures::{choose, drag_over_photo, hand_over, number, on_disk};
use anyhow::{Context, Result, bail};
use serde_json::json;
use xtask::browser::{Kind, Options};
use xtask::page::{self, Page, Place};
use xtask::project;

/// The number 306 on paper, in the forms that cameras, scanners and screens write.
const FORMS: [&str; 6] = ["png", "jpg", "gif", "webp", "bmp", "avif"];

/// Makes a JPEG of a picture that a viewer shows upright only if it follows the orientation in the file's EXIF part.
const ORIENT: &str = "
    const [bytes, orientation] = arguments;
    const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
    const [width, height] = [picture.width, picture.height];
    // Where the upright picture's axes and its corner lie in the file.
    const [right, down, corner] = [
        [[1, 0], [0, 1], [0, 0]], [[-1, 0], [0, 1], [1, 0]], [[-1, 0], [0, -1], [1, 1]], [[1, 0], [0, -1], [0, 1]],
        [[0, 1], [1, 0], [0, 0]], [[0, -1], [1, 0], [0, 1]], [[0, -1], [-1, 0], [1, 1]], [[0, 1], [-1, 0], [1, 0]],
    ][orientation - 1];
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = orientation > 4 ? [height, width] : [width, height];
    const context = canvas.getContext('2d');
    context.setTransform(...right, ...down, corner[0] * canvas.width, corner[1] * canvas.height);
    context.drawImage(picture, 0, 0);
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9));
    const jpeg = Array.from(new Uint8Array(await blob.arrayBuffer()));
    // One entry, the orientation, in the byte order of Motorola.
    const exif = [0xff, 0xe1, 0, 34, 69, 120, 105, 102, 0, 0, 77, 77, 0, 42, 0, 0, 0, 8,
        0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
    return [...jpeg.slice(0, 2), ...exif, ...jpeg.slice(2)];";

fn close(page: &Page) -> Result<()> {
    page.press("picture-close")?;
    page.wait_value("reading-state", "empty")
}

pub fn each_form_of_picture_is_read(kind: Kind) -> Result<()> {
    let (_server, page) = open(kind)?;
    for form in FORMS {
        let name = format!("306.{form}");
        let bytes = std::fs::read(project::root().join("tests/drawings/forms").join(&name))?;
        hand_over(&page, "drop", &[(&name, bytes)])?;
        page.wait_reading("306").context(name)?;
        close(&page)?;
    }
    let svg = svg()?;
    hand_over(&page, "drop", &[("3.svg", svg.into_bytes())])?;
    page.wait_reading("3")
}

fn svg() -> Result<String> {
    let placed = page::digit("3")?.placed([0.0, 0.0, 300.0, 300.0], Place::Centred);
    let line = |stroke: &Vec<(f64, f64)>| {
        let points: Vec<String> = stroke.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        format!("<polyline points='{}' fill='none' stroke='navy' stroke-width='12'/>", points.join(" "))
    };
    let lines: String = placed.iter().map(line).collect();
    Ok(format!("<svg xmlns='http://www.w3.org/2000/svg' width='300' height='300'>{lines}</svg>"))
}

pub fn each_orientation_is_read_and_shown_upright(kind: Kind) -> Result<()> {
    let (_server, page) = open(kind)?;
    let upright = number("2047")?;
    for orientation in 1..=8 {
        let jpeg = page.browser.run_async(ORIENT, json!([upright, orientation]))?;
        let jpeg: Vec<u8> = serde_json::from_value(jpeg)?;
        let of = || format!("orientation {orientation}");
        hand_over(&page, "drop", &[("oriented.jpg", jpeg)])?;
        page.wait_reading("2047").with_context(of)?;
        page.browser.wait_until("it lies as it was written", TURNED, json!([])).with_context(of)?;
        close(&page)?;
    }
    Ok(())
}

pub fn a_picture_is_chosen_turned_cropped_and_pasted(kind: Kind) -> Result<()> {
    let (_server, page) = open(kind)?;
    page.draw(&page::digit("7")?, Place::Centred)?;
    page.wait_reading("7")?;
    let name = format!("turned-{kind:?}.png");
    choose(&page, &[on_disk(&name, &Sheet::with_number("2047", 880, 260)?.turned().png()?)?])?;
    page.press("turn-left")?;
    page.wait_reading("2047")?;
    page.press("box-1")?;
    page.press("choose-6")?;
    page.wait_reading("2647")?;
    page.press("crop")?;
    drag_over_photo(&page, [0.5, 0.0, 1.0, 1.0])?;
    page.wait_reading("47")?;
    hand_over(&page, "paste", &[("image.png", number("306")?)])?;
    page.wait_reading("306")?;
    hand_over(&page, "drop", &[("a.png", number("13")?), ("b.png", number("4")?)])?;
    let rows = "const now = [...document.querySelectorAll('.batch-reading')].map((row) => row.value).join();\
                return now === '13,4' ? true : now;";
    page.browser.wait_until("the table has both", rows, json!([]))?;
    page.press("batch-close")?;
    page.wait_reading("7")
}

pub fn a_link_is_opened_or_says_why_not(kind: Kind) -> Result<()> {
    let (_server, page) = open(kind)?;
    let (open, closed) = (elsewhere(true)?, elsewhere(false)?);
    open_link(&page, &format!("{}number.png", open.url()))?;
    page.wait_reading("92")?;
    for (link, words) in [
        (format!("{}number.png", closed.url()), "does not let other pages read it"),
        (format!("{}none.png", open.url()), "404"),
        ("http://localhost:1/a.png".to_owned(), "cannot be reached"),
        ("seven".to_owned(), "no link"),
    ] {
        open_link(&page, &link)?;
        page.wait_toast(words).with_context(|| link.clone())?;
        assert_eq!(page.reading()?, "92");
    }
    Ok(())
}

pub fn the_camera_takes_a_picture(kind: Kind) -> Result<()> {
    let (_server, page) = host::open(Options { camera: true, ..Options::DESKTOP.within(kind) })?;
    page.press("camera")?;
    let state = "const view = document.querySelector('.camera-view');\
                 const error = document.querySelector('.camera-error')?.textContent;\
                 return Boolean(view?.videoWidth || error);";
    page.browser.wait_until("the camera shows something or says why not", state, json!([]))?;
    let error = page.browser.find(".camera-error")?.text()?;
    if !error.is_empty() {
        bail!("{error}");
    }
    page.press("camera-take")?;
    page.wait_there("picture")
}
