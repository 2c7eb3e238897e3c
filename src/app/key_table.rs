//! Keys, and what each does.

use leptos::prelude::*;

/// Keys beside what they do.
#[component]
pub fn KeyTable(keys: &'static [(&'static [&'static str], &'static str)]) -> impl IntoView {
    let rows = keys.iter().map(|(names, what)| {
        let names = names.iter().map(|name| view! { <kbd>{*name}</kbd> }).collect_view();
        view! {
            <tr>
                <td class="keys">{names}</td>
                <th scope="row">{*what}</th>
            </tr>
        }
    });
    view! {
        <table class="key-table">
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}
