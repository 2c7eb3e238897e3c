//! Small lattices for tests, and all that is in them.

/// Made-up log-probabilities, each frame's summing to one.
pub fn log_frames(frames: usize, classes: usize, seed: u64) -> Vec<f32> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1u64 << 24) as f32
    };
    next();
    (0..frames)
        .flat_map(|_| {
            let raw: Vec<f32> = (0..classes).map(|_| next() + 0.05).collect();
            let sum: f32 = raw.iter().sum();
            raw.into_iter().map(move |value| (value / sum).ln())
        })
        .collect()
}

/// Log-probabilities of frames that are nearly sure of some classes, with some doubts (class and probability) in each.
pub fn spoken(classes: usize, frames: &[&[(usize, f32)]]) -> Vec<f32> {
    let mut values = Vec::new();
    for frame in frames {
        let rest = (1.0 - frame.iter().map(|(_, p)| p).sum::<f32>()).max(1e-3) / classes as f32;
        let of = |class| frame.iter().find(|(known, _)| *known == class).map_or(0.0, |(_, p)| *p);
        values.extend((0..classes).map(|class| (of(class) + rest).ln()));
    }
    values
}

/// Every path through the frames, with its log-probability.
pub fn paths(values: &[f32], classes: usize) -> Vec<(Vec<usize>, f32)> {
    let mut paths = vec![(Vec::new(), 0.0)];
    for frame in values.chunks_exact(classes) {
        let longer = |(path, score): (Vec<usize>, f32)| {
            frame.iter().enumerate().map(move |(class, value)| {
                let mut path = path.clone();
                path.push(class);
                (path, score + value)
            })
        };
        paths = paths.into_iter().flat_map(longer).collect();
    }
    paths
}

/// The text of a path: repeated classes once, then no blanks.
pub fn collapsed(path: &[usize], blank: usize) -> Vec<usize> {
    let changes = path.iter().enumerate().filter(|(at, class)| *at == 0 || path[at - 1] != **class);
    changes.map(|(_, class)| *class).filter(|class| *class != blank).collect()
}
