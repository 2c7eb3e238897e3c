//! Pictures as the browser shows them: on canvases, and, for kinds that only the browser knows, their pixels.

use crate::ink::Bounds;
use crate::web::canvas::context;
use crate::web::dom::document;
use crate::web::listener::Listener;
use crate::web::timer;
use js_sys::{Array, Promise};
use std::f64::consts::FRAC_PI_2;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Event, HtmlCanvasElement, HtmlImageElement, Url};

/// The largest photograph takes a second on a slow phone.
const DECODES_WITHIN: Duration = Duration::from_secs(4);

/// A picture that the browser has decoded.
#[derive(Clone, Debug)]
pub struct Photo {
    image: HtmlImageElement,
    /// Quarter turns clockwise that make it upright, and whether it is mirrored left to right after them.
    orientation: (u8, bool),
    /// Lets the picture go with the last of its owners.
    _address: std::rc::Rc<Address>,
}

#[derive(Debug)]
struct Address(String);

impl Drop for Address {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// Told some time after the file was loaded. Browsers decode away from the page's thread and say when they are done; one
/// that never says so, as WebKit may under load, still paints what it has loaded.
struct Loaded {
    promise: Promise,
    _listener: Option<Listener>,
}

impl Loaded {
    fn of(image: &HtmlImageElement) -> Self {
        let mut listener = None;
        let promise = Promise::new(&mut |tell, _| {
            let tell = move || _ = tell.call0(&JsValue::UNDEFINED);
            let listening = Listener::new(image, "load", move |_: Event| timer::after(DECODES_WITHIN, tell.clone()));
            listener = Some(listening);
        });
        Self { promise, _listener: listener }
    }
}

/// Pixels as red, green, blue and opacity.
pub struct Pixels {
    pub width: usize,
    pub height: usize,
    pub rgba: Vec<u8>,
}

impl Photo {
    /// None where the browser cannot show it. It guesses all kinds but drawings in SVG, whose files must say so.
    pub async fn of(original: &Blob, kind: Option<&str>) -> Option<Self> {
        let typed = kind.map(|kind| original.slice_with_f64_and_f64_and_content_type(0.0, original.size(), kind));
        let blob = typed.transpose().ok()?;
        let address = Address(Url::create_object_url_with_blob(blob.as_ref().unwrap_or(original)).ok()?);
        let image = HtmlImageElement::new().ok()?;
        let loaded = Loaded::of(&image);
        image.set_src(&address.0);
        let decoded = Array::of2(&image.decode(), &loaded.promise);
        JsFuture::from(Promise::race(&decoded)).await.ok()?;
        let shown = image.natural_width() > 0 && image.natural_height() > 0;
        shown.then(|| Self { image, orientation: (0, false), _address: address.into() })
    }

    /// The same, shown turned clockwise by so many quarters, and mirrored left to right after that or not.
    pub fn turned(self, turns: u8, mirrored: bool) -> Self {
        Self { orientation: (turns, mirrored), ..self }
    }

    /// Paints the part that is wished for, turned, so that its longer side has at most so many pixels.
    pub fn paint(&self, canvas: &HtmlCanvasElement, turns: u8, crop: Option<Bounds>, longest: f64) {
        let Some(context) = context(canvas) else { return };
        let (wide, high) = (f64::from(self.image.natural_width()), f64::from(self.image.natural_height()));
        let (own_turns, mirrored) = self.orientation;
        let (turned_wide, turned_high) = if (turns + own_turns) % 2 == 1 { (high, wide) } else { (wide, high) };
        let crop = crop.unwrap_or(Bounds { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 });
        let (part_wide, part_high) = (f64::from(crop.width()) * turned_wide, f64::from(crop.height()) * turned_high);
        let scale = (longest / part_wide.max(part_high).max(1.0)).min(1.0);
        canvas.set_width((part_wide * scale).round().max(1.0) as u32);
        canvas.set_height((part_high * scale).round().max(1.0) as u32);
        let _ = context.scale(scale, scale);
        let _ = context.translate(-f64::from(crop.left) * turned_wide, -f64::from(crop.top) * turned_high);
        let _ = context.translate(turned_wide / 2.0, turned_high / 2.0);
        let _ = context.rotate(f64::from(turns) * FRAC_PI_2);
        let _ = context.scale(if mirrored { -1.0 } else { 1.0 }, 1.0);
        let _ = context.rotate(f64::from(own_turns) * FRAC_PI_2);
        context.set_image_smoothing_enabled(true);
        let _ =
            context.draw_image_with_html_image_element_and_dw_and_dh(&self.image, -wide / 2.0, -high / 2.0, wide, high);
    }

    /// The pixels, the longer side no longer than this.
    pub fn pixels(&self, longest: usize) -> Option<Pixels> {
        let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        self.paint(&canvas, 0, None, longest as f64);
        let (width, height) = (canvas.width(), canvas.height());
        let data = context(&canvas)?.get_image_data(0.0, 0.0, width.into(), height.into()).ok()?;
        Some(Pixels { width: width as usize, height: height as usize, rgba: data.data().0 })
    }
}
