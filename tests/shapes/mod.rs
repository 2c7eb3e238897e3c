//! Three made-up signs for a model that no line of code knows: their drawings, and the model's description.
//!
//! Shared by the native test of the model and the end-to-end test of the page.

use std::f32::consts::TAU;
use std::fmt::Write as _;
use std::path::Path;

/// The signs: an arch, a hash of two bars, and a zigzag, under characters that no other model has.
pub const SIGNS: [&str; 3] = ["ᚦ", "⌗", "ϟ"];

/// The file that describes the model, and the one of its drawings.
pub const DESCRIPTION: &str = "shapes.json";
const STROKES: &str = "shapes.jsonl";
const WRITERS: usize = 20;
const EACH: usize = 12;

type Strokes = Vec<Vec<(f32, f32)>>;

/// Writes the description and a few hundred drawings into a folder.
pub fn write(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut chance = Chance(7);
    let mut lines = String::new();
    for (writer, at) in (1..=WRITERS).flat_map(|writer| (0..EACH).map(move |at| (writer, at))) {
        for sign in 0..SIGNS.len() {
            lines += &line(sign, &writer.to_string(), &drawn(sign, &mut chance));
        }
        // A straight line is none of the signs.
        if at % 4 == 0 {
            let end = (chance.around(0.0, 30.0), chance.around(60.0, 20.0));
            let _ =
                writeln!(lines, "{{\"text\":\"|\",\"writer\":\"{writer}\",\"strokes\":[[0,0,{},{}]]}}", end.0, end.1);
        }
    }
    std::fs::write(folder.join(STROKES), lines)?;
    let signs = SIGNS.map(|sign| format!("\"{sign}\"")).join(",");
    let description = format!(
        "{{\"name\":\"shapes\",\"modes\":[\"text\"],\"alphabet\":[{signs}],\"hidden\":[[6,7,4,0]],\"strokes\":[\"{STROKES}\"]}}"
    );
    std::fs::write(folder.join(DESCRIPTION), description)
}

/// A sign as somebody would draw it in a square of 100 by 100.
pub fn drawn(sign: usize, chance: &mut Chance) -> Strokes {
    let ideal: Strokes = match sign {
        0 => vec![(0..=12).map(|at| arc(at, 12)).collect()],
        1 => vec![vec![(30.0, 0.0), (30.0, 100.0)], vec![(70.0, 0.0), (70.0, 100.0)], vec![(0.0, 50.0), (100.0, 50.0)]],
        _ => vec![vec![(80.0, 0.0), (20.0, 45.0), (80.0, 55.0), (20.0, 100.0)]],
    };
    let (wide, lean) = (chance.around(1.0, 0.15), chance.around(0.0, 0.15));
    let mut loose = |(x, y): (f32, f32)| (x * wide + lean * y + chance.around(0.0, 3.0), y + chance.around(0.0, 3.0));
    ideal.into_iter().map(|stroke| stroke.into_iter().map(&mut loose).collect()).collect()
}

/// Half a circle that is open below.
fn arc(at: usize, of: usize) -> (f32, f32) {
    let (sine, cosine) = (TAU * (0.5 + 0.5 * at as f32 / of as f32)).sin_cos();
    (50.0 + 50.0 * cosine, 60.0 + 60.0 * sine)
}

fn line(sign: usize, writer: &str, strokes: &Strokes) -> String {
    let numbers = |stroke: &Vec<(f32, f32)>| {
        let flat: Vec<String> = stroke.iter().flat_map(|(x, y)| [x, y]).map(|number| format!("{number:.1}")).collect();
        format!("[{}]", flat.join(","))
    };
    let strokes: Vec<String> = strokes.iter().map(numbers).collect();
    let sign = SIGNS[sign];
    format!("{{\"text\":\"{sign}\",\"writer\":\"{writer}\",\"strokes\":[{}]}}\n", strokes.join(","))
}

/// Numbers by chance that are the same every time.
pub struct Chance(pub u64);

impl Chance {
    /// Around a middle, no further than `spread` from it.
    fn around(&mut self, middle: f32, spread: f32) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        middle + spread * ((self.0 >> 40) as f32 / (1u64 << 23) as f32 - 1.0)
    }
}
