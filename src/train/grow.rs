//! Going on from published weights: their normalisation is folded and has to be taken apart again, and the network that
//! goes on may have more channels than they have.

use super::corpus::Sample;
use super::gradient;
use super::{Result, TrainError, context};
use crate::net::spec::{ModelSpec, Shape};
use crate::net::weights::{Numbers, Record};
use crate::net::{Learned, Net};
use burn::tensor::Device;
use std::path::Path;

/// Reads a weights file of a network that `spec` has room for.
pub fn read(file: &Path, spec: &ModelSpec) -> Result<Record> {
    let name = file.display();
    let bytes = std::fs::read(file).map_err(context(format!("{name} cannot be read")))?;
    let record = Record::from_bytes(&bytes).map_err(context(format!("{name} has no weights")))?;
    let fits = record.spec.alphabet == spec.alphabet
        && record.spec.planes == spec.planes
        && record.spec.media == spec.media
        && record.spec.layers.len() == spec.layers.len()
        && record.spec.layers.iter().zip(&spec.layers).all(|(old, new)| {
            (old.kernel, old.stride, old.padding) == (new.kernel, new.stride, new.padding)
                && old.channels <= new.channels
        });
    match fits {
        true => Ok(record),
        false => Err(TrainError(format!("The network in {name} is none that this one could have grown from."))),
    }
}

/// A network that computes what the published one does, up to what normalisation by batches changes. Channels that it
/// did not have begin with random weights, and the next layer gives them none yet.
pub fn grown(spec: &ModelSpec, from: &Record, samples: Vec<Sample>, device: &Device) -> Net {
    let mut net = Net::new(spec, device);
    let mut learned = net.learned();
    let old = from.spec.shapes().zip(&from.layers);
    for ((layer, new), (old, numbers)) in learned.iter_mut().zip(spec.shapes()).zip(old) {
        put(layer, new, old, numbers);
    }
    let epsilon = net.epsilon();
    let parts = [samples];
    // What a layer sees is known once those before it are as they were.
    for at in 0..learned.len() - 1 {
        net = net.with_learned(learned.clone());
        let [mean, variance] = &gradient::moments(&net, &parts)[0][at];
        for channel in 0..from.spec.layers[at].channels {
            learned[at].scale[channel] = (variance[channel] + epsilon).sqrt();
            learned[at].shift[channel] = mean[channel];
        }
    }
    net.with_learned(learned)
}

/// The numbers of a layer in one that may be larger.
fn put(layer: &mut Learned, new: Shape, old: Shape, numbers: &Numbers) {
    let area = new.layer.kernel * new.layer.kernel;
    for to in 0..old.layer.channels {
        let row = &mut layer.weights[to * new.from * area..][..new.from * area];
        row.fill(0.0);
        row[..old.from * area].copy_from_slice(&numbers.weights[to * old.from * area..][..old.from * area]);
    }
    layer.bias[..old.layer.channels].copy_from_slice(&numbers.bias);
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::alphabet::Alphabet;
    use crate::glyph::{AREA, Glyph, Medium};
    use crate::net::spec::Layer;
    use crate::net::{Model, Score};
    use crate::prediction::Calibration;
    use crate::train::rng::Rng;

    fn spec(channels: [usize; 2]) -> ModelSpec {
        let hidden = [Layer::new(channels[0], 5, 2, 2), Layer::new(channels[1], 3, 2, 1)];
        ModelSpec::new(Alphabet::digits(), vec![Medium::Pen], &hidden)
    }

    fn samples() -> Vec<Sample> {
        let mut rng = Rng::of(3, [1, 2]);
        let ink = |rng: &mut Rng| (0..AREA).map(|_| rng.unit()).collect();
        (0..200).map(|_| Sample::new(ink(&mut rng), 0, &Alphabet::digits(), Medium::Pen, &Rng::of(1, [0, 0]))).collect()
    }

    #[test]
    fn a_wider_network_begins_with_what_the_published_one_says() {
        let device = Device::flex();
        device.seed(9);
        let old = Net::new(&spec([8, 12]), &device).fold();
        let (bytes, old) = Model::new(&old, Calibration::default(), &device).unwrap();
        let wide = spec([16, 20]);
        let grown = grown(&wide, &Record::from_bytes(&bytes).unwrap(), samples(), &device);
        // The statistics of the same samples, as training would gather them.
        let grown = grown.with_momentum(1.0);
        grown.remember(&gradient::moments(&grown, &[samples()])[0]);
        let folded = grown.fold();
        let glyph = Glyph { medium: Medium::Pen, pixels: std::array::from_fn(|at| (at * 37 % 251) as u8) };
        let (before, after) = (old.net.score(std::slice::from_ref(&glyph), &device), folded.score(&[glyph], &device));
        let off = before[0].iter().zip(&after[0]).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        let large = before[0].iter().map(|score| score.abs()).fold(0.0, f32::max);
        assert!(off < 0.02 * large.max(1.0), "{before:?} {after:?}");
    }

    #[test]
    fn what_it_could_not_have_grown_from_is_refused() {
        let device = Device::flex();
        let (bytes, _) =
            Model::new(&Net::new(&spec([8, 12]), &device).fold(), Calibration::default(), &device).unwrap();
        let file = std::env::temp_dir().join(format!("inkling-grow-{}.weights", std::process::id()));
        std::fs::write(&file, bytes).unwrap();
        assert!(read(&file, &spec([8, 16])).is_ok());
        assert!(
            read(&file, &spec([4, 12])).unwrap_err().to_string().contains("none that this one could have grown from")
        );
        std::fs::write(&file, b"no weights").unwrap();
        assert!(read(&file, &spec([8, 12])).is_err());
        std::fs::remove_file(&file).unwrap();
    }
}
