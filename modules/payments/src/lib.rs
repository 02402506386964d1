//! Payments: the ledger, payment codes, the services banks call, receipts.
//!
//! `domain` is what the books know, without I/O; `store` the SQL; `usecase` the deeds. What is owed
//! and why belongs to another module, reached through `contracts::Bills`: a payment, the receipt,
//! the settled notice and the trace are stored in one transaction or not at all.

pub mod audit_kinds;
pub mod domain;
pub mod permissions;
pub mod print;
pub mod store;
pub mod usecase;
pub mod web;

use std::sync::Arc;

use ::web::Locale;
use base::Result;
use cell::Cell;
use contracts::{Arrears, Bills, Seals, Waivers};
use db::Migration;
use module::{Module, Service};
use notify::Post;
use paper::Fonts;
use ports::NamedAcquirer;

use crate::usecase::qr::Qris;

const MIGRATIONS: &[Migration] = &[
    Migration {
        module: "payments",
        number: 1,
        name: "ledger",
        sql: include_str!("../migrations/0001_ledger.sql"),
    },
    Migration {
        module: "payments",
        number: 2,
        name: "partners",
        sql: include_str!("../migrations/0002_partners.sql"),
    },
    Migration {
        module: "payments",
        number: 3,
        name: "citizen",
        sql: include_str!("../migrations/0003_citizen.sql"),
    },
    Migration {
        module: "payments",
        number: 4,
        name: "treasury",
        sql: include_str!("../migrations/0004_treasury.sql"),
    },
    Migration {
        module: "payments",
        number: 5,
        name: "counter",
        sql: include_str!("../migrations/0005_counter.sql"),
    },
];

/// The tables of the module.
pub const fn migrations() -> &'static [Migration] {
    MIGRATIONS
}

const SERVICES: &[Service] = &[
    Service {
        icon: "credit-card",
        title: "pay-service-pay",
        hint: "pay-service-pay-hint",
        path: "/bayar",
    },
    Service {
        icon: "receipt-text",
        title: "pay-service-verify",
        hint: "pay-service-verify-hint",
        path: "/bayar/periksa",
    },
    Service {
        icon: "message-square-text",
        title: "pay-service-report",
        hint: "pay-service-report-hint",
        path: "/bayar/laporan",
    },
];

/// The sentences of the module: errors and deeds; paying.
pub const LOCALES: [Locale; 4] = [BOOKS[0], BOOKS[1], PAYING[0], PAYING[1]];

const BOOKS: [Locale; 2] =
    Locale::pair("payments", include_str!("../locales/id.ftl"), include_str!("../locales/en.ftl"));

const PAYING: [Locale; 2] = Locale::pair(
    "payments/paying",
    include_str!("../locales/paying/id.ftl"),
    include_str!("../locales/paying/en.ftl"),
);

/// The sentences of the treasurer's pages.
pub const TREASURY: [Locale; 2] = Locale::pair(
    "payments/treasury",
    include_str!("../locales/treasury/id.ftl"),
    include_str!("../locales/treasury/en.ftl"),
);

/// The sentences of the counter and of village collectors.
pub const COUNTER: [Locale; 2] = Locale::pair(
    "payments/counter",
    include_str!("../locales/counter/id.ftl"),
    include_str!("../locales/counter/en.ftl"),
);

/// What the module needs of others.
#[derive(Clone)]
pub struct Neighbours {
    /// Knows what is owed.
    pub bills: Arc<dyn Bills>,
    /// Decides about interest when people could not pay.
    pub waivers: Arc<dyn Waivers>,
    /// Adds up what is overdue.
    pub arrears: Arc<dyn Arrears>,
    /// Issues QRIS codes: its id among the partners, and how it is reached.
    pub acquirer: Option<NamedAcquirer>,
    /// Sends messages to those who asked for them.
    pub post: Option<Post>,
    /// Seals receipts; without it they are given out as they are drawn.
    pub seals: Option<Arc<dyn Seals>>,
}

/// The module as the house sees it.
///
/// # Errors
/// When the fonts of receipts cannot be read.
pub fn module_with(cell: &Cell, neighbours: Neighbours) -> Result<Module> {
    let Neighbours { bills, waivers, arrears, acquirer, post, seals } = neighbours;
    let ledger = usecase::Ledger::new(cell.clone(), bills).with_post(post);
    let treasury = usecase::Treasury::new(ledger.clone(), waivers, arrears);
    let desk = web::Desk::new(ledger.clone());
    let fonts = Arc::new(Fonts::load()?);
    let qris = acquirer.map(|(partner, port)| Qris::new(treasury.clone(), &partner, port));
    let treasury = web::treasury::TreasuryDesk::new(&desk, treasury, fonts);
    let jobs = qris.iter().map(Qris::handler).collect();
    let paying = web::citizen::PayDesk::new(ledger.clone(), qris, seals)?;
    let menu = web::treasury::menu(web::tickets::entry(), web::counter_entries());
    Ok(Module {
        id: "payments",
        migrations: MIGRATIONS,
        statements: store::STATEMENTS.concat(),
        grants: permissions::GRANTS,
        pages: web::citizen::pages(&paying)
            .merge(web::tickets::pages(&ledger))
            .merge(web::treasury::pages(&treasury))
            .merge(web::counter_pages(&desk)?),
        api: web::citizen::api(&paying),
        wires: web::wires(&desk),
        menu: Some(menu),
        services: SERVICES,
        jobs,
        audit_kinds: audit_kinds::ALL,
        indicators: Vec::new(),
        locales: [&LOCALES[..], &TREASURY, &COUNTER].concat(),
    })
}
