//! The pages of the module.

mod asked;
mod card;
mod changes;
mod dataset;
mod lines;
mod list;
mod regions;
mod say;
mod table;
mod which;

use web::{Access, Pages};

use crate::usecase::Bureau;

/// Released figures are there to be read.
const ANYBODY: Access =
    Access::Public { why: "released statistics are published for everybody (Perpres 39/2019)" };

const PATH: &str = "/statistik";

/// The pages.
pub fn pages(bureau: &Bureau) -> Pages {
    let all = Pages::new().merge(list::pages()).merge(which::pages());
    all.merge(dataset::pages()).merge(changes::pages()).with(bureau.clone())
}
