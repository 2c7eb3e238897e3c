//! The network as the GPU runs it: each convolution one launch of a shader of our own, on tensors of Burn's WebGPU
//! backend.
//!
//! Burn's own convolutions are made for every shape on every device: they bring a compiler's worth of code along, and
//! seconds of compiling at the start. This network's shapes are known.

use super::{Layer, Numbers, PLAN, Read, chosen, input};
use crate::glyph::{Glyph, SIDE};
use crate::inside::LayerMaps;
use crate::reader::CLASSES;
use burn::backend::wgpu::{CubeBackend, CubeDim, CubeTensor, KernelSource, SourceKernel, SourceTemplate};
use burn::tensor::{DType, Device, Shape, Tensor, TensorData};
use cubecl::prelude::{CubeCount, KernelId};
use cubecl::server::KernelArguments;

/// Channels that a thread makes.
const LANES: usize = 4;
/// Threads that run together.
const GROUP: u32 = 64;

#[derive(Clone, Debug)]
pub struct Shaded {
    convs: Vec<Conv>,
}

#[derive(Clone, Debug)]
struct Conv {
    shader: Shader,
    weights: Tensor<1>,
}

impl Shaded {
    pub fn from_numbers(layers: &[Numbers], device: &Device) -> Self {
        let (mut side, mut from) = (SIDE, 1);
        let convs = PLAN.iter().zip(layers).enumerate().map(|(at, (layer, numbers))| {
            let shader = Shader { layer: *layer, side, from, relu: at + 1 < PLAN.len() };
            let packed = packed(layer, from, numbers);
            let length = packed.len();
            (side, from) = (layer.side_after(side), layer.channels);
            Conv { shader, weights: Tensor::from_data(TensorData::new(packed, [length]), device) }
        });
        Self { convs: convs.collect() }
    }

    /// The scores; each layer's maps and their side are shown. None on any other backend.
    fn run(&self, glyphs: &[Glyph], device: &Device, mut show: impl FnMut(CubeTensor, usize)) -> Option<CubeTensor> {
        let pictures = input(glyphs, device).try_into_primitive::<CubeBackend>().ok()?;
        self.convs.iter().try_fold(pictures, |maps, conv| {
            let maps = conv.run(maps, glyphs.len())?;
            show(maps.clone(), conv.shader.gives());
            Some(maps)
        })
    }
}

impl Read for Shaded {
    async fn read(&self, glyphs: &[Glyph], device: &Device) -> Option<Vec<[f32; CLASSES]>> {
        if glyphs.is_empty() {
            return Some(Vec::new());
        }
        let scores = self.run(glyphs, device, |_, _| {})?;
        let scores = Tensor::<2>::from_primitive::<CubeBackend>(scores).into_data_async().await.ok()?;
        Some(chosen(scores.as_slice().unwrap_or_default(), glyphs))
    }

    async fn look(&self, glyph: &Glyph, device: &Device) -> Option<Vec<LayerMaps>> {
        let mut all = Vec::new();
        self.run(std::slice::from_ref(glyph), device, |maps, side| all.push((maps, side)))?;
        all.pop();
        let mut layers = Vec::new();
        for (maps, side) in all {
            let maps = Tensor::<2>::from_primitive::<CubeBackend>(maps).into_data_async().await.ok()?;
            layers.push(LayerMaps::of_places(maps.as_slice::<f32>().ok()?, side));
        }
        Some(layers)
    }
}

impl Conv {
    fn run(&self, maps: CubeTensor, pictures: usize) -> Option<CubeTensor> {
        let weights = self.weights.clone().try_into_primitive::<CubeBackend>().ok()?;
        let (places, channels) = (pictures * self.shader.gives().pow(2), self.shader.layer.channels);
        // The last layer's one place leaves its channels side by side: the scores as they are wanted.
        let shape = Shape::new([places, channels]);
        let client = maps.client.clone();
        let made = client.empty(places * channels * size_of::<f32>());
        let buffers = [maps.handle, weights.handle, made.clone()].map(|handle| handle.binding());
        client.launch(
            Box::new(SourceKernel::new(self.shader.clone(), CubeDim::new_1d(GROUP))),
            CubeCount::Static((places as u32).div_ceil(GROUP), channels.div_ceil(LANES) as u32, 1),
            KernelArguments::new().with_buffers(buffers.into()),
        );
        Some(CubeTensor::new_contiguous(client, maps.device, shape, made, DType::F32))
    }
}

/// Weights that lie by output channel, input channel, row and column, and biases, in the shader's order.
fn packed(layer: &Layer, from: usize, numbers: &Numbers) -> Vec<f32> {
    let area = layer.kernel * layer.kernel;
    let blocks = layer.channels.div_ceil(LANES);
    let weight = |to: usize, place: usize, channel: usize| {
        numbers.weights.get((to * from + channel) * area + place).copied().unwrap_or(0.0)
    };
    let mut packed = Vec::with_capacity(blocks * LANES * (area * from + 1));
    for (block, place) in (0..blocks).flat_map(|block| (0..area).map(move |place| (block, place))) {
        for channel in 0..from {
            packed.extend((0..LANES).map(|lane| weight(block * LANES + lane, place, channel)));
        }
    }
    packed.extend((0..blocks * LANES).map(|to| numbers.bias.get(to).copied().unwrap_or(0.0)));
    packed
}

/// The shader of one convolution.
#[derive(Clone, Debug)]
struct Shader {
    layer: Layer,
    /// Of the maps that it reads.
    side: usize,
    from: usize,
    relu: bool,
}

impl Shader {
    fn gives(&self) -> usize {
        self.layer.side_after(self.side)
    }
}

impl KernelSource for Shader {
    fn source(&self) -> SourceTemplate {
        let Layer { channels, kernel, stride, padding } = self.layer;
        let sizes = [
            ("side", self.side),
            ("gives", self.gives()),
            ("kernel", kernel),
            ("stride", stride),
            ("padding", padding),
            ("from", self.from),
            ("to", channels),
            ("group", GROUP as usize),
        ];
        let template = SourceTemplate::new(include_str!("conv.wgsl"));
        let template = sizes.into_iter().fold(template, |all, (name, size)| all.register(name, size.to_string()));
        template.register("least", if self.relu { "0.0" } else { "-3.0e38" })
    }

    fn id(&self) -> KernelId {
        KernelId::new::<Self>().info((self.side, self.from, self.layer.channels, self.layer.kernel))
    }

    fn lang(&self) -> &'static str {
        "wgsl"
    }
}
