//! The retention schedule: loaded from a table, looked up by code.

use audit::Entry;
use base::Result;
use db::Tx;
use identity::{Actor, Resource, require};
use serde_json::json;

use crate::audit_kinds::RETENTION_LOADED;
use crate::domain::retention::{MOST, Rule, read_table};
use crate::permissions::MANAGE;
use crate::print::retention_sheet;
use crate::store::retention::rules;
use crate::usecase::Office;

/// Rows on a page.
pub const PAGE: i64 = 100;

/// Loads a table with the columns `kode,uraian,aktif,inaktif,nasib,berlaku,sumber`: new rows are
/// added, a row of the same code and day is corrected, none is removed. Files that were closed keep
/// the days they got. How many rows it had.
///
/// # Errors
/// `identity/forbidden`; `documents/retention-table` with the row that is wrong: then nothing is
/// loaded.
pub async fn load(office: &Office, actor: &Actor, table: &[u8]) -> Result<usize> {
    require(office.cell(), actor, MANAGE, Resource::Cell).await?;
    let read = read_table(table)?;
    let who = actor.who();
    let write = async |tx: &mut Tx| -> Result<usize> {
        for rule in &read {
            rules::put(tx, rule).await?;
        }
        let entry = Entry::new(RETENTION_LOADED, &who, "retention");
        let entry = entry.after(json!({ "rows": read.len() }));
        audit::record(tx, office.cell(), entry).await?;
        Ok(read.len())
    };
    office.cell().db().write(write).await
}

/// A page of rows after a beginning; everybody who is signed in may know them.
///
/// # Errors
/// Those of the database.
pub async fn rules(office: &Office, after: &str) -> Result<Vec<Rule>> {
    let db = office.cell().db();
    Ok(db.read(async |tx: &mut Tx| rules::list(tx, after, PAGE).await).await?)
}

/// The schedule in force as XLSX; everybody who is signed in may know it.
///
/// # Errors
/// Those of the database.
pub async fn sheet(office: &Office) -> Result<Vec<u8>> {
    let (db, today) = (office.cell().db(), office.cell().today());
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let rules = db.read(async |tx: &mut Tx| rules::in_force(tx, today, most).await).await?;
    retention_sheet::schedule(&rules, today)
}

/// How many rows are known.
///
/// # Errors
/// Those of the database.
pub async fn count(office: &Office) -> Result<i64> {
    let db = office.cell().db();
    Ok(db.read(async |tx: &mut Tx| rules::count(tx).await).await?)
}
