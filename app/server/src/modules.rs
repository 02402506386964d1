//! THE list of modules. A module that is not here does not exist.

use std::path::PathBuf;
use std::sync::Arc;

use administration::Around;
use base::Result;
use cell::Cell;
use contracts::Seals;
use db::Migration;
use documents::usecase::Office;
use documents::usecase::keys::{KeySettings, Keyring};
use documents::usecase::signing::{SigningHouse, SigningServices};
use identity::{Grant, Identity};
use module::Module;
use notify::{DueBills, Post};
use pages::Program;

use payments::Neighbours;
use ports::NamedAcquirer;

use crate::deeds::KINDS;
use crate::demo_people::{PEOPLE, Person};
use crate::messages;

/// Every module of the house, in the order in which people see them.
pub fn modules(cell: &Cell, identity: &Identity) -> Result<Vec<Module>> {
    let post = messages::without_channels(cell)?;
    let keys = KeySettings::default();
    let signing = SigningServices::default();
    let (inbox, acquirer, seals, drawing) = (None, None, None, None);
    let outside = Outside { inbox, post: &post, acquirer, keys, signing, seals, drawing };
    modules_with(cell, identity, outside)
}

/// What modules reach outside of the cell.
pub struct Outside<'a> {
    /// The folder from which officers may import.
    pub inbox: Option<PathBuf>,
    pub post: &'a Post,
    /// Issues QRIS codes: its id among the partners, and how it is reached.
    pub acquirer: Option<NamedAcquirer>,
    /// How many signing keys are opened at once, and how often the authority is asked.
    pub keys: KeySettings,
    /// Who signs letters, and what proves it.
    pub signing: SigningServices,
    /// Seals notices and receipts.
    pub seals: Option<Arc<dyn Seals>>,
    /// Draws pages of PDFs.
    pub drawing: Option<Program>,
}

/// This very program once more, as a process that draws pages and can do nothing else: the same one
/// even when its file was replaced since.
pub fn drawing() -> Program {
    Program::new("/proc/self/exe", ["draw-worker"])
}

/// The same with the world around the cell.
pub fn modules_with(cell: &Cell, identity: &Identity, outside: Outside<'_>) -> Result<Vec<Module>> {
    let Outside { inbox, post, acquirer, keys, signing, seals, drawing } = outside;
    let beside = property_tax::Neighbours { pay: Some("/bayar"), seals: seals.clone() };
    let property_tax = property_tax::module_with(cell, inbox, beside)?;
    let neighbours = Neighbours {
        bills: property_tax::bills(cell),
        waivers: property_tax::waivers(cell),
        arrears: property_tax::arrears(),
        acquirer,
        post: Some(post.clone()),
        seals,
    };
    let payments = payments::module_with(cell, neighbours)?;
    let documents = documents::module_with(
        cell,
        documents::Neighbours {
            keys,
            signing,
            drawing,
            post: Some(post.clone()),
            ..documents::Neighbours::new(identity.clone())
        },
    )?;
    let letters = Some(documents::letters(cell, identity)?);
    let indicators = [&property_tax, &payments, &documents]
        .iter()
        .flat_map(|module| module.indicators.iter().cloned())
        .collect();
    let beside = statistics::Neighbours { post: Some(post.clone()), letters, indicators };
    let statistics = statistics::module_with(cell, beside);
    let around = Around {
        people: PEOPLE.map(Person::account).into(),
        audit_kinds: [
            property_tax.audit_kinds,
            payments.audit_kinds,
            documents.audit_kinds,
            statistics.audit_kinds,
            KINDS,
        ]
        .concat(),
        post: Some(post.clone()),
    };
    let administration = administration::module_with(identity.clone(), around)?;
    Ok(vec![property_tax, payments, documents, statistics, administration])
}

/// What the clearing of attempts to sign stands on.
///
/// # Errors
/// As [`Office::new`].
pub fn signing_house(
    cell: &Cell,
    identity: &Identity,
    signing: SigningServices,
) -> Result<SigningHouse> {
    let drawing = Some(drawing());
    let neighbours =
        documents::Neighbours { signing, drawing, ..documents::Neighbours::new(identity.clone()) };
    let office = Office::new(cell.clone(), neighbours)?;
    Ok(SigningHouse::new(office, Keyring::new(cell.clone(), KeySettings::default())))
}

/// The jobs that deliver messages and plan reminders of what is due.
pub fn message_jobs(cell: &Cell, post: &Post) -> Vec<jobs::Handler> {
    let page = |bill: contracts::BillId| format!("/pbb?nop={}", bill.nop.digits());
    let bills = DueBills::new(property_tax::bills(cell), page);
    post.handlers(vec![
        Arc::new(bills),
        Arc::new(documents::usecase::tasks::DueTasks),
        Arc::new(documents::usecase::knock::WaitingLetters),
        Arc::new(statistics::usecase::process::DueTables),
    ])
}

/// The tables of foundations and modules, in the order in which they are made.
pub fn migrations() -> Vec<Migration> {
    let foundations = module::foundations().into_iter().map(|f| f.migrations);
    foundations
        .chain([
            property_tax::migrations(),
            payments::migrations(),
            documents::migrations(),
            statistics::migrations(),
        ])
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
        documents::permissions::GRANTS,
        statistics::permissions::GRANTS,
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
