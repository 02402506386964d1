//! THE list of modules. A module that is not here does not exist.

use base::Result;
use cell::Cell;
use db::Migration;
use identity::{Grant, Identity};
use module::Module;

/// Every module of the house, in the order in which people see them.
pub fn modules(cell: &Cell, identity: &Identity) -> Result<Vec<Module>> {
    let _ = identity;
    Ok(vec![property_tax::module(cell)?])
}

/// The tables of foundations and modules, in the order in which they are made.
pub fn migrations() -> Vec<Migration> {
    let foundations = module::foundations().into_iter().map(|f| f.migrations);
    foundations.chain([property_tax::migrations()]).flatten().copied().collect()
}

/// The grants of foundations and modules.
pub fn grants() -> Vec<Grant> {
    let foundations = module::foundations().into_iter().map(|f| f.grants);
    foundations.chain([property_tax::permissions::GRANTS]).flatten().copied().collect()
}
