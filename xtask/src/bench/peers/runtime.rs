//! A runtime that is compared: one of our engines from the built page, or the same network in another runtime. Each has a
//! page whose script starts it in a worker and passes messages.

use super::{onnx, tensors};
use crate::build::{Files, digest};
use crate::setup::Peers;
use anyhow::{Context, Result};
use inkling::glyph::Glyph;
use inkling::net::weights::Record;
use inkling::protocol;
use inkling::protocol::recognizer::{ModelName, Request};
use serde_json::{Value, json};

/// The model that the page opens with.
const MODEL: &str = "numbers";
const PAGE: &str = include_str!("peer.html");

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runtime {
    pub name: String,
    /// One of our engines; the others are peers.
    pub ours: bool,
    /// Its page.
    pub page: String,
    /// The file with the network's numbers.
    pub model: String,
    /// It runs on a graphics processor, which is made of software on machines without one.
    pub gpu: bool,
    /// How often it is asked about one digit to warm up, how often by the clock, and about how many batches.
    pub asked: [usize; 3],
}

const OFTEN: [usize; 3] = [100, 400, 7];
/// Twenty to a hundred times as slow: enough to know it.
const SELDOM: [usize; 3] = [5, 40, 1];

impl Runtime {
    /// An engine of the built page, by its name.
    pub fn engine(name: &str, files: &mut Files) -> Result<Self> {
        let index = files.get("index.html").context("The build has no index.html.")?;
        let loader = meta(&String::from_utf8_lossy(index), "inkling-engine")?;
        // The network that the others are given, too.
        let model = files.keys().find(|name| name.starts_with("numbers-") && name.ends_with(".weights"));
        let model = model.context("The build has no weights of numbers.")?.clone();
        let options = json!({ "type": "module", "name": name });
        let engine = Self::put(&format!("Inkling, {name}"), true, &loader, options, model, files);
        Ok(Self { gpu: name == "webgpu", asked: if name == "flex" { OFTEN } else { SELDOM }, ..engine })
    }

    pub fn tensorflow(peers: &Peers, record: &Record, files: &mut Files) -> Result<Self> {
        let model = add("tensors.weights", tensors::file(record), files);
        let core = add("core.js", peers.read("tf-core.es2017.min.js")?, files);
        let backend = add("backend.js", peers.read("tf-backend-wasm.es2017.min.js")?, files);
        let wasm = add("backend.wasm", peers.read("tfjs-backend-wasm-simd.wasm")?, files);
        let script = include_str!("tensorflow.js")
            .replace("PLAN = []", &format!("PLAN = {}", tensors::plan(record)))
            .replace("WEIGHTS", &model)
            .replace("CORE", &core)
            .replace("BACKEND", &backend)
            .replace("WASM", &wasm);
        let worker = add("tensorflow.js", script.into_bytes(), files);
        let name = format!("TensorFlow.js {}", Peers::VERSIONS[0]);
        Ok(Self::put(&name, false, &worker, json!({ "type": "classic" }), model, files))
    }

    pub fn onnx(peers: &Peers, record: &Record, files: &mut Files) -> Result<Self> {
        let model = add("network.onnx", onnx::model(record), files);
        let runtime = add("runtime.mjs", peers.read("ort.wasm.bundle.min.mjs")?, files);
        let wasm = add("runtime.wasm", peers.read("ort-wasm-simd-threaded.wasm")?, files);
        let script = include_str!("onnx.js")
            .replace("MODEL", &model)
            .replace("RUNTIME", &format!("./{runtime}"))
            .replace("WASM", &wasm);
        let worker = add("onnx.js", script.into_bytes(), files);
        let name = format!("ONNX Runtime Web {}", Peers::VERSIONS[1]);
        Ok(Self::put(&name, false, &worker, json!({ "type": "module" }), model, files))
    }

    fn put(name: &str, ours: bool, worker: &str, options: Value, model: String, files: &mut Files) -> Self {
        let page = PAGE
            .replace("NAME", name)
            .replace("WORKER", worker)
            .replace("OPTIONS", &options.to_string())
            .replace("FLOATS", if ours { "false" } else { "true" });
        let page = add("peer.html", page.into_bytes(), files);
        Self { name: name.to_owned(), ours, page, model, gpu: false, asked: OFTEN }
    }

    /// The bytes of a message about some glyphs: ours as the page sends it, for others one byte a pixel, of which the
    /// runtime's page makes numbers before any clock runs.
    pub fn message(&self, glyphs: &[Glyph]) -> Vec<u8> {
        if self.ours {
            return protocol::encode(&Request::Judge { id: 1, model: ModelName::new(MODEL), glyphs: glyphs.to_vec() });
        }
        glyphs.iter().flat_map(|glyph| glyph.pixels).collect()
    }
}

/// Adds a file under a name with its hash, which the server lets browsers keep, as a good host does.
fn add(name: &str, bytes: Vec<u8>, files: &mut Files) -> String {
    let at = name.rfind('.').unwrap_or(name.len());
    let name = format!("{}-{}{}", &name[..at], digest(&bytes), &name[at..]);
    files.insert(name.clone(), bytes);
    name
}

/// What the page's head says under a name.
fn meta(index: &str, name: &str) -> Result<String> {
    let tag = index.split('<').find(|tag| tag.starts_with("meta") && tag.contains(&format!("\"{name}\"")));
    let content = tag.and_then(|tag| tag.split_once("content=\"")?.1.split('"').next());
    Ok(content.with_context(|| format!("index.html names no {name}."))?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERS: &str = "numbers-0123456789abcdef.weights";

    #[test]
    fn an_engine_is_found_where_the_page_finds_it() {
        let index = "<head><meta name=\"inkling-engine\" content=\"loader-1.js\"><meta name=\"a\" content=\"b\">";
        let mut files: Files = [("index.html", index), ("maths-0123456789abcdef.weights", ""), (NUMBERS, "w")]
            .map(|(name, text)| (name.to_owned(), text.into()))
            .into();
        let engine = Runtime::engine("flex", &mut files).unwrap();
        let page = String::from_utf8(files[&engine.page].clone()).unwrap();
        assert!(page.contains("new Worker(\"loader-1.js\", {\"name\":\"flex\",\"type\":\"module\"})"), "{page}");
        assert!(page.contains("(false ? Float32Array"), "{page}");
        assert_eq!(engine.model, NUMBERS);
        assert!(meta(index, "inkling-none").is_err());
    }

    #[test]
    fn others_get_a_byte_a_pixel() {
        let (page, model) = (String::new(), String::new());
        let others = Runtime { name: "x".into(), ours: false, page, model, gpu: false, asked: OFTEN };
        assert_eq!(others.message(&[Glyph::BLANK, Glyph::BLANK]).len(), 2 * 784);
    }
}
