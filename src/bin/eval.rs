fn main() {
    if let Err(trouble) = inkling::train::evaluate::main() {
        eprintln!("{trouble}");
        std::process::exit(1);
    }
}
