//! The server itself: listens on this machine only, a thread for each connection.

use super::connection;
use super::fault::Fault;
use super::line::Line;
use super::lock::lock;
use super::shared::Shared;
use super::site::Site;
use super::traffic::Traffic;
use anyhow::{Result, anyhow};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;

pub enum Port {
    /// This one, or a sentence that says how to take another.
    Wanted(u16),
    /// Any that is free.
    Free,
}

pub struct Server {
    port: u16,
    shared: Arc<Shared>,
    listeners: Vec<(SocketAddr, JoinHandle<()>)>,
}

impl Server {
    pub fn start(site: Site, port: Port) -> Result<Self> {
        let shared = Arc::new(Shared::new(site));
        let mut server = Self { port: 0, shared, listeners: Vec::new() };
        server.listen(port)?;
        Ok(server)
    }

    fn listen(&mut self, port: Port) -> Result<()> {
        let wanted = match port {
            Port::Wanted(port) => port,
            Port::Free => 0,
        };
        let first = TcpListener::bind((Ipv4Addr::LOCALHOST, wanted)).map_err(|error| explain(error, wanted))?;
        self.port = first.local_addr()?.port();
        // "localhost" is the newer kind of address first, on most machines; one without it does not mind.
        let second = match TcpListener::bind((Ipv6Addr::LOCALHOST, self.port)) {
            Err(error) if error.kind() == ErrorKind::AddrInUse && wanted != 0 => return Err(explain(error, wanted)),
            other => other.ok(),
        };
        self.shared.running.store(true, Ordering::SeqCst);
        for listener in std::iter::once(first).chain(second) {
            let shared = self.shared.clone();
            self.listeners.push((listener.local_addr()?, std::thread::spawn(move || accept(&listener, &shared))));
        }
        Ok(())
    }

    pub fn url(&self) -> String {
        format!("http://localhost:{}{}", self.port, self.shared.current().base())
    }

    /// Until the program is stopped.
    pub fn wait(mut self) {
        for (_, thread) in self.listeners.drain(..) {
            let _ = thread.join();
        }
    }

    /// Ends everything at once, as a lost network does: nobody listens, open connections break.
    pub fn stop(&mut self) {
        self.shared.running.store(false, Ordering::SeqCst);
        for (address, thread) in self.listeners.drain(..) {
            // The listener waits for a connection; this one wakes it.
            let _ = TcpStream::connect(address);
            let _ = thread.join();
        }
        for stream in lock(&self.shared.open).drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Another build, from the next request on.
    pub fn replace(&self, site: Site) {
        *lock(&self.shared.site) = Arc::new(site);
    }

    pub fn fail(&self, pattern: &str, fault: Fault) {
        lock(&self.shared.faults).set(pattern, fault);
    }

    pub fn heal(&self) {
        lock(&self.shared.faults).clear();
    }

    /// The network to the browser from now on; none is as fast as this machine.
    pub fn slow_down(&self, line: Option<Line>) {
        *lock(&self.shared.line) = line.map(Arc::new);
    }

    pub fn traffic(&self) -> Traffic {
        lock(&self.shared.traffic).clone()
    }

    pub fn forget_traffic(&self) {
        lock(&self.shared.traffic).0.clear();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if !shared.running.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let mut open = lock(&shared.open);
        open.retain(|stream| stream.peer_addr().is_ok());
        open.extend(stream.try_clone());
        drop(open);
        let shared = shared.clone();
        // A connection that breaks is the browser's business: it asks again.
        std::thread::spawn(move || connection::serve(stream, &shared));
    }
}

fn explain(error: std::io::Error, port: u16) -> anyhow::Error {
    match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "Port {port} is taken by another program. Stop that one, or take another port: \
             cargo xtask serve --port {}",
            port.wrapping_add(1).max(1024)
        ),
        ErrorKind::PermissionDenied => {
            anyhow!("Port {port} needs an administrator. Take another: cargo xtask serve --port 8080")
        }
        _ => anyhow::Error::new(error).context(format!("Port {port} cannot be used.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::Files;
    use std::io::{Read, Write};

    fn server() -> Server {
        let text = b"fn main() {} ".repeat(50);
        let files: Files = [("index.html".to_owned(), text.clone()), ("a-0123456789abcdef.js".to_owned(), text)].into();
        Server::start(Site::new(&files, "/"), Port::Free).unwrap()
    }

    fn ask(server: &Server, request: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).unwrap();
        write!(stream, "{request}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    #[test]
    fn files_are_sent_with_type_tag_and_age() {
        let server = server();
        let page = ask(&server, "GET / HTTP/1.1");
        assert!(page.starts_with("HTTP/1.1 200 OK"), "{page}");
        assert!(page.contains("text/html") && page.contains("no-cache") && page.contains("fn main"), "{page}");
        let script = ask(&server, "HEAD /a-0123456789abcdef.js HTTP/1.1\r\nAccept-Encoding: gzip");
        assert!(script.contains("immutable") && script.contains("content-encoding: gzip"), "{script}");
        assert!(script.ends_with("\r\n\r\n"), "{script}");
        assert!(ask(&server, "GET /b HTTP/1.1").starts_with("HTTP/1.1 404"));
        assert!(ask(&server, "POST / HTTP/1.1").starts_with("HTTP/1.1 405"));
        assert!(ask(&server, "GET /%2e%2e/Cargo.toml HTTP/1.1").starts_with("HTTP/1.1 404"));
        assert_eq!(server.traffic().requests(), 5);
        assert!(server.traffic().bytes() > 650);
    }

    #[test]
    fn a_known_file_is_not_sent_again() {
        let server = server();
        let page = ask(&server, "GET / HTTP/1.1");
        let tag = page.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
        let again = ask(&server, &format!("GET / HTTP/1.1\r\nIf-None-Match: {tag}"));
        assert!(again.starts_with("HTTP/1.1 304") && !again.contains("fn main"), "{again}");
    }

    #[test]
    fn faults_come_and_go() {
        let server = server();
        server.fail("*.js", Fault::Truncated);
        let half = ask(&server, "GET /a-0123456789abcdef.js HTTP/1.1");
        assert!(half.contains("content-length: 325"), "{half}");
        server.fail("*.js", Fault::Foreign);
        assert!(ask(&server, "GET /a-0123456789abcdef.js HTTP/1.1").contains("Sign in"));
        server.fail("*.js", Fault::Flipped);
        let flipped = ask(&server, "GET /a-0123456789abcdef.js HTTP/1.1");
        assert!(flipped.contains("content-length: 650") && flipped.matches("fn main() {} ").count() == 49, "{flipped}");
        server.heal();
        assert!(ask(&server, "GET /a-0123456789abcdef.js HTTP/1.1").contains("content-length: 650"));
    }

    #[test]
    fn a_silent_server_answers_nothing_until_it_is_healed() {
        let server = server();
        server.fail("*.js", Fault::Silent);
        let asked = std::thread::scope(|threads| {
            let asked = threads.spawn(|| ask(&server, "GET /a-0123456789abcdef.js HTTP/1.1"));
            std::thread::sleep(std::time::Duration::from_millis(100));
            assert!(!asked.is_finished());
            server.heal();
            asked.join().unwrap()
        });
        assert_eq!(asked, "");
    }

    #[test]
    fn a_stopped_server_is_gone() {
        let mut server = server();
        let mut open = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).unwrap();
        server.stop();
        assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).is_err());
        assert_eq!(open.read(&mut [0; 8]).unwrap_or(0), 0);
    }

    #[test]
    fn a_busy_port_has_a_sentence() {
        let server = server();
        let files = Files::new();
        let error = Server::start(Site::new(&files, "/"), Port::Wanted(server.port)).err().unwrap().to_string();
        assert!(error.contains("--port"), "{error}");
    }
}
