//! What the tests share: a page on a bare document, hands that draw and press, and a worker that answers by rote.

use inkling::alphabet::{Alphabet, SymbolId};
use inkling::glyph::Glyph;
use inkling::ink::Bounds;
use inkling::prediction::{Prediction, Verdict};
use inkling::protocol::encode;
use inkling::protocol::recognizer::{Failure, ModelAbout, ModelName, Response};
use inkling::transcript::{Separator, Symbol, Transcript};
use inkling::web::early_ink::EarlyInk;
use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::{document, window};
use std::any::Any;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

pub async fn sleep(millis: u32) {
    let waiting = Promise::new(&mut |done, _| {
        let later = Function::new_with_args("done, millis", "setTimeout(done, millis)");
        later.call2(&JsValue::NULL, &done, &millis.into()).unwrap();
    });
    JsFuture::from(waiting).await.unwrap();
}

/// Until it is so, and stays so: what comes and goes between two looks cannot be waited for. Five seconds are far more
/// than anything here takes on a busy machine.
pub async fn until(what: &str, so: impl Fn() -> bool) {
    for _ in 0..500 {
        if so() {
            return;
        }
        sleep(10).await;
    }
    panic!("{what}: not within five seconds");
}

/// Runs a piece of script.
pub fn script(body: &str, arguments: &[JsValue]) -> JsValue {
    let names: Vec<String> = (0..arguments.len()).map(|at| format!("a{at}")).collect();
    let function = Function::new_with_args(&names.join(","), body);
    function.apply(&JsValue::NULL, &arguments.iter().collect::<Array>()).unwrap()
}

pub fn find(handle: &str) -> Option<Element> {
    document().query_selector(&format!("[data-testid='{handle}']")).unwrap()
}

pub fn text(handle: &str) -> String {
    find(handle).and_then(|element| element.text_content()).unwrap_or_default()
}

pub fn press(handle: &str) {
    find(handle).unwrap().unchecked_into::<HtmlElement>().click();
}

pub fn key(name: &str, control: bool) {
    let body =
        "a0.dispatchEvent(new KeyboardEvent('keydown', {key: a1, ctrlKey: a2, bubbles: true, cancelable: true}))";
    script(body, &[find("pad").unwrap().into(), name.into(), control.into()]);
}

/// One pointer event on an element, at a place measured from its corner.
pub fn pointer(target: &Element, kind: &str, device: &str, at: (f64, f64)) {
    let body = "const on = a0.getBoundingClientRect();
        a0.dispatchEvent(new PointerEvent(a1, {pointerId: 7, pointerType: a2, isPrimary: true, bubbles: true,
            button: a1 === 'pointermove' ? -1 : 0, buttons: 1, clientX: on.left + a3, clientY: on.top + a4}))";
    script(body, &[target.into(), kind.into(), device.into(), at.0.into(), at.1.into()]);
}

pub fn draw(places: &[(f64, f64)]) {
    let pad = find("pad").unwrap();
    pointer(&pad, "pointerdown", "mouse", places[0]);
    places[1..].iter().for_each(|place| pointer(&pad, "pointermove", "mouse", *place));
    pointer(&pad, "pointerup", "mouse", places[places.len() - 1]);
}

/// From now on workers are started from this script.
pub fn engine_is(worker: &str) {
    engine_for("numbers=numbers", worker);
}

/// The same in a page with other modes, each with its model.
fn engine_for(modes: &str, worker: &str) {
    script(
        "document.querySelector('meta[name=inkling-engine]')?.remove();
         const meta = document.createElement('meta'); meta.name = 'inkling-engine';
         meta.content = URL.createObjectURL(new Blob([a0], {type: 'text/javascript'}));
         document.head.append(meta);
         for (const [name, content] of [['inkling-modes', a1], ['inkling-alphabet', '0 1 2 3 4 5 6 7 8 9']]) {
             document.querySelector(`meta[name=${name}]`)?.remove();
             document.head.append(Object.assign(document.createElement('meta'), { name, content }));
         }",
        &[worker.into(), modes.into()],
    );
}

/// The page over a worker of this script; it goes when what is returned goes.
pub async fn open(worker: &str) -> Box<dyn Any> {
    open_in("numbers=numbers", worker).await
}

/// The same for a page with other modes, of which the first is chosen.
pub async fn open_in(modes: &str, worker: &str) -> Box<dyn Any> {
    engine_for(modes, worker);
    script(
        "location.hash = ''; document.querySelector('#app')?.remove();
         const app = document.createElement('div'); app.id = 'app'; document.body.append(app);",
        &[],
    );
    let page = inkling::app::mount(document().get_element_by_id("app").unwrap().unchecked_into(), EarlyInk::default());
    // The pad has a size of its own here, where there are no style sheets.
    script("a0.width = 300; a0.height = 200;", &[find("pad").unwrap().into()]);
    sleep(50).await;
    Box::new(page)
}

pub fn forget_everything() {
    for store in [window().local_storage(), window().session_storage()] {
        store.unwrap().unwrap().clear().unwrap();
    }
    Reflect::delete_property(&window(), &"inklingEngine".into()).unwrap();
}

fn bytes(response: &Response) -> String {
    format!("new Uint8Array({:?})", encode(response))
}

pub fn prediction(verdict: Verdict, digit: usize, probability: f32) -> Prediction {
    let digits = Alphabet::digits();
    let of = |(symbol, at): (&SymbolId, usize)| (*symbol, if at == digit { probability } else { 0.0 });
    Prediction { verdict, probabilities: digits.symbols().iter().zip(0..).map(of).collect() }
}

pub fn ready() -> String {
    let about = ModelAbout { alphabet: Alphabet::digits(), parameters: 1234 };
    let ready = Response::Ready { engine: "flex".into(), model: ModelName::new("numbers"), about };
    format!("postMessage({});", bytes(&ready))
}

pub fn failed(failure: Failure) -> String {
    format!("postMessage({});", bytes(&Response::Failed(failure)))
}

/// A worker that is ready at once and reads every drawing as this.
pub fn reads(prediction: Prediction) -> String {
    let bounds = Bounds { left: 0.0, top: 0.0, right: 20.0, bottom: 30.0 };
    let symbol = Symbol {
        separator: Separator::Nothing,
        bounds,
        strokes: vec![0],
        prediction,
        glyph: Glyph::BLANK,
        correction: None,
    };
    reads_as(Transcript { symbols: vec![symbol], ..Transcript::default() })
}

/// The same for a transcript of any kind.
pub fn reads_as(transcript: Transcript) -> String {
    let answer = bytes(&Response::Read { id: 0, transcript, millis: 0.75 });
    // The question's number is its second byte, as it is the answer's.
    format!(
        "{} onmessage = (event) => {{ const answer = {answer}; answer[1] = event.data[1]; postMessage(answer); }};",
        ready()
    )
}
