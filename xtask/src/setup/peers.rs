//! The runtimes that the benchmark compares with, TensorFlow.js and ONNX Runtime Web: their files as npm has them.

use super::npm;
use super::step::{Outcome, Step};
use crate::project;
use anyhow::Result;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

const ONNX: &str = "1.30.0";
const TENSORFLOW: &str = "4.22.0";

pub const STEP: Step = Step {
    what: "TensorFlow.js and ONNX Runtime Web, for the comparison",
    expected: Duration::from_secs(30),
    ready: || Ok(find()?.map(|_| format!("{TENSORFLOW} and {ONNX}"))),
    install,
};

/// The packages with the files that are copied from them.
const TAKEN: [(&str, &str, &[&str]); 4] = [
    // The core and one back end, in the smallest files that are published.
    ("@tensorflow/tfjs-core", TENSORFLOW, &["dist/tf-core.es2017.min.js"]),
    (
        "@tensorflow/tfjs-backend-wasm",
        TENSORFLOW,
        &["dist/tf-backend-wasm.es2017.min.js", "dist/tf-backend-wasm.min.js", "dist/tfjs-backend-wasm-simd.wasm"],
    ),
    // The whole library, as its guide has pages load it. Its size is compared; it is not run.
    ("@tensorflow/tfjs", TENSORFLOW, &["dist/tf.min.js"]),
    ("onnxruntime-web", ONNX, &["dist/ort.wasm.bundle.min.mjs", "dist/ort-wasm-simd-threaded.wasm"]),
];

/// The folder with all of these files.
pub struct Peers(PathBuf);

pub fn find() -> Result<Option<Peers>> {
    let peers = Peers(folder()?);
    let mut files = TAKEN.iter().flat_map(|(.., files)| *files);
    Ok(files.all(|file| peers.path(file).is_file()).then_some(peers))
}

impl Peers {
    pub const VERSIONS: [&str; 2] = [TENSORFLOW, ONNX];

    pub fn read(&self, file: &str) -> Result<Vec<u8>> {
        Ok(fs::read(self.path(file))?)
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.join(file.rsplit('/').next().unwrap_or(file))
    }
}

fn folder() -> Result<PathBuf> {
    Ok(project::cache()?.join(format!("peers-{TENSORFLOW}-{ONNX}")))
}

fn install() -> Result<Outcome> {
    if !npm::may_be_used()? {
        return Ok(Outcome::Skipped("The comparison will be left out. Install npm by hand to have it.".to_owned()));
    }
    let folder = folder()?;
    for (package, version, files) in TAKEN {
        npm::take(&format!("{package}@{version}"), files, &folder)?;
    }
    Ok(Outcome::Done)
}
