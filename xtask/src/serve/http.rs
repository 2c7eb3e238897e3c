//! As much of HTTP as a static page needs: reading a request's head, writing an answer's.

use std::io::{self, BufRead, Read};

/// No browser sends this much before a body.
const LONGEST_HEAD: u64 = 32 * 1024;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    /// Decoded, without query.
    pub path: String,
    pub accepts_gzip: bool,
    pub known_tags: String,
    pub close: bool,
}

/// None at the end of the connection.
pub fn read_request(stream: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut head = stream.take(LONGEST_HEAD);
    let mut line = String::new();
    if head.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_ascii_whitespace();
    let method = words.next().unwrap_or_default().to_owned();
    let path = decode(words.next().unwrap_or_default().split(['?', '#']).next().unwrap_or_default());
    let mut request = Request { method, path, ..Request::default() };
    loop {
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let line = line.trim_end();
        if line.is_empty() {
            return Ok(Some(request));
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "accept-encoding" => request.accepts_gzip = value.split(',').any(|way| way.trim().starts_with("gzip")),
            "if-none-match" => request.known_tags = value.to_owned(),
            "connection" => request.close = value.eq_ignore_ascii_case("close"),
            _ => {}
        }
    }
}

/// Percent signs undone; what is not UTF-8 then matches no file.
fn decode(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The head of an answer, and how much of a body follows it.
pub struct Head {
    status: u16,
    lines: String,
}

impl Head {
    pub fn new(status: u16) -> Self {
        // A page that is measured and tested must not have its types guessed.
        Self { status, lines: "x-content-type-options: nosniff\r\n".to_owned() }
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.lines += &format!("{name}: {value}\r\n");
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let reason = match self.status {
            200 => "OK",
            304 => "Not Modified",
            307 => "Temporary Redirect",
            404 => "Not Found",
            405 => "Method Not Allowed",
            _ => "Other",
        };
        format!("HTTP/1.1 {} {reason}\r\n{}\r\n", self.status, self.lines).into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Request> {
        read_request(&mut text.as_bytes()).unwrap()
    }

    #[test]
    fn a_request_is_read() {
        let request =
            read("GET /a%20b?c=d HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br, gzip\r\nIf-None-Match: \"1\"\r\n\r\n");
        let expected = Request {
            method: "GET".to_owned(),
            path: "/a b".to_owned(),
            accepts_gzip: true,
            known_tags: "\"1\"".to_owned(),
            close: false,
        };
        assert_eq!(request, Some(expected));
        assert_eq!(read(""), None);
    }

    #[test]
    fn odd_percents_are_kept() {
        assert_eq!(decode("/%zz%4"), "/%zz%4");
        assert_eq!(decode("/%2e%2e/"), "/../");
        assert_eq!(decode("%é"), "%é");
    }

    #[test]
    fn an_endless_head_is_an_error() {
        for start in ["GET /", "GET / HTTP/1.1\r\nA: ", "GET / HTTP/1.1\r\n"] {
            let text = format!("{start}{}\r\n\r\n", "a".repeat(100_000));
            assert!(read_request(&mut text.as_bytes()).is_err(), "{start}");
        }
    }
}
