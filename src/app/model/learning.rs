//! How it learned: pass by pass, from what, and when.

use crate::app::model::chart::Figure;
use crate::app::model::network::Facts;
use crate::app::model::table::Table;
use crate::app::words::grouped;
use crate::chart::curves::{Measure, Series, curves};
use crate::metrics::{Fit, Metrics, Pass, Source};
use leptos::prelude::*;
use std::sync::Arc;

pub fn view(metrics: &Arc<Metrics>) -> AnyView {
    let run = &metrics.run;
    let facts = vec![
        ("Passes", run.epochs.to_string()),
        ("Examples a pass", grouped(run.examples)),
        ("Seed", run.seed.to_string()),
        ("Weights of", run.date.clone()),
    ];
    let sources = metrics.data.iter().map(source).collect_view();
    view! {
        <h2>"How it learned"</h2>
        <p>
            "Every example was made anew each time it was shown: turned, slanted, stretched, bent, thickened, damaged, drawn with another pen. All of them passed the same code that draws your ink for the network. After each pass it was tried on writers kept aside."
        </p>
        <Facts facts />
        <div class="pair">
            <Curves
                handle="chart-loss"
                title="Loss"
                about="How far off the probabilities are; lower is better. That of the training is measured on damaged examples and against softened answers."
                measure=Measure::Loss
                history=metrics.history.clone()
            />
            <Curves
                handle="chart-learning"
                title="Accuracy"
                about="How much was read right. The axis widens towards 100%: each halving of the mistakes takes the same room."
                measure=Measure::Accuracy
                history=metrics.history.clone()
            />
        </div>
        <h3>"From what"</h3>
        <p>"From collections of digits that many people wrote; our thanks to all of them."</p>
        <div class="scroller" role="region" tabindex="0" aria-label="Data and licences">
            <table class="data" data-testid="data-sources">
                <thead>
                    <tr>
                        <th scope="col">"Collection"</th>
                        <th scope="col">"Examples"</th>
                        <th scope="col">"Licence"</th>
                    </tr>
                </thead>
                <tbody>{sources}</tbody>
            </table>
        </div>
        <p>"It has seen Latin digits only, and the writing of adults for the most part."</p>
    }
    .into_any()
}

fn source(source: &Source) -> impl IntoView {
    let Source { what, n, licence, used } = source.clone();
    view! {
        <tr>
            <th scope="row">{what} <span class="what">{used}</span></th>
            <td>{grouped(n)}</td>
            <td class="licence">{licence}</td>
        </tr>
    }
}

#[component]
fn Curves(
    handle: &'static str,
    title: &'static str,
    about: &'static str,
    measure: Measure,
    history: Vec<Pass>,
) -> impl IntoView {
    let series = series(measure, &history);
    let told = series.clone();
    let table = move || {
        let names: Vec<&str> = std::iter::once("pass").chain(told.iter().map(|series| series.name.as_str())).collect();
        let cells = |pass: usize| {
            let shown =
                |series: &Series| series.values.get(pass).map_or_else(String::new, |value| measure.show(*value));
            std::iter::once((pass + 1).to_string()).chain(told.iter().map(shown)).collect()
        };
        Table::new(&names, (0..history.len()).map(cells))
    };
    view! {
        <Figure
            handle
            title
            about
            draw=Box::new(move |width| curves(measure, &series, width))
            table=Box::new(table)
        />
    }
}

/// Training first, then every set that was kept aside.
fn series(measure: Measure, history: &[Pass]) -> Vec<Series> {
    let of = |fit: &Fit| match measure {
        Measure::Loss => fit.loss,
        Measure::Accuracy => fit.accuracy,
    };
    let training = Series { name: "training".into(), values: history.iter().map(|pass| of(&pass.fit)).collect() };
    let aside = history.first().map(|pass| pass.aside.as_slice()).unwrap_or_default();
    let kept = aside.iter().enumerate().map(|(at, (name, _))| {
        let values = history.iter().filter_map(|pass| pass.aside.get(at)).map(|(_, fit)| of(fit)).collect();
        Series { name: name.clone(), values }
    });
    std::iter::once(training).chain(kept).collect()
}
