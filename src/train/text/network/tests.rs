//! The gradient against differences of the loss.

use super::*;
use crate::net::sequence::tests::small;

fn samples(spec: &SequenceSpec, rng: &mut Rng) -> Vec<Sample> {
    let sample = |(length, text): (usize, Vec<usize>)| Sample {
        frames: (0..length * spec.features).map(|_| rng.normal()).collect(),
        text,
    };
    [(13, vec![0, 1]), (22, vec![1, 1, 0])].map(sample).into()
}

#[test]
fn slopes_are_differences_of_the_loss() {
    let spec = small();
    let network = Network::new(&spec);
    let mut rng = Rng::of(4, [0, 0]);
    let mut parameters = network.initial(&mut rng);
    parameters.iter_mut().for_each(|value| *value += 0.1 * rng.normal());
    let samples = samples(&spec, &mut rng);
    for dropout in [0.0, 0.25] {
        let of = |parameters: &[f32]| network.gradient(parameters, &samples, dropout, &mut Rng::of(1, [2, 3]));
        let gradient = of(&parameters);
        assert_eq!(gradient.signs, 5);
        let largest = gradient.slopes.iter().fold(0.0_f32, |most, slope| most.max(slope.abs()));
        let mut wrong = 0;
        for at in 0..network.count() {
            let mut moved = parameters.clone();
            moved[at] += 2e-3;
            let more = of(&moved).loss;
            moved[at] -= 4e-3;
            let difference = (more - of(&moved).loss) / 4e-3;
            // Where a rectifier turns on or off in between, a difference is no slope.
            wrong += usize::from((difference - gradient.slopes[at]).abs() > 0.02 * largest);
        }
        assert!(wrong * 50 < network.count(), "{wrong} of {}", network.count());
    }
}

#[test]
fn sequences_do_not_see_each_other() {
    let spec = small();
    let network = Network::new(&spec);
    let mut rng = Rng::of(4, [0, 0]);
    let parameters = network.initial(&mut rng);
    let samples = samples(&spec, &mut rng);
    let alone: Vec<f32> = samples.iter().flat_map(|sample| network.scores(&parameters, &sample.frames)).collect();
    let frames: Vec<f32> = samples.iter().flat_map(|sample| sample.frames.clone()).collect();
    let lengths = [13, 22];
    let together = network.forward(&parameters, &frames, &lengths, 0.0, &mut rng).scores;
    assert!(alone.iter().zip(&together).all(|(a, b)| (a - b).abs() < 1e-5));
}

#[test]
fn parameters_come_back_from_the_layers_of_a_file() {
    let network = Network::new(&small());
    let parameters = network.initial(&mut Rng::of(7, [0, 0]));
    let mut layers = network.layers(&parameters);
    assert_eq!(network.parameters(&layers), Some(parameters));
    layers[1].weights.pop();
    assert_eq!(network.parameters(&layers), None);
    layers.truncate(1);
    assert_eq!(network.parameters(&layers), None);
}
