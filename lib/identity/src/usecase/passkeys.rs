//! A person's own passkeys: made, listed, renamed, removed.

use audit::{Entry, Outcome, Who};
use base::{Error, Id, Kind};
use db::{DbError, Tx};
use passkey::{
    Challenge, Credential, Expected, Known, RegistrationResponse, RelyingParty, User,
    creation_options, verify_registration,
};
use serde_json::json;

use crate::passkey_info::{
    CHALLENGE_SECONDS, MOST, NewPasskey, Passkey, PasskeyInfo, checked_name, explained,
};
use crate::store::passkeys::{self, Stored};
use crate::{Account, Actor, Identity, SignedIn, kinds};

impl Identity {
    /// The site that passkeys of this cell belong to: its public address.
    ///
    /// # Errors
    /// `identity/passkey-address` when browsers offer none there: no TLS, or no domain name.
    pub fn relying_party(&self) -> Result<RelyingParty, Error> {
        let address = &self.cell().settings().public_url;
        RelyingParty::of(address)
            .map_err(|e| Error::new(Kind::Precondition, "identity/passkey-address").caused_by(e))
    }

    /// Begins a passkey: the password is asked for again, because whoever found a browser open must
    /// not be able to sign with their own phone from then on. The challenge waits ten minutes for an
    /// answer from this session.
    ///
    /// # Errors
    /// `identity/passkey-name` and `identity/password-present` with their `field`;
    /// `identity/passkey-many`; `identity/locked`; `identity/passkey-address`.
    pub async fn begin_passkey(
        &self,
        actor: &Actor,
        signed_in: &SignedIn,
        name: &str,
        password: &str,
    ) -> Result<NewPasskey, Error> {
        let site = self.relying_party()?;
        let name = checked_name(name)?;
        let account = self.confirm_password(actor, &signed_in.login, password).await?;
        let cell = self.cell();
        let challenge = Challenge::random(cell.random());
        let expires_at = cell.now().plus_seconds(CHALLENGE_SECONDS);
        let (session, address) = (signed_in.session.id, actor.address().unwrap_or_default());
        let known: Result<Vec<Stored>, Error> = cell
            .db()
            .write(async |tx: &mut Tx| {
                let id = account.id;
                passkeys::put_challenge(tx, session, id, &challenge, &name, expires_at).await?;
                self.open_gate(tx, &account.login, address).await?;
                Ok(passkeys::list(tx, id).await?)
            })
            .await;
        let known = known?;
        if known.len() >= MOST {
            return Err(many());
        }
        let handle = passkeys::handle(account.id);
        let user = User { handle: &handle, name: &account.login, display_name: &account.name };
        let known: Vec<Known<'_>> = known.iter().map(|k| Known::from(&k.credential)).collect();
        let title = &cell.settings().name;
        let options = creation_options(&site, title, &user, &challenge, &known);
        Ok(NewPasskey { name, options, expires_at })
    }

    /// Stores a passkey whose answer is good. `response` is the JSON of the browser; whatever it
    /// says, the challenge is over afterwards.
    ///
    /// # Errors
    /// `identity/passkey-over` without a challenge that waits; `identity/passkey-refused`,
    /// `-unverified`, `-elsewhere` for an answer that is not good; `identity/passkey-known` when
    /// somebody holds it already; `identity/passkey-many`.
    pub async fn finish_passkey(
        &self,
        actor: &Actor,
        signed_in: &SignedIn,
        response: &str,
    ) -> Result<Id<Passkey>, Error> {
        let (cell, site, now) = (self.cell(), self.relying_party()?, self.cell().now());
        let (account, session) = (signed_in.account, signed_in.session.id);
        let taken = cell
            .db()
            .write(async |tx: &mut Tx| passkeys::take_challenge(tx, session, account, now).await);
        let over = || Error::new(Kind::Conflict, "identity/passkey-over");
        let (challenge, name) = taken.await?.ok_or_else(over)?;
        let expected = Expected::verified(&challenge, &site);
        let made = RegistrationResponse::parse(response)
            .and_then(|made| verify_registration(&made, &passkeys::handle(account), &expected));
        match made {
            Ok(made) => self.add_passkey(&actor.who(), account, &name, &made).await,
            Err(error) => {
                self.record_refused(&actor.who(), account, "registration").await?;
                Err(explained(error))
            }
        }
    }

    async fn add_passkey(
        &self,
        who: &Who,
        account: Id<Account>,
        name: &str,
        made: &Credential,
    ) -> Result<Id<Passkey>, Error> {
        let cell = self.cell();
        cell.db()
            .write(async |tx: &mut Tx| {
                if passkeys::is_known(tx, &made.id).await? {
                    return Err(Error::new(Kind::Conflict, "identity/passkey-known"));
                }
                if passkeys::list(tx, account).await?.len() >= MOST {
                    return Err(many());
                }
                let id = cell.new_id();
                passkeys::add(tx, id, account, name, made, cell.now()).await?;
                let entry = Entry::new(kinds::PASSKEY_ADDED, who, account.to_string());
                // The thumbprint ties evidence to this moment when the row itself is gone.
                let after =
                    json!({ "name": name, "key_sha256": hex(&made.public_key.thumbprint()) });
                audit::record(tx, cell, entry.after(after)).await?;
                Ok(id)
            })
            .await
    }

    /// The person's own passkeys, the oldest first.
    ///
    /// # Errors
    /// Those of the database; `identity/not-found` for somebody without an account.
    pub async fn my_passkeys(&self, actor: &Actor) -> Result<Vec<PasskeyInfo>, Error> {
        self.passkeys_of(own_account(actor)?).await
    }

    /// Somebody's passkeys: whether they can agree to something.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn passkeys_of(&self, account: Id<Account>) -> Result<Vec<PasskeyInfo>, Error> {
        let read = self.cell().db().read(async |tx: &mut Tx| passkeys::list(tx, account).await);
        Ok(read.await?.into_iter().map(|stored| stored.info).collect())
    }

    /// Gives one of the person's own passkeys another name.
    ///
    /// # Errors
    /// `identity/passkey-name`; `identity/passkey-unknown` when there is none such of this person.
    pub async fn rename_passkey(
        &self,
        actor: &Actor,
        id: Id<Passkey>,
        name: &str,
    ) -> Result<(), Error> {
        let (account, name) = (own_account(actor)?, checked_name(name)?);
        let (cell, who) = (self.cell(), actor.who());
        cell.db()
            .write(async |tx: &mut Tx| {
                if !passkeys::rename(tx, account, id, &name).await? {
                    return Err(unknown());
                }
                let entry = Entry::new(kinds::PASSKEY_RENAMED, &who, account.to_string());
                audit::record(tx, cell, entry.after(json!({ "name": name }))).await?;
                Ok(())
            })
            .await
    }

    /// Takes one of the person's own passkeys away; the password is asked for again. What was signed
    /// with it stays signed: its evidence holds the key.
    ///
    /// # Errors
    /// `identity/passkey-unknown`; `identity/password-present`; `identity/locked`.
    pub async fn remove_passkey(
        &self,
        actor: &Actor,
        signed_in: &SignedIn,
        id: Id<Passkey>,
        password: &str,
    ) -> Result<(), Error> {
        let account = self.confirm_password(actor, &signed_in.login, password).await?;
        let (cell, who) = (self.cell(), actor.who());
        cell.db()
            .write(async |tx: &mut Tx| {
                let all = passkeys::list(tx, account.id).await?;
                let gone = all.iter().find(|p| p.info.id == id).ok_or_else(unknown)?;
                passkeys::remove(tx, account.id, id).await?;
                self.open_gate(tx, &account.login, actor.address().unwrap_or_default()).await?;
                self.record_removed(tx, &who, account.id, gone, None).await?;
                Ok(())
            })
            .await
    }

    /// Takes all passkeys of an account away, with a reset of all factors.
    pub(crate) async fn drop_passkeys(
        &self,
        tx: &mut Tx,
        who: &Who,
        account: Id<Account>,
        reason: &str,
    ) -> Result<(), Error> {
        for gone in passkeys::list(tx, account).await? {
            passkeys::remove(tx, account, gone.info.id).await?;
            self.record_removed(tx, who, account, &gone, Some(reason)).await?;
        }
        Ok(())
    }

    async fn record_removed(
        &self,
        tx: &mut Tx,
        who: &Who,
        account: Id<Account>,
        gone: &Stored,
        reason: Option<&str>,
    ) -> Result<(), DbError> {
        let key = hex(&gone.credential.public_key.thumbprint());
        let before = json!({ "name": gone.info.name, "key_sha256": key });
        let entry = Entry::new(kinds::PASSKEY_REMOVED, who, account.to_string()).before(before);
        let entry = match reason {
            Some(reason) => entry.reason(reason),
            None => entry,
        };
        audit::record(tx, self.cell(), entry).await.map(drop)
    }

    /// Notes that a factor was refused: `registration`, `passkey`, `code` …
    pub(crate) async fn record_refused(
        &self,
        who: &Who,
        account: Id<Account>,
        reason: &str,
    ) -> Result<(), Error> {
        let cell = self.cell();
        let write = cell.db().write(async |tx: &mut Tx| {
            let entry = Entry::new(kinds::FACTOR_REFUSED, who, account.to_string());
            let entry = entry.outcome(Outcome::Failed).reason(reason);
            audit::record(tx, cell, entry).await.map(drop)
        });
        Ok(write.await?)
    }
}

/// The account of whoever acts; the operator at the command line has none.
pub(crate) fn own_account(actor: &Actor) -> Result<Id<Account>, Error> {
    Id::parse(actor.id()).ok_or_else(|| Error::new(Kind::NotFound, "identity/not-found"))
}

pub(crate) fn unknown() -> Error {
    Error::new(Kind::NotFound, "identity/passkey-unknown")
}

fn many() -> Error {
    Error::new(Kind::Conflict, "identity/passkey-many").with("most", MOST)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
