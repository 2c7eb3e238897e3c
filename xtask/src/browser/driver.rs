//! The driver's process: started on a port of its own choosing, gone with the value.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

pub struct Driver {
    process: Child,
    pub port: u16,
}

impl Driver {
    pub fn start(program: &Path) -> Result<Self> {
        let name = program.display();
        // Each announces the port it found free on standard output.
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{name} could not be started."))?;
        let said = process.stdout.take().map(BufReader::new);
        let mut lines = said.into_iter().flat_map(BufRead::lines).map_while(Result::ok);
        let port = lines.by_ref().find_map(|line| port_in(&line));
        // Read on, so that the driver never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        match port {
            Some(port) => Ok(Self { process, port }),
            None => {
                let _ = process.kill();
                let _ = process.wait();
                bail!("{name} ended before it listened.")
            }
        }
    }

    pub fn id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// "ChromeDriver was started successfully on port 4444." or "… Listening on 127.0.0.1:4444"
fn port_in(line: &str) -> Option<u16> {
    let (_, after) = line.split_once("successfully on port ").or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    after.trim_end_matches(|c: char| !c.is_ascii_digit()).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::port_in;

    #[test]
    fn both_drivers_say_where_they_listen() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 40123."), Some(40123));
        assert_eq!(port_in("1700 geckodriver INFO Listening on 127.0.0.1:4444"), Some(4444));
        assert_eq!(port_in("Starting ChromeDriver 156 on port 0"), None);
    }
}
