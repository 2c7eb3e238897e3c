//! A chart of the network: the maps of every layer to scale, from the picture to the scores.

use super::sketch::{Sketch, area, circle, line, rect};
use super::{Fact, Pick, Plot, Spot};
use serde::{Deserialize, Serialize};

/// The maps after one layer, and how they are computed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Map {
    pub side: u32,
    pub channels: u32,
    /// The layer in a word or two; empty for the picture itself.
    pub by: String,
    pub facts: Vec<Fact>,
}

/// From this width on, in pixels, the chain is drawn from left to right, else from the top down.
const HORIZONTAL: f32 = 560.0;

/// Maps as a box: the side across the chain, the channels along it.
struct Block {
    along: f32,
    thick: f32,
    half: f32,
}

/// The chart of some maps; `symbols` names the scores of each medium, after which comes the score of the reject class.
pub fn chain(maps: &[Map], symbols: &[String], width: f32) -> Plot {
    if width >= HORIZONTAL { horizontal(maps, symbols, width) } else { vertical(maps, symbols, width) }
}

fn horizontal(maps: &[Map], symbols: &[String], width: f32) -> Plot {
    const PIXEL: f32 = 5.2;
    const CHANNEL: f32 = 0.36;
    let (middle, words) = (88.0, 176.0);
    let height = words + 42.0;
    let (left, right) = (18.0, width - 40.0);
    let blocks = blocks(maps, left, right, PIXEL, CHANNEL);

    let mut sketch = Sketch::default();
    let mut funnels = String::new();
    for pair in blocks.windows(2) {
        let (from, to) = (pair[0].along + pair[0].thick, pair[1].along);
        let corners = [
            (from, middle - pair[0].half),
            (to, middle - pair[1].half),
            (to, middle + pair[1].half),
            (from, middle + pair[0].half),
        ];
        funnels += &area(&corners);
    }
    sketch.path("funnel", funnels);
    let bounds = |block: &Block| rect(block.along, middle - block.half, block.thick, 2.0 * block.half);
    sketch.path("map", blocks.iter().map(bounds).collect());
    for (at, (map, block)) in maps.iter().zip(&blocks).enumerate() {
        let centre = block.along + block.thick / 2.0;
        sketch.text("term middle", centre, words, format!("{0}×{0}", map.side));
        sketch.text("label middle", centre, words + 16.0, format!("×{}", map.channels));
        if at > 0 {
            let before = &blocks[at - 1];
            let between = (before.along + before.thick + block.along) / 2.0;
            sketch.text("label middle", between, words + 38.0, map.by.as_str());
        }
    }
    if let Some(last) = blocks.last() {
        fan(&mut sketch, symbols, |at, of| {
            let y = middle + (at as f32 - (of - 1) as f32 / 2.0) * 14.0;
            [(last.along + last.thick, middle), (right + 16.0, y), (right + 26.0, y + 4.0)]
        });
    }
    let spot = |(map, block): (&Map, &Block)| {
        let mark = bounds(block);
        Spot { x: block.along + block.thick / 2.0, y: middle, mark, facts: map.facts.clone() }
    };
    let spots = maps.iter().zip(&blocks).map(spot).collect();
    Plot { width, height, shapes: sketch.finish(), spots, row: 1, pick: Pick::Across, home: 0 }
}

fn vertical(maps: &[Map], symbols: &[String], width: f32) -> Plot {
    const PIXEL: f32 = 4.6;
    const CHANNEL: f32 = 0.26;
    let middle = 0.24 * width;
    let (top, bottom) = (4.0, 4.0 + 58.0 * maps.len() as f32);
    let height = bottom + 30.0;
    let blocks = blocks(maps, top, bottom - 34.0, PIXEL.min(0.46 * width / 28.0), CHANNEL);

    let mut sketch = Sketch::default();
    let mut funnels = String::new();
    for pair in blocks.windows(2) {
        let (from, to) = (pair[0].along + pair[0].thick, pair[1].along);
        let corners = [
            (middle - pair[0].half, from),
            (middle + pair[0].half, from),
            (middle + pair[1].half, to),
            (middle - pair[1].half, to),
        ];
        funnels += &area(&corners);
    }
    sketch.path("funnel", funnels);
    let bounds = |block: &Block| rect(middle - block.half, block.along, 2.0 * block.half, block.thick);
    sketch.path("map", blocks.iter().map(bounds).collect());
    let words = 2.0 * middle + 16.0;
    for (at, (map, block)) in maps.iter().zip(&blocks).enumerate() {
        let y = (block.along + block.thick / 2.0).max(top + 8.0) + 4.0;
        sketch.text("term", words, y, format!("{0}×{0} ×{1}", map.side, map.channels));
        if at > 0 {
            let before = &blocks[at - 1];
            let between = (before.along + before.thick + block.along) / 2.0;
            sketch.text("label", words, between + 4.0, format!("↓ {}", map.by));
        }
    }
    if let Some(last) = blocks.last() {
        fan(&mut sketch, symbols, |at, of| {
            let x = width / 2.0 + (at as f32 - (of - 1) as f32 / 2.0) * (width / of as f32).min(26.0);
            [(middle, last.along + last.thick), (x, height - 18.0), (x, height - 2.0)]
        });
    }
    let spot = |(map, block): (&Map, &Block)| {
        let mark = bounds(block);
        Spot { x: middle, y: block.along + block.thick / 2.0, mark, facts: map.facts.clone() }
    };
    let spots = maps.iter().zip(&blocks).map(spot).collect();
    Plot { width, height, shapes: sketch.finish(), spots, row: 1, pick: Pick::Down, home: 0 }
}

/// Boxes to scale, with equal gaps between them.
fn blocks(maps: &[Map], start: f32, end: f32, pixel: f32, channel: f32) -> Vec<Block> {
    let thick = |map: &Map| (channel * map.channels as f32).max(3.0);
    let filled: f32 = maps.iter().map(thick).sum();
    let gap = (end - start - filled) / maps.len().saturating_sub(1).max(1) as f32;
    let mut along = start;
    let mut block = |map: &Map| {
        let block = Block { along, thick: thick(map), half: (pixel * map.side as f32 / 2.0).max(3.0) };
        along += block.thick + gap;
        block
    };
    maps.iter().map(&mut block).collect()
}

/// The scores of one medium behind the last map; `place` gives where each line starts, its dot, and the dot's name.
fn fan(sketch: &mut Sketch, symbols: &[String], place: impl Fn(usize, usize) -> [(f32, f32); 3]) {
    let classes = symbols.len() + 1;
    let places: Vec<_> = (0..classes).map(|at| place(at, classes)).collect();
    sketch.path("thread", places.iter().map(|[from, to, _]| line(&[*from, *to])).collect());
    sketch.path("score", places.iter().map(|[_, at, _]| circle(at.0, at.1, 3.5)).collect());
    for (at, [_, dot, name]) in places.iter().enumerate() {
        let class = if dot.0 == name.0 { "tick middle" } else { "tick" };
        sketch.text(class, name.0, name.1, symbols.get(at).map_or("–", String::as_str));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn maps() -> Vec<Map> {
        let map = |side, channels| Map { side, channels, by: "3×3".into(), facts: vec![] };
        vec![map(28, 1), map(14, 32), map(7, 64), map(1, 22)]
    }

    fn digits() -> Vec<String> {
        (0..10).map(|digit| digit.to_string()).collect()
    }

    #[test]
    fn maps_follow_each_other_in_either_layout() {
        let horizontal = chain(&maps(), &digits(), 640.0);
        assert!(horizontal.spots.windows(2).all(|pair| pair[0].x < pair[1].x) && horizontal.height < 300.0);
        let vertical = chain(&maps(), &digits(), 320.0);
        assert!(vertical.spots.windows(2).all(|pair| pair[0].y < pair[1].y));
    }

    #[test]
    fn sides_and_channels_are_to_scale() {
        let blocks = blocks(&maps(), 0.0, 400.0, 4.0, 0.5);
        assert_eq!((blocks[0].half, blocks[1].half), (2.0 * blocks[1].half, 28.0));
        assert_eq!((blocks[1].thick, blocks[2].thick), (16.0, 32.0));
        assert!((blocks[3].along + blocks[3].thick - 400.0).abs() < 0.01);
    }

    #[test]
    fn each_class_has_its_dot_once_whatever_the_number_of_media() {
        let horizontal = format!("{:?}", chain(&maps(), &digits(), 640.0).shapes);
        assert!(
            horizontal.contains("\"9\"") && horizontal.contains("–") && !horizontal.contains("\"10\""),
            "{horizontal}"
        );
    }

    #[test]
    fn it_stays_inside_its_width() {
        for width in [288.0, 358.0, 559.0, 560.0, 900.0] {
            for spot in chain(&maps(), &digits(), width).spots {
                assert!(spot.x > 0.0 && spot.x < width);
            }
        }
    }
}
