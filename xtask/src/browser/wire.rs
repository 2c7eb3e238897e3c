//! WebDriver on the wire: JSON over plain HTTP to a driver on this machine.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

/// Starting a browser on a busy machine is the longest of all.
const PATIENCE: Duration = Duration::from_secs(90);

/// The value of the driver's answer, or its message as the error.
pub fn call(port: u16, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).context("The browser's driver is gone.")?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body.as_bytes()].concat())?;
    let answer = read_body(BufReader::new(stream)).with_context(|| format!("The driver did not answer {path}."))?;
    let answer: Value = serde_json::from_slice(&answer).context("The driver's answer is not JSON.")?;
    let value = answer.get("value").cloned().unwrap_or_default();
    match value.get("error").and_then(Value::as_str) {
        Some(error) => {
            let message = value.get("message").and_then(Value::as_str).unwrap_or_default();
            // Chromium's driver adds a stack of its own after the first lines.
            bail!("{error}: {}", message.lines().take(3).collect::<Vec<_>>().join(" "))
        }
        None => Ok(value),
    }
}

/// Drivers send the length; none of them sends its answers in chunks.
fn read_body(mut stream: impl BufRead) -> Result<Vec<u8>> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            bail!("The connection ended early.");
        }
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<usize>().ok();
        }
    }
    let mut body = vec![0; length.context("The answer has no length.")?];
    stream.read_exact(&mut body)?;
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_is_as_long_as_the_head_says() {
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}more";
        assert_eq!(read_body(answer.as_bytes()).unwrap(), b"{}");
        assert!(read_body("HTTP/1.1 200 OK\r\n\r\n".as_bytes()).is_err());
    }
}
