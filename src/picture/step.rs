//! Small views of a picture on its way to symbols.

use super::Step;
use super::plane::Plane;

/// The longer side of a view.
const LONGEST: usize = 360;

/// A view of some grey.
pub fn view(name: &str, plane: &Plane) -> Step {
    let small = plane.shrunk(plane.width.max(plane.height).div_ceil(LONGEST));
    Step { name: name.to_owned(), width: small.width as u32, height: small.height as u32, grey: small.pixels }
}
