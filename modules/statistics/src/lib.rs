//! Regional statistics (Sistem Informasi Statistik Daerah): code lists, datasets, versions of figures,
//! their release, and the interfaces by which people and programs read them.
//!
//! `domain` is pure; `store` the SQL; `usecase` the deeds. Everything that is shown is a
//! [`cube::Cube`] made by [`usecase::cubes`], which knows only what is released.

pub mod audit_kinds;
pub mod domain;
pub mod permissions;
pub mod store;
pub mod usecase;

use db::Migration;

const MIGRATIONS: &[Migration] = &[Migration {
    module: "statistics",
    number: 1,
    name: "cubes",
    sql: include_str!("../migrations/0001_cubes.sql"),
}];

/// The tables of the module.
pub const fn migrations() -> &'static [Migration] {
    MIGRATIONS
}
