//! Positions of the offices and who holds them, as an administrator looks at them.

use std::collections::BTreeMap;

use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Account, Actor, Identity, Position, Resource, Tenure, VIEW_ACCOUNTS, authorise};

/// A position with whoever holds it today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    pub position: Position,
    pub holders: Vec<Tenure>,
}

/// Positions of an office, or of all when the code is empty.
///
/// # Errors
/// `identity/forbidden`.
pub async fn list(identity: &Identity, actor: &Actor, agency: &str) -> Result<Vec<Filled>> {
    authorise(actor, VIEW_ACCOUNTS, Resource::Cell)?;
    let today = identity.cell().today();
    let read = identity.cell().db().read(async |tx: &mut Tx| -> Result<Vec<Filled>> {
        let mut all = Vec::new();
        for position in identity::list_positions(tx, agency).await? {
            let holders = identity::holders(tx, position.id, today).await?;
            all.push(Filled { position, holders });
        }
        Ok(all)
    });
    read.await
}

/// A position with everybody who ever held it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    pub position: Position,
    pub tenures: Vec<Tenure>,
    /// Titles by id, for the choice of a superior.
    pub titles: BTreeMap<String, String>,
}

/// A position on its page.
///
/// # Errors
/// `identity/forbidden`, `identity/position-unknown`.
pub async fn story(identity: &Identity, actor: &Actor, id: Id<Position>) -> Result<Story> {
    authorise(actor, VIEW_ACCOUNTS, Resource::Cell)?;
    let read = identity.cell().db().read(async |tx: &mut Tx| -> Result<Story> {
        let found = identity::find_position(tx, id).await?;
        let missing = || Error::new(Kind::NotFound, "identity/position-unknown");
        let position = found.ok_or_else(missing)?;
        let tenures = identity::list_tenures(tx, id).await?;
        Ok(Story { position, tenures, titles: titles(tx).await? })
    });
    read.await
}

/// Titles of all positions that are not abolished, by id.
///
/// # Errors
/// `identity/forbidden`.
pub async fn all_titles(identity: &Identity, actor: &Actor) -> Result<BTreeMap<String, String>> {
    authorise(actor, VIEW_ACCOUNTS, Resource::Cell)?;
    identity.cell().db().read(async |tx: &mut Tx| titles(tx).await).await
}

async fn titles(tx: &mut Tx) -> Result<BTreeMap<String, String>> {
    let all = identity::list_positions(tx, "").await?;
    let kept = all.into_iter().filter(|position| !position.abolished);
    Ok(kept.map(|position| (position.id.to_string(), position.title)).collect())
}

/// The account with a sign-in name.
///
/// # Errors
/// `identity/forbidden`; `administration/login-unknown`, named for its field.
pub async fn account(identity: &Identity, actor: &Actor, login: &str) -> Result<Id<Account>> {
    let login = login.trim().to_lowercase();
    let found = identity.list_accounts(actor, &login, None, 50).await?;
    let row = found.rows.into_iter().find(|row| row.login == login);
    let missing =
        || Error::new(Kind::Invalid, "administration/position-login").with("field", "pemegang");
    row.map(|row| row.id).ok_or_else(missing)
}
