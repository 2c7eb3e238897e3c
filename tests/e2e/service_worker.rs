//! The service worker alone, under a page of a few lines: what it keeps, for whom, and for how long.

use crate::host;
use anyhow::{Context, Result};
use inkling::manifest::Manifest;
use serde_json::json;
use xtask::browser::{Browser, Options};
use xtask::build::{self, Base, Files};
use xtask::project;
use xtask::serve::{Port, Server};

/// A page with the real start-up script and one script that is fetched later; the word makes it a build of its own.
fn build(word: &str) -> Result<build::Page> {
    let index = "<!doctype html><html><head><meta charset=\"utf-8\"><base href=\"./\">\
                 <meta name=\"inkling-engine\" content=\"engine-loader.js\"><meta name=\"inkling-build\" content=\"dev\">\
                 <link rel=\"prefetch\" href=\"part.js\"><script src=\"boot.js\"></script></head><body></body></html>";
    let own = |path: &str| std::fs::read(project::root().join(path));
    let manifest = own("models/manifest.json")?;
    let named = Manifest::read(&String::from_utf8_lossy(&manifest))?.0;
    let mut files: Files = [
        ("index.html", index.as_bytes().to_vec()),
        ("boot.js", own("public/boot.js")?),
        ("engine-loader.js", b"const models = \"__MODELS__\"; // No engine.".to_vec()),
        ("manifest.json", manifest),
        ("part.js", format!("const word = \"{word}\";").into_bytes()),
    ]
    .map(|(name, bytes)| (name.to_owned(), bytes))
    .into();
    for entry in named {
        files.insert(entry.file.clone(), own(&format!("models/{}", entry.file))?);
    }
    build::finish(files, &Base::default())
}

fn part(page: &build::Page) -> Result<&str> {
    Ok(page.files.keys().find(|name| name.starts_with("part-")).context("It has no part.")?)
}

fn browser() -> Result<Browser> {
    Browser::start(&Options::DESKTOP)
}

fn serve(deployments: &[(&str, &Files)]) -> Result<Server> {
    Server::start(host::side_by_side(deployments), Port::Free)
}

/// Opens a deployment and waits until its service worker has all of it.
fn install(browser: &Browser, server: &Server, path: &str) -> Result<()> {
    browser.open(&format!("{}{path}", server.url()))?;
    let script = "await navigator.serviceWorker.register('sw.js');
                  const { active } = await navigator.serviceWorker.ready;
                  return active.state === 'activated' ||
                      new Promise((done) => active.addEventListener('statechange', () => done(true)));";
    browser.run_async(script, json!([])).map(drop)
}

/// Says what the page says at each visit.
fn visit(browser: &Browser) -> Result<()> {
    let script = "const { active } = await navigator.serviceWorker.ready; active.postMessage({ type: 'visit' });";
    browser.run_async(script, json!([])).map(drop)
}

/// Finds the build that the server has now, and has it take over.
fn update(browser: &Browser) -> Result<()> {
    let script = "const registration = await navigator.serviceWorker.ready;
                  await registration.update();
                  const arriving = registration.installing ?? registration.waiting;
                  const reaches = (state) => new Promise((done, failed) => {
                      const look = () => {
                          if (arriving.state === state) done();
                          if (arriving.state === 'redundant') failed('It was not installed.');
                      };
                      arriving.addEventListener('statechange', look);
                      look();
                  });
                  await reaches('installed');
                  arriving.postMessage({ type: 'skip-waiting' });
                  await reaches('activated');";
    browser.run_async(script, json!([])).map(drop)
}

fn wait_caches(browser: &Browser, expected: &[String]) -> Result<()> {
    let mut expected = expected.to_vec();
    expected.sort();
    let look = "caches.keys().then((names) => window.found = names.sort());
                return JSON.stringify(window.found) === JSON.stringify(arguments[0]) ? true : window.found ?? null;";
    browser.wait_until(&format!("the caches are {expected:?}"), look, json!([expected]))
}

fn cache(path: &str, page: &build::Page) -> String {
    format!("inkling:/{path}#{}", page.version)
}

/// The status of what the page gets for a file, the browser's own cache aside.
fn status(browser: &Browser, file: &str) -> Result<u64> {
    let status =
        browser.run_async("return (await fetch(arguments[0], { cache: 'no-store' })).status", json!([file]))?;
    status.as_u64().context("It has no status.")
}

#[test]
fn two_deployments_on_one_origin_leave_each_other_s_caches_alone() -> Result<()> {
    let (first, second, next) = (build("first")?, build("second")?, build("next")?);
    let mut server = serve(&[("one/", &first.files), ("one/two/", &second.files)])?;
    let browser = browser()?;
    install(&browser, &server, "one/")?;
    install(&browser, &server, "one/two/")?;
    wait_caches(&browser, &[cache("one/", &first), cache("one/two/", &second)])?;
    server.replace(host::side_by_side(&[("one/", &next.files), ("one/two/", &second.files)]));
    browser.open(&format!("{}one/", server.url()))?;
    update(&browser)?;
    browser.reload()?;
    visit(&browser)?;
    wait_caches(&browser, &[cache("one/", &next), cache("one/two/", &second)])?;
    server.stop();
    browser.open(&format!("{}one/two/", server.url()))?;
    assert_eq!(status(&browser, part(&second)?)?, 200);
    Ok(())
}

#[test]
fn of_the_caches_of_older_versions_only_this_deployment_s_are_removed() -> Result<()> {
    let page = build("page")?;
    let server = serve(&[("one/", &page.files), ("two/", &page.files)])?;
    let browser = browser()?;
    browser.open(&format!("{}one/", server.url()))?;
    let script = "for (const [name, path] of [['inkling-1', '/one/'], ['inkling-2', '/two/'], ['other', '/one/']]) {
                      const cache = await caches.open(name);
                      await cache.put(path + 'index.html', new Response('older'));
                  }";
    browser.run_async(script, json!([]))?;
    install(&browser, &server, "one/")?;
    visit(&browser)?;
    wait_caches(&browser, &[cache("one/", &page), "inkling-2".to_owned(), "other".to_owned()])
}

#[test]
fn a_cache_that_has_lost_files_is_whole_again_after_the_next_visit() -> Result<()> {
    let page = build("page")?;
    let mut server = serve(&[("", &page.files)])?;
    let browser = browser()?;
    install(&browser, &server, "")?;
    let losses = [
        "const cache = await caches.open(arguments[0]); await cache.delete(arguments[1]);",
        "await caches.delete(arguments[0]);",
    ];
    let count = "caches.open(arguments[0]).then((cache) => cache.keys()).then((keys) => window.count = keys.length);
                 return window.count === arguments[1] ? true : window.count ?? null;";
    // The service worker itself is the browser's to keep, and all but the first model wait for their first use.
    let models = Manifest::read(&std::fs::read_to_string(project::root().join("models/manifest.json"))?)?.0.len();
    let files = page.files.len() - models;
    for loss in losses {
        browser.run_async(loss, json!([cache("", &page), part(&page)?]))?;
        browser.reload()?;
        visit(&browser)?;
        browser.wait_until("all files are kept", count, json!([cache("", &page), files]))?;
    }
    server.stop();
    browser.reload()?;
    assert_eq!(status(&browser, part(&page)?)?, 200);
    Ok(())
}

#[test]
fn what_is_not_the_build_s_file_is_not_filled_in() -> Result<()> {
    let (page, next) = (build("page")?, build("next")?);
    let server = serve(&[("", &page.files)])?;
    let browser = browser()?;
    install(&browser, &server, "")?;
    server.replace(host::side_by_side(&[("", &next.files)]));
    let boot = page.files.keys().find(|name| name.starts_with("boot-")).context("It has no boot.js.")?;
    let lose = "const cache = await caches.open(arguments[0]);
                await cache.delete('index.html'); await cache.delete(arguments[1]);";
    browser.run_async(lose, json!([cache("", &page), boot]))?;
    visit(&browser)?;
    // The index is now the next build's; the other file is the same in both.
    let found = "const cache = await caches.open(arguments[0]);
                 while (!await cache.match(arguments[1])) await new Promise((done) => setTimeout(done, 20));
                 await new Promise((done) => setTimeout(done, 500));
                 return Boolean(await cache.match('index.html'));";
    assert_eq!(browser.run_async(found, json!([cache("", &page), boot]))?, json!(false));
    Ok(())
}

#[test]
fn a_build_stays_as_long_as_a_tab_runs_it() -> Result<()> {
    let (page, next) = (build("page")?, build("next")?);
    let server = serve(&[("", &page.files)])?;
    let browser = browser()?;
    install(&browser, &server, "")?;
    let here = browser.get("/window")?;
    let there = browser.post("/window/new", json!({ "type": "tab" }))?["handle"].clone();
    let to = |tab: &serde_json::Value| browser.post("/window", json!({ "handle": tab })).map(drop);
    to(&there)?;
    browser.open(&server.url())?;

    server.replace(host::side_by_side(&[("", &next.files)]));
    to(&here)?;
    update(&browser)?;
    browser.reload()?;
    visit(&browser)?;
    // Long enough for what must not happen.
    std::thread::sleep(std::time::Duration::from_secs(1));
    wait_caches(&browser, &[cache("", &page), cache("", &next)])?;
    to(&there)?;
    assert_eq!((status(&browser, part(&page)?)?, status(&browser, part(&next)?)?), (200, 200));

    browser.reload()?;
    visit(&browser)?;
    wait_caches(&browser, &[cache("", &next)])?;
    assert_eq!(status(&browser, part(&page)?)?, 404);
    Ok(())
}

#[test]
fn a_tab_of_its_first_visit_is_served_from_the_cache_too() -> Result<()> {
    let page = build("page")?;
    let mut server = serve(&[("", &page.files)])?;
    let browser = browser()?;
    install(&browser, &server, "")?;
    browser.wait_until("it is in charge", "return Boolean(navigator.serviceWorker.controller)", json!([]))?;
    server.stop();
    let fetched = browser.run_async("return (await fetch('./', { cache: 'reload' })).status", json!([]))?;
    assert_eq!(fetched, json!(200));
    Ok(())
}
