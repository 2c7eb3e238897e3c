//! The driver's process: started on a port of its own choosing, gone with the value or with this program.

use super::capabilities::Program;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};

/// Runs the driver until standard input ends, then closes the session whose port and name came that way, so that no
/// browser and no profile stay behind. A program's end closes its pipes however it ends; values kept in statics are
/// not dropped then. A browser that needs a screen gets one of its own. A driver that is told its port does not say
/// when it listens: that is found out here.
const GUARD: &str = r#"
    port=$1
    if [ "$2" ]; then
        exec 4< <(exec "$2" -displayfd 1 -screen 0 1600x1200x24 -nolisten tcp)
        screen=$!
        read -r display <&4
        export DISPLAY=":$display"
    fi
    "$0" --port="$port" &
    driver=$!
    if [ "$port" != 0 ]; then
        until exec 5<> "/dev/tcp/127.0.0.1/$port"; do
            kill -0 "$driver" || exit
            sleep 0.05
        done
        exec 5>&-
        echo "Listening on 127.0.0.1:$port"
    fi
    exec > /dev/null
    if read -r port session && cat && exec 3<> "/dev/tcp/127.0.0.1/$port"; then
        printf 'DELETE /session/%s HTTP/1.1\r\nhost: localhost:%s\r\nconnection: close\r\n\r\n' "$session" "$port" >&3
        read -r -t 30 <&3
    fi
    kill "$driver" $screen
    wait
"#;

pub struct Driver {
    guard: Child,
    pub port: u16,
}

/// A port that is free for one version of the protocol may be taken for the other: Chromium's driver then ends.
const ATTEMPTS: usize = 3;

impl Driver {
    pub fn start(program: &Program) -> Result<Self> {
        let name = program.driver.display();
        for _ in 0..ATTEMPTS {
            if let Some(driver) = Self::attempt(program)? {
                return Ok(driver);
            }
        }
        bail!("{name} ended before it listened.")
    }

    /// None where it ended at once.
    fn attempt(program: &Program) -> Result<Option<Self>> {
        let name = program.driver.display();
        // Others announce the port they found free on standard output.
        let port = if program.announces { 0 } else { free_port()? };
        let mut guard = Command::new("bash")
            .args(["-c", GUARD])
            .arg(&program.driver)
            .arg(port.to_string())
            .args(&program.screen)
            .envs(program.environment.iter().copied())
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
        // What is dropped ends, and is waited for.
        let driver = Self { guard, port: port.unwrap_or_default() };
        Ok(port.map(|_| driver))
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

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// "ChromeDriver was started successfully on port 4444." or "… Listening on 127.0.0.1:4444"
fn port_in(line: &str) -> Option<u16> {
    let (_, after) = line.split_once("successfully on port ").or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    after.trim_end_matches(|c: char| !c.is_ascii_digit()).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drivers_say_where_they_listen() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 40123."), Some(40123));
        assert_eq!(port_in("1700 geckodriver INFO Listening on 127.0.0.1:4444"), Some(4444));
        assert_eq!(port_in("Starting ChromeDriver 156 on port 0"), None);
    }

    #[test]
    fn its_session_is_closed_when_it_ends() -> Result<()> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let program = std::env::temp_dir().join(format!("inkling-driver-{port}"));
        std::fs::write(&program, format!("#!/bin/sh\necho started successfully on port {port}.\nexec sleep 600\n"))?;
        Command::new("chmod").arg("+x").arg(&program).status()?;
        let mut driver = Driver::start(&Program::announcing(program.clone()))?;
        driver.guard("abc")?;
        let asked = std::thread::spawn(move || -> Result<_> {
            let (stream, _) = listener.accept()?;
            let mut line = String::new();
            BufReader::new(&stream).read_line(&mut line)?;
            (&stream).write_all(b"HTTP/1.1 200 OK\r\n")?;
            // Chromium's driver keeps the connection open, whatever it is asked to do.
            Ok((line, stream))
        });
        drop(driver);
        let (line, _open) = asked.join().map_err(|_| anyhow::anyhow!("Nobody asked."))??;
        assert_eq!(line, "DELETE /session/abc HTTP/1.1\r\n");
        Ok(std::fs::remove_file(program)?)
    }
}
