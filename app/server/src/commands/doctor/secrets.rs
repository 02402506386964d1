//! The keys: whole, private, and those of this database.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use base::Error;
use cell::{Cell, KeyId, Keys};
use db::{DbError, Tx};

use super::Finding;
use crate::store::SIGNED_WITH;

pub fn keys(folder: &Path) -> Finding {
    let keys = match Keys::load(folder) {
        Ok(keys) => keys,
        Err(error) => return Finding::fail("keys", error, "restore the folder from a safe place"),
    };
    match others_may_read(folder) {
        Err(error) => Finding::fail("keys", error, "check the folder's owner and rights"),
        Ok(Some(file)) => Finding::fail(
            "keys",
            format_args!("others may read {file}"),
            format_args!("chmod -R go= {}", folder.display()),
        ),
        Ok(None) => {
            let older = keys.verifying_keys().count() - 1;
            Finding::ok("keys", format_args!("{} signs, {older} older", keys.current_id()))
        }
    }
}

fn others_may_read(folder: &Path) -> std::io::Result<Option<String>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.metadata()?.permissions().mode() & 0o077 != 0 {
            return Ok(Some(entry.path().display().to_string()));
        }
    }
    Ok(None)
}

/// Keys of another cell would sign notices that nobody can verify.
pub async fn matching(cell: &Cell) -> Finding {
    let own: Vec<String> =
        cell.keys().verifying_keys().map(|k| KeyId::of(&k).as_str().to_owned()).collect();
    match foreign(cell, &own).await {
        Ok(foreign) if foreign.is_empty() => Finding::ok("key ids", "signed what is in the trail"),
        Ok(foreign) => Finding::fail(
            "key ids",
            format_args!("{} signed the trail and is not here", foreign.join(", ")),
            "put back the folder of keys that belongs to this database",
        ),
        Err(error) => Finding::fail("key ids", error, "run `pelangi audit verify`"),
    }
}

async fn foreign(cell: &Cell, own: &[String]) -> Result<Vec<String>, Error> {
    let read = async |tx: &mut Tx| -> Result<Vec<String>, DbError> {
        let rows = tx.rows(&SIGNED_WITH, db::params![]).await?;
        rows.iter().map(|row| row.get("key_id")).collect()
    };
    let mut signed = cell.db().read(read).await?;
    signed.extend(audit::last_checkpoint(cell).await?.map(|made| made.key_id));
    signed.sort();
    signed.dedup();
    signed.retain(|id| !own.contains(id));
    Ok(signed)
}
