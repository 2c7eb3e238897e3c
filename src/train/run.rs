//! `cargo xtask train`: from the data folder to models/.

use super::args::Args;
use super::baseline::{self, Baseline};
use super::fit::{self, Plan};
use super::head::Extent;
use super::numbers;
use super::publish::Course;
use super::recipe::{EXTRAS, INGREDIENTS, Ingredient, Recipe};
use super::smoke::Smoke;
use super::stroke_model::{self, Description};
use super::text::{self, run::TextPlan};
use super::{
    Result, TrainError, adapt, checkpoint, context, data, experiment, fetch, language, maths, publish, report, results,
    sampler, say,
};
use crate::metrics::OURS;
use crate::mode::Mode;
use crate::net::Net;
use crate::sequence::Scan;
use std::path::{Path, PathBuf};

/// For so many examples of a run, there is one that teaches what is found in pictures.
const HEAD: usize = 24;

fn help() -> String {
    let names =
        |of: &[(Ingredient, &'static str, &str)]| of.iter().map(|(_, name, _)| *name).collect::<Vec<_>>().join(", ");
    format!(
        "\
Trains the network and writes models/: numbers.weights, metrics.json, golden.json, pictures, README.md.

  --data DIR        the data folder (default: $INKLING_DATA, data, ../shared/data)
  --out DIR         where the results go (default: models)
  --epochs N        passes of --epoch examples (default: 64)
  --epoch N         examples in a pass (default: 100000)
  --batch N         examples in a step (default: 128)
  --rate X          the highest learning rate (default: 0.003)
  --seed N          (default: 1)
  --checkpoint DIR  where the run is kept after every pass, to go on from (default: target/checkpoint)
  --stop-after N    leave off after so many passes; the results are those so far
  --fresh           begin anew even where there is a checkpoint
  --head            teach the weights in --out nothing but what the page finds in pictures, as at the end of each run
  --measure         train nothing: measure the weights in --out anew and write all else about them
  --model MODEL     another model than that of numbers: maths, text or text-pictures (of 500 steps a pass, 54 by
                    default), or a JSON file with its name, modes, alphabet, hidden layers
                    ([channels, kernel, stride, padding] each) and stroke files of the data folder
  --from FILE       with --model maths, text or text-pictures: go on from this weights file, which for maths may be
                    of a narrower network
  --examples FILE   teach the shipped model numbers or maths (--model) labelled drawings that the gallery exported: its last
                    layer alone, from the weights in models/; what comes of it goes to --out (default: target/own-model)
  --languages DIR   train nothing: make the text decoder's language files from the tables of a folder, which
                    src/train/language/sources.py writes
  --smoke           a minute's run on made data into a temporary folder, to see that all of it works

Experiments write one row of models/experiments.json and no weights:

  --arch NAME       another network: {OURS}, {}
  --without NAME    leave an ingredient out: nothing, {}
  --with NAME       add one: {}",
        baseline::names().join(", "),
        names(&INGREDIENTS),
        names(&EXTRAS)
    )
}

enum Goal {
    Weights,
    Head,
    Measure,
    Arch(String),
    Without(String),
    With(String),
    /// The maths model.
    Maths,
    /// A model of text.
    Text(Scan),
    /// Another model than the shipped ones, described by a file.
    Described(Description),
}

pub fn main() -> Result<()> {
    let mut args = Args::from_command_line();
    if args.flag("--help") {
        say(help())?;
        return Ok(());
    }
    let smoke = args.flag("--smoke").then(Smoke::new).transpose()?;
    let model = args.value("--model")?;
    if let Some(file) = args.value("--examples")? {
        let mode = Mode::named(model.as_deref().unwrap_or("numbers"));
        let mode = mode.ok_or_else(|| TrainError("--examples goes with --model numbers or maths.".into()))?;
        let out = args.value("--out")?.unwrap_or_else(|| "target/own-model".into());
        args.finish()?;
        return adapt::transfer::run(mode, Path::new(&file), Path::new("models"), Path::new(&out));
    }
    let (of_name, described) = match model.as_deref() {
        None | Some("numbers") => (None, None),
        Some("maths") => (Some(Goal::Maths), None),
        Some("text") => (Some(Goal::Text(Scan::Pen)), None),
        Some("text-pictures") => (Some(Goal::Text(Scan::Columns)), None),
        Some(file) => (None, Some(Description::read(Path::new(file))?)),
    };
    let goal = match (args.value("--arch")?, args.value("--without")?, args.value("--with")?) {
        (None, None, None) => match of_name {
            Some(goal) => goal,
            None if args.flag("--measure") => Goal::Measure,
            None if args.flag("--head") => Goal::Head,
            None => described.map_or(Goal::Weights, Goal::Described),
        },
        (Some(arch), None, None) => Goal::Arch(arch),
        (None, Some(without), None) => Goal::Without(without),
        (None, None, Some(with)) => Goal::With(with),
        _ => return Err(TrainError("--arch, --without and --with are experiments of their own; name one.".into())),
    };
    let (without, with) = match &goal {
        Goal::Without(name) if name != "nothing" => (Some(name.as_str()), None),
        Goal::With(name) => (None, Some(name.as_str())),
        _ => (None, None),
    };
    let named = args.value("--data")?;
    let out = args.value("--out")?.map(PathBuf::from);
    let out =
        out.unwrap_or_else(|| smoke.as_ref().map_or_else(|| "models".into(), |smoke| smoke.folder.join("models")));
    if let Some(tables) = args.value("--languages")? {
        args.finish()?;
        return language::write(Path::new(&tables), &out);
    }
    let from = args.value("--from")?.map(PathBuf::from);
    if from.is_some() && !matches!(goal, Goal::Maths | Goal::Text(_)) {
        return Err(TrainError("--from goes with --model maths, text or text-pictures.".into()));
    }
    let checkpoint = args.value("--checkpoint")?.map(PathBuf::from);
    let fresh = args.flag("--fresh");
    let (epochs, epoch, batch) = match (&smoke, &goal) {
        // Few samples suffice for a small network, but not as few as show that the whole way can be walked.
        (Some(_), Goal::Described(_)) => (6, 2_000, 32),
        (Some(_), Goal::Text(_)) => (2, 140, 70),
        (None, Goal::Text(_)) => (54, 35_000, 70),
        (Some(_), _) => (3, 160, 16),
        (None, _) => (64, 100_000, 128),
    };
    let plan = Plan {
        network: match &goal {
            Goal::Arch(name) => name.clone(),
            Goal::Described(description) => description.name.clone(),
            Goal::Maths => "maths".to_owned(),
            Goal::Text(_) => "text".to_owned(),
            _ => OURS.to_owned(),
        },
        recipe: Recipe::parse(without, with)?,
        seed: args.number("--seed", 1)?,
        epochs: args.number("--epochs", epochs)?,
        epoch: args.number("--epoch", epoch)?,
        batch: args.number("--batch", batch)?,
        rate: args.number("--rate", if matches!(goal, Goal::Text(_)) { 0.002 } else { 0.003 })?,
        decay: 0.02,
        averaging: 0.001,
        checkpoint: checkpoint.unwrap_or_else(|| place_of_checkpoint(&goal, smoke.as_ref())),
        stop_after: args.number_if_any("--stop-after")?,
    };
    args.finish()?;
    if plan.epochs == 0 || plan.batch == 0 || !plan.batch.is_multiple_of(2) {
        return Err(TrainError("A run wants at least one pass, and an even number of examples in a step.".into()));
    }
    if let Goal::Maths = &goal {
        return maths::run::run(&plan, &data::folder(named.as_deref())?, &out, from.as_deref(), fresh);
    }
    if let Goal::Text(scan) = &goal {
        let folder = match &smoke {
            Some(smoke) => smoke.folder.join("data"),
            None => data::folder(named.as_deref())?,
        };
        return run_text(&plan, *scan, folder, from, &out, fresh);
    }
    if let Goal::Described(description) = &goal {
        let folder = data::folder(named.as_deref())?;
        return run_described(description, &plan, &folder, &out, fresh);
    }
    let folder = match &smoke {
        Some(smoke) => smoke.folder.join("data"),
        None => data::folder(named.as_deref()).or_else(|none| fetch::folder(named.as_deref(), none))?,
    };
    eprintln!("reading the data in {}", folder.display());
    fetch::mnist(&folder)?;
    data::tell_missing(&folder);
    let hold_out = sampler::hold_out(&folder)?;
    // Measuring wants none of these; only a run takes its checkpoint away.
    let corpus = || {
        if fresh && !matches!(goal, Goal::Head) {
            checkpoint::remove(&plan.checkpoint);
        }
        let corpus = sampler::corpus(&folder)?;
        eprintln!("{} digits to learn from", corpus.digits());
        Ok(corpus)
    };
    std::fs::create_dir_all(&out).map_err(context(format!("{} cannot be made", out.display())))?;
    let earlier = || Course::earlier(&results::read(&out, "metrics.json"));
    let extent = Extent { examples: plan.epochs * plan.examples_an_epoch() / HEAD, seed: plan.seed };
    let row = match &goal {
        Goal::Described(_) | Goal::Maths | Goal::Text(_) => return Ok(()),
        Goal::Weights => {
            let corpus = corpus()?;
            let fitted = fit::fit(&plan, &corpus, &hold_out, |device| Net::new(&numbers::spec(), device))?;
            publish::publish(&out, &fitted.net.fold(), &hold_out)?;
            publish::teach_head(&out, &corpus, extent)?;
            publish::tell(Course::new(&plan, fitted.history).with_head(extent), &folder, &out, &hold_out)?;
            return rewrite_card(&out);
        }
        Goal::Head => {
            publish::teach_head(&out, &corpus()?, extent)?;
            publish::tell(earlier().with_head(extent), &folder, &out, &hold_out)?;
            return rewrite_card(&out);
        }
        Goal::Measure => {
            publish::tell(earlier(), &folder, &out, &hold_out)?;
            return rewrite_card(&out);
        }
        Goal::Arch(name) if name != OURS => {
            let arch = baseline::plan(name)?;
            let fitted = fit::fit(&plan, &corpus()?, &hold_out, |device| Baseline::new(&arch, device))?;
            experiment::row(
                fitted.examples,
                &folder,
                &fitted.net,
                &hold_out,
                [arch.name, arch.what],
                [arch.parameters, arch.multiplies],
            )?
        }
        Goal::Arch(name) | Goal::Without(name) | Goal::With(name) => {
            let ingredient = INGREDIENTS.iter().chain(&EXTRAS).find(|(_, known, _)| known == name);
            let what = match &goal {
                Goal::Arch(_) => "ours",
                _ => ingredient.map_or("nothing", |(.., what)| what),
            };
            let fitted = fit::fit(&plan, &corpus()?, &hold_out, |device| Net::new(&numbers::spec(), device))?;
            let sizes = [numbers::spec().parameters(), numbers::spec().multiplies()];
            experiment::row(fitted.examples, &folder, &fitted.net.fold(), &hold_out, [name, what], sizes)?
        }
    };
    say(&row)?;
    experiment::add(&out, if matches!(goal, Goal::Arch(_)) { "archs" } else { "without" }, row)?;
    rewrite_card(&out)
}

/// From the stroke files that a description names to the model's weights and its entry in the manifest.
fn run_described(description: &Description, plan: &Plan, folder: &Path, out: &Path, fresh: bool) -> Result<()> {
    if fresh {
        checkpoint::remove(&plan.checkpoint);
    }
    let (corpus, hold_out) = stroke_model::corpus(description, folder)?;
    std::fs::create_dir_all(out).map_err(context(format!("{} cannot be made", out.display())))?;
    // The average of a short run must not drag its beginning along.
    let steps = plan.epochs * plan.examples_an_epoch() / plan.batch;
    let plan = Plan { averaging: plan.averaging.max(10.0 / steps as f32), ..plan.clone() };
    let hold_out = [hold_out];
    let fitted = fit::fit(&plan, &corpus, &hold_out, |device| Net::new(&description.spec, device))?;
    let right = stroke_model::publish(description, &fitted.net.fold(), &hold_out[0], out)?;
    say(format!("{}: {:.2}% of {} kept aside", description.name, 100.0 * right, hold_out[0].examples.len()))
}

/// The model of text: a step is about as many samples as the plan's.
fn run_text(plan: &Plan, scan: Scan, data: PathBuf, from: Option<PathBuf>, out: &Path, fresh: bool) -> Result<()> {
    if fresh {
        checkpoint::remove(&plan.checkpoint);
    }
    let plan = TextPlan {
        data,
        scan,
        seed: plan.seed,
        passes: plan.epochs,
        steps: plan.examples_an_epoch() / plan.batch,
        rate: plan.rate as f32,
        checkpoint: plan.checkpoint.clone(),
        stop_after: plan.stop_after,
        from,
    };
    text::run::run(&plan, out)
}

fn place_of_checkpoint(goal: &Goal, smoke: Option<&Smoke>) -> PathBuf {
    match (smoke, goal) {
        (Some(smoke), _) => smoke.folder.join("checkpoint"),
        (None, Goal::Weights | Goal::Head | Goal::Measure) => "target/checkpoint".into(),
        (None, Goal::Maths) => "target/checkpoint-maths".into(),
        (None, Goal::Text(Scan::Pen)) => "target/checkpoint-text".into(),
        (None, Goal::Text(Scan::Columns)) => "target/checkpoint-text-pictures".into(),
        (None, Goal::Described(description)) => format!("target/checkpoint-model-{}", description.name).into(),
        (None, Goal::Arch(name)) => format!("target/checkpoint-{name}").into(),
        (None, Goal::Without(name)) => format!("target/checkpoint-without-{name}").into(),
        (None, Goal::With(name)) => format!("target/checkpoint-with-{name}").into(),
    }
}

fn rewrite_card(out: &Path) -> Result<()> {
    let card = report::card(&results::read(out, "metrics.json"), &results::read(out, "experiments.json"));
    results::write(out, "README.md", card.as_bytes())
}
