//! Descriptions of datasets as other catalogues read them.
//!
//! A [`Catalogue`] of [`Dataset`]s, each with its [`Publisher`] and [`Distribution`]s, becomes
//!
//! - DCAT 3 (W3C) as Turtle and JSON-LD: [`dcat`],
//! - a data package (Frictionless): [`package`],
//! - metadata of CSV on the web (W3C CSVW): [`csvw`],
//! - the shapes of the CKAN Action API: [`ckan`], with the names that the national portal gives to what
//!   CKAN does not know.
//!
//! What stands in the columns of a table is said by [`columns()`], from the cube it is written from.

pub mod ckan;
mod columns;
pub mod csvw;
pub mod dcat;
mod describe;
mod error;
pub mod package;

pub use columns::{Column, Kind, columns};
pub use describe::{
    Access, Catalogue, Contact, Dataset, Distribution, Frequency, Licence, Period, Publisher,
};
pub use error::CatalogueError;
