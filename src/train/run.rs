//! `cargo xtask train`: from the data folder to models/.

use super::args::Args;
use super::calibrate::{self, Scored};
use super::fit::{self, Plan};
use super::sampler::{self, Aside};
use super::{Result, Trouble, data, trouble};
use crate::net::{self, Weights};
use crate::reader::DIGITS;
use burn::tensor::Device;
use serde_json::{Value, json};
use std::path::PathBuf;

const HELP: &str = "\
Trains the network and writes models/inkling.weights and models/metrics.json.

  --data DIR        the data folder (default: $INKLING_DATA, data, ../shared/data)
  --out DIR         where the results go (default: models)
  --epochs N        passes of --epoch examples (default: 10)
  --epoch N         examples in a pass (default: 100000)
  --batch N         examples in a step (default: 128)
  --rate X          the highest learning rate (default: 0.003)
  --seed N          (default: 1)
  --checkpoint DIR  where the run is kept after every pass, to go on from (default: target/checkpoint)
  --stop-after N    leave off after so many passes; the results are those so far
  --fresh           begin anew even where there is a checkpoint";

pub fn main() -> Result<()> {
    let mut args = Args::from_command_line();
    if args.flag("--help") {
        println!("{HELP}");
        return Ok(());
    }
    let folder = data::folder(args.value("--data")?.as_deref())?;
    let out = PathBuf::from(args.value("--out")?.unwrap_or_else(|| "models".into()));
    let plan = Plan {
        seed: args.number("--seed", 1)?,
        epochs: args.number("--epochs", 10)?,
        epoch: args.number("--epoch", 100_000)?,
        batch: args.number("--batch", 128)?,
        rate: args.number("--rate", 0.003)?,
        decay: 0.02,
        smoothing: 0.05,
        averaging: 0.002,
        checkpoint: PathBuf::from(args.value("--checkpoint")?.unwrap_or_else(|| "target/checkpoint".into())),
        stop_after: args.number_if_any("--stop-after")?,
    };
    let fresh = args.flag("--fresh");
    args.finish()?;
    if plan.epochs == 0 || plan.batch < 2 {
        return Err(Trouble("A run wants at least one pass, and two examples in a step.".into()));
    }
    if fresh {
        let _ = std::fs::remove_dir_all(&plan.checkpoint);
    }
    eprintln!("reading the data in {}", folder.display());
    let (lessons, aside) = sampler::load(&folder)?;
    eprintln!("{} digits to learn from", lessons.digits());
    let fitted = fit::fit(&plan, &lessons, &aside)?;
    let device = Device::flex();
    let net = fitted.net.fold();
    let scored: Vec<(&Aside, Vec<Scored>)> = aside
        .iter()
        .map(|set| {
            (set, fit::scores(&net, set, &device).into_iter().zip(set.examples.iter().map(|e| e.class)).collect())
        })
        .collect();
    let digits: Vec<Scored> =
        scored.iter().flat_map(|(_, s)| s).filter(|(_, class)| *class < DIGITS).copied().collect();
    let calibration = calibrate::calibrate(&digits);
    let error = calibrate::calibration_error(&digits, &calibration);
    let weights = Weights::new(&net, calibration, &device).map_err(trouble("The weights cannot be made"))?;
    let metrics = json!({
        "parameters": net::parameters(),
        "multiplies": net::multiplies(),
        "seed": plan.seed,
        "epochs": plan.epochs,
        "examples_an_epoch": plan.epoch,
        "digits": lessons.digits(),
        "history": fitted.history,
        "aside": scored.iter().map(|(set, scored)| (set.name.to_owned(), figures(scored, &weights))).collect::<serde_json::Map<_, _>>(),
        "calibration": { "temperature": calibration.temperature, "sure": calibration.sure, "other": calibration.other, "error": error },
    });
    std::fs::create_dir_all(&out).map_err(trouble(format!("{} cannot be made", out.display())))?;
    let bytes = weights.to_bytes();
    let write = |name: &str, bytes: &[u8]| {
        let path = out.join(name);
        std::fs::write(&path, bytes).map_err(trouble(format!("{} cannot be written", path.display())))
    };
    write("inkling.weights", &bytes)?;
    let text = serde_json::to_string_pretty(&metrics).map_err(trouble("The metrics cannot be written"))?;
    write("metrics.json", text.as_bytes())?;
    println!("{}", metrics["aside"]);
    println!("{} bytes of weights in {}", bytes.len(), out.display());
    Ok(())
}

/// What the page would make of a set kept aside.
fn figures(scored: &[Scored], weights: &Weights) -> Value {
    let mut right = 0;
    let mut verdicts = [0usize; 3];
    for (scores, class) in scored {
        let reading = crate::reader::judge(scores, &weights.calibration);
        right += usize::from(reading.best() == Some(*class));
        match reading.verdict {
            crate::reader::Verdict::Sure => verdicts[0] += 1,
            crate::reader::Verdict::NotADigit => verdicts[2] += 1,
            _ => verdicts[1] += 1,
        }
    }
    let n = scored.len();
    json!({ "n": n, "accuracy": right as f64 / n.max(1) as f64, "sure": verdicts[0], "unsure": verdicts[1], "not_a_digit": verdicts[2] })
}
