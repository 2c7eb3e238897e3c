//! The command line.

use crate::build::Base;
use anyhow::{Context, Result, bail};
use std::num::NonZeroU64;
use std::path::PathBuf;

pub const HELP: &str = "\
Inkling, from sources to a page that reads handwriting.

    cargo xtask serve [--port N] [--public-url URL]
                                            set up what is missing, build, serve on http://localhost:8080
    cargo xtask test                        every check, in real browsers too; what continuous integration runs
    cargo xtask setup                       install what building and testing need, and no more
    cargo xtask build [--public-url URL]    the finished page in dist/, for any static host
    cargo xtask train [--model MODEL]       train a model, without --model that of numbers; --help lists all options
    cargo xtask eval [--mode MODE] DATA     read labelled data with the shipped weights and count what is right;
                                            --help lists all options
        MODE: numbers (without --mode), text or maths
        DATA: --images IMAGES LABELS | --strokes FILE | --symbols FILE | --pictures FOLDER
        --json puts one JSON object on the last line of standard output
    cargo xtask bench [--json]              measure the built page in a browser: its budgets, and other runtimes
    cargo xtask fuzz [--minutes N]          search for inputs that break a parser, each for so long (1 without)
    cargo xtask pictures FOLDER             open each file of a folder in the page, and tell what it says of each
    cargo xtask shots [FOLDER]              screenshots of the main states, for docs/pictures

Each command can be repeated: what is done already is not done again.
";

#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    Help,
    Setup,
    Build {
        base: Base,
    },
    Serve {
        base: Base,
        port: u16,
    },
    Test,
    /// `train` or `eval`: a native program of the repository, with its arguments as they are.
    Program {
        name: &'static str,
        arguments: Vec<String>,
    },
    Bench {
        json: bool,
    },
    Fuzz {
        minutes: u64,
    },
    Pictures {
        folder: PathBuf,
    },
    Shots {
        folder: String,
    },
}

pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Task> {
    let mut arguments = arguments.peekable();
    let task = arguments.next().unwrap_or_default();
    match task.as_str() {
        "train" => return Ok(Task::Program { name: "train", arguments: arguments.collect() }),
        "eval" => return Ok(Task::Program { name: "eval", arguments: arguments.collect() }),
        _ => {}
    }
    let mut base = Base::default();
    let mut port = 8080;
    let mut json = false;
    let mut minutes = 1;
    let mut folder = None;
    while let Some(argument) = arguments.next() {
        let mut value = |what: &str| arguments.next().with_context(|| format!("{argument} needs {what} after it."));
        match (task.as_str(), argument.as_str()) {
            (_, "--help" | "-h") => return Ok(Task::Help),
            ("build" | "serve", "--public-url") => base = Base::new(&value("a URL")?)?,
            ("serve", "--port") => port = value("a port")?.parse().context("A port is a number up to 65535.")?,
            ("bench", "--json") => json = true,
            // Nought would be without end to the fuzzer.
            ("fuzz", "--minutes") => {
                minutes =
                    value("a number")?.parse::<NonZeroU64>().context("Minutes are a whole number from 1 up.")?.get();
            }
            ("shots" | "pictures", path) if !path.starts_with('-') && folder.is_none() => {
                folder = Some(path.to_owned())
            }
            _ => bail!("`cargo xtask {task}` does not know {argument:?}.\n\n{HELP}"),
        }
    }
    Ok(match task.as_str() {
        "" | "help" | "--help" | "-h" => Task::Help,
        "setup" => Task::Setup,
        "build" => Task::Build { base },
        "serve" => Task::Serve { base, port },
        "test" => Task::Test,
        "bench" => Task::Bench { json },
        "fuzz" => Task::Fuzz { minutes },
        "pictures" => Task::Pictures { folder: folder.context("pictures needs a folder after it.")?.into() },
        "shots" => Task::Shots { folder: folder.unwrap_or_else(|| "shots".to_owned()) },
        _ => bail!("There is no `cargo xtask {task}`.\n\n{HELP}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn tasks_are_understood() {
        assert_eq!(parsed("").unwrap(), Task::Help);
        assert_eq!(parsed("serve --port 9").unwrap(), Task::Serve { base: Base::default(), port: 9 });
        assert_eq!(parsed("build --public-url /a").unwrap(), Task::Build { base: Base::new("/a/").unwrap() });
        assert_eq!(parsed("bench --json").unwrap(), Task::Bench { json: true });
        assert_eq!(parsed("pictures ../a").unwrap(), Task::Pictures { folder: "../a".into() });
        assert!(parsed("pictures").is_err());
        assert_eq!(parsed("fuzz --minutes 9").unwrap(), Task::Fuzz { minutes: 9 });
    }

    #[test]
    fn programs_get_their_arguments_untouched() {
        let lines = [
            ("eval", "--images --help"),
            ("eval", "--mode maths --symbols signs.jsonl --fold --json"),
            ("train", "--model shapes --smoke"),
            ("train", ""),
        ];
        for (name, line) in lines {
            let arguments = line.split_whitespace().map(str::to_owned).collect();
            assert_eq!(parsed(&format!("{name} {line}")).unwrap(), Task::Program { name, arguments });
        }
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for line in
            ["paint", "serve --port", "serve --port x", "test --fast", "build --public-url ink", "fuzz --minutes 0"]
        {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
