fn main() {
    if let Err(error) = inkling::train::evaluate::main() {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
