//! A run's state on disk, so that it goes on where it was stopped.

use super::{Result, TrainError, context};
use burn::module::Module;
use burn::optim::ModuleOptimizer;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// All that is needed to go on.
pub struct State<L> {
    /// The description of the run's plan; a checkpoint goes on with the same plan only.
    pub plan: String,
    pub net: L,
    pub average: L,
    pub optimizer: ModuleOptimizer,
    /// The number of steps done.
    pub step: usize,
    /// The figures of each epoch so far.
    pub history: Vec<Value>,
}

/// Written whole into a new folder that then takes the old one's place: a run killed while writing loses nothing.
pub fn save<L: Module>(state: &State<L>, folder: &Path) -> Result<()> {
    let fresh = beside(folder, "new");
    let _ = std::fs::remove_dir_all(&fresh);
    std::fs::create_dir_all(&fresh).map_err(context(format!("{} cannot be made", fresh.display())))?;
    let what = || "the checkpoint cannot be written";
    state.net.clone().save_file(fresh.join("net")).map_err(context(what()))?;
    state.average.clone().save_file(fresh.join("average")).map_err(context(what()))?;
    state.optimizer.save(fresh.join("optimizer")).map_err(context(what()))?;
    let run = serde_json::json!({ "plan": state.plan, "step": state.step, "history": state.history });
    std::fs::write(fresh.join("run.json"), run.to_string()).map_err(context(what()))?;
    let old = beside(folder, "old");
    let _ = std::fs::remove_dir_all(&old);
    let _ = std::fs::rename(folder, &old);
    std::fs::rename(&fresh, folder).map_err(context(what()))?;
    let _ = std::fs::remove_dir_all(&old);
    Ok(())
}

/// The state in a checkpoint, or `fresh` where there is none. A checkpoint of another plan is refused.
pub fn load<L: Module>(folder: &Path, fresh: State<L>) -> Result<State<L>> {
    let folder = [folder.to_owned(), beside(folder, "old")].into_iter().find(|f| f.join("run.json").is_file());
    let Some(folder) = folder else { return Ok(fresh) };
    let what = || format!("The checkpoint in {} does not fit this run; remove it to start anew", folder.display());
    let run = std::fs::read_to_string(folder.join("run.json")).map_err(context(what()))?;
    let run: Value = serde_json::from_str(&run).map_err(context(what()))?;
    if run["plan"] != fresh.plan {
        return Err(TrainError(format!(
            "The checkpoint in {} is of another run; --fresh begins anew in its place, --checkpoint DIR keeps it.",
            folder.display()
        )));
    }
    Ok(State {
        plan: fresh.plan,
        net: fresh.net.try_load_file(folder.join("net")).map_err(context(what()))?,
        average: fresh.average.try_load_file(folder.join("average")).map_err(context(what()))?,
        optimizer: fresh.optimizer.load(folder.join("optimizer")).map_err(context(what()))?,
        step: run["step"].as_u64().unwrap_or(0) as usize,
        history: run["history"].as_array().cloned().unwrap_or_default(),
    })
}

/// Removes a checkpoint.
pub fn remove(folder: &Path) {
    for folder in [folder.to_owned(), beside(folder, "old")] {
        let _ = std::fs::remove_dir_all(folder);
    }
}

fn beside(folder: &Path, suffix: &str) -> PathBuf {
    let mut name = folder.as_os_str().to_owned();
    name.push(format!(".{suffix}"));
    name.into()
}
