//! Painting ink on a canvas. The canvas is a view of the strokes; nothing is ever read back from it.

use crate::glyph::{Glyph, SIDE};
use crate::ink::cursor::Cursor;
use crate::ink::curve::{Segment, segments};
use crate::ink::{Bounds, Drawing, Stroke, View};
use crate::web::dom::document;
use crate::web::files;
use crate::web::palette::Palette;
use js_sys::{Function, Promise};
use std::f64::consts::TAU;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};

/// Screens sharper than this gain nothing that the eye could see, and cost time.
const SHARPEST: f64 = 3.0;
/// Browsers make no larger canvases everywhere.
const LARGEST: f64 = 8192.0;
/// From the ink to the box around it, on the screen.
const FRAME_MARGIN: f64 = 10.0;

/// Everything that is to be seen on the pad.
pub struct Scene<'a> {
    pub drawing: &'a Drawing,
    pub live: Option<&'a Stroke>,
    pub cursor: Option<Cursor>,
    pub view: View,
    pub frames: &'a [SymbolFrame],
}

/// A light box around one symbol, with what it is read as.
#[derive(Clone, Debug, PartialEq)]
pub struct SymbolFrame {
    pub bounds: Bounds,
    pub word: String,
    /// Whether the bars are about it.
    pub focused: bool,
}

/// Paints the scene, as sharp as the screen is.
pub fn paint(canvas: &HtmlCanvasElement, scene: &Scene, palette: &Palette, ratio: f64) {
    let Some(context) = context(canvas) else { return };
    let ratio = ratio.clamp(1.0, SHARPEST);
    let (width, height) = (f64::from(scene.view.width) * ratio, f64::from(scene.view.height) * ratio);
    fit(canvas, width.round() as u32, height.round() as u32);
    let _ = context.reset_transform();
    context.clear_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    let scale = f64::from(scene.view.scale) * ratio;
    let _ = context.set_transform(scale, 0.0, 0.0, scale, width / 2.0, height / 2.0);
    context.set_line_cap("round");
    context.set_line_join("round");
    context.set_stroke_style_str(&palette.ink);
    context.set_fill_style_str(&palette.ink);
    scene.drawing.strokes.iter().chain(scene.live).for_each(|stroke| trace(&context, stroke));
    scene.frames.iter().for_each(|symbol| frame(&context, symbol, scene.view.scale, palette));
    if let Some(cursor) = scene.cursor {
        point_at(&context, cursor, palette);
    }
}

/// A canvas with nothing but a part of the drawing's plane, so many pixels to one of its own; for what leaves the page.
pub fn portrait(
    drawing: &Drawing,
    frame: Bounds,
    scale: f64,
    ink: &str,
    paper: Option<&str>,
) -> Option<HtmlCanvasElement> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    portray(&canvas, drawing, frame, scale, ink, paper)?;
    Some(canvas)
}

/// The same on a canvas that is there.
pub fn portray(
    canvas: &HtmlCanvasElement,
    drawing: &Drawing,
    frame: Bounds,
    scale: f64,
    ink: &str,
    paper: Option<&str>,
) -> Option<()> {
    let side = |length: f32| (f64::from(length) * scale).round().clamp(1.0, LARGEST);
    let (width, height) = (side(frame.width()), side(frame.height()));
    fit(canvas, width as u32, height as u32);
    let context = context(canvas)?;
    if let Some(paper) = paper {
        context.set_fill_style_str(paper);
        context.fill_rect(0.0, 0.0, width, height);
    }
    let scale = (width / f64::from(frame.width())).min(height / f64::from(frame.height()));
    let (left, top) = (f64::from(frame.left), f64::from(frame.top));
    context.set_transform(scale, 0.0, 0.0, scale, -left * scale, -top * scale).ok()?;
    context.set_line_cap("round");
    context.set_line_join("round");
    context.set_stroke_style_str(ink);
    context.set_fill_style_str(ink);
    drawing.strokes.iter().for_each(|stroke| trace(&context, stroke));
    Some(())
}

/// The canvas as a PNG file's bytes.
pub async fn png(canvas: &HtmlCanvasElement) -> Option<Vec<u8>> {
    let blob = blob(canvas).await?;
    files::bytes(&blob).await
}

/// The canvas as a PNG.
pub async fn blob(canvas: &HtmlCanvasElement) -> Option<Blob> {
    let promise = Promise::new(&mut |done: Function, failed: Function| {
        if canvas.to_blob(&done).is_err() {
            let _ = failed.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// Paints the network's input, one pixel each; the style sheet enlarges it.
pub fn paint_glyph(canvas: &HtmlCanvasElement, glyph: Option<&Glyph>, palette: &Palette) {
    let Some(context) = context(canvas) else { return };
    fit(canvas, SIDE as u32, SIDE as u32);
    context.clear_rect(0.0, 0.0, SIDE as f64, SIDE as f64);
    context.set_fill_style_str(&palette.ink);
    for (at, &pixel) in glyph.iter().flat_map(|glyph| glyph.pixels.iter().enumerate()).filter(|(_, pixel)| **pixel > 0)
    {
        context.set_global_alpha(f64::from(pixel) / 255.0);
        context.fill_rect((at % SIDE) as f64, (at / SIDE) as f64, 1.0, 1.0);
    }
    context.set_global_alpha(1.0);
}

pub(super) fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

/// Setting a canvas' size clears it and costs memory, so it is done only when it changes.
fn fit(canvas: &HtmlCanvasElement, width: u32, height: u32) {
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    }
}

fn trace(context: &CanvasRenderingContext2d, stroke: &Stroke) {
    let segments = segments(stroke);
    if let [dot] = segments.as_slice() {
        context.begin_path();
        let _ = context.arc(dot.from.0.into(), dot.from.1.into(), f64::from(dot.width) / 2.0, 0.0, TAU);
        context.fill();
        return;
    }
    // Neighbours of nearly the same width are one path: a mouse's stroke is painted at one go.
    for run in segments.chunk_by(|a, b| (a.width - b.width).abs() < 0.05) {
        context.set_line_width(run[0].width.into());
        context.begin_path();
        context.move_to(run[0].from.0.into(), run[0].from.1.into());
        run.iter().for_each(|piece| curve(context, piece));
        context.stroke();
    }
}

fn curve(context: &CanvasRenderingContext2d, piece: &Segment) {
    let ((cx, cy), (x, y)) = (piece.control, piece.to);
    context.quadratic_curve_to(cx.into(), cy.into(), x.into(), y.into());
}

fn frame(context: &CanvasRenderingContext2d, symbol: &SymbolFrame, scale: f32, palette: &Palette) {
    // On the screen, lines and letters keep their size.
    let pixel = 1.0 / f64::from(scale);
    let margin = FRAME_MARGIN * pixel;
    let (left, top) = (f64::from(symbol.bounds.left) - margin, f64::from(symbol.bounds.top) - margin);
    let (width, height) =
        (f64::from(symbol.bounds.width()) + 2.0 * margin, f64::from(symbol.bounds.height()) + 2.0 * margin);
    context.set_stroke_style_str(&palette.accent);
    context.set_fill_style_str(&palette.accent);
    context.set_global_alpha(if symbol.focused { 0.9 } else { 0.4 });
    context.set_line_width(1.5 * pixel);
    context.begin_path();
    if context.round_rect_with_f64(left, top, width, height, 4.0 * pixel).is_ok() {
        context.stroke();
    }
    context.set_font(&format!("600 {}px system-ui, sans-serif", (13.0 * pixel).round() as u32));
    let _ = context.fill_text(&symbol.word, left + 2.0 * pixel, top - 4.0 * pixel);
    context.set_global_alpha(1.0);
}

/// The keyboard's cursor: a cross, with a ring around it while the pen is down.
fn point_at(context: &CanvasRenderingContext2d, cursor: Cursor, palette: &Palette) {
    let (x, y) = (f64::from(cursor.x), f64::from(cursor.y));
    context.set_stroke_style_str(&palette.accent);
    context.set_line_width(2.0);
    context.begin_path();
    for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
        context.move_to(x + dx * 5.0, y + dy * 5.0);
        context.line_to(x + dx * 13.0, y + dy * 13.0);
    }
    context.stroke();
    if cursor.pen_down {
        context.begin_path();
        let _ = context.arc(x, y, 9.0, 0.0, TAU);
        context.stroke();
    }
}
