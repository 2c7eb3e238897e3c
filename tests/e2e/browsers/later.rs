//! The page without a network, after a deploy, and with another engine.

use crate::engines::{flex_goes_on, wait_engine};
use crate::{host, offline};
use anyhow::Result;
use xtask::browser::{Kind, Options};
use xtask::page::{self, Page, Place};

pub fn without_a_network_it_opens_and_reads(kind: Kind) -> Result<()> {
    offline::opens_and_reads(Options::DESKTOP.within(kind))
}

pub fn an_update_is_offered_and_taken(kind: Kind) -> Result<()> {
    offline::offers_a_new_build(Options::DESKTOP.within(kind))
}

pub fn another_engine_takes_over_and_a_missing_gpu_is_said(kind: Kind) -> Result<()> {
    let server = host::serve()?;
    let page = Page::open(Options::DESKTOP.within(kind), &format!("{}?engine=webgpu", server.url()))?;
    flex_goes_on(&page, "WebGPU is not used: this browser offers none.")?;
    page.clear()?;
    page.browser.open(&format!("{}?engine=ndarray", server.url()))?;
    page.wait_ready()?;
    wait_engine(&page, "ndarray")?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")
}
