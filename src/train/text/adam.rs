//! AdamW over one list of parameters, with a running average of them.

/// What the optimizer keeps, and a checkpoint with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Descent {
    pub parameters: Vec<f32>,
    /// Running means of the slopes, and of their squares.
    pub mean: Vec<f32>,
    pub square: Vec<f32>,
    /// The running average of the parameters, which reads better than they do.
    pub average: Vec<f32>,
    pub step: usize,
}

const MEAN: f32 = 0.9;
const SQUARE: f32 = 0.98;
const EPSILON: f32 = 1e-8;

impl Descent {
    pub fn new(parameters: Vec<f32>) -> Self {
        let nothing = vec![0.0; parameters.len()];
        Self { mean: nothing.clone(), square: nothing, average: parameters.clone(), parameters, step: 0 }
    }

    /// One step against the slopes; `is_decayed` tells which parameters are drawn towards nothing.
    pub fn descend(&mut self, slopes: &[f32], rate: f32, decay: f32, is_decayed: &[bool], averaging: f32) {
        self.step += 1;
        let step = self.step as i32;
        let (mean_scale, square_scale) = (1.0 / (1.0 - MEAN.powi(step)), 1.0 / (1.0 - SQUARE.powi(step)));
        // A short memory at first, so that the average does not drag the beginning along.
        let part = averaging.max(1.0 / (self.step as f32 + 1.0));
        let moments = self.mean.iter_mut().zip(&mut self.square).zip(&mut self.average);
        let all = self.parameters.iter_mut().zip(slopes).zip(is_decayed).zip(moments);
        for (((value, slope), is_decayed), ((mean, square), average)) in all {
            *mean += (slope - *mean) * (1.0 - MEAN);
            *square += (slope * slope - *square) * (1.0 - SQUARE);
            let along = *mean * mean_scale / ((*square * square_scale).sqrt() + EPSILON);
            *value -= rate * (along + if *is_decayed { decay * *value } else { 0.0 });
            *average += (*value - *average) * part;
        }
    }

    /// As bytes: the step, then the four lists.
    pub fn to_bytes(&self) -> Vec<u8> {
        let lists = [&self.parameters, &self.mean, &self.square, &self.average];
        let numbers = lists.into_iter().flatten().flat_map(|number| number.to_le_bytes());
        (self.step as u64).to_le_bytes().into_iter().chain(numbers).collect()
    }

    /// None where the bytes are not those of so many parameters.
    pub fn from_bytes(bytes: &[u8], count: usize) -> Option<Self> {
        let (step, lists) = bytes.split_first_chunk::<8>()?;
        if lists.len() != 16 * count {
            return None;
        }
        let numbers: Vec<f32> = lists.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        let mut lists = numbers.chunks_exact(count.max(1)).map(<[f32]>::to_vec);
        let [parameters, mean, square, average] = std::array::from_fn(|_| lists.next().unwrap_or_default());
        Some(Self { parameters, mean, square, average, step: u64::from_le_bytes(*step) as usize })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_the_bottom_of_a_bowl() {
        let mut descent = Descent::new(vec![3.0, -2.0]);
        for _ in 0..2_000 {
            let slopes: Vec<f32> = descent.parameters.iter().zip([1.0, 0.5]).map(|(at, goal)| at - goal).collect();
            descent.descend(&slopes, 0.01, 0.0, &[true, false], 0.01);
        }
        let near = |list: &[f32]| (list[0] - 1.0).abs() < 0.02 && (list[1] - 0.5).abs() < 0.02;
        assert!(near(&descent.parameters) && near(&descent.average), "{descent:?}");
        assert_eq!(Descent::from_bytes(&descent.to_bytes(), 2).as_ref(), Some(&descent));
        assert_eq!(Descent::from_bytes(&descent.to_bytes(), 3), None);
    }
}
