//! The runtimes that are compared, and their visits.

use super::agreement;
use super::runtime::Runtime;
use super::visit::{self, BATCH, Questions, Start, Warm};
use crate::bench::network::network;
use crate::build::Files;
use crate::page::{self, Drawing};
use crate::serve::{Server, gzip};
use crate::setup::{self, Peers};
use anyhow::Result;
use inkling::net::weights::Record;

/// The names of our engines. The first, with which every page begins, is held to the promises.
const ENGINES: [&str; 3] = ["flex", "ndarray", "webgpu"];

/// The runtimes, and what they are asked.
pub struct Comparison {
    pub runtimes: Vec<Runtime>,
    pub questions: Questions,
    pub record: Record,
    /// TensorFlow.js as its guide has pages load it: the whole library, the back end, and its module; gzip.
    pub whole_tensorflow: Option<usize>,
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

    /// One visit: the start alone, or the speed of the warm runtime as well.
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
