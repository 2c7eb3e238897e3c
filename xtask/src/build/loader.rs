//! The engines' loader is told how large each module is: what travels packed does not say so itself. An engine that was
//! not built has no size, and the page finds out when somebody chooses it.

use super::files::Files;
use anyhow::{Context, Result};

pub const NAME: &str = "engine-loader.js";

/// Stands on the line that names a module, for that module's size.
const SIZE: &str = "\"__BYTES__\"";

pub fn with_sizes(script: &str, files: &Files) -> Result<String> {
    let line = |line: &str| -> Result<String> {
        if !line.contains(SIZE) {
            return Ok(line.to_owned() + "\n");
        }
        let module = line.split('"').filter_map(|part| part.strip_prefix("./")).find(|part| part.ends_with(".wasm"));
        let module = module.with_context(|| format!("{NAME} asks for the size of no module: {line}"))?;
        let bytes = files.get(module).map_or(0, Vec::len);
        Ok(line.replace(SIZE, &bytes.to_string()) + "\n")
    };
    script.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_gets_the_size_of_its_own_module() {
        let files: Files = [("a.wasm".to_owned(), vec![0; 7]), ("b.wasm".to_owned(), vec![0; 12])].into();
        let script = "const a = { wasm: \"./a.wasm\", bytes: \"__BYTES__\" };\nconst b = \"./b.wasm\";\n";
        let expected = "const a = { wasm: \"./a.wasm\", bytes: 7 };\nconst b = \"./b.wasm\";\n";
        assert_eq!(with_sizes(script, &files).unwrap(), expected);
        assert_eq!(with_sizes("\"./c.wasm\", \"__BYTES__\"", &files).unwrap(), "\"./c.wasm\", 0\n");
        assert!(with_sizes("\"__BYTES__\"", &files).is_err());
    }
}
