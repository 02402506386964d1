//! Marks and missing figures as `OBS_STATUS`.
//!
//! The list is our own (`CL_OBS_STATUS` of the agency, 1.0): the cross-domain list of SDMX has no letter
//! for a revised figure and one only for all that is provisional. Where both mean the same we take its
//! letter: `A` normal, `P` provisional, `F` forecast, `O` missing, `M` cannot exist, `Q` suppressed. `PP`
//! (very provisional) and `R` (revised) are ours.

use base::Language;
use cube::{Cell, Mark, Missing, Text};

use crate::Item;

/// Every status there is.
pub(crate) const ALL: [Cell; 8] = [
    figure(Mark::Final),
    figure(Mark::Provisional),
    figure(Mark::VeryProvisional),
    figure(Mark::Revised),
    figure(Mark::Projected),
    Cell::Missing(Missing::NotAvailable),
    Cell::Missing(Missing::NotApplicable),
    Cell::Missing(Missing::Suppressed),
];

const fn figure(mark: Mark) -> Cell {
    Cell::Figure(base::Decimal::whole(0), mark)
}

/// The code of `OBS_STATUS` for what stands in a cell.
pub const fn status(cell: Cell) -> &'static str {
    match cell {
        Cell::Figure(_, Mark::Final) => "A",
        Cell::Figure(_, Mark::Provisional) => "P",
        Cell::Figure(_, Mark::VeryProvisional) => "PP",
        Cell::Figure(_, Mark::Revised) => "R",
        Cell::Figure(_, Mark::Projected) => "F",
        Cell::Missing(Missing::NotAvailable) => "O",
        Cell::Missing(Missing::NotApplicable) => "M",
        Cell::Missing(Missing::Suppressed) => "Q",
    }
}

/// The codes of the list, in words.
pub(crate) fn items() -> Vec<Item> {
    let item = |cell: &Cell| {
        let name = Text::new(cell.said(Language::Id), cell.said(Language::En));
        let sign = cell.sign();
        Item { id: status(*cell).to_owned(), name, parent: None, code: Some(sign.to_owned()) }
    };
    ALL.iter().map(item).map(|it| Item { code: it.code.filter(|c| !c.is_empty()), ..it }).collect()
}
