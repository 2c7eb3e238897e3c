//! The page.

fn main() {
    inkling::app::start();
}
