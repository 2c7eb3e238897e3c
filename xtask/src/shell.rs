//! Running other programs: quietly, with progress for a long wait, or with everything they print passed on.

use crate::progress::Progress;
use crate::tell;
use anyhow::{Context, Result, anyhow, bail};
use std::collections::VecDeque;
use std::io::{BufReader, IsTerminal, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// How many of a failed program's last lines are shown.
const CLOSING_LINES: usize = 40;

/// Runs a program and returns what it printed; the error of a failure has its last lines.
pub fn quiet(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| missing(command))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned());
    }
    let output_text = [output.stdout, output.stderr].concat();
    let lines: Vec<_> = String::from_utf8_lossy(&output_text).lines().map(str::to_owned).collect();
    Err(failure(command, &output.status, lines.iter().rev().take(CLOSING_LINES).rev()))
}

/// Runs a program that takes long, with a line of progress once a second on a terminal and twice a minute elsewhere. It is
/// killed after `limit`.
pub fn patient(command: &mut Command, limit: Duration) -> Result<()> {
    // Without this, cargo prints its progress only to a terminal.
    command.env("CARGO_TERM_PROGRESS_WHEN", "always").env("CARGO_TERM_PROGRESS_WIDTH", "100");
    let began = Instant::now();
    let (mut child, pieces) = spawn_piped(command)?;
    let mut progress = Progress::new(began);
    let mut closing = VecDeque::new();
    loop {
        match pieces.recv_timeout(Duration::from_millis(500)) {
            Ok((_, piece)) => {
                if let Some(line) = progress.take(piece) {
                    closing.push_back(line);
                    if closing.len() > CLOSING_LINES {
                        closing.pop_front();
                    }
                }
            }
            Err(RecvTimeoutError::Timeout) => progress.show(),
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if began.elapsed() > limit {
            let _ = child.kill();
            let _ = child.wait();
            progress.clear();
            bail!("`{}` took longer than {} and was stopped.", name(command), tell::duration(limit));
        }
    }
    progress.clear();
    let status = child.wait()?;
    if status.success() { Ok(()) } else { Err(failure(command, &status, closing.iter())) }
}

/// Runs a program, passes on everything it prints, and returns it with the exit status.
pub fn aloud(command: &mut Command) -> Result<(ExitStatus, Vec<String>)> {
    if std::io::stderr().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let (mut child, pieces) = spawn_piped(command)?;
    let mut lines = Vec::new();
    for (stream, line) in pieces {
        match stream {
            Stream::Out => println!("{line}"),
            Stream::Err => eprintln!("{line}"),
        }
        lines.push(line);
    }
    Ok((child.wait()?, lines))
}

/// Runs a program that uses the terminal itself, and returns its exit status.
pub fn hand_over(command: &mut Command) -> Result<ExitStatus> {
    command.status().with_context(|| missing(command))
}

/// A sentence on the cause of a failure, where the program's output names one that is known.
pub fn likely_cause(text: &str) -> Option<&'static str> {
    const FULL: [&str; 2] = ["No space left on device", "os error 28"];
    const OFFLINE: [&str; 10] = [
        "Could not resolve host",
        "Couldn't resolve host",
        "dns error",
        "failed to lookup address",
        "Temporary failure resolving",
        "Could not connect to",
        "Couldn't connect to",
        "error sending request",
        "spurious network error",
        "EAI_AGAIN",
    ];
    if FULL.iter().any(|sign| text.contains(sign)) {
        return Some("The disk is full. Free a few gigabytes, then run the same command again: what is done is kept.");
    }
    OFFLINE.iter().any(|sign| text.contains(sign)).then_some(
        "The network could not be reached. Check the connection (and the proxy, if there is one), then run the same \
         command again: what is done is kept.",
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stream {
    Out,
    Err,
}

fn spawn_piped(command: &mut Command) -> Result<(Child, Receiver<(Stream, String)>)> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| missing(command))?;
    let (sender, receiver) = mpsc::channel();
    if let Some(out) = child.stdout.take() {
        read_pieces(out, Stream::Out, sender.clone());
    }
    if let Some(err) = child.stderr.take() {
        read_pieces(err, Stream::Err, sender);
    }
    Ok((child, receiver))
}

/// Sends the lines of a stream, and the parts that carriage returns separate: progress bars overwrite themselves with them.
fn read_pieces(stream: impl Read + Send + 'static, kind: Stream, sender: Sender<(Stream, String)>) {
    std::thread::spawn(move || {
        let mut piece = Vec::new();
        for byte in BufReader::new(stream).bytes().map_while(Result::ok) {
            match byte {
                b'\n' | b'\r' => {
                    let text = String::from_utf8_lossy(&piece).into_owned();
                    // What a progress bar leaves empty is dropped; a program's empty lines are part of its layout.
                    if (byte == b'\n' || !text.trim().is_empty()) && sender.send((kind, text)).is_err() {
                        return;
                    }
                    piece.clear();
                }
                _ => piece.push(byte),
            }
        }
        if !piece.is_empty() {
            let _ = sender.send((kind, String::from_utf8_lossy(&piece).into_owned()));
        }
    });
}

fn failure<'a>(command: &Command, status: &ExitStatus, closing: impl Iterator<Item = &'a String>) -> anyhow::Error {
    let closing: String = closing.map(|line| format!("   | {line}\n")).collect();
    let cause = likely_cause(&closing).map(|cause| format!("\n{cause}")).unwrap_or_default();
    anyhow!("`{}` failed ({status}). Its closing lines:\n{closing}{cause}", name(command))
}

fn missing(command: &Command) -> String {
    format!("`{}` could not be started. Is it installed and on the PATH?", name(command))
}

/// The program's file name with its first arguments.
fn name(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let program = program.file_name().unwrap_or(command.get_program()).to_string_lossy();
    let task = command.get_args().take(2).map(|arg| arg.to_string_lossy());
    std::iter::once(program).chain(task).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_a_missing_network_have_their_sentences() {
        assert!(likely_cause("error: No space left on device (os error 28)").is_some_and(|why| why.contains("disk")));
        assert!(likely_cause("curl: Could not resolve host: example").is_some_and(|why| why.contains("network")));
        assert_eq!(likely_cause("error[E0308]: mismatched types"), None);
    }

    #[test]
    fn a_failure_carries_the_closing_lines() {
        let error = quiet(Command::new("rustc").arg("--no-such-flag")).unwrap_err().to_string();
        assert!(error.contains("no-such-flag"), "{error}");
        let error = quiet(&mut Command::new("no-such-program-anywhere")).unwrap_err().to_string();
        assert!(error.contains("on the PATH"), "{error}");
    }
}
