//! The source of what was read, and buttons that copy it.

use super::worked::Worked;
use crate::app::copy::copy_as;
use crate::app::toast::Toast;
use leptos::prelude::*;

#[component]
pub fn Copying(worked: Memo<Worked>) -> impl IntoView {
    let toast = Toast::here();
    let latex = Memo::new(move |_| worked.with(Worked::latex));
    let button = |name: &'static str, handle: &'static str, text: fn(&Worked) -> String| {
        view! {
            <button
                type="button"
                class="button copy-as"
                aria-label=format!("Copy as {name}")
                data-testid=handle
                on:click=move |_| copy_as(toast, worked.with_untracked(text), format!("as {name}"))
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="copying" hidden=move || latex.with(String::is_empty)>
            <code class="latex" data-testid="latex" data-value=latex>{latex}</code>
            <span class="copying-word">"Copy as"</span>
            {button("LaTeX", "copy-latex", Worked::latex)}
            {button("MathML", "copy-mathml", Worked::mathml)}
            {button("text", "copy-text", Worked::plain)}
        </div>
    }
}
