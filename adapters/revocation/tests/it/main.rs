//! Fetching: what is called, what is believed, and how long it is kept.
#![expect(
    clippy::expect_used,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

mod answers;
mod keeping;
mod strangers;

use std::sync::Arc;
use std::time::Duration;

use revocation::fake::{Page, Source};
use revocation::{HttpSource, Settings};
use testkit::FixedClock;

/// When the files of `tests/fixtures` begin; they end an hour later.
const NOON: &str = "2026-08-17T12:00:00.000Z";

const OCSP: &str = "application/ocsp-response";
const CRL: &str = "application/pkix-crl";

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect("a fixture")
}

/// This machine may be called, since the fakes are here; it is not public.
fn settings() -> Settings {
    Settings {
        allow: vec!["127.0.0.1/32".parse().expect("a network")],
        patience: Duration::from_secs(20),
        ..Settings::default()
    }
}

fn source(settings: Settings) -> (HttpSource, Arc<FixedClock>) {
    let clock = Arc::new(FixedClock::at(NOON));
    let made = HttpSource::new(settings, Arc::<FixedClock>::clone(&clock));
    (made.expect("a source"), clock)
}

async fn serving(pages: &[(&str, Page)]) -> Source {
    let there = Source::start().await.expect("a free port");
    for (path, page) in pages {
        there.put(path, page.clone());
    }
    there
}
