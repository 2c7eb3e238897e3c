//! Which ink speaks for the reading.

use super::explanation::Explanation;
use crate::app::settings::Settings;
use crate::web::pixels;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn Salience(explanation: Explanation) -> impl IntoView {
    let palette = Settings::here().palette;
    let picture = NodeRef::<html::Canvas>::new();
    Effect::new(move || {
        if let Some(picture) = picture.get() {
            palette.with(|palette| {
                explanation.salience.with(|known| {
                    if let Some((glyph, says)) = known {
                        pixels::paint_salience(&picture, glyph, says, palette);
                    }
                });
            });
        }
    });
    let digit = move || {
        explanation
            .subject
            .with(|subject| subject.as_ref().and_then(|subject| subject.symbol.id()).map(|id| id.to_string()))
    };
    let there = move || explanation.salience.with(|known| known.is_some().to_string());
    view! {
        <section>
            <h2>"Which ink says so"</h2>
            <div class="explain-legend">
                <canvas
                    class="explain-glyph large"
                    node_ref=picture
                    width="28"
                    height="28"
                    role="img"
                    aria-label="The network’s picture, coloured by what each place says"
                    data-testid="inside-salience"
                    data-value=there
                />
                <p class="explain-note">
                    <span class="says-for">"This ink"</span> " speaks for " {digit} ", " <span class="says-against">"this"</span>
                    " against it. Each place was covered with paper in turn, three by three pixels; where that makes the digit less likely, the ink speaks for it."
                </p>
            </div>
        </section>
    }
}
