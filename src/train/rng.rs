//! A small random generator (xoshiro256**), so that a seed gives the same numbers on every machine and with every
//! version of every crate.

#[derive(Clone, Debug)]
pub struct Rng {
    state: [u64; 4],
}

impl Rng {
    /// The generator of one place in a run, for instance of a step and a sample, independent of all others.
    pub fn of(seed: u64, place: [u64; 2]) -> Self {
        // splitmix64, fed with all of the place before anything is drawn: the very first number must depend on it all.
        let mut word = seed;
        let mut next = |mix: u64| {
            word = (word ^ mix).wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = word;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            word = z ^ (z >> 31);
            word
        };
        next(place[0]);
        next(place[1]);
        Self { state: std::array::from_fn(|_| next(0)) }
    }

    pub fn bits(&mut self) -> u64 {
        let s = &mut self.state;
        let result = s[1].wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        result
    }

    /// Uniform in 0..1.
    pub fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1u64 << 24) as f32
    }

    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    pub fn chance(&mut self, probability: f32) -> bool {
        self.unit() < probability
    }

    /// Uniform in 0..count; `count` must not be zero.
    pub fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.bits()) * count as u128) >> 64) as usize
    }

    /// Normal with mean 0 and deviation 1.
    pub fn normal(&mut self) -> f32 {
        let (a, b) = (self.unit().max(1e-7), self.unit());
        (-2.0 * a.ln()).sqrt() * (std::f32::consts::TAU * b).cos()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_its_own_numbers() {
        let first = |seed, place| Rng::of(seed, place).bits();
        assert_eq!(first(1, [2, 3]), first(1, [2, 3]));
        assert_ne!(first(1, [2, 3]), first(1, [3, 2]));
        assert_ne!(first(1, [2, 3]), first(1, [2, 4]));
        assert_ne!(first(1, [2, 3]), first(1, [1, 3]));
        assert_ne!(first(1, [2, 3]), first(2, [2, 3]));
    }

    #[test]
    fn first_numbers_of_neighbours_are_independent() {
        let low = (0..4_000).filter(|at| Rng::of(1, [7, *at]).unit() < 0.25).count();
        assert!((850..1150).contains(&low), "{low}");
    }

    #[test]
    fn the_distributions_are_what_they_say() {
        let mut rng = Rng::of(7, [0, 0]);
        let count = 20_000;
        let normals: Vec<f32> = (0..count).map(|_| rng.normal()).collect();
        let mean = normals.iter().sum::<f32>() / count as f32;
        let variance = normals.iter().map(|x| (x - mean).powi(2)).sum::<f32>() / count as f32;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.05, "{mean} {variance}");
        let mut seen = [0; 7];
        (0..7_000).for_each(|_| seen[rng.below(7)] += 1);
        assert!(seen.iter().all(|n| (850..1150).contains(n)), "{seen:?}");
    }
}
