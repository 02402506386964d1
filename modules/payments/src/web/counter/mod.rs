//! Pages of the counter: a teller's day, those who watch it, and the slips.

mod close;
mod desk;
mod paper;
mod read;
pub(crate) mod slips;
mod watch;

use std::sync::Arc;

use ::paper::Fonts;
use base::Rupiah;
use contracts::Standing;
use web::{Access, Entry, Pages};

use crate::domain::entry::EntryKind;
use crate::permissions::{APPROVE, READ, RECONCILE, TELL};
use crate::usecase::{Ledger, counter};

pub(crate) use read::{money, number, parse_day, status_of};

/// What the pages share.
#[derive(Clone)]
pub struct Counter {
    pub ledger: Ledger,
    pub fonts: Arc<Fonts>,
}

impl Counter {
    pub fn new(ledger: Ledger, fonts: Arc<Fonts>) -> Self {
        Self { ledger, fonts }
    }
}

/// What people find in the navigation.
pub fn entries() -> Vec<Entry> {
    vec![
        Entry {
            label: "counter-desk",
            path: "/kerja/loket",
            needs: TELL,
            waiting: Some(|cell, actor| Box::pin(counter::shifts::waiting(cell, actor))),
        },
        Entry { label: "counter-watch", path: "/kerja/pengawasan", needs: READ, waiting: None },
        Entry {
            label: "counter-slips",
            path: "/kerja/setoran",
            needs: READ,
            waiting: Some(|cell, actor| Box::pin(counter::slips::waiting(cell, actor))),
        },
    ]
}

/// The pages, each with the right it needs.
pub fn pages(counter: &Counter) -> Pages {
    let (tell, see) = (Access::Needs(TELL), Access::Needs(READ));
    let (approve, receive) = (Access::Needs(APPROVE), Access::Needs(RECONCILE));
    Pages::new()
        .get("/kerja/loket", tell, desk::show)
        .post("/kerja/loket/buka", tell, desk::open)
        .post("/kerja/loket/bayar", tell, desk::take)
        .get("/kerja/loket/lunas/{entry}", tell, desk::taken)
        .post("/kerja/loket/batal/{entry}", tell, desk::ask_back)
        .post("/kerja/loket/pembatalan/{id}", tell, desk::decide)
        .get("/kerja/loket/tutup/{shift}", tell, close::form)
        .post("/kerja/loket/tutup/{shift}", tell, close::close)
        .get("/kerja/loket/sts", tell, slips::go)
        .get("/kerja/loket/sts/{number}", tell, slips::show)
        .get("/kerja/loket/sts/{number}/sts.pdf", tell, slips::pdf)
        .post("/kerja/loket/sts/{number}/terima", tell, slips::receive)
        .get("/kerja/pengawasan", see, watch::list)
        .get("/kerja/pengawasan/{shift}", see, watch::show)
        .post("/kerja/pengawasan/{shift}/lebih", approve, watch::overpaid)
        .post("/kerja/pengawasan/pembatalan/{id}", approve, watch::decide)
        .get("/kerja/setoran", see, slips::list)
        .get("/kerja/setoran/{number}", see, slips::show)
        .get("/kerja/setoran/{number}/sts.pdf", see, slips::pdf)
        .post("/kerja/setoran/{number}/terima", receive, slips::receive)
        .post("/kerja/setoran/{number}/kembalikan", receive, slips::send_back)
        .with(counter.clone())
}

/// The key of the word for what an entry did in a drawer.
pub(crate) fn kind(kind: &EntryKind) -> &'static str {
    match kind {
        EntryKind::Payment => "counter-kind-payment",
        EntryKind::Reversal => "counter-kind-reversal",
        EntryKind::Temporary => "counter-kind-temporary",
        EntryKind::Deposit => "counter-kind-deposit",
        EntryKind::Clearing => "counter-kind-clearing",
        EntryKind::Refund => "counter-kind-refund",
        EntryKind::CashDifference => "counter-kind-difference",
    }
}

/// Colour and key of the tag of a bill that cannot be paid.
pub(crate) fn standing(standing: &Standing) -> (&'static str, &'static str) {
    match standing {
        Standing::Open => ("yellow", "counter-standing-open"),
        Standing::Paid => ("green", "counter-standing-paid"),
        Standing::Cancelled => ("", "counter-standing-cancelled"),
        Standing::Nothing => ("", "counter-standing-nothing"),
    }
}

/// The value of a note or coin.
pub(crate) fn rupiah(value: impl std::borrow::Borrow<i64>) -> Rupiah {
    Rupiah(*value.borrow())
}
