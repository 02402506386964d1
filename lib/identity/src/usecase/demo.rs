//! Accounts of a demo cell: a password that is printed, a code that needs no phone.

use base::{Error, Id, Kind};
use cell::sealed;
use db::Tx;

use crate::account::{AccountForm, State};
use crate::identity::SECRETS;
use crate::store::accounts;
use crate::totp::SecondFactor;
use crate::{Account, Identity};

/// A person of the demo.
#[derive(Debug, Clone)]
pub struct DemoAccount {
    pub form: AccountForm,
    pub password: String,
}

impl Identity {
    /// Adds a demo account that can sign in at once; one that exists stays as it is.
    ///
    /// # Errors
    /// `identity/demo-only` in a real cell; those of [`Identity::create_account`].
    pub async fn add_demo_account(&self, demo: &DemoAccount) -> Result<Id<Account>, Error> {
        self.demo_only()?;
        let form = demo.form.check(self.rights())?;
        let password = self.hasher().hash(&demo.password, self.cell().random()).await?;
        let cell = self.cell();
        cell.db()
            .write(async |tx: &mut Tx| {
                if let Some(known) = accounts::find_by_login(tx, &form.login).await? {
                    return Ok(known.id);
                }
                let id = cell.new_id();
                self.add_account(tx, id, &form).await?;
                let secret = SecondFactor::new_secret(cell.random());
                let totp = sealed::seal(cell, SECRETS, &id.to_string(), &secret)?;
                accounts::set_totp(tx, id, Some(&totp)).await?;
                self.set_password(tx, id, &password, false).await?;
                accounts::set_state(tx, id, State::Active).await?;
                Ok(id)
            })
            .await
    }

    /// The code a phone would show now, for the sign-in page of a demo cell; `None` for a name
    /// that does not exist.
    ///
    /// # Errors
    /// `identity/demo-only` in a real cell.
    pub async fn demo_code(&self, login: &str) -> Result<Option<String>, Error> {
        self.demo_only()?;
        let db = self.cell().db();
        let found = db.read(async |tx: &mut Tx| accounts::find_by_login(tx, login).await).await?;
        let Some((account, totp)) = found.and_then(|a| a.totp.clone().map(|t| (a, t))) else {
            return Ok(None);
        };
        let factor = self.second_factor(account.id, &account.login, &totp)?;
        Ok(Some(factor.code(self.cell().now())))
    }

    fn demo_only(&self) -> Result<(), Error> {
        match self.cell().settings().demo {
            true => Ok(()),
            false => Err(Error::new(Kind::Forbidden, "identity/demo-only")),
        }
    }
}
