//! The questions behind the pictures, asked beside the sheet's own: each waits until the pen rests, goes out in small
//! parts, and is given up as soon as the sheet shows something else.

use crate::app::editor::Editor;
use crate::app::engine::Engine;
use crate::app::picture::pictures::Pictures;
use crate::app::reading::Reading;
use crate::app::sheet::Sheet;
use crate::explain::strokes::{self, Moment};
use crate::explain::{LayerMaps, salience};
use crate::glyph::Glyph;
use crate::ink::Stroke;
use crate::prediction::Prediction;
use crate::transcript::Symbol;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// A pen that rests for so long is looked at.
const REST: Duration = Duration::from_millis(120);
/// So many glyphs are read at one go: the sheet's own question never waits longer than for these.
const AT_ONCE: usize = 16;
/// Looks at a symbol while it grew.
pub const MOMENTS: usize = 32;

/// What is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    pub symbol: Symbol,
    /// None where it is on a picture.
    pub strokes: Vec<Stroke>,
}

#[derive(Clone, Copy)]
pub struct Explanation {
    pub subject: Memo<Option<Subject>>,
    pub layers: RwSignal<Vec<LayerMaps>>,
    /// The glyph that was looked at, and what each of its pixels says.
    pub salience: RwSignal<Option<(Glyph, Vec<f32>)>>,
    /// The reading without each stroke; none where nothing is left.
    pub without: RwSignal<Vec<Option<Prediction>>>,
    pub moments: RwSignal<Vec<(Moment, Prediction)>>,
    engine: Engine,
    latest: StoredValue<u32>,
}

impl Explanation {
    /// About what is read on this page.
    pub fn here() -> Self {
        let shown = Shown {
            engine: Engine::here(),
            pictures: Pictures::here(),
            reading: Reading::here(),
            sheet: Sheet::here(),
        };
        let explanation = Self {
            subject: Memo::new(move |before: Option<&Option<Subject>>| shown.subject(before)),
            layers: RwSignal::new(Vec::new()),
            salience: RwSignal::new(None),
            without: RwSignal::new(Vec::new()),
            moments: RwSignal::new(Vec::new()),
            engine: shown.engine,
            latest: StoredValue::new(0),
        };
        Effect::new(move || {
            let subject = explanation.subject.get();
            explanation.latest.update_value(|latest| *latest += 1);
            let number = explanation.latest.get_value();
            if let Some(subject) = subject {
                set_timeout(move || spawn_local(async move { _ = explanation.look(number, subject).await }), REST);
            }
        });
        explanation
    }

    /// The quick looks first. None where it was given up.
    async fn look(self, number: u32, subject: Subject) -> Option<()> {
        let Subject { symbol, strokes } = &subject;
        self.wanted(number)?;
        let layers = self.engine.client().look(symbol.glyph.clone()).await?;
        self.wanted(number)?;
        self.layers.set(layers);

        let left: Vec<Option<Glyph>> = (0..strokes.len()).map(|at| strokes::without(strokes, at)).collect();
        let mut read = self.judge(number, left.iter().flatten().cloned().collect()).await?.into_iter();
        self.without.set(left.iter().map(|glyph| glyph.as_ref().and_then(|_| read.next())).collect());

        let moments = strokes::moments(strokes, MOMENTS);
        let read = self.judge(number, moments.iter().map(|moment| moment.glyph.clone()).collect()).await?;
        self.moments.set(moments.into_iter().zip(read).collect());

        let patches = salience::patches(&symbol.glyph);
        let covered = patches.iter().map(|patch| salience::covered(&symbol.glyph, *patch));
        // The whole is read like its parts: what stands in a picture was looked at twice.
        let glyphs = std::iter::once(symbol.glyph.clone()).chain(covered).collect();
        let mut read = self.judge(number, glyphs).await?.into_iter();
        let whole = read.next()?;
        let without: Vec<_> = patches.into_iter().zip(read).collect();
        let says = salience::salience(&symbol.glyph, symbol.id()?, &whole, &without);
        self.salience.set(Some((symbol.glyph.clone(), says)));
        Some(())
    }

    async fn judge(self, number: u32, glyphs: Vec<Glyph>) -> Option<Vec<Prediction>> {
        let mut predictions = Vec::with_capacity(glyphs.len());
        for some in glyphs.chunks(AT_ONCE) {
            predictions.extend(self.engine.client().judge(some.to_vec()).await?.0);
            self.wanted(number)?;
        }
        Some(predictions)
    }

    /// None once the sheet shows something else, or nobody looks any more.
    fn wanted(self, number: u32) -> Option<()> {
        (self.latest.try_get_value() == Some(number)).then_some(())
    }
}

/// Where the symbol in focus and its strokes are found.
#[derive(Clone, Copy)]
struct Shown {
    engine: Engine,
    pictures: Pictures,
    reading: Reading,
    sheet: Sheet,
}

impl Shown {
    /// The symbol in focus with its strokes. While a newer reading is under way, it stays the one before: the symbol's
    /// box belongs to the ink that was read.
    fn subject(self, before: Option<&Option<Subject>>) -> Option<Subject> {
        let symbol = self.reading.symbol();
        if self.pictures.open.with(Option::is_some) {
            return symbol.map(|symbol| Subject { symbol, strokes: Vec::new() });
        }
        let read = self.engine.answer.with(|answer| answer.revision);
        let (revision, drawing) = self.sheet.editor.with(|editor| (editor.revision(), Editor::drawing(editor)));
        if read != revision {
            return before.cloned().flatten();
        }
        symbol.map(|symbol| Subject { strokes: strokes::of_symbol(&drawing, &symbol), symbol })
    }
}
