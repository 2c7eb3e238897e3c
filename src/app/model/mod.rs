//! The model: an article on what it is, how good it is, how it is built and how it learned, and who does the reading
//! here and now.

pub mod figures;
pub mod live;

use crate::app::device;
use crate::app::engine::Engine;
use crate::app::lazy::{Lazy, Part, chunk};
use crate::app::measure;
use crate::app::words::{grouped, milliseconds};
use crate::client::Status;
use figures::FiguresView;
use leptos::prelude::*;

chunk! { pages:
    model_page() -> Part = || ModelPage().into_any();
}

#[component]
fn ModelPage() -> impl IntoView {
    let engine = Engine::here();
    let status = engine.status;
    let name = move || match status.get() {
        Status::Ready { engine, .. } => engine,
        Status::Starting => "getting ready…".into(),
        Status::Broken(_) => "not running".into(),
    };
    let parameters = move || match status.get() {
        Status::Ready { about, .. } => grouped(about.parameters),
        Status::Starting | Status::Broken(_) => "–".into(),
    };
    let time = move || engine.answer.with(|answer| answer.millis).map_or_else(|| "–".into(), milliseconds);
    view! {
        <article class="article model">
            <h1>"How it reads"</h1>
            <p class="lead">
                "Inkling reads each digit with a small convolutional network. The network came to your browser with the page, as a file of weights, and runs there: what you write is never sent anywhere."
            </p>
            <dl class="facts">
                <div>
                    <dt>"Engine"</dt>
                    <dd data-testid="model-engine">{name}</dd>
                </div>
                <div>
                    <dt>"Parameters"</dt>
                    <dd data-testid="model-parameters">{parameters}</dd>
                </div>
                <div>
                    <dt>"Last reading"</dt>
                    <dd>{time}</dd>
                </div>
            </dl>
            <h2>"From ink to digit"</h2>
            <ol class="steps">
                <li>
                    <h3>"Ink"</h3>
                    <p>
                        "What you draw is kept as strokes: places, times, and the pressure of a stylus. The picture on the sheet is only a view of them."
                    </p>
                </li>
                <li>
                    <h3>"Symbols"</h3>
                    <p>
                        "Strokes near each other may be one digit or several. Every likely grouping is read, and the likeliest sequence of a line wins: a 4 of two strokes stays one digit, two digits that touch stay two."
                    </p>
                </li>
                <li>
                    <h3>"Glyph"</h3>
                    <p>
                        "The strokes of each symbol are scaled so that their longer side is 20 pixels, drawn with a pen of one width into a square of 28 by 28, and moved until the middle of the ink is the middle of the square. Where on the sheet you write, how large, and with which pen makes no difference."
                    </p>
                </li>
                <li>
                    <h3>"Network"</h3>
                    <p>
                        "Layers of small filters look for edges, then bends, then whole shapes. At the end stand eleven scores: one for each digit, and one for “this is no digit”."
                    </p>
                </li>
                <li>
                    <h3>"Reading"</h3>
                    <p>
                        "The scores become probabilities. Only when one digit clearly wins is it shown as read; when two are close the page says so, and when the eleventh score wins it says that this does not look like a digit."
                    </p>
                </li>
            </ol>
            <FiguresView />
            <Lazy part=device::lazy::device />
            <h2>"What leaves your machine"</h2>
            <p>
                "Nothing. The page asks its own site for its own files, once, and then works without a connection. There is no account, no count of visitors, no cookie; the last drawing is kept in your browser's storage and goes when you clear the sheet."
            </p>
            <Lazy part=measure::lazy::measure />
        </article>
    }
}
