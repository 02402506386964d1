//! Pages of citizens: choosing bills, the payment code, the receipt, reports.

mod api;
mod choose;
mod code;
mod picture;
mod receipt;
mod report;
mod verify;

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use base::{Clock, Result};
use contracts::Seals;
use paper::Fonts;
use utoipa_axum::routes;
use web::{Access, Api, Limiter, Limits, Pages, Visit};

use code::mark;
pub(in crate::web) use report::colour;

use crate::usecase::Ledger;
use crate::usecase::qr::Qris;
use crate::usecase::tickets::LARGEST_SLIP;

/// Look-ups an address may make in a row, and the time until one more is allowed; as in the look-up
/// of notices.
const LOOK_UPS: NonZeroU32 = NonZeroU32::new(60).unwrap();
const LOOK_UP_EVERY: Duration = Duration::from_secs(2);
/// Codes an address may make: a village office makes them for its people.
const CODES: NonZeroU32 = NonZeroU32::new(30).unwrap();
const CODE_EVERY: Duration = Duration::from_secs(20);
/// Looks at codes and receipts, whose addresses are secret.
const LOOKS: NonZeroU32 = NonZeroU32::new(600).unwrap();
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// Pages that wait ask more than once a second, and many phones share the address of their network: apart,
/// so that waiting never keeps anybody from opening a page.
const WATCHES: NonZeroU32 = NonZeroU32::new(2_000).unwrap();
const WATCH_EVERY: Duration = Duration::from_millis(20);
/// Reports with files.
const REPORTS: NonZeroU32 = NonZeroU32::new(6).unwrap();
const REPORT_EVERY: Duration = Duration::from_secs(300);
/// Addresses that are remembered.
const ROOM: usize = 100_000;

/// What the pages share.
#[derive(Clone)]
pub struct PayDesk {
    ledger: Ledger,
    qris: Option<Qris>,
    fonts: Arc<Fonts>,
    /// Seals receipts; without it they are given out as they are drawn.
    seals: Option<Arc<dyn Seals>>,
    look_ups: Arc<Limiter>,
    codes: Arc<Limiter>,
    looks: Arc<Limiter>,
    watches: Arc<Limiter>,
    reports: Arc<Limiter>,
}

impl PayDesk {
    /// # Errors
    /// When the fonts of receipts cannot be read.
    pub fn new(ledger: Ledger, qris: Option<Qris>, seals: Option<Arc<dyn Seals>>) -> Result<Self> {
        let clock: Arc<dyn Clock> = ledger.cell().shared_clock();
        let limiter = |burst, every| Arc::new(Limiter::new(clock.clone(), burst, every, ROOM));
        Ok(Self {
            qris,
            seals,
            fonts: Arc::new(Fonts::load()?),
            look_ups: limiter(LOOK_UPS, LOOK_UP_EVERY),
            codes: limiter(CODES, CODE_EVERY),
            looks: limiter(LOOKS, LOOK_EVERY),
            watches: limiter(WATCHES, WATCH_EVERY),
            reports: limiter(REPORTS, REPORT_EVERY),
            ledger,
        })
    }

    /// Counts for whoever is not signed in: officials are known by name.
    fn count(limiter: &Limiter, visit: &Visit) -> Result<()> {
        match visit.actor() {
            Some(_) => Ok(()),
            None => limiter.take(&visit.address().to_string()),
        }
    }
}

const CHOOSE: Access = Access::Public { why: "a citizen has no account; names are masked" };
const SECRET: Access = Access::Public { why: "its address is a secret that its owner was given" };
const PAPER: Access = Access::Public { why: "whoever holds a receipt may check it" };
const REPORT: Access = Access::Public { why: "whoever paid may say that something is not right" };
const DEMO: Access = Access::Public { why: "the example bank of a demo cell; refused elsewhere" };

/// The pages.
pub fn pages(desk: &PayDesk) -> Pages {
    // The slip, and the fields around it.
    let upload = Limits::upload(LARGEST_SLIP + (1 << 20));
    Pages::new()
        .get("/bayar", CHOOSE, choose::show)
        .post("/bayar", CHOOSE, choose::make)
        .get("/bayar/kode/{token}", SECRET, code::show)
        .get("/bayar/kode/{token}/keadaan", SECRET, code::state)
        .get("/bayar/kode/{token}/qris.png", SECRET, code::qris_picture)
        .post("/bayar/kode/{token}/baru", SECRET, code::renew)
        .post("/bayar/kode/{token}/bank-contoh", DEMO, code::pay_in_demo)
        .get("/bayar/stts/{number}", PAPER, receipt::show)
        .get("/bayar/stts/{number}/stts.pdf", PAPER, receipt::pdf)
        .get("/bayar/periksa", PAPER, verify::start)
        .get("/r/{seal}", PAPER, verify::seal)
        .get("/bayar/laporan", REPORT, report::ask)
        .post_within(upload, "/bayar/laporan", REPORT, report::take)
        .get("/bayar/laporan/{token}", SECRET, report::follow)
        .post("/bayar/laporan/{token}", SECRET, report::say_more)
        .with(desk.clone())
}

/// The operations of the API.
pub fn api(desk: &PayDesk) -> Api {
    Api::new()
        .route(CHOOSE, routes!(api::make_code))
        .route(SECRET, routes!(api::show_code))
        .route(PAPER, routes!(api::show_receipt))
        .with(desk.clone())
}
