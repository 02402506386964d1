//! Public verification: anybody sends a PDF and is told whether it is what was signed, and by whom.

mod answer;
mod api;
mod finding;
mod letter;
mod receive;
mod send;
mod signature;

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use base::Result;
use web::{Access, Api, Limiter, Limits, Pages, Visit, paths};

use crate::usecase::Office;
use crate::usecase::verification::Verifier;

/// Addresses remembered by the limiter.
const ROOM: usize = 20_000;
const ANYBODY: Access =
    Access::Public { why: "anybody may check a document they hold; nothing is kept" };
/// The reader itself ends at 100 MB, with words of its own. A quarter of an hour is enough for that
/// on a slow line.
const FILE: Limits = Limits { body: usize::MAX, time: Duration::from_secs(15 * 60) };

/// Who verifies, and how often somebody may ask.
#[derive(Clone)]
pub struct Desk {
    verifier: Verifier,
    tries: Arc<Limiter>,
    scans: Arc<Limiter>,
}

impl Desk {
    pub fn new(verifier: Verifier) -> Self {
        let settings = verifier.settings();
        let limiter = |per_minute| {
            let per_minute = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
            let refill = Duration::from_secs(60) / per_minute.get();
            Arc::new(Limiter::new(verifier.cell().shared_clock(), per_minute, refill, ROOM))
        };
        let (tries, scans) = (limiter(settings.per_minute), limiter(settings.scans_per_minute));
        Self { verifier, tries, scans }
    }

    /// Counts what somebody looks at of letters whose code they scanned.
    fn scan(&self, visit: &Visit) -> Result<()> {
        match visit.actor() {
            Some(_) => Ok(()),
            None => self.scans.take(&visit.address().to_string()),
        }
    }

    /// Counts a stranger's try; officials are known by name.
    fn admit(&self, visit: &Visit) -> Result<()> {
        match visit.actor() {
            Some(_) => Ok(()),
            None => self.tries.take(&visit.address().to_string()),
        }
    }
}

const SCANNED: Access =
    Access::Public { why: "whoever holds a letter has its code; content only where it is public" };

pub(super) fn pages(desk: &Desk, office: &Office) -> Pages {
    Pages::new()
        .get(paths::VERIFY, ANYBODY, send::ask)
        .post_within(FILE, paths::VERIFY, ANYBODY, send::judge)
        .post_within(FILE, "/verifikasi/versi", ANYBODY, send::version)
        .post_within(FILE, "/verifikasi/halaman", ANYBODY, send::compare)
        .get("/n/{id}", SCANNED, letter::show)
        .get("/n/{id}/halaman/{number}", SCANNED, letter::picture)
        .get("/n/{id}/naskah.pdf", SCANNED, letter::pdf)
        .get("/n/{id}/log.json", SCANNED, letter::log)
        .with(desk.clone())
        .with(office.clone())
}

pub(super) fn api(desk: &Desk) -> Api {
    let routes = utoipa_axum::routes!(api::verify_document);
    Api::new().route_within(FILE, ANYBODY, routes).with(desk.clone())
}
