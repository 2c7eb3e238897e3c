//! The service worker, which keeps the page for use without a connection, and its updates.

use crate::web::listener::Listener;
use crate::web::meta;
use js_sys::{Object, Reflect};
use leptos::prelude::{document, set_interval, set_timeout, window};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Event, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

const EVERY: Duration = Duration::from_secs(3600);
/// Keeping the page for later loads all of its files once more; the first reading goes before that.
const FIRST: Duration = Duration::from_millis(1500);

/// A new build that is downloaded and waits to take over.
#[derive(Clone, Debug)]
pub struct Update(ServiceWorker);

impl Update {
    /// Lets the new build take over; the page reloads as soon as it has.
    pub fn take_over(&self) {
        let Some(container) = container() else { return };
        // Another tab may have let it take over before.
        if self.0.state() != ServiceWorkerState::Installed {
            let _ = window().location().reload();
            return;
        }
        let reloaded = Cell::new(false);
        Listener::new(&container, "controllerchange", move |_: Event| {
            if !reloaded.replace(true) {
                let _ = window().location().reload();
            }
        })
        .forever();
        let message = Object::new();
        let _ = Reflect::set(&message, &"type".into(), &"skip-waiting".into());
        let _ = self.0.post_message(&message);
    }
}

/// Registers the service worker, looks for updates soon and every hour, and calls back when one is ready.
///
/// Builds for development have none: they would be served from its cache for ever.
pub fn watch(ready: impl Fn(Update) + 'static) {
    if meta("inkling-build").is_none_or(|build| build == "dev") {
        return;
    }
    let Some(container) = container() else { return };
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let Ok(script) = web_sys::Url::new_with_base("sw.js", &base) else { return };
    let register = async move {
        // Without it the page works all the same, as long as there is a connection.
        let Ok(registered) = JsFuture::from(container.register(&script.href())).await else { return };
        let Ok(registration) = registered.dyn_into::<ServiceWorkerRegistration>() else { return };
        follow(&registration, Rc::new(ready));
        look(&registration);
        set_interval(move || look(&registration), EVERY);
    };
    set_timeout(move || spawn_local(register), FIRST);
}

fn look(registration: &ServiceWorkerRegistration) {
    if let Ok(looking) = registration.update() {
        // Offline, the look fails; the next one will not.
        spawn_local(async move { _ = JsFuture::from(looking).await });
    }
}

fn follow(registration: &ServiceWorkerRegistration, ready: Rc<dyn Fn(Update)>) {
    if let Some(waiting) = registration.waiting() {
        ready(Update(waiting));
    }
    let found = registration.clone();
    let follow_arriving = move || {
        if let Some(arriving) = found.installing() {
            announce(&arriving, ready.clone());
        }
    };
    // One may be on its way already.
    follow_arriving();
    Listener::new(registration, "updatefound", move |_: Event| follow_arriving()).forever();
}

/// Tells of a build once it is whole.
fn announce(arriving: &ServiceWorker, ready: Rc<dyn Fn(Update)>) {
    let worker = arriving.clone();
    Listener::new(arriving, "statechange", move |_: Event| {
        // The very first one takes over by itself; there is nothing to update then.
        let has_old = container().is_some_and(|container| container.controller().is_some());
        if worker.state() == ServiceWorkerState::Installed && has_old {
            ready(Update(worker.clone()));
        }
    })
    .forever();
}

/// None outside secure contexts, where browsers leave it out.
fn container() -> Option<ServiceWorkerContainer> {
    Reflect::get(&window().navigator(), &"serviceWorker".into()).ok()?.dyn_into().ok()
}
