//! Names for what this deployment of the page keeps in the browser.
//!
//! One origin may hold several deployments under different paths, as two project pages of one account do, and they
//! share its storage. So every key, database and channel carries the deployment's path: `inkling:/path/#drawing`. No
//! path contains a `#`, so no deployment's names begin like those of one below it. `public/boot.js` and the service
//! worker make their names by the same rule.

use crate::web::dom::document;

/// The full name of something that this deployment keeps.
pub fn name(of: &str) -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let path = web_sys::Url::new_with_base(".", &base).map_or_else(|_| "/".to_owned(), |folder| folder.pathname());
    format!("inkling:{path}#{of}")
}
