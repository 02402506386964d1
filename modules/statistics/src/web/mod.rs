//! The pages of the module.

mod dataset;
mod list;
mod pivot;

use web::{Access, Pages};

use crate::usecase::Bureau;

/// Released figures are there to be read.
const ANYBODY: Access =
    Access::Public { why: "released statistics are published for everybody (Perpres 39/2019)" };

const PATH: &str = "/statistik";

/// The pages.
pub fn pages(bureau: &Bureau) -> Pages {
    Pages::new().merge(list::pages()).merge(dataset::pages()).with(bureau.clone())
}
