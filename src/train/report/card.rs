//! The model card: what the network is, what it was trained on and how well it reads, written from a run's figures.

use crate::metrics::OURS;
use crate::prediction::Calibration;
use crate::train::data::LOOK_ALIKES;
use crate::train::fit::CALM;
use crate::train::head::CUT;
use serde_json::Value;
use std::fmt::Write as _;

/// The card in Markdown, from metrics.json and experiments.json.
pub fn card(metrics: &Value, experiments: &Value) -> String {
    let run = &metrics["run"];
    let mut card = String::from(
        "# The network and its weights\n\n\
         <!-- Written by `cargo xtask train` from metrics.json and experiments.json. Do not edit. -->\n\n\
         `numbers.weights` scores one handwritten digit, a 28×28 grey image, for the ten digits and the reject class “not \
         a digit”.\n\n",
    );
    let _ = writeln!(
        card,
        "**Network.** A chain of convolutions, each but the last followed by a ReLU. Batch normalisation is used in \
         training and folded into the convolutions afterwards. {} parameters, {} multiplications per digit, {} bytes: \
         signed bytes with a scale per row.\n",
        grouped(&metrics["network"]["parameters"]),
        grouped(&metrics["network"]["multiplies"]),
        grouped(&metrics["network"]["bytes"]),
    );
    let layers = list(&metrics["network"]["layers"]).map(|layer| {
        let number = |name: &str| layer[name].as_u64().unwrap_or(0);
        let (kernel, side) = (number("kernel"), number("side"));
        vec![
            format!("{kernel}×{kernel}, stride {}", number("stride")),
            format!("{side}×{side}×{}", number("channels")),
            grouped(&layer["parameters"]),
            grouped(&layer["multiplies"]),
        ]
    });
    table(&mut card, &["kernel", "output", "parameters", "multiplications"], layers);
    let _ = writeln!(
        card,
        "**File format.** A head (magic, length, CRC-32), the alphabet, media, layers and calibration, the scores of a \
         probe, then each layer's rows and biases; `src/net/weights.rs` reads and writes it. The probe is scored again at every start, and an engine that \
         differs by more than 0.001 is refused. `golden.json` has the probabilities of the recorded drawings in tests/, \
         which every engine has to reproduce.\n\n\
         **Training.** `cargo xtask train` with seed {}, on {}: {} epochs of {} examples in batches of {}, AdamW, cosine \
         learning rate with warm-up, label smoothing, dropout before the last two layers, an exponential moving average \
         (EMA) of the parameters with batch normalisation measured anew for it. Data augmentation makes every example \
         anew: rotated, slanted, stretched, bent elastically, thickened, damaged, put beside an edge of a neighbour, \
         drawn with another pen and sampling rate; in the last fifth of the run at {}% of the strength. Everything \
         passes the page's own `ink → raster → glyph`.\n",
        run["seed"],
        run["date"].as_str().unwrap_or("an unknown day"),
        run["epochs"],
        grouped(&run["examples_an_epoch"]),
        run["batch"],
        (100.0 * CALM).round(),
    );
    if let Some(found) = run["head"].as_object() {
        let _ = writeln!(
            card,
            "**Head fine-tuning.** Last, on {}, the last layer's scores for symbols found in pictures were trained alone, \
             everything else fixed: {} examples, {}% of them cropped by the page's own `picture` from numbers on \
             synthetic paper, written with the drawings above and with digit forms that these lack \
             (`src/train/templates.rs`, drawn by us after a look at what was misread of ORAND's cheques; the cheques \
             themselves taught nothing).\n",
            found["date"].as_str().unwrap_or("an unknown day"),
            grouped(&found["examples"]),
            (100.0 * CUT).round(),
        );
    }
    card.push_str("![Loss](pictures/loss.svg) ![Accuracy](pictures/accuracy.svg)\n\n");
    card.push_str(
        "## Accuracy\n\nNone of these sets was trained on. MNIST's test part was seen, though: these weights were compared \
         with earlier ones on it beside the other sets, and it showed that images of the network's own size have to be \
         blurred.\n\n",
    );
    let sets = list(&metrics["sets"]).map(|set| {
        let interval: Vec<f64> = list(&set["interval"]).filter_map(Value::as_f64).collect();
        let (low, high) = (interval.first().copied().unwrap_or(0.0), interval.get(1).copied().unwrap_or(0.0));
        vec![
            text(&set["name"]),
            grouped(&set["n"]),
            format!("{} ({:.2}–{:.2})", percent(&set["accuracy"]), 100.0 * low, 100.0 * high),
            share(&set["rejected"], &set["n"]),
            share(&set["wrong_shown"], &set["n"]),
        ]
    });
    table(
        &mut card,
        &["set", "digits", "right, with its 95% interval", "not shown as sure", "shown as sure, and wrong"],
        sets,
    );
    card.push_str("![Confusion matrix](pictures/confusion.svg)\n\n## Calibration and rejection\n\n");
    let calibration = &metrics["calibration"];
    let number = |name: &str| calibration[name].as_f64().unwrap_or_default() as f32;
    let drawn = Calibration { temperature: 1.0, sure: number("sure"), reject: number("reject") };
    let found = drawn.for_pictures();
    let _ = writeln!(
        card,
        "Expected calibration error (ECE) on {} held-out digits: {}. A digit is shown as sure from a probability of {:.2} \
         on; “not a digit” is said from {:.2} on. What the page finds in a picture comes from writers that taught nothing \
         and may be cut wrongly: there the thresholds are {:.2} and {:.2}.\n\n![Reliability](pictures/reliability.svg)\n",
        grouped(&calibration["n"]),
        percent(&calibration["error"]),
        drawn.sure,
        drawn.reject,
        found.sure,
        found.reject,
    );
    card.push_str(
        "Ink that is no digit has a class of its own, trained on letters, symbols, scribbles and pairs of digits. At the \
         threshold that keeps 99% of the held-out digits:\n\n",
    );
    let rejection = list(&metrics["refusal"]).map(|set| {
        vec![
            text(&set["name"]),
            grouped(&set["n"]),
            percent(&set["refused"]),
            format!("{:.4}", set["auroc"].as_f64().unwrap_or(0.0)),
            percent(&set["shown_as_sure"]),
        ]
    });
    let columns = ["ink", "drawings", "rejected", "AUROC", "shown as a digit at the page's own thresholds"];
    table(&mut card, &columns, rejection);
    let pages = &metrics["on_paper"];
    if pages["numbers"].as_u64() > Some(0) {
        let _ = writeln!(
            card,
            "Of {} synthetic pictures of two to five digits each, drawn by held-out writers, on paper with rules, grain and \
             points between the digits, {} are read right as a whole; {} are not shown as sure; {} are shown as sure and are \
             wrong. Of {} symbols found in as many pictures of letters, cut apart where they touch, {} are rejected as no \
             digit and {} are shown as one.\n",
            grouped(&pages["numbers"]),
            percent(&pages["accuracy"]),
            share(&pages["rejected"], &pages["numbers"]),
            share(&pages["wrong_shown"], &pages["numbers"]),
            grouped(&pages["symbols_of_words"]),
            percent(&pages["refused"]),
            percent(&pages["shown_as_sure"]),
        );
    }
    let symbols: Vec<String> = LOOK_ALIKES.chars().map(|symbol| format!("{symbol}")).collect();
    let _ = writeln!(
        card,
        "Left out of training and of this table, since many people write them just like a digit or a part of one:\n\n    {}\n",
        symbols.join(" ")
    );
    let _ = writeln!(card, "![The surest mistakes on held-out writers](pictures/mistakes.svg)\n");
    architectures(&mut card, metrics, experiments);
    ablation(&mut card, metrics, experiments);
    card.push_str("## Training data\n\nNone of it is in this repository.\n\n");
    let data = list(&metrics["data"])
        .map(|set| vec![text(&set["what"]), grouped(&set["n"]), text(&set["licence"]), text(&set["used"])]);
    table(&mut card, &["set", "examples", "licence", "used for"], data);
    card.push_str("**Limits.** Western (ASCII) digits only, mostly written by adults.\n");
    card
}

/// The table of other architectures.
fn architectures(card: &mut String, metrics: &Value, experiments: &Value) {
    let names = set_names(experiments, "archs");
    if names.is_empty() {
        return;
    }
    let _ = writeln!(
        card,
        "## Other architectures\n\n`cargo xtask train --arch NAME --epochs 1`: the same training loop, the same {} \
         examples, far fewer than the shipped weights had. Milliseconds are native, one image at a time, the median of \
         301.{}\n",
        grouped(&list(&experiments["archs"]).next().map_or(Value::Null, |row| row["examples"].clone())),
        form(metrics, list(&experiments["archs"]).find(|row| row["name"] == OURS)),
    );
    let mut columns = vec!["network", "parameters", "multiplications", "ms"];
    columns.extend(names.iter().map(String::as_str));
    let rows = list(&experiments["archs"]).map(|row| {
        let mut cells = vec![
            text(&row["what"]),
            grouped(&row["parameters"]),
            grouped(&row["multiplies"]),
            format!("{:.2}", row["millis"].as_f64().unwrap_or(0.0)),
        ];
        cells.extend(names.iter().map(|name| percent(&row["sets"][name])));
        cells
    });
    table(card, &columns, rows);
}

/// The ablation table: what each ingredient of the recipe brought.
fn ablation(card: &mut String, metrics: &Value, experiments: &Value) {
    let names = set_names(experiments, "without");
    let whole = list(&experiments["without"]).find(|row| row["name"] == "nothing");
    let Some(whole) = whole else { return };
    let _ = writeln!(
        card,
        "## Ablation\n\n`cargo xtask train --without NAME --epochs 1`: {} examples each, so all figures are below those \
         of the shipped weights. Each row is the difference to the first one, in percentage points.{}\n",
        grouped(&whole["examples"]),
        form(metrics, Some(whole)),
    );
    let mut columns = vec!["without"];
    columns.extend(names.iter().map(String::as_str));
    columns.extend(["letters rejected", "doodles rejected"]);
    let rows = list(&experiments["without"]).map(|row| {
        let cell = |of: &dyn Fn(&Value) -> f64| {
            let (here, there) = (of(row), of(whole));
            if row["name"] == "nothing" {
                format!("{:.2}%", 100.0 * here)
            } else {
                format!("{:+.2}", 100.0 * (here - there))
            }
        };
        let mut cells = vec![text(&row["what"])];
        cells.extend(names.iter().map(|name| cell(&|row| row["sets"][name].as_f64().unwrap_or(0.0))));
        cells.extend(["letters", "doodles"].map(|set| cell(&|row| row["refused"][set].as_f64().unwrap_or(0.0))));
        cells
    });
    table(card, &columns, rows);
}

/// A sentence for rows that were measured with an earlier form of our network than the shipped one.
fn form(metrics: &Value, own: Option<&Value>) -> String {
    let now = &metrics["network"]["parameters"];
    match own.map(|own| &own["parameters"]).filter(|then| !then.is_null() && *then != now) {
        Some(then) => format!(" Ours was an earlier form of the network then, with {} parameters.", grouped(then)),
        None => String::new(),
    }
}

/// The names of the sets in the rows of an experiment, in the order of the first row.
fn set_names(experiments: &Value, kind: &str) -> Vec<String> {
    let first = list(&experiments[kind]).next();
    first.and_then(|row| row["sets"].as_object()).into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or("–").to_owned()
}

fn percent(value: &Value) -> String {
    value.as_f64().map_or_else(|| "–".into(), |part| format!("{:.2}%", 100.0 * part))
}

fn share(part: &Value, of: &Value) -> String {
    match (part.as_f64(), of.as_f64()) {
        (Some(part), Some(of)) if of > 0.0 => format!("{:.2}%", 100.0 * part / of),
        _ => "–".into(),
    }
}

/// 1234567 as 1,234,567.
fn grouped(value: &Value) -> String {
    let Some(digits) = value.as_u64().map(|number| number.to_string()) else { return "–".into() };
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

fn table(card: &mut String, columns: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let _ = writeln!(card, "| {} |\n|{}", columns.join(" | "), " --- |".repeat(columns.len()));
    rows.for_each(|row| {
        let _ = writeln!(card, "| {} |", row.join(" | "));
    });
    card.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn figures_come_from_the_metrics() {
        let metrics = json!({
            "network": { "parameters": 1234567, "multiplies": 5, "bytes": 7, "layers": [] },
            "sets": [{ "name": "a set", "n": 200, "accuracy": 0.995, "interval": [0.99, 0.999], "rejected": 4, "wrong_shown": 1 }],
        });
        let card = card(&metrics, &json!({}));
        assert!(card.contains("1,234,567 parameters"));
        assert!(card.contains("| a set | 200 | 99.50% (99.00–99.90) | 2.00% | 0.50% |"), "{card}");
        assert!(!card.contains("Other architectures") && !card.contains("Ablation"));
    }

    #[test]
    fn an_ablation_tells_differences() {
        let row = |name: &str, right: f64| json!({ "name": name, "what": name, "examples": 9, "parameters": 7, "sets": { "mnist": right }, "refused": {} });
        let rows = json!({ "without": [row("nothing", 0.99), row("bends", 0.98)] });
        let later = card(&json!({ "network": { "parameters": 8 } }), &rows);
        let card = card(&json!({ "network": { "parameters": 7 } }), &rows);
        assert!(
            later.contains("earlier form of the network then, with 7 parameters") && !card.contains("earlier form")
        );
        assert!(card.contains("| nothing | 99.00% |") && card.contains("| bends | -1.00 |"), "{card}");
    }
}
