//! The language files of the text decoder, from tables of counted words. Their sources are unpacked by `sources.py`
//! beside this file; docs/decisions/language-data.md says what they are.

use super::{Result, TrainError, context, publish, say};
use crate::decode::text::language::build::{self, Counted, NgramRecipe, Recipe};
use std::path::Path;

/// A language file and how it is made.
struct Planned {
    /// Of the table, `NAME.tsv`, and of the file, `NAME.language`.
    name: &'static str,
    recipe: Recipe,
    /// Words that no dictionary has are listed from this frequency on, in 10^9 words of running text: below, many are
    /// misspelled.
    least_unknown: f64,
}

const PLANNED: [Planned; 2] = [
    Planned {
        name: "english",
        recipe: Recipe {
            words: 60_000,
            ngram: NgramRecipe { power: 0.4, order: 4, worth: 150.0 },
            shares: [205, 27, 8, 18],
            cases: [[228, 20, 7, 0], [20, 225, 10, 0], [5, 10, 240, 0], [160, 70, 20, 5]],
        },
        least_unknown: 1000.0,
    },
    Planned {
        name: "german",
        recipe: Recipe {
            words: 36_000,
            ngram: NgramRecipe { power: 0.4, order: 4, worth: 700.0 },
            shares: [158, 74, 2, 22],
            cases: [[235, 14, 6, 0], [12, 235, 8, 0], [5, 10, 240, 0], [120, 110, 20, 5]],
        },
        least_unknown: 300.0,
    },
];

/// Writes the files of all languages into a folder, from the tables of another.
pub fn write(tables: &Path, out: &Path) -> Result<()> {
    for planned in &PLANNED {
        let table = tables.join(format!("{}.tsv", planned.name));
        let text = std::fs::read_to_string(&table)
            .map_err(context(format!("{} cannot be read; sources.py writes it", table.display())))?;
        let words = read(&text, planned.least_unknown)?;
        let bytes = build::language(&words, &planned.recipe).to_bytes();
        let file = format!("{}.language", planned.name);
        publish::write_file(out, planned.name, &file, &[], &bytes)?;
        say(format_args!("{file}: {} bytes", bytes.len()))?;
    }
    Ok(())
}

/// Rows of a word, its frequency, its case, and whether a dictionary has it.
fn read(table: &str, least_unknown: f64) -> Result<Vec<Counted>> {
    let mut words = Vec::new();
    for (row, at) in table.lines().zip(1..) {
        let wrong = || TrainError(format!("Row {at} of the table is not one of sources.py: {row}."));
        let cells: Vec<&str> = row.split('\t').collect();
        let [word, frequency, case, known] = cells[..] else { return Err(wrong()) };
        let frequency: f64 = frequency.parse().map_err(|_| wrong())?;
        let is_listed = known == "1" || frequency >= least_unknown;
        let lists: &[usize] = match case {
            "lower" => &[0],
            "name" => &[1],
            "capitals" => &[2],
            "both" => &[0, 1],
            _ => return Err(wrong()),
        };
        for list in lists {
            let share = frequency / 1e9 / lists.len() as f64;
            words.extend(Counted::new(word, share, is_listed.then_some(*list)));
        }
    }
    Ok(words)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_counted_words() {
        let words = read("the\t5e+07\tlower\t1\nessen\t1000\tboth\t1\nqqq\t5\tname\t0\n", 10.0).unwrap();
        assert_eq!(words.iter().map(|word| word.list).collect::<Vec<_>>(), [Some(0), Some(0), Some(1), None]);
        assert_eq!(words[1].frequency, 5e-7);
        assert!(read("the\t5e+07\n", 10.0).is_err());
    }
}
