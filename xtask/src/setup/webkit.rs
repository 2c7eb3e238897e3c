//! Safari's engine: WebKitGTK's small browser, its driver, and a screen in memory for them. Tests that need them are
//! skipped where they cannot be installed.

use super::apt;
use super::step::{Outcome, Step};
use crate::tools;
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub const STEP: Step = Step {
    what: "Safari's engine (WebKitGTK) and its driver, for the tests: 60 MB, 200 MB unpacked",
    expected: Duration::from_secs(60),
    ready: || Ok(found()),
    install,
};

/// All three of what a page needs to be opened in Safari's engine.
#[derive(Clone, Debug)]
pub struct WebKit {
    pub driver: PathBuf,
    pub browser: PathBuf,
    /// The browser has no mode without a window: this gives it a screen.
    pub screen: PathBuf,
}

pub fn find() -> Option<WebKit> {
    Some(WebKit { driver: tools::find("WebKitWebDriver")?, browser: browser()?, screen: tools::find("Xvfb")? })
}

/// It lies in a folder of the library's, beside no other program: "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1".
fn browser() -> Option<PathBuf> {
    let within = |folder: &Path| -> Vec<PathBuf> {
        let entries = folder.read_dir().into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
    };
    let roots = ["/usr/lib", "/usr/lib64", "/usr/libexec"].map(Path::new);
    let near = roots.iter().flat_map(|root| within(root));
    let far = roots.iter().flat_map(|root| within(root)).flat_map(|folder| within(&folder));
    let is_ours = |folder: &PathBuf| {
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with("webkit2gtk-") || name.starts_with("webkitgtk-")
    };
    near.chain(far).filter(is_ours).map(|folder| folder.join("MiniBrowser")).find(|program| program.is_file())
}

/// "webkit2gtk-4.1": the browser itself tells its version only on a screen.
fn found() -> Option<String> {
    Some(find()?.browser.parent()?.file_name()?.to_str()?.to_owned())
}

fn install() -> Result<Outcome> {
    let without = |why: String| Ok(Outcome::Skipped(format!("Safari's engine will not be tested. {why}")));
    if !apt::may_install() {
        return without("Install WebKitGTK's driver and Xvfb by hand to have it tested.".to_owned());
    }
    if let Err(error) = apt::install(&["webkit2gtk-driver", "xvfb"]) {
        return without(error.to_string().lines().next().unwrap_or_default().to_owned());
    }
    match find() {
        Some(_) => Ok(Outcome::Done),
        None => without("These packages have no MiniBrowser.".to_owned()),
    }
}
