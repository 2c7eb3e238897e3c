//! The parameters as the layers of a weights file, and back.

use super::{Depthwise, Network};
use crate::net::weights::Numbers;
use std::ops::Range;

impl Network {
    /// The parameters as a weights file has them.
    pub fn layers(&self, of: &[f32]) -> Vec<Numbers> {
        let layer = |[weights, bias]: &[Range<usize>; 2]| Numbers {
            weights: of[weights.clone()].to_vec(),
            bias: of[bias.clone()].to_vec(),
        };
        let mut layers: Vec<Numbers> = self.stem.iter().map(|(_, places)| layer(places)).collect();
        for (depthwise, places) in &self.blocks {
            let own = &of[places.depthwise.clone()];
            let channel = |channel: usize| own.iter().skip(channel).step_by(depthwise.channels).copied();
            let weights = (0..depthwise.channels).flat_map(channel).collect();
            layers.push(Numbers { weights, bias: vec![0.0; depthwise.channels] });
            layers.push(layer(&places.inner));
            layers.push(layer(&places.outer));
        }
        layers.push(layer(&self.output));
        layers
    }

    /// The parameters of a weights file's layers, the way back from [`Self::layers`]. None where they are of another network.
    pub fn parameters(&self, layers: &[Numbers]) -> Option<Vec<f32>> {
        let mut all = vec![0.0; self.count];
        let mut layers = layers.iter();
        for (_, places) in &self.stem {
            put(&mut all, places, layers.next()?)?;
        }
        for (Depthwise { kernel, .. }, places) in &self.blocks {
            let own = &layers.next()?.weights;
            let column = |part: usize| own.iter().skip(part).step_by(*kernel).copied();
            let weights = (0..*kernel).flat_map(column).collect();
            put(&mut all, &[places.depthwise.clone(), 0..0], &Numbers { weights, bias: Vec::new() })?;
            put(&mut all, &places.inner, layers.next()?)?;
            put(&mut all, &places.outer, layers.next()?)?;
        }
        put(&mut all, &self.output, layers.next()?)?;
        layers.next().is_none().then_some(all)
    }
}

/// Puts a layer's weights and biases in their places. None where they are not as many.
fn put(all: &mut [f32], [weights, bias]: &[Range<usize>; 2], numbers: &Numbers) -> Option<()> {
    for (range, own) in [(weights, &numbers.weights), (bias, &numbers.bias)] {
        (range.len() == own.len()).then(|| all[range.clone()].copy_from_slice(own))?;
    }
    Some(())
}
