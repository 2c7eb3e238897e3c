//! One connection: requests in, answers out, until one side has enough.

use super::fault::Fault;
use super::http::{Head, Request, read_request};
use super::shared::Shared;
use super::site::{Entry, Found};
use super::traffic::Sent;
use std::io::{self, BufReader, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A browser keeps unused connections for minutes; a thread each is nothing to a test machine.
const PATIENCE: Duration = Duration::from_secs(120);

pub fn serve(stream: TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut writer = stream;
    while let Some(request) = read_request(&mut reader)? {
        let fault = shared.fault(&request.path);
        match fault {
            Some(Fault::Delay(time)) => std::thread::sleep(time),
            Some(Fault::Silent) => {
                wait_while(|| shared.is_running() && shared.fault(&request.path) == fault);
                break;
            }
            _ => {}
        }
        let mut answer = answer(&request, shared, fault);
        if shared.current().is_open() {
            answer = answer.with("access-control-allow-origin", "*");
        }
        let bytes = answer.bytes(&request);
        shared.count(Sent { path: request.path, status: answer.status, bytes: bytes.len(), at: SystemTime::now() });
        match shared.line() {
            Some(line) => line.send(&mut writer, &bytes)?,
            None => writer.write_all(&bytes)?,
        }
        if request.close || answer.cut {
            break;
        }
    }
    writer.shutdown(std::net::Shutdown::Both)
}

fn wait_while(so: impl Fn() -> bool) {
    while so() {
        std::thread::sleep(Duration::from_millis(20));
    }
}

struct Answer {
    status: u16,
    head: Head,
    body: Arc<[u8]>,
    /// The connection ends in the middle of the body.
    cut: bool,
}

impl Answer {
    fn new(status: u16, body: impl Into<Arc<[u8]>>) -> Self {
        let body = body.into();
        let head = Head::new(status).with("content-length", &body.len().to_string());
        Self { status, head, body, cut: false }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.head = self.head.with(name, value);
        self
    }

    fn bytes(&self, request: &Request) -> Vec<u8> {
        let mut bytes = self.head.bytes();
        if request.method != "HEAD" {
            let end = if self.cut { self.body.len() / 2 } else { self.body.len() };
            bytes.extend_from_slice(&self.body[..end]);
        }
        bytes
    }
}

fn answer(request: &Request, shared: &Shared, fault: Option<Fault>) -> Answer {
    if request.method != "GET" && request.method != "HEAD" {
        return plain(405, "This server only gives.").with("allow", "GET, HEAD");
    }
    if fault == Some(Fault::Missing) {
        return plain(404, "There is nothing here.");
    }
    let site = shared.current();
    let entry = match site.find(&request.path) {
        Found::Entry(entry) => entry,
        Found::Redirect(to) => return plain(307, "").with("location", to),
        Found::Nothing => return plain(404, "There is nothing here."),
    };
    match fault {
        Some(Fault::Truncated) => {
            let half: Arc<[u8]> = entry.plain[..entry.plain.len() / 2].into();
            file(&Entry { plain: half, gzip: None, tag: "\"half\"".to_owned(), ..entry.clone() }, request)
        }
        Some(Fault::Foreign) => {
            let page: Arc<[u8]> =
                b"<!doctype html><title>Sign in</title><p>Sign in to use this network.".as_slice().into();
            let kind = "text/html; charset=utf-8";
            file(&Entry { kind, plain: page, gzip: None, tag: "\"foreign\"".to_owned(), ..entry.clone() }, request)
        }
        Some(Fault::Flipped) => {
            let mut other = entry.plain.to_vec();
            let middle = other.len() / 2;
            other.iter_mut().skip(middle).take(1).for_each(|byte| *byte ^= 1);
            file(&Entry { plain: other.into(), gzip: None, tag: "\"flipped\"".to_owned(), ..entry.clone() }, request)
        }
        Some(Fault::Cut) => Answer { cut: true, ..file(entry, request) },
        Some(Fault::Missing | Fault::Silent | Fault::Delay(_)) | None => file(entry, request),
    }
}

fn file(entry: &Entry, request: &Request) -> Answer {
    let keep = if entry.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known = request.known_tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == entry.tag);
    let answer = match &entry.gzip {
        _ if known => Answer { status: 304, head: Head::new(304), body: [].into(), cut: false },
        Some(packed) if request.accepts_gzip => Answer::new(200, packed.clone()).with("content-encoding", "gzip"),
        _ => Answer::new(200, entry.plain.clone()),
    };
    answer
        .with("content-type", entry.kind)
        .with("cache-control", keep)
        .with("etag", &entry.tag)
        .with("vary", "accept-encoding")
}

fn plain(status: u16, text: &str) -> Answer {
    Answer::new(status, text.as_bytes())
        .with("content-type", "text/plain; charset=utf-8")
        .with("cache-control", "no-store")
}
