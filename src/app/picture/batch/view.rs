//! The batch on the sheet: how far it is, what to show of it, its rows, and the ways to take it along.

use super::Part;
use super::table::{Order, Row, State, Table};
use crate::app::focus;
use crate::app::picture::pictures::Pictures;
use crate::app::words::{milliseconds, percent};
use crate::web::pixels::paint_grey;
use leptos::html;
use leptos::prelude::*;

/// Rows come in portions of so many, a frame for each: a thousand at once would hold the page up.
const PORTION: usize = 60;

#[component]
pub fn BatchView() -> impl IntoView {
    let batch = Pictures::here().batch;
    let of_table = move |value: fn(&Table) -> usize| batch.table.with(|table| table.as_ref().map_or(0, value));
    let (count, done) = (move || of_table(|table| table.rows().len()), move || of_table(Table::done));
    let doubtful = move || of_table(Table::doubtful);
    let progress = move || match (done(), count(), batch.running.get()) {
        (done, count, true) => format!("{done} of {count} read"),
        (done, count, false) if done < count => format!("Stopped after {done} of {count}"),
        (_, count, false) => format!("{count} pictures, {} not sure", doubtful()),
    };
    let number = Memo::new(move |_| batch.table.with(|table| table.as_ref().map(|table| table.number)));
    let stop_or_go_on = move |_| {
        if batch.running.get_untracked() { batch.stop() } else { batch.go_on() }
    };
    let close = move |_| {
        batch.close();
        focus::on_pad();
    };
    view! {
        <section class="batch" aria-label="The pictures" data-testid="batch">
            <div class="batch-head">
                // Not told as it changes, many times a second: the end is.
                <p class="batch-progress" data-testid="batch-progress">{progress}</p>
                <progress max=count prop:value=done hidden=move || !batch.running.get() aria-label="Read" />
                <Show when=move || batch.running.get() || done() < count()>
                    <button type="button" class="button quiet-button" data-testid="batch-stop" on:click=stop_or_go_on>
                        {move || if batch.running.get() { "Stop" } else { "Go on" }}
                    </button>
                </Show>
                <label class="batch-filter">
                    <input
                        type="checkbox"
                        prop:checked=move || batch.table.with(|table| table.as_ref().is_some_and(|table| table.doubtful_only))
                        data-testid="batch-filter"
                        on:change=move |event| batch.change(|table| table.doubtful_only = event_target_checked(&event))
                    />
                    "Only what is not sure"
                </label>
                <span class="batch-actions">
                    <button type="button" class="button quiet-button" data-testid="batch-csv" on:click=move |_| batch.save_csv()>
                        "Save CSV"
                    </button>
                    <button type="button" class="button quiet-button" data-testid="batch-json" on:click=move |_| batch.save_json()>
                        "Save JSON"
                    </button>
                    <button type="button" class="button quiet-button" data-testid="batch-close" on:click=close>
                        "Close"
                    </button>
                </span>
            </div>
            <div class="batch-rows" tabindex="0" role="group" aria-label="Rows">
                // Its parts are drawn as grids; the roles keep saying what they are.
                <table role="table">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader">
                                <span class="unseen">"Picture"</span>
                            </th>
                            <Column order=Order::Name name="File" />
                            <Column order=Order::Prediction name="Reading" />
                            <Column order=Order::Certainty name="Sure" />
                            <Column order=Order::Time name="Time" />
                        </tr>
                    </thead>
                    <For each=move || number.get() key=|number| *number children=|_| view! { <Rows /> } />
                </table>
            </div>
        </section>
    }
}

#[component]
fn Column(order: Order, name: &'static str) -> impl IntoView {
    let batch = Pictures::here().batch;
    let sorted = move || {
        batch.table.with(|table| match table {
            Some(table) if table.order == order => Some(if table.backwards { "descending" } else { "ascending" }),
            _ => None,
        })
    };
    view! {
        <th scope="col" role="columnheader" aria-sort=sorted>
            <button
                type="button"
                class="batch-sort"
                data-testid=format!("sort-{}", name.to_lowercase())
                on:click=move |_| batch.change(|table| table.sort(order))
            >
                {name}
            </button>
        </th>
    }
}

/// The rows of one batch.
#[component]
fn Rows() -> impl IntoView {
    let batch = Pictures::here().batch;
    let room = RwSignal::new(PORTION);
    let count = Memo::new(move |_| batch.table.with(|table| table.as_ref().map_or(0, |table| table.rows().len())));
    Effect::new(move || {
        if room.get() < count.get() {
            // Another batch may have come meanwhile.
            request_animation_frame(move || _ = room.try_update(|room| *room += PORTION));
        }
    });
    let rows = move || -> Vec<Row> {
        let room = room.get();
        let of = |table: &Table| table.shown().into_iter().take(room).cloned().collect();
        batch.table.with(|table| table.as_ref().map(of).unwrap_or_default())
    };
    view! {
        <tbody role="rowgroup">
            <For each=rows key=|row| (row.id, row.version) children=|row| view! { <RowView row /> } />
        </tbody>
    }
}

#[component]
fn RowView(row: Row) -> impl IntoView {
    let pictures = Pictures::here();
    let id = row.id;
    let (canvas, button, input) =
        (NodeRef::<html::Canvas>::new(), NodeRef::<html::Button>::new(), NodeRef::<html::Input>::new());
    focus::once_there(button, move || pictures.batch.takes_focus(id, Part::Thumbnail));
    focus::once_there(input, move || pictures.batch.takes_focus(id, Part::Prediction));
    let thumb = if let State::Read(read) = &row.state { read.thumb.clone() } else { None };
    let thumb = StoredValue::new_local(thumb);
    Effect::new(move || {
        if let Some(canvas) = canvas.get() {
            thumb.with_value(|thumb| {
                thumb.as_ref().map_or((), |thumb| paint_grey(&canvas, thumb.width, thumb.height, &thumb.grey))
            });
        }
    });
    let look = move |_| {
        if let Some(file) = pictures.batch.file(id) {
            pictures.open_row(id, file);
        }
    };
    let label = format!("Look at {}", row.name);
    let prediction = match &row.state {
        State::Waiting => view! { <td role="cell" colspan="3" class="batch-rest">"…"</td> }.into_any(),
        State::Failed(why) => {
            view! { <td role="cell" colspan="3" class="batch-rest batch-failed">{why.clone()}</td> }.into_any()
        }
        State::Read(_) => {
            let edit = move |event| {
                if focus::is_on(input) {
                    pictures.batch.come_back_to(id, Part::Prediction);
                }
                pictures.batch.change(|table| table.edit(id, &event_target_value(&event)));
            };
            view! {
                <td role="cell">
                    <input
                        node_ref=input
                        class="batch-reading"
                        aria-label=format!("Reading of {}", row.name)
                        value=row.text().to_owned()
                        autocomplete="off"
                        data-testid=format!("batch-reading-{id}")
                        on:change=edit
                    />
                </td>
                <td role="cell" class="number">{percent(row.certainty())}</td>
                <td role="cell" class="number">{milliseconds(row.millis())}</td>
            }
            .into_any()
        }
    };
    view! {
        <tr role="row" class="batch-row" class:doubtful=row.is_doubtful() data-testid=format!("batch-row-{id}")>
            <td role="cell">
                <button type="button" class="batch-open" node_ref=button aria-label=label on:click=look>
                    <canvas node_ref=canvas width="1" height="1" aria-hidden="true" />
                </button>
            </td>
            <th scope="row" role="rowheader" class="batch-name" title=row.name.clone()>{row.name.clone()}</th>
            {prediction}
        </tr>
    }
}
