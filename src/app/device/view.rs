//! A chapter of the model's page: which engine reads, and how fast each is on this device.

use super::choice;
use super::figures::{Figures, Found, Measured, number};
use super::measuring::Device;
use crate::app::copy;
use crate::app::engine::Engine;
use crate::app::preference::Preference;
use crate::app::toast::Toast;
use crate::app::words::grouped;
use crate::client::Kind;
use leptos::prelude::*;

#[component]
pub fn DeviceView() -> impl IntoView {
    let device = Device::new(Engine::here());
    on_cleanup(move || device.stop());
    view! {
        <section class="device" aria-labelledby="device" data-testid="device">
            <h2 id="device">"On this device"</h2>
            <p>
                "Three engines can run the network. Flex reads from the start: it is small and uses the processor’s vector instructions. NdArray does the same in an older way. WebGPU uses the graphics processor, which pays for thousands of pictures rather than for one, and is the largest to load. Auto begins with Flex and hands over what another is measured to do faster here."
            </p>
            <Choices device />
            <Loading device />
            <h3>"Measure this device"</h3>
            <p>
                "Loads one engine after the other, then times single digits and large batches. It takes about half a minute; the sheet goes on reading."
            </p>
            <Actions device />
            <Table device />
        </section>
    }
}

/// Which engine reads.
#[component]
fn Choices(device: Device) -> impl IntoView {
    let engine = device.engine;
    let option = move |preference: Preference| {
        let title = match preference {
            Preference::Auto => "Auto",
            Preference::Only(kind) => kind.title(),
        };
        view! {
            <label>
                <input
                    type="radio"
                    name="engine"
                    value=preference.name()
                    prop:checked=move || engine.preference.get() == preference
                    data-testid=format!("engine-{}", preference.name())
                    on:change=move |_| choice::choose(engine, preference)
                />
                {title}
            </label>
        }
    };
    let all = [Preference::Auto].into_iter().chain(Kind::ALL.map(Preference::Only));
    view! {
        <fieldset class="device-choice">
            <legend>"Engine"</legend>
            {all.map(option).collect_view()}
        </fieldset>
    }
}

/// What is being loaded to take over. Its place is kept, so that nothing moves.
#[component]
fn Loading(device: Device) -> impl IntoView {
    let loading = device.engine.loading;
    let words = move || {
        loading.get().map(|(kind, part)| match part {
            1.0.. => format!("Starting {}", kind.title()),
            _ => format!("Loading {}", kind.title()),
        })
    };
    view! {
        <div class="measure-progress device-loading" class:over=move || loading.get().is_none()>
            <p role="status" data-testid="engine-coming">{words}</p>
            <progress max="1" prop:value=move || loading.get().map_or(0.0, |(_, part)| part) aria-label="Loaded" />
            <button
                type="button"
                class="button quiet-button"
                data-testid="engine-cancel"
                on:click=move |_| device.engine.client().cancel_switch()
            >
                "Cancel"
            </button>
        </div>
    }
}

#[component]
fn Actions(device: Device) -> impl IntoView {
    let toast = Toast::here();
    let nothing = Memo::new(move |_| device.measured.with(|measured| measured.figures().next().is_none()));
    let press = move |_| if device.running.get_untracked() { device.stop() } else { device.start() };
    let copy = move |name: &'static str, testid: &'static str, text: fn(&Measured) -> String| {
        view! {
            <button
                type="button"
                class="button quiet-button"
                aria-disabled=move || (nothing.get() || device.running.get()).then_some("true")
                data-testid=testid
                on:click=move |_| {
                    if !nothing.get_untracked() && !device.running.get_untracked() {
                        copy::copy_as(toast, device.measured.with_untracked(text), "the figures");
                    }
                }
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="measure-actions">
            <button type="button" class="button device-start" data-testid="device-start" on:click=press>
                {move || if device.running.get() { "Cancel" } else { "Measure" }}
            </button>
            {copy("Copy as text", "device-text", Measured::text)}
            {copy("Copy as JSON", "device-json", Measured::json)}
        </div>
    }
}

#[component]
fn Table(device: Device) -> impl IntoView {
    let state = move || if device.running.get() { "running" } else { "idle" };
    let rows = Kind::ALL.into_iter().map(|kind| view! { <Row device kind /> }).collect_view();
    view! {
        <table
            class="data device-table"
            data-testid="device-table"
            data-state=state
            data-value=move || device.measured.with(Measured::json)
        >
            <caption class="unseen">"What each engine takes on this device"</caption>
            <thead>
                <tr>
                    <th scope="col">"Engine"</th>
                    <th scope="col">"Ready after, ms"</th>
                    <th scope="col">"One digit, ms: median / 95%"</th>
                    <th scope="col">"Images a second"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="device-note" role="status" data-testid="device-note">
            {move || device.measured.with(notes)}
        </p>
    }
}

/// What cannot be measured here, and why.
fn notes(measured: &Measured) -> String {
    let note = |kind: Kind| match measured.of(kind) {
        Found::Not(why) => Some(format!("{}: {why}", kind.title())),
        _ => None,
    };
    Kind::ALL.into_iter().filter_map(note).collect::<Vec<_>>().join(" ")
}

#[component]
fn Row(device: Device, kind: Kind) -> impl IntoView {
    let found = Memo::new(move |_| device.measured.with(|measured| measured.of(kind).clone()));
    let reads = move || device.engine.status.with(|status| status.reads_with(kind.name()));
    let cell = move |value: fn(&Figures) -> f64, words: fn(&Figures) -> String| {
        let most =
            move || device.measured.with(|measured| measured.figures().map(|(_, f)| value(&f)).fold(0.0, f64::max));
        let part =
            move || found.with(|found| if let Found::Figures(figures) = found { value(figures) / most() } else { 0.0 });
        let words =
            move || found.with(|found| if let Found::Figures(figures) = found { words(figures) } else { "–".into() });
        view! {
            <td>
                {words}
                <span class="device-bar" aria-hidden="true">
                    <span style:transform=move || format!("scaleX({:.4})", part()) />
                </span>
            </td>
        }
    };
    let state = move || {
        found.with(|found| match found {
            Found::Loading(part) if *part > 0.0 => format!("loading, {:.0}%", 100.0 * part),
            Found::Loading(_) => "loading".into(),
            Found::Running => "measuring".into(),
            Found::Not(_) => "not here".into(),
            Found::Nothing | Found::Figures(_) => {
                if reads() {
                    "reads now".into()
                } else {
                    String::new()
                }
            }
        })
    };
    view! {
        <tr data-testid=format!("device-{}", kind.name())>
            <th scope="row">
                {kind.title()}
                <span class="what">{state}</span>
            </th>
            {cell(|figures| figures.load_ms, |figures| number(figures.load_ms))}
            {cell(|figures| figures.one_ms_p50, Figures::one)}
            {cell(|figures| figures.images_per_s, |figures| grouped(figures.images_per_s.round() as u32))}
        </tr>
    }
}
