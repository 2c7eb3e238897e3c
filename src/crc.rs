//! CRC-32 as in zip and PNG.

/// What a byte alone does to the checksum: eight steps at once, since every start waits for that of the weights.
const OF_BYTE: [u32; 256] = {
    let mut of_byte = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let (mut crc, mut bit) = (byte as u32, 0);
        while bit < 8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
            bit += 1;
        }
        of_byte[byte] = crc;
        byte += 1;
    }
    of_byte
};

/// Never inlined: browsers optimise a busy function as a whole, and loading would become one large one.
#[inline(never)]
pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc: u32, byte| (crc >> 8) ^ OF_BYTE[(crc as u8 ^ byte) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_usual_one() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }
}
