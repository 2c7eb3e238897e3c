//! Each adapter against the browser's own interface.

use crate::stage::{forget_everything, pointer, script, sleep};
use inkling::datasets::folder::is_hidden;
use inkling::glyph::Glyph;
use inkling::ink::form::{self, FormError};
use inkling::ink::pen::{Device, Event, Mark};
use inkling::ink::{Drawing, Point, Stroke, View};
use inkling::web::canvas::{self, Scene};
use inkling::web::deployment;
use inkling::web::fetch;
use inkling::web::files;
use inkling::web::frame::Frame;
use inkling::web::kept;
use inkling::web::listener::Listener;
use inkling::web::palette::Palette;
use inkling::web::resize::SizeWatch;
use inkling::web::storage::{StorageError, Store};
use inkling::web::theme::Theme;
use inkling::web::worker::{Source, Worker, WorkerEvent};
use inkling::web::{panic, pointer as pointers};
use leptos::prelude::document;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DataTransfer, HtmlCanvasElement, PointerEvent};

fn black() -> Palette {
    Palette { ink: "black".into(), accent: "red".into(), warning: "blue".into() }
}

fn canvas() -> HtmlCanvasElement {
    let canvas = document().create_element("canvas").unwrap();
    document().body().unwrap().append_child(&canvas).unwrap();
    canvas.unchecked_into()
}

/// How much ink there is at a pixel of the canvas, 0 to 255.
fn ink_at(canvas: &HtmlCanvasElement, x: f64, y: f64) -> f64 {
    let body = "return a0.getContext('2d').getImageData(a1, a2, 1, 1).data[3]";
    script(body, &[canvas.into(), x.into(), y.into()]).as_f64().unwrap()
}

#[wasm_bindgen_test]
fn kept_drawings_are_read_by_the_browser_as_by_the_general_reader() {
    let points = vec![Point { x: 1.5, y: -2.25, time: 8.0, pressure: 0.75 }, Point::at(0.1, 1e-3)];
    let drawing = Drawing { strokes: vec![Stroke { width: 4.0, points }, Stroke { width: 6.5, points: Vec::new() }] };
    assert_eq!(kept::drawing(&form::write(&drawing)), Ok(drawing));
    for json in [r#"{"strokes": [[0, 0, 9, 9], [5, 5]]}"#, r#"{"strokes":[[1,2]],"widths":[-3],"pressures":[[7]]}"#] {
        assert_eq!(kept::drawing(json), form::read(json).map(|labelled| labelled.drawing));
    }
    assert_eq!(kept::drawing(r#"{"strokes": [[1, 2], [3]]}"#), Err(FormError::OddCoordinates { stroke: 1 }));
    assert_eq!(kept::drawing(r#"{"strokes": [["x", 2]]}"#), Err(FormError::NotFinite { stroke: 0 }));
    for damaged in ["", "{\"strokes\": [[0", "7", "null", "{}", r#"{"strokes": 4}"#] {
        assert!(matches!(kept::drawing(damaged), Err(FormError::NotJson(_))), "{damaged}");
    }
}

#[wasm_bindgen_test]
fn what_is_stored_is_found_again() {
    forget_everything();
    let store = Store::local();
    assert_eq!(store.load("test"), None);
    assert_eq!(store.save("test", "seven"), Ok(()));
    assert_eq!(store.load("test").as_deref(), Some("seven"));
    store.remove("test");
    assert_eq!(store.load("test"), None);
}

#[wasm_bindgen_test]
fn names_carry_the_path_of_the_deployment() {
    assert_eq!(deployment::name("drawing"), "inkling:/#drawing");
    script("document.head.append(Object.assign(document.createElement('base'), { href: '/some/where/' }))", &[]);
    let name = deployment::name("drawing");
    script("document.querySelector('base').remove()", &[]);
    assert_eq!(name, "inkling:/some/where/#drawing");
}

#[wasm_bindgen_test]
fn a_full_store_and_a_refused_one_say_so() {
    let store = Store::local();
    assert_eq!(store.save("test", &"7".repeat(20 << 20)), Err(StorageError::Full));
    assert_eq!((Store::none().save("test", "7"), Store::none().load("test")), (Err(StorageError::Refused), None));
}

#[wasm_bindgen_test]
async fn a_file_comes_whole_or_not_at_all() {
    assert_eq!(fetch::own("data:,seven", Source::Usual).await.as_deref(), Some(b"seven".as_slice()));
    assert_eq!(fetch::own("/nowhere", Source::Network).await, None);
    assert_eq!(fetch::own("http://localhost:1/", Source::Usual).await, None);
}

/// What a drop carries: folders as lists of their names and contents, files as their names. Scripts cannot make folders,
/// so this only looks like what the browser gives.
fn dropped(things: &str) -> DataTransfer {
    let body = "
        const file = (name) => new File(['7'], name);
        const entry = (thing, above) => {
            const [name, inside] = [].concat(thing);
            const fullPath = `${above}/${name}`;
            if (!inside) return { isDirectory: false, name, fullPath, file: (done) => done(file(name)) };
            // A few at a time, as browsers have it.
            const rest = inside.map((inner) => entry(inner, fullPath));
            const createReader = () => ({ readEntries: (done) => done(rest.splice(0, 2)) });
            return { isDirectory: true, name, fullPath, createReader };
        };
        const things = JSON.parse(a0).map((thing) => entry(thing, ''));
        const items = things.map((it) => ({ webkitGetAsEntry: () => it, getAsFile: () => file(it.name) }));
        return { items, files: things.map((it) => file(it.name)) };";
    script(body, &[things.into()]).unchecked_into()
}

async fn brought(things: &str) -> Vec<String> {
    let mut paths: Vec<String> =
        files::brought(&dropped(things), is_hidden).await.into_iter().map(|file| file.path).collect();
    paths.sort();
    paths
}

#[wasm_bindgen_test]
async fn a_dropped_folder_is_its_files_and_no_file_itself() {
    let set = r#"["set", ["1.png", ".DS_Store", ["7", ["a.png", "b.png", "Thumbs.db"]], [".git", ["c.png"]]]]"#;
    assert_eq!(brought(&format!("[{set}]")).await, ["set/1.png", "set/7/a.png", "set/7/b.png"]);
    assert_eq!(brought(&format!("[\"d.png\", {set}]")).await, ["d.png", "set/1.png", "set/7/a.png", "set/7/b.png"]);
    assert_eq!(brought(r#"[["empty", []]]"#).await, Vec::<String>::new());
}

#[wasm_bindgen_test]
fn ink_is_painted_where_the_strokes_are_as_sharp_as_the_screen() {
    let canvas = canvas();
    let line = Stroke { width: 6.0, points: vec![Point::at(-20.0, 10.0), Point::at(0.0, 10.0), Point::at(20.0, 10.0)] };
    let dot = Stroke { width: 6.0, points: vec![Point::at(0.0, -30.0)] };
    let drawing = Drawing { strokes: vec![line, dot] };
    let view = View::fit(100.0, 80.0, None);
    canvas::paint(&canvas, &Scene { drawing: &drawing, live: None, cursor: None, view, frames: &[] }, &black(), 2.0);
    assert_eq!((canvas.width(), canvas.height()), (200, 160));
    assert_eq!(ink_at(&canvas, 100.0, 100.0), 255.0, "on the line");
    assert_eq!(ink_at(&canvas, 100.0, 20.0), 255.0, "on the dot");
    assert_eq!(ink_at(&canvas, 100.0, 60.0), 0.0, "between them");
}

#[wasm_bindgen_test]
fn the_networks_picture_is_painted_pixel_by_pixel() {
    let canvas = canvas();
    let mut glyph = Glyph::BLANK;
    glyph.pixels[28 * 3 + 5] = 255;
    canvas::paint_glyph(&canvas, Some(&glyph), &black());
    assert_eq!((ink_at(&canvas, 5.0, 3.0), ink_at(&canvas, 3.0, 5.0)), (255.0, 0.0));
    canvas::paint_glyph(&canvas, None, &black());
    assert_eq!(ink_at(&canvas, 5.0, 3.0), 0.0);
}

#[wasm_bindgen_test]
fn a_pointer_is_understood_with_all_its_samples() {
    let canvas = canvas();
    canvas.set_width(200);
    canvas.set_height(100);
    let heard = Rc::new(RefCell::new(Vec::new()));
    let _listeners = ["pointerdown", "pointermove", "pointerup"].map(|kind| {
        let (heard, on) = (heard.clone(), canvas.clone());
        let view = View::fit(200.0, 100.0, None);
        Listener::new(&canvas, kind, move |event: PointerEvent| {
            heard.borrow_mut().extend(pointers::event(&event, &on.get_bounding_client_rect(), view, Mark::Ink));
        })
    });
    pointer(&canvas, "pointerdown", "touch", (100.5, 50.25));
    script(
        "const on = a0.getBoundingClientRect();
         const at = (x, y) => ({pointerId: 7, pointerType: 'touch', bubbles: true, clientX: on.left + x, clientY: on.top + y});
         const between = [at(110, 50), at(120, 50), at(130, 50)].map((init) => new PointerEvent('pointermove', init));
         a0.dispatchEvent(new PointerEvent('pointermove', {...at(130, 50), coalescedEvents: between}));",
        &[canvas.clone().into()],
    );
    pointer(&canvas, "pointerup", "touch", (130.0, 50.0));
    let heard = heard.borrow();
    let [
        Event::Down { device: Device::Touch, mark: Some(Mark::Ink), at, .. },
        Event::Move { path, .. },
        Event::Up { .. },
    ] = heard.as_slice()
    else {
        panic!("{heard:?}");
    };
    assert_eq!((at.x, at.y, at.pressure), (0.5, 0.25, 0.5));
    assert_eq!(path.iter().map(|point| point.x).collect::<Vec<_>>(), [10.0, 20.0, 30.0]);
}

#[wasm_bindgen_test]
fn a_theme_is_put_on_the_root_and_kept() {
    forget_everything();
    let store = Store::local();
    Theme::Dark.apply();
    Theme::Dark.keep(&store);
    let root = document().document_element().unwrap();
    assert_eq!((root.get_attribute("data-theme").as_deref(), Theme::stored(&store)), (Some("dark"), Theme::Dark));
    Theme::System.keep(&store);
    Theme::Light.apply();
    assert_eq!((root.get_attribute("data-theme").as_deref(), Theme::stored(&store)), (Some("light"), Theme::System));
}

#[wasm_bindgen_test]
async fn however_often_it_is_asked_a_frame_works_once() {
    let times = Rc::new(Cell::new(0));
    let counted = times.clone();
    let frame = Frame::new(move || counted.set(counted.get() + 1));
    (0..5).for_each(|_| frame.request());
    sleep(100).await;
    assert_eq!(times.get(), 1);
    frame.request();
    sleep(100).await;
    assert_eq!(times.get(), 2);
}

#[wasm_bindgen_test]
async fn a_change_of_size_is_noticed() {
    let canvas = canvas();
    let sizes = Rc::new(RefCell::new(Vec::new()));
    let seen = sizes.clone();
    let _watch = SizeWatch::new(&canvas, move |width, height| seen.borrow_mut().push((width, height))).unwrap();
    sleep(50).await;
    canvas.set_width(123);
    canvas.set_height(45);
    sleep(50).await;
    assert_eq!(sizes.borrow().last(), Some(&(123.0, 45.0)));
}

#[wasm_bindgen_test]
async fn a_worker_started_early_is_taken_over_with_what_it_said() {
    script(
        "const code = 'postMessage(new Uint8Array([1, 2, 3]))';
         const worker = new Worker(URL.createObjectURL(new Blob([code], {type: 'text/javascript'})), {type: 'module'});
         worker.early = [];
         worker.addEventListener('message', (event) => worker.early?.push(event));
         globalThis.inklingEngine = worker;",
        &[],
    );
    sleep(200).await;
    let heard = Rc::new(RefCell::new(Vec::new()));
    let hearing = heard.clone();
    let worker = Worker::start("flex", Source::Usual, move |event| hearing.borrow_mut().push(event)).unwrap();
    sleep(50).await;
    assert_eq!(*heard.borrow(), [WorkerEvent::Message(vec![1, 2, 3])]);
    drop(worker);
    forget_everything();
}

#[wasm_bindgen_test]
fn after_a_panic_there_is_one_panel_with_a_reload_button() {
    panic::show().unwrap();
    panic::show().unwrap();
    let panels = document().query_selector_all(&format!("#{}", panic::PANEL)).unwrap();
    assert_eq!(panels.length(), 1);
    let panel = document().get_element_by_id(panic::PANEL).unwrap();
    assert!(panel.text_content().unwrap().contains("Your drawing is kept"));
    assert!(panel.query_selector("button").unwrap().is_some());
    panel.remove();
}
