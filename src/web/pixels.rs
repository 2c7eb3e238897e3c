//! Pictures made pixel by pixel.

use crate::explain::LayerMaps;
use crate::glyph::{Glyph, SIDE};
use crate::web::canvas::context;
use crate::web::palette::Palette;
use wasm_bindgen::Clamped;
use web_sys::{HtmlCanvasElement, ImageData};

/// What is between features that stand beside each other.
const GAP: usize = 1;
/// A feature that is silent still has a place that one sees.
const PLACE: u8 = 14;

/// Paints grey pixels as they are.
pub fn paint_grey(canvas: &HtmlCanvasElement, width: u32, height: u32, grey: &[u8]) {
    let rgba: Vec<u8> = grey.iter().flat_map(|&grey| [grey, grey, grey, 255]).collect();
    put(canvas, &rgba, width, height);
}

/// Paints a layer's features side by side, each as ink by how strongly it answers; the style sheet says on what.
pub fn paint_maps(canvas: &HtmlCanvasElement, maps: &LayerMaps) {
    let side = usize::from(maps.side);
    let cell = side + GAP;
    // Rows as long as the eye can compare; four of them, where that is not too long.
    let columns = (maps.count() / 4).clamp(8, 16);
    let (width, height) = (columns * cell - GAP, maps.count().div_ceil(columns) * cell - GAP);
    let mut rgba = vec![0; 4 * width * height];
    for at in 0..maps.count() {
        let (left, top) = (at % columns * cell, at / columns * cell);
        for (pixel, &shade) in maps.map(at).iter().enumerate() {
            rgba[4 * ((top + pixel / side) * width + left + pixel % side) + 3] = shade.max(PLACE);
        }
    }
    put(canvas, &rgba, width as u32, height as u32);
}

/// Paints the glyph: what speaks for the reading in the accent's colour, what speaks against it in the warning's.
pub fn paint_salience(canvas: &HtmlCanvasElement, glyph: &Glyph, salience: &[f32], palette: &Palette) {
    let Some(context) = context(canvas) else { return };
    canvas.set_width(SIDE as u32);
    canvas.set_height(SIDE as u32);
    let most = salience.iter().fold(f32::EPSILON, |most, value| most.max(value.abs()));
    let pixel = |at: usize, colour: &str, alpha: f32| {
        context.set_fill_style_str(colour);
        context.set_global_alpha(alpha.into());
        context.fill_rect((at % SIDE) as f64, (at / SIDE) as f64, 1.0, 1.0);
    };
    for (at, (&ink, &says)) in glyph.pixels.iter().zip(salience).enumerate().filter(|(_, (ink, _))| **ink > 0) {
        // All ink shows a little, so that one sees what has no say.
        pixel(at, &palette.ink, f32::from(ink) / 255.0 * 0.18);
        let colour = if says > 0.0 { &palette.accent } else { &palette.warning };
        pixel(at, colour, (says.abs() / most).sqrt());
    }
}

fn put(canvas: &HtmlCanvasElement, rgba: &[u8], width: u32, height: u32) {
    canvas.set_width(width);
    canvas.set_height(height);
    let data = ImageData::new_with_u8_clamped_array_and_sh(Clamped(rgba), width, height);
    if let (Some(context), Ok(data)) = (context(canvas), data) {
        let _ = context.put_image_data(&data, 0.0, 0.0);
    }
}
