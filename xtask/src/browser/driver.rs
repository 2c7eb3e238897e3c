//! The driver's process: started on a port of its own choosing, gone with the value or with this program.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Runs the driver until standard input ends, then closes the session whose port and name came that way, so that no
/// browser and no profile stay behind. A program's end closes its pipes however it ends; values kept in statics are
/// not dropped then.
const GUARD: &str = r#"
    "$0" --port=0 &
    driver=$!
    exec > /dev/null
    if read -r port session && cat && exec 3<> "/dev/tcp/127.0.0.1/$port"; then
        printf 'DELETE /session/%s HTTP/1.1\r\nhost: localhost:%s\r\nconnection: close\r\n\r\n' "$session" "$port" >&3
        cat <&3
    fi
    kill "$driver"
    wait
"#;

pub struct Driver {
    guard: Child,
    pub port: u16,
}

impl Driver {
    pub fn start(program: &Path) -> Result<Self> {
        let name = program.display();
        // Each announces the port it found free on standard output.
        let mut guard = Command::new("bash")
            .args(["-c", GUARD])
            .arg(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{name} could not be started."))?;
        let said = guard.stdout.take().map(BufReader::new);
        let mut lines = said.into_iter().flat_map(BufRead::lines).map_while(Result::ok);
        let port = lines.by_ref().find_map(|line| port_in(&line));
        // Read on, so that the driver never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        let mut driver = Self { guard, port: 0 };
        match port {
            Some(port) => driver.port = port,
            None => bail!("{name} ended before it listened."),
        }
        Ok(driver)
    }

    /// Has the session closed when the driver ends.
    pub fn guard(&mut self, session: &str) -> Result<()> {
        let input = self.guard.stdin.as_mut().context("The driver's guard takes no input.")?;
        Ok(writeln!(input, "{} {session}", self.port)?)
    }

    pub fn id(&self) -> u32 {
        self.guard.id()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
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
