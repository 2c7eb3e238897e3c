//! The feature maps of a layer for one glyph, as small pictures.

use serde::{Deserialize, Serialize};

/// The feature maps of one layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerMaps {
    pub side: u16,
    /// From 0 to 255, the layer's strongest activation, map by map and row by row.
    pub shades: Vec<u8>,
}

impl LayerMaps {
    /// The maps of a layer's activations with channels first.
    pub fn of(values: &[f32], side: usize) -> Self {
        let most = values.iter().copied().fold(f32::EPSILON, f32::max);
        let shade = |value: &f32| (value.max(0.0) / most * 255.0).round() as u8;
        Self { side: side as u16, shades: values.iter().map(shade).collect() }
    }

    /// The maps of a layer's activations with channels last.
    pub fn of_places(values: &[f32], side: usize) -> Self {
        let area = (side * side).max(1);
        let features = values.len() / area;
        let by_feature: Vec<f32> = (0..values.len()).map(|at| values[at % area * features + at / area]).collect();
        Self::of(&by_feature, side)
    }

    /// The number of features.
    pub fn count(&self) -> usize {
        self.shades.len() / self.area().max(1)
    }

    /// The map of one feature; empty where there is none.
    pub fn map(&self, at: usize) -> &[u8] {
        let area = self.area();
        self.shades.get(at * area..(at + 1) * area).unwrap_or_default()
    }

    fn area(&self) -> usize {
        usize::from(self.side).pow(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_answer_is_white_and_what_is_held_back_black() {
        let maps = LayerMaps::of(&[0.0, 2.0, -1.0, 4.0, 1.0, 1.0, 1.0, 1.0], 2);
        assert_eq!((maps.count(), maps.map(0), maps.map(1)), (2, &[0, 128, 0, 255][..], &[64; 4][..]));
        assert!(maps.map(2).is_empty());
    }

    #[test]
    fn places_are_sorted_by_feature() {
        let features = [[0.0, 2.0, 1.0, 4.0], [3.0, 3.0, 0.0, 0.5]];
        let places: Vec<f32> = (0..4).flat_map(|place| features.map(|feature| feature[place])).collect();
        assert_eq!(LayerMaps::of_places(&places, 2), LayerMaps::of(&features.concat(), 2));
    }

    #[test]
    fn a_layer_that_is_silent_stays_black() {
        assert_eq!(LayerMaps::of(&[-3.0, 0.0], 1).shades, [0, 0]);
    }
}
