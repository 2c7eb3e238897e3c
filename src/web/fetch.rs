//! Files that come after the page: its own, and others from wherever they are.

use crate::web::dom::window;
use crate::web::worker::Source;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit,
    RequestMode, Response,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// No connection at all.
    Offline,
    /// The host cannot be reached.
    Unreachable,
    /// The host answers, but its rules keep pages of other places from reading what it says.
    Forbidden,
    /// It answered with this status.
    Status(u16),
    /// What it sends says that it is of this kind.
    Kind(String),
    /// More bytes than are wanted.
    TooLarge,
    /// It stopped half way.
    Broken,
    Cancelled,
}

/// Ends the fetching that it was given to.
#[derive(Clone)]
pub struct Cancel(AbortController);

impl Cancel {
    pub fn new() -> Option<Self> {
        AbortController::new().ok().map(Self)
    }

    fn is_cancelled(&self) -> bool {
        self.0.signal().aborted()
    }

    pub fn cancel(&self) {
        self.0.abort();
    }
}

/// The bytes at an address, no more than `most`; `wanted` looks at the kind that the host names, `progress` hears of
/// each part of it.
pub async fn foreign(
    address: &str,
    most: usize,
    cancel: &Cancel,
    wanted: impl Fn(&str) -> bool,
    progress: impl Fn(usize, Option<usize>),
) -> Result<Vec<u8>, FetchError> {
    let response = match request(address, RequestMode::Cors, cancel).await {
        Some(response) => response,
        None if cancel.is_cancelled() => return Err(FetchError::Cancelled),
        None if !window().navigator().on_line() => return Err(FetchError::Offline),
        // The browser does not say why. A host that answers a request whose answer nobody may read is there.
        None => {
            return Err(match request(address, RequestMode::NoCors, cancel).await {
                Some(_) => FetchError::Forbidden,
                None => FetchError::Unreachable,
            });
        }
    };
    if !response.ok() {
        return Err(FetchError::Status(response.status()));
    }
    let header = |name: &str| response.headers().get(name).ok().flatten().unwrap_or_default();
    let kind = header("content-type");
    if !wanted(&kind) {
        return Err(FetchError::Kind(kind));
    }
    let total = header("content-length").parse().ok();
    if total.is_some_and(|total: usize| total > most) {
        cancel.cancel();
        return Err(FetchError::TooLarge);
    }
    let reader: ReadableStreamDefaultReader = match response.body() {
        Some(body) => body.get_reader().unchecked_into(),
        None => return Err(FetchError::Broken),
    };
    let mut bytes = Vec::new();
    loop {
        let part = JsFuture::from(reader.read()).await.map_err(|_| match cancel.is_cancelled() {
            true => FetchError::Cancelled,
            false => FetchError::Broken,
        })?;
        let field = |name: &str| Reflect::get(&part, &name.into()).unwrap_or(JsValue::UNDEFINED);
        if field("done").is_truthy() {
            return Ok(bytes);
        }
        let part: Uint8Array = field("value").unchecked_into();
        if bytes.len() + part.length() as usize > most {
            cancel.cancel();
            return Err(FetchError::TooLarge);
        }
        bytes.extend(part.to_vec());
        progress(bytes.len(), total);
    }
}

async fn request(address: &str, mode: RequestMode, cancel: &Cancel) -> Option<Response> {
    let init = RequestInit::new();
    init.set_mode(mode);
    init.set_credentials(RequestCredentials::Omit);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_signal(Some(&cancel.0.signal()));
    let response = JsFuture::from(window().fetch_with_str_and_init(address, &init)).await.ok()?;
    response.dyn_into().ok()
}

/// A file of the page's own; none where it does not come whole.
pub async fn own(address: &str, source: Source) -> Option<Vec<u8>> {
    let init = RequestInit::new();
    init.set_cache(match source {
        Source::Usual => RequestCache::Default,
        Source::Network => RequestCache::Reload,
    });
    let response = JsFuture::from(window().fetch_with_str_and_init(address, &init)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    let buffer = response.ok().then(|| response.array_buffer().ok()).flatten()?;
    JsFuture::from(buffer).await.ok().map(|buffer| Uint8Array::new(&buffer).to_vec())
}
