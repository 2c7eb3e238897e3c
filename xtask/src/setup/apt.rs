//! Debian's and Ubuntu's packages, where this user may install them.

use crate::{shell, tools};
use anyhow::{Context, Result, bail};
use std::process::Command;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(20 * 60);

/// Installs the packages; the error names the command that would.
pub fn install(packages: &[&str]) -> Result<()> {
    let by_hand = format!("apt-get install -y {}", packages.join(" "));
    if tools::find("apt-get").is_none() {
        bail!("This is not a Debian or Ubuntu machine; {} must be installed by hand.", packages.join(", "));
    }
    if !may_install() {
        bail!("Installing needs an administrator. Run `sudo {by_hand}`, then try again.");
    }
    // Package lists are refreshed, which takes half a minute, only where the present ones fail.
    if apt_get("install", packages).is_ok() {
        return Ok(());
    }
    apt_get("update", &[]).and_then(|()| apt_get("install", packages)).with_context(|| format!("`{by_hand}` failed."))
}

pub fn may_install() -> bool {
    tools::find("apt-get").is_some() && (tools::is_root() || may_sudo())
}

/// Whether sudo works without a password: nobody may be there to type one.
fn may_sudo() -> bool {
    tools::find("sudo").is_some() && shell::quiet(Command::new("sudo").args(["-n", "true"])).is_ok()
}

fn apt_get(task: &str, packages: &[&str]) -> Result<()> {
    let mut command = if tools::is_root() {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "apt-get"]);
        sudo
    };
    command.args(["-y", "-q", task, "--no-install-recommends"]).args(packages);
    command.env("DEBIAN_FRONTEND", "noninteractive");
    shell::patient(&mut command, LIMIT)
}
