//! Connectionist temporal classification: the loss of a text by scores of frames, and its gradient.

/// Minus the logarithm of the probability that some frames say the classes, and its slopes by the scores (before softmax)
/// added to `slopes` with a factor. Infinite, and without slopes, where there are too few frames.
pub fn loss(scores: &[f32], classes: usize, text: &[usize], factor: f32, slopes: &mut [f32]) -> f32 {
    let frames = scores.len() / classes;
    let blank = classes - 1;
    let logs = log_softmax(scores, classes);
    // Blank, first, blank, second, … , blank.
    let states: Vec<usize> = (0..2 * text.len() + 1).map(|at| if at % 2 == 0 { blank } else { text[at / 2] }).collect();
    let count = states.len();
    let skips = |at: usize| at >= 2 && states[at] != blank && states[at] != states[at - 2];
    let log = |frame: usize, state: usize| logs[frame * classes + states[state]];
    let mut forward = vec![f32::NEG_INFINITY; frames * count];
    forward[0] = log(0, 0);
    if count > 1 {
        forward[1] = log(0, 1);
    }
    for frame in 1..frames {
        let (before, here) = forward[(frame - 1) * count..].split_at_mut(count);
        // States from which the end cannot be reached, and that cannot be reached, stay out.
        let first = count.saturating_sub(2 * (frames - frame));
        for at in first..count.min(2 * frame + 2) {
            let mut sum = before[at];
            if at >= 1 {
                sum = add_logs(sum, before[at - 1]);
            }
            if skips(at) {
                sum = add_logs(sum, before[at - 2]);
            }
            here[at] = sum + log(frame, at);
        }
    }
    let last = (frames - 1) * count;
    let whole = if count > 1 { add_logs(forward[last + count - 1], forward[last + count - 2]) } else { forward[last] };
    if whole == f32::NEG_INFINITY {
        return f32::INFINITY;
    }
    let mut backward = vec![f32::NEG_INFINITY; count];
    for frame in (0..frames).rev() {
        if frame + 1 == frames {
            backward[count - 1] = 0.0;
            if count > 1 {
                backward[count - 2] = 0.0;
            }
        } else {
            // What is said from the next frame on.
            let next: Vec<f32> = (0..count).map(|at| backward[at] + log(frame + 1, at)).collect();
            for at in 0..count {
                let mut sum = next[at];
                if at + 1 < count {
                    sum = add_logs(sum, next[at + 1]);
                }
                if at + 2 < count && skips(at + 2) {
                    sum = add_logs(sum, next[at + 2]);
                }
                backward[at] = sum;
            }
        }
        let row = &mut slopes[frame * classes..][..classes];
        row.iter_mut().zip(&logs[frame * classes..]).for_each(|(slope, log)| *slope += factor * log.exp());
        for at in 0..count {
            row[states[at]] -= factor * (forward[frame * count + at] + backward[at] - whole).exp();
        }
    }
    -whole
}

/// The logarithms of the softmax of each frame.
pub fn log_softmax(scores: &[f32], classes: usize) -> Vec<f32> {
    let mut out = scores.to_vec();
    for row in out.chunks_exact_mut(classes) {
        let most = row.iter().copied().fold(f32::MIN, f32::max);
        let sum = row.iter().map(|score| (score - most).exp()).sum::<f32>().ln() + most;
        row.iter_mut().for_each(|score| *score -= sum);
    }
    out
}

fn add_logs(a: f32, b: f32) -> f32 {
    let (most, least) = if a > b { (a, b) } else { (b, a) };
    if least == f32::NEG_INFINITY { most } else { most + (least - most).exp().ln_1p() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::rng::Rng;

    fn scores(frames: usize, classes: usize, seed: u64) -> Vec<f32> {
        let mut rng = Rng::of(seed, [0, 0]);
        (0..frames * classes).map(|_| rng.normal()).collect()
    }

    /// The sum over all ways through the frames.
    fn by_counting(scores: &[f32], classes: usize, text: &[usize]) -> f32 {
        let (logs, frames) = (log_softmax(scores, classes), scores.len() / classes);
        let ways = (0..classes.pow(frames as u32)).filter_map(|way| {
            let said: Vec<usize> = (0..frames).map(|frame| way / classes.pow(frame as u32) % classes).collect();
            let mut spoken = said.clone();
            spoken.dedup();
            spoken.retain(|class| *class != classes - 1);
            (spoken == text)
                .then(|| said.iter().enumerate().map(|(at, class)| logs[at * classes + class]).sum::<f32>().exp())
        });
        -ways.sum::<f32>().ln()
    }

    #[test]
    fn the_loss_is_the_sum_over_all_ways() {
        for text in [vec![], vec![0], vec![1, 1], vec![0, 1, 0], vec![2, 2]] {
            let scores = scores(5, 4, 3);
            let found = loss(&scores, 4, &text, 1.0, &mut [0.0; 20]);
            assert!((found - by_counting(&scores, 4, &text)).abs() < 1e-4, "{text:?} {found}");
        }
        assert_eq!(loss(&scores(2, 4, 3), 4, &[1, 1], 1.0, &mut [0.0; 8]), f32::INFINITY);
    }

    #[test]
    fn slopes_are_differences_of_the_loss() {
        let (scores, text) = (scores(6, 4, 8), [0, 2, 2]);
        let mut slopes = vec![0.0; 24];
        loss(&scores, 4, &text, 1.0, &mut slopes);
        for at in 0..24 {
            let shifted = |by: f32| {
                let mut moved = scores.clone();
                moved[at] += by;
                loss(&moved, 4, &text, 1.0, &mut [0.0; 24])
            };
            let difference = (shifted(0.01) - shifted(-0.01)) / 0.02;
            assert!((difference - slopes[at]).abs() < 1e-3, "{at}: {difference} {}", slopes[at]);
        }
    }
}
