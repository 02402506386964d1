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

use db::Migration;

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
];

/// The tables of the module.
pub const fn migrations() -> &'static [Migration] {
    MIGRATIONS
}
