//! How many things the device can do at once.

/// Its logical processors, as far as the browser says; at least one.
pub fn count() -> usize {
    web_sys::window().map_or(1, |window| window.navigator().hardware_concurrency() as usize).max(1)
}
