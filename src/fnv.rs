//! FNV-1a: one number for many, always the same. No source of chance is needed, and no table.

/// What nothing gives.
pub const NOTHING: u64 = 0xCBF2_9CE4_8422_2325;

/// The mark with one more byte, or with a larger number as a whole.
pub fn step(mark: u64, next: impl Into<u64>) -> u64 {
    (mark ^ next.into()).wrapping_mul(0x100_0000_01B3)
}

/// The mark with more bytes.
pub fn add(mark: u64, bytes: &[u8]) -> u64 {
    bytes.iter().copied().fold(mark, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_are_the_usual_ones() {
        let marks = ["", "a", "foobar"].map(|text| add(NOTHING, text.as_bytes()));
        assert_eq!(marks, [NOTHING, 0xAF63_DC4C_8601_EC8C, 0x8594_4171_F739_67E8]);
    }
}
