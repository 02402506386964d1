//! The SQL of the module, one file per aggregate. Every function takes the transaction first.

pub mod anchors;
pub mod archive;
pub mod books;
pub mod classifications;
pub mod deliveries;
pub mod incoming;
pub mod keys;
pub mod letterheads;
pub mod letters;
pub mod log;
pub mod meetings;
pub mod numbers;
pub mod retention;
pub mod revisions;
pub mod savings;
pub mod search;
pub mod signing;
pub mod steps;
pub mod tasks;
pub mod versions;

/// All statements of the module, for the test that prepares them on both engines.
pub const STATEMENTS: &[&[db::Statement]] = &[
    anchors::ALL,
    archive::ALL,
    books::ALL,
    classifications::ALL,
    deliveries::ALL,
    letterheads::ALL,
    letters::ALL,
    log::entries::ALL,
    log::tree::ALL,
    meetings::ALL,
    meetings::attendance::ALL,
    meetings::guests::ALL,
    meetings::minutes::ALL,
    numbers::ALL,
    retention::destroyed::ALL,
    retention::disposals::ALL,
    retention::dossiers::ALL,
    retention::holds::ALL,
    retention::rules::ALL,
    revisions::ALL,
    savings::ALL,
    search::ALL,
    steps::ALL,
    tasks::ALL,
    tasks::events::ALL,
    tasks::figures::ALL,
    versions::ALL,
    incoming::dispositions::ALL,
    incoming::entries::ALL,
    incoming::lists::ALL,
    incoming::sorting::ALL,
    incoming::trail::ALL,
    keys::approvals::ALL,
    keys::authority::ALL,
    keys::certificates::ALL,
    keys::personal::ALL,
    keys::revocations::ALL,
    signing::attempts::ALL,
    signing::consents::ALL,
    signing::openings::ALL,
    signing::public_pages::ALL,
    signing::signatures::ALL,
    signing::subjects::ALL,
];

/// A value of the database that the program never writes.
pub(crate) fn unknown(column: &str) -> db::DbError {
    db::DbError::Column { column: column.to_owned(), problem: "is unknown" }
}

/// Sorts after every id.
pub(crate) const LAST: &str = "~";
