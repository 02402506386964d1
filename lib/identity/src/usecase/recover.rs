//! The way back in for an administrator whom nobody else can reset.

use audit::Entry;
use base::{Error, Kind};
use db::Tx;

use crate::account::folded;
use crate::link::OneTimeLink;
use crate::store::accounts::{self, Stored};
use crate::usecase::accounts::{Reset, reset_purpose};
use crate::{Actor, Identity, Role, kinds};

impl Identity {
    /// Takes password and second factor from an administrator, ends all their sessions, and makes
    /// a one-time link. For the command line only: whoever calls it has the server in hand, and
    /// the trail says that it was done there. Everybody else is reset by an administrator.
    ///
    /// # Errors
    /// `identity/not-administrator`, which names those there are; `identity/account-disabled`.
    pub async fn recover_administrator(&self, login: &str) -> Result<OneTimeLink, Error> {
        let (cell, who, login) = (self.cell(), Actor::operator().who(), folded(login));
        cell.db()
            .write(async |tx: &mut Tx| {
                let stored = administrator(tx, &login).await?;
                let purpose = reset_purpose(&stored, Reset::Everything)?;
                self.take_access(tx, &who, &stored, purpose).await?;
                let link = self.make_link(tx, &stored, purpose).await?;
                let entry = Entry::new(kinds::ACCOUNT_RECOVERED, &who, stored.id.to_string());
                audit::record(tx, cell, entry.reason(purpose.as_str())).await?;
                Ok(link)
            })
            .await
    }
}

async fn administrator(tx: &mut Tx, login: &str) -> Result<Stored, Error> {
    let role = Role::ADMINISTRATOR.0;
    let known = accounts::logins_with_role(tx, role).await?;
    let found = match known.iter().any(|name| name == login) {
        true => accounts::find_by_login(tx, login).await?,
        false => None,
    };
    found.ok_or_else(|| {
        Error::new(Kind::Invalid, "identity/not-administrator")
            .with("login", login)
            .with("administrators", known.join(", "))
    })
}
