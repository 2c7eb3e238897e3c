//! The article on the model as a value: its markup and the data of its charts.
//!
//! The build writes it from what training measured and from the cards of the other models; it is one file, which the page only shows. Uses `metrics` and
//! `chart`.

mod cards;
mod document;
mod learning;
mod network;
mod quality;
mod trials;

pub use document::{Article, Figure};

use crate::metrics::Metrics;

/// The whole article: on the model that was measured, and by their cards on the others.
pub fn write(metrics: &Metrics, cards: &[String]) -> Article {
    let mut article = Article::default();
    quality::write(metrics, &mut article);
    network::write(metrics, &mut article);
    learning::write(metrics, &mut article);
    trials::write(metrics, &mut article);
    cards.iter().for_each(|card| cards::write(card, &mut article));
    article
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_travels_whole_or_not_at_all() {
        let both = format!("{{\"metrics\": {}}}", include_str!("../../models/metrics.json"));
        let article = write(&Metrics::read(&both).unwrap(), &[]);
        let file = article.encode();
        assert_eq!(Article::decode(&file).unwrap(), article);
        for cut in [0, 9, 20, file.len() / 2, file.len() - 1] {
            assert_eq!(Article::decode(&file[..cut]), None, "{cut}");
        }
        assert_eq!(Article::decode(b"<!doctype html><html></html>"), None);
    }

    #[test]
    fn every_figure_has_its_chart() {
        let both = format!("{{\"metrics\": {}}}", include_str!("../../models/metrics.json"));
        let article = write(&Metrics::read(&both).unwrap(), &[]);
        assert_eq!(article.markup.matches("<figure").count(), article.charts.len());
        for chart in &article.charts {
            let plot = chart.plot(0, 320.0);
            assert!(!plot.spots.is_empty() && plot.home < plot.spots.len(), "{chart:?}");
        }
    }
}
