//! What other programs read in the protocols of statistical offices and open data: the same released
//! figures as the pages, for everybody and without a session.

pub(crate) mod answer;
mod calendar;
mod catalog;
mod ckan;
pub(crate) mod described;
mod ogc;
mod parameters;
mod pxweb;
mod sdmx;

use web::Wires;

use crate::usecase::Bureau;

const WHY: &str = "released statistics are read by machines of anybody (Perpres 39/2019)";

/// The routes of all protocols.
pub fn wires(bureau: &Bureau) -> Wires {
    let figures = pxweb::wires(bureau).merge(sdmx::wires(bureau)).merge(ckan::wires(bureau));
    let all = figures.merge(catalog::wires(bureau)).merge(ogc::wires(bureau));
    all.merge(calendar::wires(bureau))
}

/// The address under which the cell is reached, without a slash at its end.
fn root(bureau: &Bureau) -> &str {
    bureau.cell().settings().public_url.trim_end_matches('/')
}
