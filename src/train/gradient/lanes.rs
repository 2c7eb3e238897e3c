//! Sixteen channels at once, in as few vector registers as the machine needs for them.

#![allow(clippy::needless_range_loop, reason = "iterators over parts of arrays keep the compiler from using registers")]

use pulp::{Simd, WithSimd};

/// How many channels are summed together: one register of AVX-512, two of AVX, four of NEON.
pub const LANES: usize = 16;
pub type Lanes = [f32; LANES];

/// A computation on lanes.
pub trait Work {
    /// Does it with lanes that fill `REGISTERS` registers.
    fn done<S: Simd, const REGISTERS: usize>(self, simd: S);
}

/// Work that is dispatched to the widest registers of the machine.
pub struct Widest<W>(pub W);

impl<W: Work> WithSimd for Widest<W> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match LANES / S::F32_LANES {
            1 => self.0.done::<S, 1>(simd),
            2 => self.0.done::<S, 2>(simd),
            4 => self.0.done::<S, 4>(simd),
            _ => self.0.done::<S, LANES>(simd),
        }
    }
}

/// The registers of some lanes.
#[allow(clippy::manual_memcpy, reason = "a call in between would be made without the wide registers")]
#[inline(always)]
pub fn registers<S: Simd, const REGISTERS: usize>(lanes: &Lanes) -> [S::f32s; REGISTERS] {
    let parts = S::as_simd_f32s(lanes).0;
    let mut all = [parts[0]; REGISTERS];
    for part in 1..REGISTERS {
        all[part] = parts[part];
    }
    all
}

/// Adds `number` times `lanes` to the sums, as a fused multiply-add where the processor has one.
#[inline(always)]
pub fn add<S: Simd, const REGISTERS: usize>(
    simd: S,
    sums: &mut [S::f32s; REGISTERS],
    number: f32,
    lanes: &[S::f32s; REGISTERS],
) {
    let number = simd.splat_f32s(number);
    for part in 0..REGISTERS {
        sums[part] = simd.mul_add_e_f32s(number, lanes[part], sums[part]);
    }
}
