//! A register of notes: the beginning of a module.
//!
//! `domain` is pure; `store` the SQL; `usecase` the deeds; `web` the pages.

pub mod audit_kinds;
pub mod domain;
pub mod permissions;
pub mod store;
pub mod usecase;
mod web;

use ::web::{Api, Locale, Wires};
use cell::Cell;
use db::Migration;
use module::Module;

use crate::usecase::Register;

const MIGRATIONS: &[Migration] = &[Migration {
    module: "skeleton",
    number: 1,
    name: "notes",
    sql: include_str!("../migrations/0001_notes.sql"),
}];

/// The tables of the module.
pub const fn migrations() -> &'static [Migration] {
    MIGRATIONS
}

/// The sentences of the module.
pub const LOCALES: [Locale; 2] =
    Locale::pair("skeleton", include_str!("../locales/id.ftl"), include_str!("../locales/en.ftl"));

/// The module as the house sees it.
pub fn module(cell: &Cell) -> Module {
    Module {
        id: "skeleton",
        migrations: MIGRATIONS,
        statements: store::STATEMENTS.concat(),
        grants: permissions::GRANTS,
        pages: web::pages(&Register::new(cell.clone())),
        api: Api::new(),
        wires: Wires::new(),
        menu: Some(web::menu()),
        services: &[],
        jobs: Vec::new(),
        audit_kinds: audit_kinds::ALL,
        indicators: Vec::new(),
        locales: LOCALES.to_vec(),
    }
}
