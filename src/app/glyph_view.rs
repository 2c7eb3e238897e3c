//! The 28×28 picture that the network sees, and in small print who read it and how fast.

use crate::app::engine::Engine;
use crate::app::picture::pictures::Pictures;
use crate::app::reading::Reading;
use crate::app::settings::Settings;
use crate::app::words::{decimal, milliseconds};
use crate::client::Status;
use crate::web::canvas;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn GlyphView() -> impl IntoView {
    let (engine, pictures, reading) = (Engine::here(), Pictures::here(), Reading::here());
    let palette = Settings::here().palette;
    let picture = NodeRef::<html::Canvas>::new();
    let glyph = Memo::new(move |_| reading.symbol().map(|symbol| symbol.glyph));
    Effect::new(move || {
        if let Some(picture) = picture.get() {
            palette.with(|palette| glyph.with(|glyph| canvas::paint_glyph(&picture, glyph.as_ref(), palette)));
        }
    });
    let label = move || match glyph.with(Option::is_some) {
        true => "Your drawing as the network sees it: 28 by 28 pixels, centred",
        false => "The network's picture, blank",
    };
    let millis = Memo::new(move |_| match pictures.open.with(|open| open.as_ref().map(|open| open.millis)) {
        Some(millis) => Some(millis),
        None => engine.answer.with(|answer| answer.millis),
    });
    let name = move || {
        engine.status.with(|status| match status {
            Status::Ready { engine, .. } => engine.clone(),
            Status::Starting | Status::Broken(_) => String::new(),
        })
    };
    view! {
        <div class="seen">
            <canvas
                class="glyph"
                node_ref=picture
                width="28"
                height="28"
                role="img"
                aria-label=label
                data-testid="glyph"
            />
            <dl class="small-print">
                <div>
                    <dt>"Seen as"</dt>
                    <dd>"28 × 28"</dd>
                </div>
                <div>
                    <dt>"Engine"</dt>
                    <dd data-testid="engine">{name}</dd>
                </div>
                <div>
                    <dt>"Time"</dt>
                    <dd data-testid="latency" data-value=move || millis.get().map(|millis| decimal(millis, 3))>
                        {move || millis.get().map(milliseconds)}
                    </dd>
                </div>
            </dl>
        </div>
    }
}
