//! New passwords.

use audit::Entry;
use base::{Error, Id, Kind};
use db::{DbError, Tx};

use crate::account::refused;
use crate::store::accounts::{self, Stored};
use crate::store::sessions;
use crate::usecase::sign_in::Gate;
use crate::{Account, Actor, Identity, SignedIn, Token, kinds};

impl Identity {
    /// Sets a new password after the present one was given again. The person's other sessions end;
    /// the one of `token` stays.
    ///
    /// # Errors
    /// `identity/password-present` when the present one is wrong, counted like a wrong sign-in;
    /// `identity/locked`; `identity/password-…` for the new one.
    pub async fn change_password(
        &self,
        actor: &Actor,
        signed_in: &SignedIn,
        token: &Token,
        present: &str,
        new: &str,
    ) -> Result<(), Error> {
        let address = actor.address().unwrap_or_default();
        let account = self.confirm_password(actor, &signed_in.login, present).await?;
        self.check_password(&account, &[&account.login, &account.name], new).await?;
        let made = self.hasher().hash(new, self.cell().random()).await?;
        let (cell, who) = (self.cell(), actor.who());
        let write = cell.db().write(async |tx: &mut Tx| {
            self.set_password(tx, account.id, &made, false).await?;
            sessions::end_all(tx, account.id, Some(&token.stored())).await?;
            self.open_gate(tx, &account.login, address).await?;
            let entry = Entry::new(kinds::PASSWORD_CHANGED, &who, account.id.to_string());
            audit::record(tx, cell, entry).await
        });
        write.await?;
        Ok(())
    }

    /// Asks for the present password again, counted like a sign-in. The caller opens the gate in the
    /// transaction of the deed.
    ///
    /// # Errors
    /// `identity/password-present` when it is wrong; `identity/locked`; `identity/not-found`.
    pub(crate) async fn confirm_password(
        &self,
        actor: &Actor,
        login: &str,
        present: &str,
    ) -> Result<Stored, Error> {
        let address = actor.address().unwrap_or_default();
        let account = match self.pass_gate(login, address).await? {
            Gate::Open(account) => account,
            Gate::Locked(until) => return Err(self.locked(until)),
        };
        let own = account.filter(|account| account.id.to_string() == actor.id());
        let account = own.ok_or_else(|| Error::new(Kind::NotFound, "identity/not-found"))?;
        match self.hasher().fits(present, account.password.as_deref()).await? {
            true => Ok(account),
            false => Err(refused("identity/password-present", "present")),
        }
    }

    /// Whether a new password is good for this person.
    pub(crate) async fn check_password(
        &self,
        account: &Stored,
        own_words: &[&str],
        password: &str,
    ) -> Result<(), Error> {
        let agency = account.agency.as_deref().unwrap_or_default();
        let mut words = own_words.to_vec();
        words.extend([&*self.cell().settings().name, agency]);
        self.settings().profile.check(password, &words)?;
        self.check_history(account, password).await
    }

    async fn check_history(&self, account: &Stored, password: &str) -> Result<(), Error> {
        let kept = self.settings().profile.history();
        if kept == 0 {
            return Ok(());
        }
        let (db, id) = (self.cell().db(), account.id);
        let earlier = db.read(async |tx: &mut Tx| accounts::history(tx, id, kept).await).await?;
        for (_, verifier) in earlier {
            if self.hasher().fits(password, Some(&verifier)).await? {
                return Err(refused("identity/password-reused", "password"));
            }
        }
        Ok(())
    }

    /// Stores a new verifier and keeps it for the profile that forbids its return.
    pub(crate) async fn set_password(
        &self,
        tx: &mut Tx,
        id: Id<Account>,
        verifier: &str,
        must_change: bool,
    ) -> Result<(), DbError> {
        let now = self.cell().now();
        accounts::set_password(tx, id, Some(verifier), now, must_change).await?;
        // Kept under either profile, so that a switch to the stricter one finds a history.
        let entry = self.cell().new_id();
        accounts::remember_password(tx, entry, id, verifier, HISTORY_KEPT).await
    }
}

/// As many as the profile of Peraturan BSSN 4/2021 looks at.
const HISTORY_KEPT: usize = 5;
