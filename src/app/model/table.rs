//! Figures as a table: the first column names the row.

use leptos::prelude::*;

#[derive(Clone, Default)]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Sums, below a line.
    pub total: Option<Vec<String>>,
}

impl Table {
    pub fn new(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Self {
        Self { columns: columns.iter().map(|name| (*name).to_owned()).collect(), rows: rows.collect(), total: None }
    }
}

#[component]
pub fn TableView(#[prop(into)] name: String, table: Table) -> impl IntoView {
    let Table { columns, rows, total } = table;
    let heads = columns.into_iter().map(|column| view! { <th scope="col">{column}</th> }).collect_view();
    let total = total.map(|total| view! { <tfoot>{row(total)}</tfoot> });
    view! {
        // It scrolls where it is wider than the page, also by keyboard.
        <div class="scroller" role="region" tabindex="0" aria-label=name>
            <table class="figures">
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                {total}
            </table>
        </div>
    }
}

fn row(cells: Vec<String>) -> AnyView {
    let mut cells = cells.into_iter();
    let name = cells.next();
    view! {
        <tr>
            <th scope="row">{name}</th>
            {cells.map(|cell| view! { <td>{cell}</td> }).collect_view()}
        </tr>
    }
    .into_any()
}
