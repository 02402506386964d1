//! Which cells are left out.

use std::collections::BTreeSet;

use crate::program::{Found, cheapest, price};
use crate::witness::{Side, Witness};
use crate::{Cover, DisclosureError, Standing, Table};

/// The cells of a table that are left out, and why that is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    primary: BTreeSet<usize>,
    hidden: BTreeSet<usize>,
    witnesses: Vec<(Cover, [Witness; 2])>,
}

impl Pattern {
    /// Every cell that must not be published, in the order of the table: sensitive ones, those that
    /// protect them, and those that were left out before.
    pub fn hidden(&self) -> impl Iterator<Item = usize> {
        self.hidden.iter().copied()
    }

    pub fn is_hidden(&self, cell: usize) -> bool {
        self.hidden.contains(&cell)
    }

    /// Left out for its own sake, not to protect another.
    pub fn is_sensitive(&self, cell: usize) -> bool {
        self.primary.contains(&cell)
    }

    /// For each cover two tables that nobody can tell from the true one: in the first the cell is at
    /// or below its lower bound, in the second at or above the upper.
    pub fn witnesses(&self) -> &[(Cover, [Witness; 2])] {
        &self.witnesses
    }

    /// Checks everything again, in whole numbers and without any search.
    pub fn holds(&self, table: &Table) -> bool {
        self.witnesses.iter().all(|(cover, [low, high])| {
            let agrees = |it: &Witness| it.agrees(table, |cell| self.is_hidden(cell));
            agrees(low)
                && agrees(high)
                && low.reaches(table, cover, Side::Low)
                && high.reaches(table, cover, Side::High)
        })
    }
}

/// Finds the cells to leave out, so that every cover holds.
///
/// The most exposed cells come first: what is hidden for them often protects the others. For each,
/// the cheapest change of the whole table is sought that brings the cell to its bound while all sums
/// hold (Fischetti and Salazar's network model, for tables of any shape); what moves is left out.
///
/// # Errors
/// [`DisclosureError::Unprotectable`] where what is known gives a cell away: the table must not be
/// published so. [`DisclosureError::Search`] when the solver failed.
pub fn protect(table: &Table, covers: &[Cover]) -> Result<Pattern, DisclosureError> {
    for it in covers {
        let value = table.values.get(it.cell).copied();
        if !value.is_some_and(|value| it.low <= value && value <= it.high) {
            return Err(DisclosureError::Cover { cell: it.cell });
        }
    }
    if let Some(it) = covers.iter().find(|it| table.standings[it.cell] == Standing::Known) {
        return Err(DisclosureError::Unprotectable { cell: it.cell });
    }
    let primary: BTreeSet<usize> = covers.iter().map(|it| it.cell).collect();
    let was = table.standings.iter().enumerate();
    let was = was.filter(|(_, standing)| **standing == Standing::Hidden);
    let mut hidden: BTreeSet<usize> = was.map(|(cell, _)| cell).collect();
    hidden.extend(&primary);
    let mut order: Vec<&Cover> = covers.iter().collect();
    order.sort_by_key(|it| (std::cmp::Reverse(it.high - it.low), it.cell));
    let mut witnesses = Vec::new();
    for cover in order {
        let low = moved(table, &mut hidden, (cover, Side::Low))?;
        let high = moved(table, &mut hidden, (cover, Side::High))?;
        witnesses.push((*cover, [low, high]));
    }
    witnesses.sort_by_key(|(cover, _)| cover.cell);
    let pattern = Pattern { primary, hidden, witnesses };
    match pattern.witnesses.iter().find(|_| !pattern.holds(table)) {
        Some((cover, _)) => Err(failed(cover, "what it found does not stand up")),
        None => Ok(pattern),
    }
}

/// A table in which the cell is at its bound. Cells that have to be hidden for it are hidden from
/// then on.
fn moved(
    table: &Table,
    hidden: &mut BTreeSet<usize>,
    (cover, side): (&Cover, Side),
) -> Result<Witness, DisclosureError> {
    let known = hidden.clone();
    let free = |cell: usize| known.contains(&cell).then_some(0);
    let any = |cell: usize| match known.contains(&cell) {
        true => Some(0),
        false => price(table.standings[cell]),
    };
    // Often what is hidden already is enough, and that is a much smaller question.
    let found = match cheapest(table, (cover, side), free) {
        Found::Nothing => cheapest(table, (cover, side), any),
        other => other,
    };
    match found {
        Found::Moved(witness) if witness.agrees(table, |cell| any(cell).is_some()) => {
            hidden.extend(witness.cells());
            Ok(witness)
        }
        Found::Moved(_) => Err(failed(cover, "the solver gave a table that does not add up")),
        Found::Nothing => Err(DisclosureError::Unprotectable { cell: cover.cell }),
        Found::Failed(problem) => Err(failed(cover, &problem)),
    }
}

fn failed(cover: &Cover, problem: &str) -> DisclosureError {
    DisclosureError::Search { cell: cover.cell, problem: problem.to_owned() }
}
