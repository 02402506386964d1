//! Pages of village collectors: their appointment, their own desk, the phone, and the public page
//! that says what became of a temporary receipt.

pub(crate) mod appoint;
mod check;
pub(crate) mod own;
pub(crate) mod phone;
mod qr;
mod transit;

use web::{Access, Entry, Limits, Pages};

use super::counter::{Counter, slips};
use crate::permissions::{APPROVE, COLLECT, READ, RECONCILE};
use crate::usecase::collecting;

const SHELL: Access = Access::Public { why: "an empty page; what it shows lies on the phone" };
const HOLDER: Access =
    Access::Public { why: "whoever holds a temporary receipt may check it; no names" };

/// What people find in the navigation.
pub fn entries() -> Vec<Entry> {
    vec![
        Entry {
            label: "counter-collector-own",
            path: "/kerja/kolektor",
            needs: COLLECT,
            waiting: None,
        },
        Entry {
            label: "counter-collectors",
            path: "/kerja/penunjukan",
            needs: READ,
            waiting: Some(|cell, actor| Box::pin(collecting::appoint::waiting(cell, actor))),
        },
    ]
}

/// The pages, each with the right it needs.
pub fn pages(counter: &Counter) -> Pages {
    let (collect, see) = (Access::Needs(COLLECT), Access::Needs(READ));
    let (propose, approve) = (Access::Needs(RECONCILE), Access::Needs(APPROVE));
    Pages::new()
        .get("/kolektor", SHELL, phone::shell)
        .get("/bayar/tts/{number}/{signs}", HOLDER, check::show)
        .get("/kerja/kolektor", collect, own::show)
        .post("/kerja/kolektor/sts", collect, own::make_slip)
        .get("/kerja/kolektor/sts/{number}", collect, slips::show)
        .get("/kerja/kolektor/sts/{number}/sts.pdf", collect, slips::pdf)
        .get("/kerja/kolektor/token.json", collect, phone::token)
        .post("/kerja/kolektor/buku", collect, phone::book)
        .post("/kerja/kolektor/lepas", collect, phone::give_up)
        .post_within(Limits::PAGE, "/kerja/kolektor/tts", collect, phone::upload)
        .get("/kerja/penunjukan", see, appoint::list)
        .get("/kerja/penunjukan/baru", propose, appoint::form)
        .post("/kerja/penunjukan/baru", propose, appoint::propose)
        .get("/kerja/penunjukan/{code}", see, appoint::show)
        .post("/kerja/penunjukan/{code}/putuskan", approve, appoint::decide)
        .post("/kerja/penunjukan/{code}/cabut", see, appoint::revoke)
        .post("/kerja/penunjukan/aturan", approve, appoint::set_rule)
        .get("/kerja/setoran/perjalanan.csv", see, transit::csv)
        .with(counter.clone())
}
