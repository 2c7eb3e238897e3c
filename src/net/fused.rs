//! The network as the CPU engine runs it: all of its convolutions as one operation of Burn's flex backend, made by
//! kernels of our own.

use super::kernel::Kernel;
use super::{Look, Numbers, OUTPUTS, PLAN, Score, chosen, input};
use crate::glyph::{AREA, Glyph, SIDE};
use crate::inside::LayerMaps;
use crate::reader::CLASSES;
use burn::backend::flex::{Flex, FlexTensor};
use burn::tensor::{Device, Tensor, TensorData};

#[derive(Clone, Debug)]
pub struct Fused {
    kernels: Vec<Kernel>,
}

impl Fused {
    pub fn from_numbers(layers: &[Numbers], _: &Device) -> Self {
        let mut from = 1;
        let kernel = |(layer, numbers): (&super::Layer, &Numbers)| {
            let kernel = Kernel::new(*layer, from, &numbers.weights, &numbers.bias);
            from = layer.channels;
            kernel
        };
        Self { kernels: PLAN.iter().zip(layers).map(kernel).collect() }
    }

    fn run(&self, pictures: &FlexTensor) -> FlexTensor {
        let mut scores = Vec::new();
        let mut room = Room::default();
        for picture in pictures.storage::<f32>().chunks_exact(AREA) {
            self.run_one(picture, &mut room, |_, _| {});
            scores.extend_from_slice(&room.maps);
        }
        let count = scores.len() / OUTPUTS;
        FlexTensor::from_data(TensorData::new(scores, [count, OUTPUTS]))
    }

    /// From a picture to scores, which are what is left in the room; each layer's maps and their side are shown.
    fn run_one(&self, picture: &[f32], room: &mut Room, mut show: impl FnMut(&[f32], usize)) {
        let Room { maps, next } = room;
        maps.clear();
        maps.extend_from_slice(picture);
        let mut side = SIDE;
        for (at, kernel) in self.kernels.iter().enumerate() {
            next.clear();
            side = kernel.run(maps, side, at + 1 < self.kernels.len(), next);
            std::mem::swap(maps, next);
            show(maps, side);
        }
    }
}

impl Look for Fused {
    fn look(&self, glyph: &Glyph, _: &Device) -> Vec<LayerMaps> {
        let picture: Vec<f32> = glyph.input().collect();
        let mut layers = Vec::new();
        self.run_one(&picture, &mut Room::default(), |maps, side| {
            // The kernels lay channels last.
            let (area, channels) = (side * side, maps.len() / (side * side));
            let by_channel: Vec<f32> = (0..maps.len()).map(|at| maps[at % area * channels + at / area]).collect();
            layers.push(LayerMaps::of(&by_channel, side));
        });
        layers.pop();
        layers
    }
}

/// What a layer reads and what it writes, used again and again.
#[derive(Default)]
struct Room {
    maps: Vec<f32>,
    next: Vec<f32>,
}

impl Score for Fused {
    fn score(&self, glyphs: &[Glyph], device: &Device) -> Vec<[f32; CLASSES]> {
        // Of another backend there is nothing to read: the weights' own check at the start would say so.
        let scores = input(glyphs, device).try_into_primitive::<Flex>().map(|pictures| self.run(&pictures));
        scores.map_or_else(
            |_| Vec::new(),
            |scores| chosen(Tensor::<2>::from_primitive::<Flex>(scores).into_data(), glyphs),
        )
    }
}

#[cfg(all(test, feature = "train"))]
mod tests {
    use super::*;
    use crate::glyph::Medium;
    use crate::net::Net;

    #[test]
    fn it_computes_what_burns_own_layers_do() {
        let device = Device::flex();
        let net = Net::new(&device).fold();
        let fused = Fused::from_numbers(&net.numbers(), &device);
        let glyphs: Vec<Glyph> = (1..4)
            .map(|n| Glyph { medium: Medium::ALL[n % 2], pixels: std::array::from_fn(|at| (at * at * n % 251) as u8) })
            .collect();
        for (own, burns) in fused.score(&glyphs, &device).iter().zip(net.score(&glyphs, &device)) {
            let most = burns.iter().fold(1.0f32, |most, score| most.max(score.abs()));
            assert!(own.iter().zip(burns).all(|(a, b)| (a - b).abs() < 1e-5 * most), "{own:?} {burns:?}");
        }
        assert_eq!(fused.score(&[], &device), Vec::<[f32; CLASSES]>::new());
        for (own, burns) in fused.look(&glyphs[0], &device).iter().zip(net.look(&glyphs[0], &device)) {
            assert_eq!((own.side, own.count()), (burns.side, burns.count()));
            assert!(own.shades.iter().zip(&burns.shades).all(|(a, b)| a.abs_diff(*b) <= 1));
        }
    }
}
