//! About: privacy, use without a connection, keys, data and licences.

use crate::app::key_table::KeyTable;
use crate::app::lazy::{Part, chunk};
use crate::app::shortcut::{CURSOR_KEYS, SHEET_KEYS};
use leptos::prelude::*;

chunk! { pages:
    about_page() -> Part = || AboutPage().into_any();
}

/// The data that the networks learned from: name, what it is, licence.
const DATA: [(&str, &str, &str); 9] = [
    ("MNIST", "70 000 digits from forms, by LeCun, Cortes and Burges", "CC BY-SA 3.0"),
    ("Pen-Based Recognition of Handwritten Digits", "digits written on a tablet, UCI repository", "CC BY 4.0"),
    ("UNIPEN", "online handwriting from many collections, Zenodo", "CC BY 4.0"),
    ("Optical Recognition of Handwritten Digits", "digits from forms, UCI repository", "CC BY 4.0"),
    ("Semeion Handwritten Digit", "digits by about 80 writers, Semeion Research Center, UCI repository", "CC BY 4.0"),
    ("BHMSDS", "handwritten digits and mathematical symbols", "MIT"),
    ("Omniglot", "letters of the Latin and Greek alphabets, drawn with a mouse", "MIT"),
    ("Write-Math", "mathematical symbols, by Martin Thoma", "ODbL"),
    ("Detexify", "mathematical symbols, by Daniel Kirsch", "MIT, ODbL"),
];

#[component]
fn AboutPage() -> impl IntoView {
    let data = DATA.map(|(name, what, licence)| {
        view! {
            <tr>
                <th scope="row">{name} <span class="what">{what}</span></th>
                <td>{licence}</td>
            </tr>
        }
    });
    view! {
        <article class="article">
            <h1>"About Inkling"</h1>
            <p class="lead">"A page that reads handwritten numbers, text and maths on your own machine."</p>
            <h2>"Private by construction"</h2>
            <p>
                "There is no server to send anything to. The page, the networks and their weights are static files; your browser fetches them and does the rest. What you draw and the pictures you open stay on your machine. A link to a picture is fetched by your browser straight from the place that it names."
            </p>
            <h2>"Without a connection"</h2>
            <p>
                "After the first visit the page works offline. Your browser can install it as an app: look for “Install” in the address bar or “Add to Home Screen” in the share menu. When a new version is there, the page says so and reloads only when you ask it to."
            </p>
            <h2>"Keys"</h2>
            <KeyTable keys=&SHEET_KEYS />
            <p>"When the sheet has the focus, it can be drawn on without a mouse:"</p>
            <KeyTable keys=&CURSOR_KEYS />
            <h2>"Data"</h2>
            <p>"The networks learned from these collections; our thanks to all who wrote for them and gathered them."</p>
            <table class="data">
                <thead>
                    <tr>
                        <th scope="col">"Collection"</th>
                        <th scope="col">"Licence"</th>
                    </tr>
                </thead>
                <tbody>{data.into_iter().collect_view()}</tbody>
            </table>
            <h2>"Words"</h2>
            <p>
                "The lists of English and German words are adapted from wordfreq by Robyn Speer, with data from Google Books Ngrams, the Leeds Internet Corpus, Wikipedia, ParaCrawl, OpenSubtitles and SUBTLEX; from german-nouns by Gregor Weichbrodt, compiled from Wiktionary; and from SCOWL, copyright 2000–2011 by Kevin Atkinson. They are licensed under CC BY-SA 4.0; words were chosen by frequency and their frequencies rounded."
            </p>
            <h2>"Source"</h2>
            <p>
                "Written in Rust, with Leptos for the page and Burn for the networks, both compiled to WebAssembly. The source is free to use under the MIT licence."
            </p>
        </article>
    }
}
