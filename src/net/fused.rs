//! The network as the CPU engine runs it: all of its convolutions as one operation of Burn's flex backend, made by
//! kernels of our own.

use super::kernel::Kernel;
use super::reader::{Read, Score, Seen};
use super::spec::{ModelSpec, Shape};
use super::tiled::Tiled;
use super::weights::Numbers;
use crate::explain::LayerMaps;
use crate::glyph::{AREA, Image, SIDE};
use burn::backend::flex::FlexTensor;
use burn::tensor::{Device, TensorData};

#[derive(Clone, Debug)]
pub struct Fused {
    spec: ModelSpec,
    convs: Vec<Conv>,
}

/// A convolution in the way that suits it best.
#[derive(Clone, Debug)]
enum Conv {
    Plain(Kernel),
    Tiled(Tiled),
}

impl Conv {
    fn run(&self, input: &[f32], side: usize, relu: bool, output: &mut Vec<f32>) -> usize {
        match self {
            Self::Plain(kernel) => kernel.run(input, side, relu, output),
            Self::Tiled(tiled) => tiled.run(input, side, relu, output),
        }
    }
}

impl Fused {
    pub fn from_numbers(spec: &ModelSpec, layers: &[Numbers], _: &Device) -> Self {
        let conv = |(Shape { layer, from, side, .. }, numbers): (Shape, &Numbers)| {
            let Numbers { weights, bias } = numbers;
            match Tiled::suits(&layer, from, side) {
                true => Conv::Tiled(Tiled::new(layer, from, weights, bias)),
                false => Conv::Plain(Kernel::new(layer, from, weights, bias)),
            }
        };
        Self { convs: spec.shapes().zip(layers).map(conv).collect(), spec: spec.clone() }
    }

    fn run(&self, pictures: &FlexTensor) -> FlexTensor {
        let mut scores = Vec::new();
        let mut room = Room::default();
        for picture in pictures.storage::<f32>().chunks_exact(AREA * self.spec.planes) {
            self.run_one(picture, &mut room, |_, _| {});
            scores.extend_from_slice(&room.maps);
        }
        let outputs = self.spec.outputs();
        let count = scores.len() / outputs;
        FlexTensor::from_data(TensorData::new(scores, [count, outputs]))
    }

    /// From a picture to scores, which are what is left in the room; each layer's maps and their side are shown.
    fn run_one(&self, picture: &[f32], room: &mut Room, mut show: impl FnMut(&[f32], usize)) {
        let Room { maps, next } = room;
        maps.clear();
        maps.extend_from_slice(picture);
        let mut side = SIDE;
        for (at, conv) in self.convs.iter().enumerate() {
            next.clear();
            side = conv.run(maps, side, at + 1 < self.convs.len(), next);
            std::mem::swap(maps, next);
            show(maps, side);
        }
    }
}

impl Fused {
    /// What the last layer is given for a picture, in the order of its weights.
    pub fn before_last(&self, picture: &[f32]) -> Vec<f32> {
        self.seen_one(picture, &mut Room::default())
    }

    /// The same, with all outputs left in the room.
    fn seen_one(&self, picture: &[f32], room: &mut Room) -> Vec<f32> {
        let (mut left, mut seen) = (self.convs.len(), Vec::new());
        let show = |maps: &[f32], side: usize| {
            left -= 1;
            if left == 1 {
                let (places, channels) = (side * side, maps.len() / (side * side));
                seen = (0..maps.len()).map(|at| maps[at % places * channels + at / places]).collect();
            }
        };
        self.run_one(picture, room, show);
        seen
    }
}

impl Read for Fused {
    async fn read(&self, images: &[impl Image], device: &Device) -> Option<Vec<Vec<f32>>> {
        Some(self.score(images, device))
    }

    async fn read_seen(&self, images: &[impl Image], _: &Device) -> Option<Vec<Seen>> {
        let mut room = Room::default();
        let mut all = Vec::with_capacity(images.len());
        for image in images {
            let picture: Vec<f32> = image.numbers().collect();
            let features = self.seen_one(&picture, &mut room);
            let scores = room.maps[self.spec.outputs_of(image.medium())].to_vec();
            all.push(Seen { scores, features });
        }
        Some(all)
    }

    fn last_layer(&self) -> Option<Numbers> {
        match self.convs.last()? {
            Conv::Plain(kernel) => Some(kernel.numbers()),
            Conv::Tiled(_) => None,
        }
    }

    async fn look(&self, image: &impl Image, _: &Device) -> Option<Vec<LayerMaps>> {
        let picture: Vec<f32> = image.numbers().collect();
        let mut layers = Vec::new();
        self.run_one(&picture, &mut Room::default(), |maps, side| layers.push(LayerMaps::of_places(maps, side)));
        layers.pop();
        Some(layers)
    }
}

/// What a layer reads and what it writes, used again and again.
#[derive(Default)]
struct Room {
    maps: Vec<f32>,
    next: Vec<f32>,
}

impl Score for Fused {
    /// On the backend's own tensors: what has to ask for a backend and a number type can turn each type into each, which
    /// would be most of what the engine weighs.
    fn score(&self, images: &[impl Image], _: &Device) -> Vec<Vec<f32>> {
        let numbers: Vec<f32> = images.iter().flat_map(Image::numbers).collect();
        let shape = [images.len(), AREA * self.spec.planes];
        let outputs = self.run(&FlexTensor::from_data(TensorData::new(numbers, shape)));
        self.spec.scores(outputs.storage(), images.iter().map(Image::medium))
    }
}

#[cfg(all(test, feature = "train"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::alphabet::Alphabet;
    use crate::glyph::planes::{self, Planes};
    use crate::glyph::{Glyph, Medium};
    use crate::ink::{Point, Trace};
    use crate::net::spec::Layer;
    use crate::net::{Net, at_once};

    #[test]
    fn it_computes_what_burns_own_layers_do() {
        let device = Device::flex();
        let hidden =
            [Layer::new(32, 5, 2, 2), Layer::new(32, 3, 1, 1), Layer::new(48, 3, 2, 1), Layer::new(20, 3, 1, 0)];
        let spec = ModelSpec::new(Alphabet::digits(), Medium::ALL.to_vec(), &hidden);
        let (net, fused) = both(&spec, &device);
        let glyphs: Vec<Glyph> = (1..4)
            .map(|n| Glyph {
                medium: Medium::ALL[n % Medium::ALL.len()],
                pixels: std::array::from_fn(|at| (at * at * n % 251) as u8),
            })
            .collect();
        agree(&net, &fused, &glyphs);
        assert_eq!(fused.score(&[] as &[Glyph], &device), Vec::<Vec<f32>>::new());
        let looks = at_once(async { (fused.look(&glyphs[0], &device).await, net.look(&glyphs[0], &device).await) });
        let Some((Some(own), Some(burns))) = looks else { panic!("a CPU answers at once") };
        assert_eq!((own.len(), burns.len()), (hidden.len(), hidden.len()));
        for (own, burns) in own.iter().zip(burns) {
            assert_eq!((own.side, own.count()), (burns.side, burns.count()));
            assert!(own.shades.iter().zip(&burns.shades).all(|(a, b)| a.abs_diff(*b) <= 1));
        }
    }

    #[test]
    fn it_computes_the_same_of_several_planes() {
        let spec = ModelSpec::new(Alphabet::digits(), vec![Medium::Pen], &[Layer::new(12, 5, 2, 2)]);
        let (net, fused) = both(&spec.with_planes(planes::PLANES), &Device::flex());
        let trace = |x: f32| Trace::new(vec![Point::at(x, 0.0), Point::at(x + 9.0, 30.0)]).unwrap();
        let (one, other) = (trace(0.0), trace(14.0));
        let seen = Planes::of(&[&one], &[&other], 30.0, planes::PEN).unwrap();
        agree(&net, &fused, &[seen.clone(), seen.without_directions()]);
    }

    fn both(spec: &ModelSpec, device: &Device) -> (Net, Fused) {
        let net = Net::new(spec, device).fold();
        let fused = Fused::from_numbers(spec, &net.numbers(), device);
        (net, fused)
    }

    fn agree(net: &Net, fused: &Fused, images: &[impl Image]) {
        let device = Device::flex();
        let (own, burns) = (fused.score(images, &device), net.score(images, &device));
        assert_eq!(own.len(), images.len());
        for (own, burns) in own.iter().zip(burns) {
            let most = burns.iter().fold(1.0f32, |most, score| most.max(score.abs()));
            assert!(own.iter().zip(&burns).all(|(a, b)| (a - b).abs() < 1e-5 * most), "{own:?} {burns:?}");
        }
    }
}
