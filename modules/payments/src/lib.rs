//! Payments: the ledger, payment codes, the services banks call, receipts.
//!
//! `domain` is what the books know, without I/O; `store` the SQL; `usecase` the deeds. What is owed
//! and why belongs to another module, reached through `contracts::Bills`: a payment, the receipt,
//! the settled notice and the trace are stored in one transaction or not at all.

pub mod audit_kinds;
pub mod domain;
pub mod permissions;
pub mod store;
pub mod usecase;
pub mod web;

use std::sync::Arc;

use ::web::Locale;
use base::Result;
use cell::Cell;
use contracts::Bills;
use db::Migration;
use module::Module;

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
        name: "counter",
        sql: include_str!("../migrations/0003_counter.sql"),
    },
];

/// The tables of the module.
pub const fn migrations() -> &'static [Migration] {
    MIGRATIONS
}

/// The sentences of the module.
pub const LOCALES: [Locale; 4] = [ERRORS[0], ERRORS[1], COUNTER[0], COUNTER[1]];

const ERRORS: [Locale; 2] =
    Locale::pair("payments", include_str!("../locales/id.ftl"), include_str!("../locales/en.ftl"));

const COUNTER: [Locale; 2] = Locale::pair(
    "payments/counter",
    include_str!("../locales/counter/id.ftl"),
    include_str!("../locales/counter/en.ftl"),
);

/// What the module needs of others.
#[derive(Clone)]
pub struct Neighbours {
    /// Knows what is owed.
    pub bills: Arc<dyn Bills>,
}

/// The module as the house sees it.
///
/// # Errors
/// When the fonts of receipts cannot be read.
pub fn module_with(cell: &Cell, neighbours: Neighbours) -> Result<Module> {
    let desk = web::Desk::new(usecase::Ledger::new(cell.clone(), neighbours.bills));
    Ok(Module {
        id: "payments",
        migrations: MIGRATIONS,
        statements: store::STATEMENTS.concat(),
        grants: permissions::GRANTS,
        pages: web::pages(&desk)?,
        api: ::web::Api::new(),
        wires: web::wires(&desk),
        menu: Some(web::menu()),
        services: &[],
        jobs: Vec::new(),
        audit_kinds: audit_kinds::ALL,
        locales: LOCALES.to_vec(),
    })
}
