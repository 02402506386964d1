//! The first administrator of a cell.

use audit::{Entry, Who};
use base::{Error, Id, Kind};
use db::Tx;

use crate::link::Purpose;
use crate::store::accounts::{self, Sheet};
use crate::{Account, Identity, OneTimeLink, Role, kinds};

/// Who the first administrator is until they say their name.
const PLACEHOLDER: (&str, &str) = ("administrator", "Administrator");

impl Identity {
    /// Makes the link by which the first administrator comes in; that person then chooses a name,
    /// a password and a second factor. Called again before it was used, it makes a fresh link.
    /// For the command line only.
    ///
    /// # Errors
    /// `identity/administrator-exists` when there is one.
    pub async fn start_first_administrator(&self) -> Result<OneTimeLink, Error> {
        let (cell, who) = (self.cell(), Who { id: "operator".to_owned(), ..Who::default() });
        cell.db()
            .write(async |tx: &mut Tx| {
                if accounts::others_with_role(tx, Role::ADMINISTRATOR.0, "").await? > 0 {
                    return Err(exists());
                }
                let account = match accounts::find_invited(tx, Role::ADMINISTRATOR.0).await? {
                    Some(waiting) => waiting,
                    None => self.add_placeholder(tx).await?,
                };
                let found = accounts::find(tx, account).await?;
                let stored = found.ok_or_else(exists)?;
                let link = self.make_link(tx, &stored, Purpose::First).await?;
                let entry = Entry::new(kinds::LINK_MADE, &who, account.to_string());
                audit::record(tx, cell, entry.reason(Purpose::First.as_str())).await?;
                Ok(link)
            })
            .await
    }

    async fn add_placeholder(&self, tx: &mut Tx) -> Result<Id<Account>, Error> {
        let (login, name) = PLACEHOLDER;
        if accounts::find_by_login(tx, login).await?.is_some() {
            return Err(exists());
        }
        let id = self.cell().new_id();
        let sheet = Sheet { login, name, nip: None, agency: None };
        accounts::add(tx, id, &sheet, self.cell().now()).await?;
        accounts::set_roles(tx, id, &[Role::ADMINISTRATOR.0.to_owned()]).await?;
        Ok(id)
    }
}

fn exists() -> Error {
    Error::new(Kind::Conflict, "identity/administrator-exists")
}
