//! Bytes in as few bits as their frequencies allow (rANS, with one table for all of them): rounded weights are small
//! numbers mostly, but follow no pattern that gzip finds, and many hosts compress no file of an unknown kind.
//!
//! ```text
//! 0  how many bytes it stands for           4 bytes, little endian
//! 4  of each byte value, its share           256 numbers of 1 or 2 bytes, seven bits each, the lowest first
//!    the state after the last byte           4 bytes, the highest first
//!    what the state gave up
//! ```

/// Shares are so many bits: all of them are 2 to this.
const BITS: u32 = 14;
const WHOLE: u32 = 1 << BITS;
/// The state is this at least, between two bytes.
const LEAST: u32 = 1 << 23;
/// No file stands for more: tables in which one value has all the shares cost no bits.
const MOST: usize = 1 << 26;

pub fn coded(bytes: &[u8]) -> Vec<u8> {
    let shares = shares(bytes);
    let starts = starts(&shares);
    let mut result = (bytes.len() as u32).to_le_bytes().to_vec();
    for &share in &shares {
        match share {
            0..0x80 => result.push(share as u8),
            _ => result.extend([share as u8 | 0x80, (share >> 7) as u8]),
        }
    }
    // From the last byte to the first, so that they come out in their order.
    let (mut state, mut given_up) = (LEAST, Vec::new());
    for &byte in bytes.iter().rev() {
        let (share, start) = (shares[usize::from(byte)], starts[usize::from(byte)]);
        while state >= ((LEAST >> BITS) << 8) * share {
            given_up.push(state as u8);
            state >>= 8;
        }
        state = ((state / share) << BITS) + state % share + start;
    }
    result.extend(state.to_be_bytes());
    result.extend(given_up.iter().rev());
    result
}

/// None where no bytes were coded to these.
pub fn decoded(coded: &[u8]) -> Option<Vec<u8>> {
    let (length, mut rest) = coded.split_first_chunk::<4>()?;
    let length = u32::from_le_bytes(*length) as usize;
    let mut shares = [0; 256];
    for share in &mut shares {
        let (&low, after) = rest.split_first()?;
        (*share, rest) = (u32::from(low), after);
        if low & 0x80 != 0 {
            let (&high, after) = rest.split_first()?;
            (*share, rest) = (u32::from(low & 0x7f) | (u32::from(high) << 7), after);
        }
    }
    if length > MOST || shares.iter().sum::<u32>() != WHOLE {
        return None;
    }
    let starts = starts(&shares);
    let of_slot: Vec<u8> = (0..=255u8).flat_map(|byte| (0..shares[usize::from(byte)]).map(move |_| byte)).collect();
    let (state, rest) = rest.split_first_chunk::<4>()?;
    let state = u32::from_be_bytes(*state);
    if !(LEAST..LEAST << 8).contains(&state) {
        return None;
    }
    Table { shares, starts, of_slot }.bytes(length, state, rest)
}

/// What each value of the state's lowest bits stands for.
struct Table {
    shares: [u32; 256],
    starts: [u32; 256],
    of_slot: Vec<u8>,
}

impl Table {
    /// Never inlined: browsers optimise a busy function as a whole, and loading would become one large one.
    #[inline(never)]
    fn bytes(&self, length: usize, mut state: u32, mut rest: &[u8]) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(length.min(rest.len() * 8));
        for _ in 0..length {
            let slot = state & (WHOLE - 1);
            let byte = self.of_slot[slot as usize];
            state = self.shares[usize::from(byte)] * (state >> BITS) + slot - self.starts[usize::from(byte)];
            while state < LEAST {
                let (&next, after) = rest.split_first()?;
                (state, rest) = ((state << 8) | u32::from(next), after);
            }
            bytes.push(byte);
        }
        (state == LEAST && rest.is_empty()).then_some(bytes)
    }
}

/// Of each byte value, how large a part of the whole it has: one at least where it occurs.
fn shares(bytes: &[u8]) -> [u32; 256] {
    let mut counts = [0u64; 256];
    bytes.iter().for_each(|&byte| counts[usize::from(byte)] += 1);
    let all = (bytes.len() as u64).max(1);
    let mut shares = counts.map(|count| ((count * u64::from(WHOLE) / all) as u32).max(u32::from(count > 0)));
    // What rounding left over or took too much of goes to the largest, one each in turn.
    let mut order: Vec<usize> = (0..256).collect();
    order.sort_by_key(|&byte| (std::cmp::Reverse(counts[byte]), byte));
    for at in order.into_iter().cycle() {
        let sum: u32 = shares.iter().sum();
        match sum.cmp(&WHOLE) {
            std::cmp::Ordering::Less => shares[at] += 1,
            std::cmp::Ordering::Equal => break,
            std::cmp::Ordering::Greater if shares[at] > 1 => shares[at] -= 1,
            std::cmp::Ordering::Greater => {}
        }
    }
    shares
}

fn starts(shares: &[u32; 256]) -> [u32; 256] {
    let mut next = 0;
    shares.map(|share| {
        let start = next;
        next += share;
        start
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[test]
    fn small_numbers_take_few_bits() {
        // Half of them nothing, a quarter each one more or less: one and a half bits.
        let bytes: Vec<u8> = (0..8000).map(|at| [0, 0, 1, 255][at % 4]).collect();
        assert!((1500..1800).contains(&coded(&bytes).len()), "{}", coded(&bytes).len());
    }

    #[test]
    fn one_value_alone_takes_none() {
        assert_eq!(decoded(&coded(&[7; 5000])).unwrap(), [7; 5000]);
        assert!(coded(&[7; 5000]).len() < 280);
    }

    #[test]
    fn no_file_stands_for_more_than_there_is_memory_for() {
        let mut bomb = coded(&[7; 10]);
        bomb[..4].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(decoded(&bomb), None);
    }

    #[test]
    fn a_state_that_no_coding_ends_in_is_refused() {
        let mut damaged = coded(&[7; 10]);
        let state = damaged.len() - 4;
        damaged[state..].copy_from_slice(&[0xff; 4]);
        assert_eq!(decoded(&damaged), None);
        damaged[state..].copy_from_slice(&[0; 4]);
        assert_eq!(decoded(&damaged), None);
    }

    proptest! {
        #[test]
        fn bytes_survive(bytes in vec(any::<u8>(), 0..2000)) {
            prop_assert_eq!(decoded(&coded(&bytes)), Some(bytes));
        }

        #[test]
        fn damage_does_not_make_it_panic(bytes in vec(0u8..4, 0..400), at in any::<proptest::sample::Index>(), value in any::<u8>()) {
            let mut damaged = coded(&bytes);
            let at = at.index(damaged.len());
            damaged[at] = value;
            let _ = decoded(&damaged);
            let _ = decoded(&damaged[..at]);
        }
    }
}
