//! The service worker, which keeps the page for use without a connection, and its updates.
//!
//! A new build waits until a tab lets it take over. From then on it answers for all tabs; those that run the build
//! before go on with the files of that one, which the service worker keeps for them, until they are reloaded.

use crate::web::dom::{document, window};
use crate::web::listener::Listener;
use crate::web::meta;
use crate::web::timer::Interval;
use futures_channel::oneshot;
use js_sys::{Array, Object, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Event, MessageChannel, MessageEvent, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState,
};

const EVERY: Duration = Duration::from_secs(3600);

/// Another build than this tab runs: it waits to take over, or has done so for another tab.
#[derive(Clone, Debug)]
pub struct Update(ServiceWorkerRegistration);

impl Update {
    /// Lets the new build take over, unless it has; the page reloads as soon as that is so.
    pub fn take_over(&self) {
        let Some(container) = container() else { return };
        let Some(waiting) = self.0.waiting() else {
            let _ = window().location().reload();
            return;
        };
        let reloaded = Cell::new(false);
        Listener::new(&container, "controllerchange", move |_: Event| {
            if !reloaded.replace(true) {
                let _ = window().location().reload();
            }
        })
        .forever();
        let _ = waiting.post_message(&message("skip-waiting"));
    }
}

thread_local! {
    static ANOTHER: Cell<bool> = const { Cell::new(false) };
}

/// Whether the service worker has told of another build than this page.
pub fn is_another_ready() -> bool {
    ANOTHER.get()
}

/// Registers the service worker, looks for updates now and every hour, and calls back whenever the service worker has
/// another build than this page.
///
/// Builds for development have none: they would be served from its cache for ever.
pub fn watch(ready: impl Fn(Update) + 'static) {
    let Some(build) = meta("inkling-build").filter(|build| build != "dev") else { return };
    let Some(container) = container() else { return };
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let Ok(script) = web_sys::Url::new_with_base("sw.js", &base) else { return };
    let register = async move {
        // Without it the page works all the same, as long as there is a connection.
        let Ok(registered) = JsFuture::from(container.register(&script.href())).await else { return };
        let Ok(registration) = registered.dyn_into::<ServiceWorkerRegistration>() else { return };
        let update = Update(registration.clone());
        follow(&container, &registration, Rc::new(Watch { build, ready: move || ready(update.clone()) }));
        look(&registration);
        // For as long as the page lives.
        std::mem::forget(Interval::new(EVERY, move || look(&registration)));
    };
    spawn_local(register);
}

/// The page's own build, and what to do when there is another.
struct Watch<F> {
    build: String,
    ready: F,
}

impl<F: Fn() + 'static> Watch<F> {
    fn compare(self: &Rc<Self>, worker: Option<ServiceWorker>) {
        let this = self.clone();
        spawn_local(async move {
            if let Some(worker) = worker
                && build_of(&worker).await.is_some_and(|build| build != this.build)
            {
                ANOTHER.set(true);
                (this.ready)();
            }
        });
    }
}

fn look(registration: &ServiceWorkerRegistration) {
    if let Ok(looking) = registration.update() {
        // Offline, the look fails; the next one will not.
        spawn_local(async move { _ = JsFuture::from(looking).await });
    }
}

fn follow<F: Fn() + 'static>(
    container: &ServiceWorkerContainer,
    registration: &ServiceWorkerRegistration,
    watch: Rc<Watch<F>>,
) {
    if let Some(active) = registration.active() {
        // It fills its cache again where that has lost something, and removes what no tab needs.
        let _ = active.post_message(&message("visit"));
    }
    // Another tab may have let a new build take over while this one was loading.
    watch.compare(registration.active());
    watch.compare(registration.waiting());
    let (taken, now) = (watch.clone(), registration.clone());
    Listener::new(container, "controllerchange", move |_: Event| taken.compare(now.active())).forever();
    let found = registration.clone();
    let follow_arriving = move || {
        if let Some(arriving) = found.installing() {
            await_whole(arriving, watch.clone());
        }
    };
    // One may be on its way already.
    follow_arriving();
    Listener::new(registration, "updatefound", move |_: Event| follow_arriving()).forever();
}

/// Compares a build once it is whole.
fn await_whole<F: Fn() + 'static>(arriving: ServiceWorker, watch: Rc<Watch<F>>) {
    let worker = arriving.clone();
    Listener::new(&arriving, "statechange", move |_: Event| {
        if worker.state() == ServiceWorkerState::Installed {
            watch.compare(Some(worker.clone()));
        }
    })
    .forever();
}

/// The build that a service worker keeps.
async fn build_of(worker: &ServiceWorker) -> Option<String> {
    let channel = MessageChannel::new().ok()?;
    let (tell, heard) = oneshot::channel();
    let tell = Cell::new(Some(tell));
    let port = channel.port1();
    let _listener = Listener::new(&port, "message", move |event: MessageEvent| {
        // Nobody waits any more: that is no error.
        let _ = tell.take().map(|tell| tell.send(event.data().as_string()));
    });
    port.start();
    worker.post_message_with_transferable(&message("version"), &Array::of1(&channel.port2())).ok()?;
    heard.await.ok()?
}

fn message(kind: &str) -> Object {
    let message = Object::new();
    let _ = Reflect::set(&message, &"type".into(), &kind.into());
    message
}

/// None outside secure contexts, where browsers leave it out.
fn container() -> Option<ServiceWorkerContainer> {
    Reflect::get(&window().navigator(), &"serviceWorker".into()).ok()?.dyn_into().ok()
}
