//! The same network elsewhere: our engines beside TensorFlow.js and ONNX Runtime Web, each in a worker of its own, with
//! the same weights, on the same machine, in turn.
//!
//! What the peers get: their smallest published files, loaded side by side with the model from the start; weights in
//! signed bytes like ours, made numbers of while they load; the same warm-up; questions and answers handed over without
//! a copy. All run one thread with SIMD: a page without cross-origin isolation has no shared memory for more, and the
//! page is to work on hosts that cannot grant it.

mod agreement;
mod measured;
mod onnx;
mod promise;
mod protobuf;
mod runtime;
mod table;
mod tensors;
mod visit;

pub use measured::Measured;
pub use runtime::Runtime;
pub use table::Table;

use crate::build::Files;
use crate::page::{self, Drawing};
use crate::project;
use crate::serve::{Server, gzip};
use crate::setup::{self, Peers};
use anyhow::{Context, Result};
use inkling::glyph::Glyph;
use inkling::net::weights::Record;
use visit::{Start, Warm};

/// Our engines, as the worker is told their names. The first, with which every page begins, is held to the promises.
const ENGINES: [&str; 3] = ["flex", "ndarray", "webgpu"];

/// Pictures in a batch.
pub const BATCH: usize = 256;

/// Everybody who is compared, and what is asked.
pub struct Comparison {
    pub runtimes: Vec<Runtime>,
    questions: Questions,
    record: Record,
    /// TensorFlow.js as its guide has pages load it: the whole library, the back end, and its module; gzip.
    pub whole_tensorflow: Option<usize>,
}

pub struct Questions {
    glyphs: Vec<Glyph>,
}

impl Comparison {
    /// Puts the runtimes' files beside those of the page. Without npm the peers stay away.
    pub fn new(files: &mut Files) -> Result<Self> {
        let record = network()?;
        let glyphs = page::digits()?.iter().map(Drawing::glyph).collect::<Result<_>>()?;
        let mut runtimes: Vec<Runtime> =
            ENGINES.iter().map(|name| Runtime::engine(name, files)).collect::<Result<_>>()?;
        let mut whole_tensorflow = None;
        if let Some(peers) = setup::peers()? {
            runtimes.push(Runtime::tensorflow(&peers, &record, files)?);
            runtimes.push(Runtime::onnx(&peers, &record, files)?);
            whole_tensorflow = Some(weigh_whole_tensorflow(&peers)?);
        }
        Ok(Self { runtimes, questions: Questions { glyphs }, record, whole_tensorflow })
    }

    /// One visit: the start alone, or the warm engine's pace as well.
    pub fn visit(&self, runtime: &Runtime, server: &Server, whole: bool) -> Result<(Start, Option<Warm>)> {
        let (page, start) = visit::start(runtime, &self.questions, server)?;
        let warm = whole.then(|| visit::warm(runtime, &self.questions, &page)).transpose()?;
        if let Some(warm) = &warm {
            agreement::check(&runtime.name, &warm.answer, &self.record, BATCH)?;
        }
        Ok((start, warm))
    }
}

fn weigh_whole_tensorflow(peers: &Peers) -> Result<usize> {
    let files = ["tf.min.js", "tf-backend-wasm.min.js", "tfjs-backend-wasm-simd.wasm"];
    files.iter().map(|file| Ok(gzip(&peers.read(file)?).len())).sum()
}

/// The shipped network's numbers.
pub fn network() -> Result<Record> {
    let file = project::root().join("models/numbers.weights");
    let bytes = std::fs::read(&file).with_context(|| format!("{} is missing.", file.display()))?;
    Record::from_bytes(&bytes).with_context(|| format!("{} cannot be used.", file.display()))
}
