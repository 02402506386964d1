//! The tree of perangkat daerah.

use audit::Entry;
use base::Error;
use db::Tx;
use serde_json::json;

use crate::account::refused;
use crate::store::agencies;
use crate::{Actor, Agency, Identity, MANAGE_ACCOUNTS, Resource, kinds, require};

impl Identity {
    /// Adds agencies and corrects those that are there; a parent stands before its children.
    ///
    /// # Errors
    /// `identity/forbidden`; `identity/agency` for an empty code or name or an unknown parent.
    pub async fn set_agencies(&self, actor: &Actor, agencies: &[Agency]) -> Result<(), Error> {
        require(self.cell(), actor, MANAGE_ACCOUNTS, Resource::Cell).await?;
        let (cell, who) = (self.cell(), actor.who());
        cell.db()
            .write(async |tx: &mut Tx| {
                for agency in agencies {
                    put(tx, agency).await?;
                }
                let codes: Vec<&str> = agencies.iter().map(|a| &*a.code).collect();
                let entry = Entry::new(kinds::AGENCIES_SET, &who, "agencies");
                audit::record(tx, cell, entry.after(json!({ "codes": codes }))).await?;
                Ok(())
            })
            .await
    }

    /// All agencies, by name. Everybody who is signed in may know them.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn list_agencies(&self) -> Result<Vec<Agency>, Error> {
        Ok(self.cell().db().read(async |tx: &mut Tx| agencies::list(tx).await).await?)
    }
}

async fn put(tx: &mut Tx, agency: &Agency) -> Result<(), Error> {
    let bad = || refused("identity/agency", "agency").with("code", &agency.code);
    if agency.code.trim().is_empty() || agency.name.trim().is_empty() {
        return Err(bad());
    }
    if let Some(parent) = &agency.parent
        && agencies::find(tx, parent).await?.is_none()
    {
        return Err(bad());
    }
    Ok(agencies::put(tx, agency).await?)
}
