//! The SQL of the module, one file per aggregate. Every function takes the transaction first.
//!
//! Reading follows one rule: a row counts only when its revision is published, and of several rows
//! with the same key the one published last wins (`order by … published_order desc`).

pub mod claims;
pub mod counts;
pub mod due_dates;
pub mod imports;
pub mod notices;
pub mod object_history;
pub mod objects;
pub mod overdue;
pub mod payments;
pub mod payments_out;
pub mod proof_locks;
pub mod proposals;
pub mod revisions;
pub mod rows;
pub mod rule_books;
pub mod run_totals;
pub mod runs;
pub mod settings;
pub mod settlements;
pub mod subjects;
pub mod villages;
pub mod waivers;
pub mod zone_values;

use base::NopVillage;

/// All statements of the module, for the test that prepares them on both engines.
pub const STATEMENTS: &[&[db::Statement]] = &[
    claims::ALL,
    counts::ALL,
    due_dates::ALL,
    imports::ALL,
    notices::ALL,
    object_history::ALL,
    objects::ALL,
    overdue::ALL,
    payments::ALL,
    payments_out::ALL,
    proof_locks::ALL,
    proposals::ALL,
    revisions::ALL,
    rows::ALL,
    rule_books::ALL,
    run_totals::ALL,
    runs::ALL,
    settings::ALL,
    settlements::ALL,
    subjects::ALL,
    villages::ALL,
    waivers::ALL,
    zone_values::ALL,
];

/// The first and the last NOP that a village can have, as stored.
pub(crate) fn nop_range(village: &NopVillage) -> (String, String) {
    (format!("{}00000000", village.digits()), format!("{}99999999", village.digits()))
}
