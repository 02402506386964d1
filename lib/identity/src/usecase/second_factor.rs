//! A second factor at the moment of signing: a passkey over what is signed, or a code of the phone.

use audit::{Entry, Outcome};
use base::{Error, Id, Kind};
use db::Tx;
use passkey::{
    AssertionResponse, Challenge, Evidence, Expected, Known, request_options, verify_assertion,
};

use crate::account::{State, refused};
use crate::passkey_info::explained;
use crate::store::{accounts, passkeys};
use crate::usecase::passkeys::{own_account, unknown};
use crate::usecase::sign_in::Gate;
use crate::{Account, Actor, Identity, kinds};

impl Identity {
    /// What a page needs to ask one of the person's passkeys for its consent, as JSON for
    /// `navigator.credentials.get`; `None` when the person has none. The challenge says what is
    /// agreed to: [`passkey::intent`].
    ///
    /// # Errors
    /// `identity/passkey-address`; those of the database.
    pub async fn passkey_options(
        &self,
        account: Id<Account>,
        challenge: &Challenge,
    ) -> Result<Option<String>, Error> {
        let site = self.relying_party()?;
        let read = self.cell().db().read(async |tx: &mut Tx| passkeys::list(tx, account).await);
        let all = read.await?;
        let known: Vec<Known<'_>> = all.iter().map(|k| Known::from(&k.credential)).collect();
        Ok((!known.is_empty()).then(|| request_options(&site, challenge, &known)))
    }

    /// Checks that one of the person's own passkeys agreed to the challenge, counts its use, and
    /// gives the evidence to keep. A refusal is recorded. `response` is the JSON of the browser.
    ///
    /// # Errors
    /// `identity/passkey-refused`, `-unverified`, `-elsewhere`, `-copied`, `-unknown`.
    pub async fn assert_passkey(
        &self,
        actor: &Actor,
        response: &str,
        challenge: &Challenge,
    ) -> Result<Evidence, Error> {
        let account = own_account(actor)?;
        let cell = self.cell();
        let response = AssertionResponse::parse(response).map_err(explained);
        let judged = match response {
            Ok(response) => {
                let judged = cell.db().write(async |tx: &mut Tx| {
                    self.assert_within(tx, account, &response, challenge).await
                });
                judged.await
            }
            Err(error) => Err(error),
        };
        if let Err(error) = &judged
            && matches!(error.kind(), Kind::Invalid | Kind::NotFound)
        {
            self.record_refused(&actor.who(), account, error.code()).await?;
        }
        judged
    }

    /// The same inside a transaction of the caller, which uses up what the challenge stands for and
    /// stores the evidence: an intent must be good for one answer. The caller records a refusal.
    ///
    /// # Errors
    /// As [`Identity::assert_passkey`].
    pub async fn assert_within(
        &self,
        tx: &mut Tx,
        account: Id<Account>,
        response: &AssertionResponse,
        challenge: &Challenge,
    ) -> Result<Evidence, Error> {
        let site = self.relying_party()?;
        let stored = passkeys::find(tx, account, &response.credential_id).await?;
        let stored = stored.ok_or_else(unknown)?;
        let expected = Expected::verified(challenge, &site);
        let (assertion, evidence) =
            verify_assertion(response, &stored.credential, &expected).map_err(explained)?;
        passkeys::use_now(tx, stored.info.id, assertion.sign_count, self.cell().now()).await?;
        Ok(evidence)
    }

    /// Checks a code of the person's phone: this step, the one before or the one after, once, shared
    /// with sign-in. It proves presence, not consent to a file. Tries are counted before their
    /// outcome is known, with those of sign-in, and five wrong ones lock the name.
    ///
    /// # Errors
    /// `identity/code-wrong` with its `field`; `identity/locked`; `identity/not-found`.
    pub async fn check_totp_once(&self, actor: &Actor, code: &str) -> Result<(), Error> {
        let (id, cell) = (own_account(actor)?, self.cell());
        let address = actor.address().unwrap_or_default();
        let found = cell.db().read(async |tx: &mut Tx| accounts::find(tx, id).await).await?;
        let login = found.ok_or_else(not_found)?.login;
        let account = match self.pass_gate(&login, address).await? {
            Gate::Open(account) => account,
            Gate::Locked(until) => return Err(self.locked(until)),
        };
        // The name may have become another's between the two looks.
        let account = account.filter(|a| a.id == id && a.state == State::Active);
        let account = account.ok_or_else(not_found)?;
        let step = self.step_of(&account, code)?;
        if let (Some(step), Some(verifier)) = (step, &account.password) {
            let write = cell.db().write(async |tx: &mut Tx| {
                let fresh = accounts::use_step(tx, id, step, verifier).await?;
                // As at sign-in: a demo cell shows the code on its page.
                if !fresh && !cell.settings().demo {
                    return Ok(false);
                }
                self.open_gate(tx, &login, address).await?;
                Ok::<_, db::DbError>(true)
            });
            if write.await? {
                return Ok(());
            }
        }
        let reason = if step.is_some() { "replay" } else { "code" };
        self.refuse_code_of(actor, id, &login, reason).await?;
        Err(refused("identity/code-wrong", "code"))
    }

    async fn refuse_code_of(
        &self,
        actor: &Actor,
        id: Id<Account>,
        login: &str,
        reason: &str,
    ) -> Result<(), Error> {
        let (cell, who) = (self.cell(), actor.who());
        let write = cell.db().write(async |tx: &mut Tx| {
            let locked = self.is_locked(tx, login, actor.address().unwrap_or_default()).await?;
            let kind = if locked { kinds::LOCKED } else { kinds::FACTOR_REFUSED };
            let entry = Entry::new(kind, &who, id.to_string()).reason(reason);
            audit::record(tx, cell, entry.outcome(Outcome::Failed)).await.map(drop)
        });
        Ok(write.await?)
    }
}

fn not_found() -> Error {
    Error::new(Kind::NotFound, "identity/not-found")
}
