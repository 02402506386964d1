//! Classification codes: loaded from a table, looked up by their beginning.

use audit::Entry;
use base::Result;
use db::Tx;
use identity::{Actor, Resource, require};
use serde_json::json;

use super::Office;
use crate::audit_kinds::CODES_LOADED;
use crate::domain::classification::{Classification, read_table};
use crate::permissions::MANAGE;
use crate::store::classifications;

/// The codes that come with the program; see data/SOURCES.md.
const BUILT_IN: &[u8] = include_bytes!("../../data/classification.csv");

/// Codes on a page.
pub const PAGE: i64 = 100;

/// Loads a table with the columns `code,title,source`: new codes are added, known ones corrected,
/// none removed. How many rows it had.
///
/// # Errors
/// `identity/forbidden`; `documents/codes` with the row that is wrong: then nothing is loaded.
pub async fn load(office: &Office, actor: &Actor, table: &[u8]) -> Result<usize> {
    require(office.cell(), actor, MANAGE, Resource::Cell).await?;
    let codes = read_table(table)?;
    let who = actor.who();
    let write = async |tx: &mut Tx| -> Result<usize> {
        for code in &codes {
            classifications::put(tx, code).await?;
        }
        let entry = Entry::new(CODES_LOADED, &who, "classification");
        let entry = entry.after(json!({ "rows": codes.len() }));
        audit::record(tx, office.cell(), entry).await?;
        Ok(codes.len())
    };
    office.cell().db().write(write).await
}

/// Loads the codes that come with the program.
///
/// # Errors
/// As [`load`].
pub async fn load_built_in(office: &Office, actor: &Actor) -> Result<usize> {
    load(office, actor, BUILT_IN).await
}

/// Codes that begin like this, after one of them; everybody who is signed in may know them.
///
/// # Errors
/// Those of the database.
pub async fn list(office: &Office, beginning: &str, after: &str) -> Result<Vec<Classification>> {
    let beginning = beginning.trim();
    let db = office.cell().db();
    let read = async |tx: &mut Tx| classifications::list(tx, beginning, after, PAGE).await;
    Ok(db.read(read).await?)
}

/// How many codes are known.
///
/// # Errors
/// Those of the database.
pub async fn count(office: &Office) -> Result<i64> {
    let db = office.cell().db();
    Ok(db.read(async |tx: &mut Tx| classifications::count(tx).await).await?)
}
