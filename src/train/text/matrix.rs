//! Products of matrices in row-major order, by the kernels that Burn's CPU backend multiplies with.

use gemm::Parallelism;

/// A matrix, or its transpose.
#[derive(Clone, Copy)]
pub struct Matrix<'a> {
    values: &'a [f32],
    rows: usize,
    columns: usize,
    is_turned: bool,
}

impl<'a> Matrix<'a> {
    pub fn new(values: &'a [f32], columns: usize) -> Self {
        debug_assert!(values.len().is_multiple_of(columns));
        Self { values, rows: values.len() / columns, columns, is_turned: false }
    }

    /// The transpose.
    pub fn turned(self) -> Self {
        Self { is_turned: !self.is_turned, rows: self.columns, columns: self.rows, ..self }
    }

    /// The distance of columns, and of rows.
    fn strides(&self) -> (isize, isize) {
        if self.is_turned { (self.rows as isize, 1) } else { (1, self.columns as isize) }
    }
}

#[allow(unsafe_code, reason = "the kernels take pointers; the sizes are compared before")]
/// `out = left · right`, or with `adds` also what was in `out`.
pub fn multiply(out: &mut [f32], adds: bool, left: Matrix, right: Matrix) {
    let (rows, columns, inner) = (left.rows, right.columns, left.columns);
    assert!(out.len() == rows * columns && inner == right.rows, "{} {rows} {columns} {inner}", out.len());
    if out.is_empty() {
        return;
    }
    let (left_strides, right_strides) = (left.strides(), right.strides());
    // SAFETY: the sizes were compared above, and the strides are those of whole matrices.
    unsafe {
        gemm::gemm(
            rows,
            columns,
            inner,
            out.as_mut_ptr(),
            1,
            columns as isize,
            adds,
            left.values.as_ptr(),
            left_strides.0,
            left_strides.1,
            right.values.as_ptr(),
            right_strides.0,
            right_strides.1,
            1.0,
            1.0,
            false,
            false,
            false,
            Parallelism::None,
        );
    }
}
