//! How a word was read: what the model said from its beginning to its end, moment by moment.

use crate::app::words::percent;
use crate::layout::Moment;
use leptos::prelude::*;

/// Below this probability what is said is only a mark.
const HEARD: f32 = 0.15;

#[component]
pub fn MomentsView(moments: Vec<Moment>) -> impl IntoView {
    let told = moments.iter().filter_map(|moment| moment.said.first());
    let told = told.filter(|(_, probability)| *probability >= 0.5);
    let told: Vec<String> = told.map(|(said, probability)| format!("{said} {}", percent(*probability))).collect();
    let columns = moments.into_iter().map(column).collect_view();
    view! {
        <figure class="moments">
            <div class="moment-columns" role="img" aria-label=format!("Letters in the order of the pen: {}", told.join(", "))>
                {columns}
            </div>
            <figcaption>"What the model says as the pen moves on; a dot where no letter ends."</figcaption>
        </figure>
    }
}

fn column(moment: Moment) -> impl IntoView {
    let said: Vec<(char, f32)> = moment.said.into_iter().filter(|(_, probability)| *probability >= HEARD).collect();
    let is_silent = said.is_empty();
    let letters = said.into_iter().map(|(said, probability)| {
        let said = if said == ' ' { '\u{2423}' } else { said };
        view! { <span style:opacity=format!("{:.2}", 0.25 + 0.75 * probability) title=percent(probability)>{said.to_string()}</span> }
    });
    view! { <span class="moment" class:silent=is_silent>{letters.collect_view()}</span> }
}
