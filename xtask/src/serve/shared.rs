//! What a server and all of its connections share.

use super::fault::{Fault, Table};
use super::line::Line;
use super::lock::lock;
use super::site::Site;
use super::traffic::{Sent, Traffic};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// What all connections see.
pub struct Shared {
    pub running: AtomicBool,
    pub site: Mutex<Arc<Site>>,
    pub faults: Mutex<Table>,
    pub traffic: Mutex<Traffic>,
    /// None: as fast as this machine is.
    pub line: Mutex<Option<Arc<Line>>>,
    pub open: Mutex<Vec<TcpStream>>,
}

impl Shared {
    pub fn new(site: Site) -> Self {
        Self {
            running: AtomicBool::new(false),
            site: Mutex::new(Arc::new(site)),
            faults: Mutex::default(),
            traffic: Mutex::default(),
            line: Mutex::default(),
            open: Mutex::default(),
        }
    }

    pub fn is_running(&self) -> bool {
        self.running.load(Ordering::SeqCst)
    }

    /// The build that is served now.
    pub fn current(&self) -> Arc<Site> {
        lock(&self.site).clone()
    }

    pub fn fault(&self, path: &str) -> Option<Fault> {
        lock(&self.faults).of(path)
    }

    pub fn line(&self) -> Option<Arc<Line>> {
        lock(&self.line).clone()
    }

    pub fn count(&self, sent: Sent) {
        lock(&self.traffic).0.push(sent);
    }
}
