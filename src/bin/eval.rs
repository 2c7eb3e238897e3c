//! The shipped weights on labelled data, from the command line: `cargo xtask eval`.

fn main() {
    if let Err(error) = inkling::train::evaluate::main() {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
