//! THE list of modules. A module that is not here does not exist.

use std::path::PathBuf;

use administration::Around;
use base::Result;
use cell::Cell;
use db::Migration;
use identity::{Grant, Identity};
use module::Module;

use payments::Neighbours;

use crate::deeds::KINDS;
use crate::demo_people::{PEOPLE, Person};

/// Every module of the house, in the order in which people see them.
pub fn modules(cell: &Cell, identity: &Identity) -> Result<Vec<Module>> {
    modules_with(cell, identity, None)
}

/// The same with the folder from which officers may import.
pub fn modules_with(
    cell: &Cell,
    identity: &Identity,
    inbox: Option<PathBuf>,
) -> Result<Vec<Module>> {
    let property_tax =
        property_tax::module_with(cell, inbox, property_tax::Neighbours { pay: Some("/bayar") })?;
    let neighbours = Neighbours {
        bills: property_tax::bills(cell),
        waivers: property_tax::waivers(cell),
        arrears: property_tax::arrears(),
    };
    let payments = payments::module_with(cell, neighbours)?;
    let around = Around {
        people: PEOPLE.map(Person::account).into(),
        audit_kinds: [property_tax.audit_kinds, payments.audit_kinds, KINDS].concat(),
    };
    Ok(vec![property_tax, payments, administration::module_with(identity.clone(), around)])
}

/// The tables of foundations and modules, in the order in which they are made.
pub fn migrations() -> Vec<Migration> {
    let foundations = module::foundations().into_iter().map(|f| f.migrations);
    foundations
        .chain([property_tax::migrations(), payments::migrations()])
        .flatten()
        .copied()
        .collect()
}

/// The grants of foundations and modules.
pub fn grants() -> Vec<Grant> {
    let foundations = module::foundations().into_iter().map(|f| f.grants);
    let modules = [
        property_tax::permissions::GRANTS,
        payments::permissions::GRANTS,
        administration::permissions::GRANTS,
    ];
    foundations.chain(modules).flatten().copied().collect()
}

/// The treasurer's desk of a cell, for what the server notes by itself.
pub fn treasury(cell: &Cell) -> payments::usecase::Treasury {
    let (waivers, arrears) = (property_tax::waivers(cell), property_tax::arrears());
    payments::usecase::Treasury::new(ledger(cell), waivers, arrears)
}

/// The books of a cell, for commands.
pub fn ledger(cell: &Cell) -> payments::usecase::Ledger {
    payments::usecase::Ledger::new(cell.clone(), property_tax::bills(cell))
}
