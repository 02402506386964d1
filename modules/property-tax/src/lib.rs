//! Property tax (PBB-P2): the registry as SISMIOP knows it, assessment, notices, and the look-up
//! on a citizen's phone.
//!
//! `domain` holds what a tax office knows and decides, without I/O; `store` the SQL; `usecase` the
//! deeds, each with its right, its transaction and its trace; `web` the pages and the API.
//! `sismiop` reads an extract, `generate` writes an invented one, `print` draws the papers.
//! The arithmetic of the tax itself is the crate `pbb`.

pub mod audit_kinds;
pub mod domain;
pub mod generate;
pub mod jobs;
pub mod permissions;
pub mod print;
pub mod sismiop;
pub mod store;
pub mod usecase;
pub mod web;

use std::path::PathBuf;
use std::sync::Arc;

use ::web::Locale;
use base::Result;
use cell::Cell;
use contracts::{Arrears, Bills, Indicators, Waivers};
use db::Migration;
use module::{Module, Service};

pub use crate::web::Neighbours;

const MIGRATIONS: &[Migration] = &[
    Migration {
        module: "property-tax",
        number: 1,
        name: "registry",
        sql: include_str!("../migrations/0001_registry.sql"),
    },
    Migration {
        module: "property-tax",
        number: 2,
        name: "assessment",
        sql: include_str!("../migrations/0002_assessment.sql"),
    },
    Migration {
        module: "property-tax",
        number: 3,
        name: "proposals",
        sql: include_str!("../migrations/0003_proposals.sql"),
    },
    Migration {
        module: "property-tax",
        number: 4,
        name: "import_job",
        sql: include_str!("../migrations/0004_import_job.sql"),
    },
    Migration {
        module: "property-tax",
        number: 5,
        name: "settlement",
        sql: include_str!("../migrations/0005_settlement.sql"),
    },
];

const SERVICES: &[Service] = &[Service {
    icon: "shield-check",
    title: "ptax-service-verify",
    hint: "ptax-service-verify-hint",
    path: "/pbb/periksa",
}];

/// The sentences of the module: citizens' pages and errors, officers' pages, proposals, paying.
pub const LOCALES: [Locale; 8] = [
    CITIZENS[0],
    CITIZENS[1],
    OFFICE[0],
    OFFICE[1],
    PROPOSALS[0],
    PROPOSALS[1],
    PAYING[0],
    PAYING[1],
];

const CITIZENS: [Locale; 2] = Locale::pair(
    "property-tax",
    include_str!("../locales/id.ftl"),
    include_str!("../locales/en.ftl"),
);

const OFFICE: [Locale; 2] = Locale::pair(
    "property-tax/office",
    include_str!("../locales/office/id.ftl"),
    include_str!("../locales/office/en.ftl"),
);

const PROPOSALS: [Locale; 2] = Locale::pair(
    "property-tax/proposals",
    include_str!("../locales/proposals/id.ftl"),
    include_str!("../locales/proposals/en.ftl"),
);

const PAYING: [Locale; 2] = Locale::pair(
    "property-tax/paying",
    include_str!("../locales/paying/id.ftl"),
    include_str!("../locales/paying/en.ftl"),
);

/// The tables of the module.
pub const fn migrations() -> &'static [Migration] {
    MIGRATIONS
}

/// What is owed, for the module that takes the money.
pub fn bills(cell: &Cell) -> Arc<dyn Bills> {
    usecase::bills::PropertyBills::shared(cell)
}

/// What is overdue, for the module that keeps the books.
pub fn arrears() -> Arc<dyn Arrears> {
    Arc::new(usecase::arrears::PropertyArrears)
}

/// What is counted for the regional statistics.
pub fn indicators() -> Vec<Indicators> {
    usecase::indicators::all()
}

/// Waivers of interest, for the module that knows when people could not pay.
pub fn waivers(cell: &Cell) -> Arc<dyn Waivers> {
    usecase::waivers::PropertyWaivers::shared(cell)
}

/// The module as the house sees it, without an inbox for extracts.
pub fn module(cell: &Cell) -> Result<Module> {
    module_with(cell, None, Neighbours::default())
}

/// The same with a folder of this machine from which officers may import, and the pages of other
/// modules that people are led to.
pub fn module_with(cell: &Cell, inbox: Option<PathBuf>, neighbours: Neighbours) -> Result<Module> {
    let desk = web::Desk::new(cell, neighbours)?.with_inbox(inbox);
    Ok(Module {
        id: "property-tax",
        migrations: MIGRATIONS,
        statements: store::STATEMENTS.concat(),
        grants: permissions::GRANTS,
        pages: web::pages(&desk),
        api: web::api(&desk),
        wires: ::web::Wires::new(),
        menu: Some(web::office::menu()),
        services: SERVICES,
        jobs: jobs::handlers(desk.fonts(), desk.inbox(), desk.seals()),
        audit_kinds: audit_kinds::ALL,
        indicators: indicators(),
        locales: LOCALES.to_vec(),
    })
}
