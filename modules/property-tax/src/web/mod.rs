//! Pages and API of the module.

pub mod api;
mod citizen;
mod dates;
mod notice_page;
pub(crate) mod office;
mod proof_page;
mod saving;
mod verify_page;

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use base::{Clock, Result};
use cell::Cell;
use contracts::Seals;
use paper::Fonts;
use utoipa_axum::routes;
use web::{Access, Api, Limiter, Pages, Visit};

use crate::usecase::owing::Owing;

/// Look-ups an address may make in a row, and the time until one more is allowed. Enough for a
/// household and for a village office behind one address; too little to walk through a regency.
const LOOK_UPS: NonZeroU32 = NonZeroU32::new(60).unwrap();
const LOOK_UP_EVERY: Duration = Duration::from_secs(2);
/// Proofs an address may try; each NOP has a lock of its own beside this.
const PROOFS: NonZeroU32 = NonZeroU32::new(10).unwrap();
const PROOF_EVERY: Duration = Duration::from_secs(60);
/// Addresses that are remembered.
const ROOM: usize = 100_000;

/// What the pages share: how often an address may ask (in memory, each process counts its own),
/// and the fonts of papers.
#[derive(Clone)]
pub struct Desk {
    look_ups: Arc<Limiter>,
    proofs: Arc<Limiter>,
    fonts: Arc<Fonts>,
    inbox: Option<Arc<Path>>,
    owing: Owing,
    neighbours: Neighbours,
}

/// What other modules do for this one, as the server says.
#[derive(Clone, Default)]
pub struct Neighbours {
    /// Where bills are paid: `{pay}?nop=…&tahun=2024&tahun=2025`; a receipt is `{pay}/stts/{number}`.
    /// Without it people are told to pay at the places on the notice.
    pub pay: Option<&'static str>,
    /// Seals notices; without it they are given out as they are drawn.
    pub seals: Option<Arc<dyn Seals>>,
}

impl Desk {
    pub fn new(cell: &Cell, neighbours: Neighbours) -> Result<Self> {
        let clock: Arc<dyn Clock> = cell.shared_clock();
        let limiter = |burst, every| Arc::new(Limiter::new(clock.clone(), burst, every, ROOM));
        let (look_ups, proofs) = (limiter(LOOK_UPS, LOOK_UP_EVERY), limiter(PROOFS, PROOF_EVERY));
        let (fonts, owing) = (Arc::new(Fonts::load()?), Owing::new(cell.zone().clone()));
        Ok(Self { look_ups, proofs, fonts, inbox: None, owing, neighbours })
    }

    /// The same with a folder from which officers may import.
    #[must_use]
    pub fn with_inbox(self, inbox: Option<PathBuf>) -> Self {
        Self { inbox: inbox.map(Into::into), ..self }
    }

    /// The folder from which officers may import.
    pub fn inbox(&self) -> Option<&Arc<Path>> {
        self.inbox.as_ref()
    }

    /// The fonts of papers, for jobs that draw them.
    pub fn fonts(&self) -> &Arc<Fonts> {
        &self.fonts
    }

    /// Seals notices.
    pub fn seals(&self) -> Option<&Arc<dyn Seals>> {
        self.neighbours.seals.as_ref()
    }

    fn look_up(&self, visit: &Visit) -> Result<()> {
        // Officers look up all day, and are known by name.
        match visit.actor() {
            Some(_) => Ok(()),
            None => self.look_ups.take(&visit.address().to_string()),
        }
    }

    fn proof(&self, visit: &Visit) -> Result<()> {
        self.proofs.take(&visit.address().to_string())
    }
}

const CITIZEN: Access = Access::Public { why: "a citizen has no account; names are masked" };
const PROVEN: Access = Access::Public { why: "a proof of the notice is asked for instead" };
const PAPER: Access = Access::Public { why: "whoever holds a notice may check it" };

/// The pages of citizens and officers.
pub fn pages(desk: &Desk) -> Pages {
    Pages::new()
        .get("/pbb", CITIZEN, citizen::look_up)
        .get("/pbb/buka", PROVEN, proof_page::ask)
        .post("/pbb/buka", PROVEN, proof_page::answer)
        .get("/pbb/sppt/{nop}/{year}", PROVEN, notice_page::show)
        .get("/pbb/sppt/{nop}/{year}/e-sppt.pdf", PROVEN, notice_page::pdf)
        .get("/pbb/periksa", PAPER, verify_page::start)
        .get("/v/{seal}", PAPER, verify_page::seal)
        .with(desk.clone())
        .merge(office::pages(desk))
}

/// The operations of the API.
pub fn api(desk: &Desk) -> Api {
    Api::new()
        .route(CITIZEN, routes!(api::list_notices))
        .route(PAPER, routes!(api::verify_notice))
        .with(desk.clone())
}
