fn main() {
    if let Err(trouble) = inkling::train::run::main() {
        eprintln!("{trouble}");
        std::process::exit(1);
    }
}
