//! A batch's table as files for other programs.

use super::table::{Row, State};
use crate::datasets::csv::cell;
use crate::prediction::Verdict;
use serde_json::{Value, json};

pub fn csv(rows: &[Row]) -> String {
    let mut text = String::from("file,reading,state,certainty,milliseconds,by hand\r\n");
    for row in rows {
        let cells = [
            cell(&row.name),
            cell(row.text()),
            state(row).to_owned(),
            format!("{:.4}", row.certainty()),
            format!("{:.1}", row.millis()),
            by_hand(row).to_string(),
        ];
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

pub fn json(rows: &[Row]) -> String {
    let row = |row: &Row| {
        json!({
            "file": row.name,
            "reading": row.text(),
            "state": state(row),
            "certainty": row.certainty(),
            "milliseconds": row.millis(),
            "by_hand": by_hand(row),
            "trouble": if let State::Failed(why) = &row.state { json!(why) } else { Value::Null },
        })
    };
    let rows: Vec<Value> = rows.iter().map(row).collect();
    serde_json::to_string_pretty(&rows).unwrap_or_default()
}

fn state(row: &Row) -> &'static str {
    match &row.state {
        State::Waiting => "waiting",
        State::Failed(_) => "failed",
        State::Read(read) if read.by_hand.is_some() => "by hand",
        State::Read(read) => match read.verdict {
            Verdict::Empty => "empty",
            Verdict::Sure => "sure",
            Verdict::Unsure => "unsure",
            Verdict::Rejected => "not a digit",
        },
    }
}

fn by_hand(row: &Row) -> bool {
    matches!(&row.state, State::Read(read) if read.by_hand.is_some())
}

#[cfg(test)]
mod tests {
    use super::super::table::{Read, Table};
    use super::*;

    fn rows() -> Vec<Row> {
        let mut table = Table::of(1, ["a,\"b\".png", "=1.png"].into_iter().map(str::to_owned));
        let read = Read {
            text: "12".into(),
            verdict: Verdict::Sure,
            certainty: 0.987_65,
            millis: 3.21,
            thumb: None,
            by_hand: None,
        };
        table.set(0, State::Read(read));
        table.set(1, State::Failed("It is empty.".into()));
        table.rows().to_vec()
    }

    #[test]
    fn odd_names_stay_in_their_cells() {
        let text = csv(&rows());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1], "\"a,\"\"b\"\".png\",12,sure,0.9876,3.2,false");
        assert_eq!(lines[2], "'=1.png,,failed,0.0000,0.0,false");
    }

    #[test]
    fn json_says_the_same() {
        let told: Value = serde_json::from_str(&json(&rows())).unwrap();
        assert_eq!((&told[0]["reading"], &told[1]["trouble"]), (&json!("12"), &json!("It is empty.")));
    }
}
