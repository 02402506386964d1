//! The pages of the module.

mod asked;
mod calendar;
mod card;
mod changes;
mod dataset;
mod embed;
mod files;
mod lines;
mod list;
mod metadata;
mod office;
mod regions;
mod say;
mod table;
mod which;
mod yearbook;

pub(crate) use office::menu;
use web::{Access, Pages};

use crate::usecase::Bureau;

/// Released figures are there to be read.
const ANYBODY: Access =
    Access::Public { why: "released statistics are published for everybody (Perpres 39/2019)" };

const PATH: &str = "/statistik";

/// The pages.
pub fn pages(bureau: &Bureau) -> Pages {
    let all = Pages::new().merge(list::pages()).merge(which::pages());
    let all = all.merge(dataset::pages()).merge(files::pages()).merge(changes::pages());
    let all = all.merge(calendar::pages()).merge(yearbook::pages()).merge(metadata::pages());
    let all = all.merge(embed::pages());
    all.merge(office::pages()).with(bureau.clone())
}
