//! PxWebApi 2 (Statistics Sweden and Statistics Norway) over cubes: `/config`, `/tables`,
//! `/tables/{id}`, `/tables/{id}/metadata` and the selections of `/tables/{id}/data`.
//!
//! Metadata and data are JSON-stat 2.0, which [`cube::json_stat`] writes; this crate adds what clients of
//! PxWeb look for. A [`Selection`] comes as JSON or as parameters and becomes the places of the codes
//! wanted, for [`cube::Cube::select`].

mod config;
mod error;
mod expression;
mod metadata;
mod selection;
mod tables;

pub use config::{Config, DataFormat, LanguageOf, SourceOf};
pub use error::{Problem, PxError};
pub use expression::Expression;
pub use metadata::metadata;
pub use selection::{OutputFormat, Selection, Wanted};
pub use tables::{Link, Page, Table, Tables};
