//! Pages and protocols of the module.

pub mod citizen;
pub(crate) mod collector;
pub(crate) mod counter;
mod exchanges;
mod gate;
mod h2h;
mod snap;
pub mod tickets;
pub mod treasury;

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use base::Clock;
use web::{Entry, Limiter, Pages, Wires};

pub use exchanges::{Exchange, Exchanges};

use crate::usecase::Ledger;

/// Requests an address may make in a row, and the time until one more is allowed: a bank sends many
/// from one address.
const REQUESTS: NonZeroU32 = NonZeroU32::new(2_000).unwrap();
const REQUEST_EVERY: Duration = Duration::from_millis(2);
/// Wrong signatures an address may send; each costs us more than the sender.
const FAILURES: NonZeroU32 = NonZeroU32::new(60).unwrap();
const FAILURE_EVERY: Duration = Duration::from_secs(2);
/// Addresses that are remembered.
const ROOM: usize = 10_000;
/// Bytes of a request; the largest real one has some two thousand.
const BODY: usize = 64 * 1024;

/// What pages and protocols share.
#[derive(Clone)]
pub struct Desk {
    pub(crate) ledger: Ledger,
    requests: Arc<Limiter>,
    failures: Arc<Limiter>,
    exchanges: Arc<Exchanges>,
}

impl Desk {
    pub fn new(ledger: Ledger) -> Self {
        let clock: Arc<dyn Clock> = ledger.cell().shared_clock();
        let limiter = |burst, every| Arc::new(Limiter::new(clock.clone(), burst, every, ROOM));
        Self {
            requests: limiter(REQUESTS, REQUEST_EVERY),
            failures: limiter(FAILURES, FAILURE_EVERY),
            exchanges: Arc::default(),
            ledger,
        }
    }

    /// What partners asked lately, for the page that helps them.
    pub fn exchanges(&self) -> &Exchanges {
        &self.exchanges
    }
}

/// What tellers and collectors find in the navigation.
pub fn counter_entries() -> Vec<Entry> {
    [counter::entries(), collector::entries()].concat()
}

/// The pages of the counter and of village collectors.
///
/// # Errors
/// When the fonts of papers cannot be read.
pub fn counter_pages(desk: &Desk) -> base::Result<Pages> {
    let fonts = Arc::new(paper::Fonts::load()?);
    let counter = counter::Counter::new(desk.ledger.clone(), fonts);
    Ok(Pages::new().merge(counter::pages(&counter)).merge(collector::pages(&counter)))
}

const SIGNED: &str = "a partner signs every request; nothing is done before that is checked";

/// The services that banks and acquirers call.
pub fn wires(desk: &Desk) -> Wires {
    let with = |desk: &Desk| desk.clone();
    let (token, va, paid, status, qr) =
        (with(desk), with(desk), with(desk), with(desk), with(desk));
    let wires = Wires::new()
        .post("/snap/v1.0/access-token/b2b", SIGNED, BODY, move |call| {
            snap::token(token.clone(), call)
        })
        .post("/snap/v1.0/transfer-va/inquiry", SIGNED, BODY, move |call| {
            snap::inquiry(va.clone(), call)
        })
        .post("/snap/v1.0/transfer-va/payment", SIGNED, BODY, move |call| {
            snap::payment(paid.clone(), call)
        })
        .post("/snap/v1.0/transfer-va/status", SIGNED, BODY, move |call| {
            snap::status(status.clone(), call)
        })
        .post("/snap/v1.0/qr/qr-mpm-notify", SIGNED, BODY, move |call| {
            snap::qr_notify(qr.clone(), call)
        });
    ::h2h::Service::ALL.into_iter().fold(wires, |wires, service| {
        let desk = desk.clone();
        wires
            .post(service.path(), SIGNED, BODY, move |call| h2h::serve(desk.clone(), service, call))
    })
}
