//! A given text against the frames: where each of its characters is, and how probable the whole is.
//!
//! Both walk the lattice of CTC: the text's classes with a blank before, between and behind. Blanks may be skipped
//! except between two equal classes, and every state may last.

use super::frames::{Frames, log_add};

/// The frames of each character of a text, as half-open ranges in order, on the most probable path (Viterbi). None
/// where there are fewer frames than the text needs, or a class that the network does not have.
pub fn align(frames: &Frames, text: &[usize]) -> Option<Vec<(usize, usize)>> {
    let states = states(frames, text)?;
    let mut scores = vec![f32::NEG_INFINITY; states.len()];
    // For each frame and state, how many states back the best path comes from.
    let mut steps: Vec<u8> = Vec::with_capacity(states.len() * frames.count());
    for (at, frame) in frames.iter().enumerate() {
        let next = (0..states.len()).map(|state| {
            let (step, score) = predecessors(&states, state, at == 0)
                .map(|step| (step, if at == 0 { 0.0 } else { scores[state - step] }))
                .reduce(|best, other| if other.1 > best.1 { other } else { best })
                .unwrap_or((0, f32::NEG_INFINITY));
            steps.push(step as u8);
            score + frame[states[state]]
        });
        scores = next.collect();
    }
    let last = states.len() - 1;
    let mut state = if last > 0 && scores[last - 1] > scores[last] { last - 1 } else { last };
    if frames.count() == 0 {
        return text.is_empty().then(Vec::new);
    }
    if scores[state] == f32::NEG_INFINITY {
        return None;
    }
    let mut ranges = vec![(0, 0); text.len()];
    for frame in (0..frames.count()).rev() {
        if state % 2 == 1 {
            let range = &mut ranges[state / 2];
            *range = (frame, if range.1 == 0 { frame + 1 } else { range.1 });
        }
        if frame > 0 {
            state -= usize::from(steps[frame * states.len() + state]);
        }
    }
    Some(ranges)
}

/// The log-probability of a text: the sum over all paths (forward algorithm). Minus infinity where it is impossible.
pub fn log_probability(frames: &Frames, text: &[usize]) -> f32 {
    let Some(states) = states(frames, text) else { return f32::NEG_INFINITY };
    let mut scores = vec![f32::NEG_INFINITY; states.len()];
    for (at, frame) in frames.iter().enumerate() {
        let next = (0..states.len()).map(|state| {
            let all =
                predecessors(&states, state, at == 0).map(|step| if at == 0 { 0.0 } else { scores[state - step] });
            all.fold(f32::NEG_INFINITY, log_add) + frame[states[state]]
        });
        scores = next.collect();
    }
    if frames.count() == 0 {
        return if text.is_empty() { 0.0 } else { f32::NEG_INFINITY };
    }
    scores.iter().rev().take(2).copied().fold(f32::NEG_INFINITY, log_add)
}

/// The classes of the lattice's states; None where one is not of the network's, or is the blank.
fn states(frames: &Frames, text: &[usize]) -> Option<Vec<usize>> {
    let blank = frames.blank();
    let spelled = text.iter().flat_map(|class| [*class, blank]);
    text.iter().all(|class| *class < blank).then(|| std::iter::once(blank).chain(spelled).collect())
}

/// How many states back a path may have been in the frame before; in the first frame, whether it may begin here.
fn predecessors(states: &[usize], state: usize, is_first: bool) -> impl Iterator<Item = usize> {
    let skips = state % 2 == 1 && (state < 2 || states[state] != states[state - 2]);
    let most = match (is_first, state) {
        (true, 0 | 1) => 1,
        (true, _) => 0,
        (false, 0) => 1,
        (false, _) if skips && state >= 2 => 3,
        (false, _) => 2,
    };
    0..most
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::decode::text::lattice::{collapsed, log_frames, paths};

    #[test]
    fn the_probability_is_the_sum_over_all_paths() {
        let values = log_frames(4, 3, 7);
        let frames = Frames::new(&values, 3).unwrap();
        for text in [&[][..], &[0], &[0, 0], &[0, 1], &[1, 0, 1], &[1, 1, 1]] {
            let expected = paths(&values, 3)
                .into_iter()
                .filter(|(path, _)| collapsed(path, 2) == text)
                .fold(0.0, |sum, (_, score)| sum + score.exp());
            assert!((log_probability(&frames, text).exp() - expected).abs() < 1e-5, "{text:?}");
        }
    }

    #[test]
    fn the_alignment_is_the_best_path() {
        for seed in 0..20 {
            let values = log_frames(5, 3, seed);
            let frames = Frames::new(&values, 3).unwrap();
            for text in [&[0][..], &[0, 0], &[0, 1], &[1, 0, 1]] {
                let (best, _) = paths(&values, 3)
                    .into_iter()
                    .filter(|(path, _)| collapsed(path, 2) == text)
                    .max_by(|a, b| a.1.total_cmp(&b.1))
                    .unwrap();
                let mut expected: Vec<(usize, usize)> = Vec::new();
                for (at, class) in best.iter().enumerate().filter(|(_, class)| **class < 2) {
                    match expected.last_mut() {
                        Some(range) if range.1 == at && best[at - 1] == *class => range.1 = at + 1,
                        _ => expected.push((at, at + 1)),
                    }
                }
                assert_eq!(align(&frames, text).unwrap(), expected, "{text:?} in {best:?}");
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let values = log_frames(2, 3, 1);
        let frames = Frames::new(&values, 3).unwrap();
        assert_eq!(align(&frames, &[0, 0]), None);
        assert_eq!(align(&frames, &[2]), None);
        assert_eq!(align(&frames, &[9]), None);
        assert_eq!(log_probability(&frames, &[0, 1, 0]), f32::NEG_INFINITY);
        let none = Frames::new(&[], 3).unwrap();
        assert_eq!(align(&none, &[]), Some(Vec::new()));
        assert_eq!(align(&none, &[1]), None);
    }
}
