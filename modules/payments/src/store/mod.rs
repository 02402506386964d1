//! The SQL of the module, one file per aggregate. Every function takes the transaction first.

pub mod books;
pub mod chart;
pub mod codes;
pub mod counter;
pub mod days;
pub mod entries;
pub mod findings;
pub mod outages;
pub mod overpayments;
pub mod partners;
pub mod proposals;
pub mod qr;
pub mod receipts;
pub mod reports;
pub mod requests;
pub mod statements;
pub mod tickets;

/// All statements of the module, for the test that prepares them on both engines.
pub const STATEMENTS: &[&[db::Statement]] = &[
    books::ALL,
    chart::ALL,
    codes::ALL,
    counter::blocks::ALL,
    counter::cancellations::ALL,
    counter::collectors::ALL,
    counter::rules::ALL,
    counter::shifts::ALL,
    counter::slips::ALL,
    counter::tts::ALL,
    days::ALL,
    entries::ALL,
    partners::ALL,
    qr::ALL,
    receipts::ALL,
    requests::ALL,
    tickets::ALL,
    findings::ALL,
    outages::ALL,
    overpayments::ALL,
    proposals::ALL,
    reports::ALL,
    statements::ALL,
];

/// A value of the database that the program never writes.
pub(crate) fn unknown(column: &str) -> db::DbError {
    db::DbError::Column { column: column.to_owned(), problem: "is unknown" }
}

/// Sorts after every id.
pub(crate) const LAST: &str = "~";
