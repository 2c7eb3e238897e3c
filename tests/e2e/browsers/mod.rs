//! The core of each feature in every family of browsers. A flow takes the browser as its parameter and is a test of its
//! own in each of them, such as `browsers::webkit::a_sum_is_read_and_worked_out`; Chromium has the whole suite besides.
//!
//! What a browser or its driver lacks is left out with a line that begins with "skipped:" and names it.

mod ink;
mod keys;
mod later;
mod leaving;
mod looks;
mod pictures;
mod reading;

use crate::host;
use anyhow::{Context, Result};
use std::io::Write;
use xtask::browser::{Kind, Options};
use xtask::page::Page;
use xtask::serve::Server;

/// Makes a test of each flow for the browser.
macro_rules! flows {
    ($family:ident, $kind:expr, $($file:ident: $($flow:ident),+;)+) => {
        mod $family {
            use xtask::browser::Kind;
            $($(
                #[test]
                fn $flow() -> anyhow::Result<()> {
                    super::run($kind, stringify!($flow), super::$file::$flow)
                }
            )+)+
        }
    };
}

/// The flows of all browsers but Chromium, most of which Chromium has in tests of its own.
macro_rules! all_flows {
    ($family:ident, $kind:expr) => {
        flows!($family, $kind,
            ink: mouse_pen_and_finger_draw, a_number_is_undone_reloaded_and_put_right;
            pictures: each_form_of_picture_is_read, each_orientation_is_read_and_shown_upright,
                a_picture_is_chosen_turned_cropped_and_pasted, a_link_is_opened_or_says_why_not,
                the_camera_takes_a_picture;
            leaving: a_drawing_leaves_in_each_form_and_comes_back, a_link_and_a_number_are_copied,
                kept_drawings_outlive_a_reload;
            reading: a_sum_is_read_and_worked_out, a_word_is_read_and_spelled, a_hand_is_learned;
            looks: the_article_is_shown_and_own_data_measured, a_reading_is_explained, the_page_is_dark_or_light;
            later: without_a_network_it_opens_and_reads, an_update_is_offered_and_taken,
                another_engine_takes_over_and_a_missing_gpu_is_said;
            keys: every_dialog_opens_and_closes_with_keys, a_one_is_drawn_with_keys;
        );
    };
}

all_flows!(firefox, Kind::Firefox);
all_flows!(webkit, Kind::WebKit);
flows!(chromium, Kind::Chromium,
    pictures: each_form_of_picture_is_read, each_orientation_is_read_and_shown_upright;
    keys: every_dialog_opens_and_closes_with_keys;
);

fn run(kind: Kind, flow: &str, test: fn(Kind) -> Result<()>) -> Result<()> {
    if !kind.is_there() {
        return host::skip(&format!("{flow} in {kind:?}. {}", kind.lack()));
    }
    let first = test(kind).with_context(|| format!("{flow} in {kind:?}"));
    match first {
        // Safari's engine as Debian builds it now and then loses an answer of its own on a busy machine: what the page
        // said then is told, and what fails twice is a fault.
        Err(error) if kind == Kind::WebKit => {
            writeln!(std::io::stderr(), "tried again: {error:#}")?;
            test(kind).with_context(|| format!("{flow} in {kind:?}, the second time"))
        }
        done => done,
    }
}

fn open(kind: Kind) -> Result<(Server, Page)> {
    host::open(Options::DESKTOP.within(kind))
}
