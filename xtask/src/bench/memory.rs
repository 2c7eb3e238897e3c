//! The memory of a page, where the system reports it.

use std::fs;

/// The peak memory in bytes of any page of the browser started by this process; None where it is not known.
pub fn most(driver: u32) -> Option<u64> {
    let all: Vec<u32> =
        fs::read_dir("/proc").ok()?.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect();
    let status = |process: u32, field: &str| {
        let text = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))?;
        line.split_ascii_whitespace().next()?.parse::<u64>().ok()
    };
    let below = |process: u32| {
        let parents = std::iter::successors(Some(u64::from(process)), |at| status(u32::try_from(*at).ok()?, "PPid"));
        parents.take(16).any(|at| at == u64::from(driver))
    };
    let shows_a_page = |process: u32| {
        fs::read_to_string(format!("/proc/{process}/cmdline")).is_ok_and(|line| line.contains("--type=renderer"))
    };
    all.into_iter()
        .filter(|process| shows_a_page(*process) && below(*process))
        .filter_map(|process| Some(status(process, "VmHWM")? * 1024))
        .max()
}
