//! The network on the GPU: each convolution is one launch of a compute shader of our own, on the device that Burn's WebGPU
//! backend opened and on memory that it manages.
//!
//! Burn's own convolutions are made for every shape on every device, which costs code and time at the start; this
//! network's shapes are known. Burn's tensors are not used either: they bring in conversions between all number types,
//! and kernels that rearrange a tensor before it is read.

use super::reader::Read;
use super::spec::{Layer, ModelSpec, Shape};
use super::weights::Numbers;
use crate::explain::LayerMaps;
use crate::glyph::Image;
use burn::backend::wgpu::{CubeBackend, CubeDim, KernelSource, SourceKernel, SourceTemplate};
use burn::tensor::{Device, Tensor};
use cubecl::client::Client;
use cubecl::prelude::{CubeCount, KernelId};
use cubecl::server::{Handle, KernelArguments};

/// The number of output channels that a thread computes.
const LANES: usize = 4;
/// The number of threads in a workgroup.
const GROUP: u32 = 64;

#[derive(Clone)]
pub struct Shaded {
    /// None on a backend other than WebGPU.
    client: Option<Client>,
    spec: ModelSpec,
    convs: Vec<Conv>,
}

#[derive(Clone, Debug)]
struct Conv {
    shader: Shader,
    weights: Handle,
}

impl Shaded {
    pub fn from_numbers(spec: &ModelSpec, layers: &[Numbers], device: &Device) -> Self {
        // A tensor gives access to the client that allocates memory and launches kernels.
        let tensor = Tensor::<1>::empty([1], device).try_into_primitive::<CubeBackend>();
        let client = tensor.ok().map(|tensor| tensor.client);
        let mut convs = Vec::new();
        for (Shape { layer, from, side, is_last }, numbers) in spec.shapes().zip(layers) {
            let shader = Shader { layer, side, from, relu: !is_last };
            let weights = client.as_ref().map(|client| put(client, packed(&layer, from, numbers)));
            convs.extend(weights.map(|weights| Conv { shader, weights }));
        }
        Self { client, spec: spec.clone(), convs }
    }

    /// The scores; `show` is called with each layer's maps and their side.
    fn run(&self, client: &Client, images: &[impl Image], mut show: impl FnMut(&Handle, usize)) -> Handle {
        let pictures = put(client, images.iter().flat_map(Image::numbers));
        self.convs.iter().fold(pictures, |maps, conv| {
            let maps = conv.run(client, maps, images.len());
            show(&maps, conv.shader.gives());
            maps
        })
    }
}

impl Read for Shaded {
    async fn read(&self, images: &[impl Image], _: &Device) -> Option<Vec<Vec<f32>>> {
        if images.is_empty() {
            return Some(Vec::new());
        }
        let client = self.client.as_ref()?;
        let scores = take(client, self.run(client, images, |_, _| {})).await?;
        Some(self.spec.scores(&scores, images.iter().map(Image::medium)))
    }

    async fn look(&self, image: &impl Image, _: &Device) -> Option<Vec<LayerMaps>> {
        let client = self.client.as_ref()?;
        let mut all = Vec::new();
        self.run(client, std::slice::from_ref(image), |maps, side| all.push((maps.clone(), side)));
        all.pop();
        let mut layers = Vec::new();
        for (maps, side) in all {
            layers.push(LayerMaps::of_places(&take(client, maps).await?, side));
        }
        Some(layers)
    }
}

impl Conv {
    fn run(&self, client: &Client, maps: Handle, pictures: usize) -> Handle {
        let (places, channels) = (pictures * self.shader.gives().pow(2), self.shader.layer.channels);
        let made = client.empty(places * channels * size_of::<f32>());
        let buffers = [maps, self.weights.clone(), made.clone()].map(Handle::binding);
        client.launch(
            Box::new(SourceKernel::new(self.shader.clone(), CubeDim::new_1d(GROUP))),
            CubeCount::Static((places as u32).div_ceil(GROUP), channels.div_ceil(LANES) as u32, 1),
            KernelArguments::new().with_buffers(buffers.into()),
        );
        made
    }
}

/// Copies numbers to the GPU.
fn put(client: &Client, numbers: impl IntoIterator<Item = f32>) -> Handle {
    let bytes: Vec<u8> = numbers.into_iter().flat_map(f32::to_le_bytes).collect();
    client.create_from_slice(&bytes)
}

/// Copies numbers back from the GPU; None where the device was lost.
async fn take(client: &Client, numbers: Handle) -> Option<Vec<f32>> {
    let bytes = client.read_async(vec![numbers]).await.ok()?.pop()?;
    Some(bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
}

/// Weights, which are ordered by output channel, input channel, row and column, and biases, in the shader's order.
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Shader {
    layer: Layer,
    /// The side of the maps that it reads.
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
        KernelId::new::<Self>().info(self.clone())
    }

    fn lang(&self) -> &'static str {
        "wgsl"
    }
}
