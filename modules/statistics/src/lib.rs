//! Regional statistics (Sistem Informasi Statistik Daerah): code lists, datasets, versions of figures,
//! their release, and the interfaces by which people and programs read them.
//!
//! `domain` is pure; `store` the SQL; `usecase` the deeds. Everything that is shown is a
//! [`cube::Cube`] made by [`usecase::cubes`], which knows only what is released.

pub mod audit_kinds;
mod boundaries;
pub mod domain;
pub mod permissions;
mod print;
pub mod store;
pub mod usecase;
mod web;
mod wires;
pub mod wording;

use std::sync::Arc;

use ::web::Locale;
use cell::Cell;
use contracts::{Indicators, Letters};
use db::Migration;
use module::{Module, Service};
use notify::Post;

use crate::usecase::Bureau;

const MIGRATIONS: &[Migration] = &[
    Migration {
        module: "statistics",
        number: 1,
        name: "cubes",
        sql: include_str!("../migrations/0001_cubes.sql"),
    },
    Migration {
        module: "statistics",
        number: 2,
        name: "obligations",
        sql: include_str!("../migrations/0002_obligations.sql"),
    },
    Migration {
        module: "statistics",
        number: 3,
        name: "yearbooks",
        sql: include_str!("../migrations/0003_yearbooks.sql"),
    },
    Migration {
        module: "statistics",
        number: 4,
        name: "minutes",
        sql: include_str!("../migrations/0004_minutes.sql"),
    },
    Migration {
        module: "statistics",
        number: 5,
        name: "metadata",
        sql: include_str!("../migrations/0005_metadata.sql"),
    },
    Migration {
        module: "statistics",
        number: 6,
        name: "revisions",
        sql: include_str!("../migrations/0006_revisions.sql"),
    },
];

/// The tables of the module.
pub const fn migrations() -> &'static [Migration] {
    MIGRATIONS
}

/// The sentences of the module: errors, deeds and rights; pages; the forms of metadata.
pub const LOCALES: [Locale; 6] = [WORDS[0], WORDS[1], PAGES[0], PAGES[1], METADATA[0], METADATA[1]];

const WORDS: [Locale; 2] = Locale::pair(
    "statistics",
    include_str!("../locales/id.ftl"),
    include_str!("../locales/en.ftl"),
);

const PAGES: [Locale; 2] = Locale::pair(
    "statistics/pages",
    include_str!("../locales/pages/id.ftl"),
    include_str!("../locales/pages/en.ftl"),
);

const METADATA: [Locale; 2] = Locale::pair(
    "statistics/metadata",
    include_str!("../locales/metadata/id.ftl"),
    include_str!("../locales/metadata/en.ftl"),
);

const SERVICES: &[Service] = &[Service {
    icon: "chart-column",
    title: "stat-service",
    hint: "stat-service-hint",
    path: "/statistik",
}];

/// What the module needs of others; without them it works as well, and offers less.
#[derive(Clone, Default)]
pub struct Neighbours {
    /// Reminds offices of what they owe.
    pub post: Option<Post>,
    /// Begins the berita acara of an examination.
    pub letters: Option<Arc<dyn Letters>>,
    /// What the other modules count.
    pub indicators: Vec<Indicators>,
}

/// The module as the house sees it.
pub fn module_with(cell: &Cell, neighbours: Neighbours) -> Module {
    let bureau = Bureau::new(cell.clone()).beside(neighbours);
    Module {
        id: "statistics",
        migrations: MIGRATIONS,
        statements: store::STATEMENTS.concat(),
        grants: permissions::GRANTS,
        pages: web::pages(&bureau),
        api: ::web::Api::new(),
        wires: wires::wires(&bureau),
        menu: Some(web::menu()),
        services: SERVICES,
        jobs: Vec::new(),
        audit_kinds: audit_kinds::ALL,
        indicators: Vec::new(),
        locales: LOCALES.to_vec(),
    }
}
