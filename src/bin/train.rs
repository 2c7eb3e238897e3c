//! Training, from the command line: `cargo xtask train`.

fn main() {
    if let Err(error) = inkling::train::run::main() {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
