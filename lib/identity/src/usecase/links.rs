//! One-time links: making, opening, redeeming.

use audit::{Entry, Outcome, Who};
use base::{Error, Id, Kind};
use cell::{Cell, sealed};
use db::{DbError, Tx};

use crate::account::{State, checked_login, checked_name, refused};
use crate::identity::SECRETS;
use crate::link::{LINK_TRIES, OneTimeLink, OpenLink, Purpose, Redeem};
use crate::session::SessionInfo;
use crate::store::accounts::{self, Sheet, Stored};
use crate::store::links::{self, StoredLink};
use crate::store::{sessions, tries};
use crate::totp::SecondFactor;
use crate::{Account, Identity, Token, kinds};

impl Identity {
    /// Writes a new link for an account; an earlier one ends.
    pub(crate) async fn make_link(
        &self,
        tx: &mut Tx,
        account: &Stored,
        purpose: Purpose,
    ) -> Result<OneTimeLink, Error> {
        let cell = self.cell();
        let token = Token::new(cell.random());
        let expires_at = cell.now().plus_seconds(i64::from(self.settings().link_hours) * 3_600);
        let totp = match purpose.enrols() {
            true => {
                let secret = SecondFactor::new_secret(cell.random());
                Some(sealed::seal(cell, SECRETS, &account.id.to_string(), &secret)?)
            }
            false => None,
        };
        let link = StoredLink { account: account.id, purpose, totp, tries: 0, expires_at };
        links::put(tx, &token.stored(), &link).await?;
        let login = account.login.clone();
        Ok(OneTimeLink { token, account: account.id, login, purpose, expires_at })
    }

    /// What the page of a link shows; `None` when it was used, replaced, or ran out.
    ///
    /// # Errors
    /// Those of the database; `cell/secret-damaged`.
    pub async fn open_link(&self, token: &Token) -> Result<Option<OpenLink>, Error> {
        let Some((link, account)) = self.find_link(token).await? else { return Ok(None) };
        let enrolment = match &link.totp {
            Some(sealed) => {
                Some(self.second_factor(account.id, &account.login, sealed)?.enrolment()?)
            }
            None => None,
        };
        Ok(Some(OpenLink {
            account: account.id,
            login: account.login,
            name: account.name,
            purpose: link.purpose,
            expires_at: link.expires_at,
            enrolment,
        }))
    }

    /// Sets the password, confirms the second factor and uses the link up. All sessions of the
    /// account end; the person signs in next.
    ///
    /// # Errors
    /// `identity/link-over`; `identity/code-wrong` (ten of them end the link);
    /// `identity/password-…`; for the first administrator `identity/login`, `identity/name`,
    /// `identity/login-taken`.
    pub async fn redeem_link(&self, input: Redeem<'_>) -> Result<(), Error> {
        self.redeem(input, None).await
    }

    /// The same, and begins a session: password and code were proven at this moment. `agent` is
    /// what the browser calls itself.
    ///
    /// # Errors
    /// Those of [`Identity::redeem_link`].
    pub async fn redeem_link_and_sign_in(
        &self,
        input: Redeem<'_>,
        agent: &str,
    ) -> Result<Token, Error> {
        let token = Token::new(self.cell().random());
        let session = self.new_session(input.address, agent);
        self.redeem(input, Some((&token, &session))).await?;
        Ok(token)
    }

    async fn redeem(
        &self,
        input: Redeem<'_>,
        session: Option<(&Token, &SessionInfo)>,
    ) -> Result<(), Error> {
        let Some((link, account)) = self.find_link(input.token).await? else { return Err(over()) };
        let (login, name) = names(&input, &link, &account)?;
        let who = Who { id: account.id.to_string(), name: name.clone(), ..Who::default() }
            .from_address(input.address);
        self.check_password(&account, &[&login, &name], input.password).await?;
        let Some(step) = self.step_of_link(&link, &account, input.code)? else {
            return Err(self.refuse_code(input.token, &link, &who).await?);
        };
        let password = self.hasher().hash(input.password, self.cell().random()).await?;
        let done = Redeemed { link, account, login, name, password, step };
        let cell = self.cell();
        cell.db()
            .write(async |tx: &mut Tx| {
                self.store(tx, input.token, &done, &who).await?;
                if let Some((token, session)) = session {
                    begin(tx, cell, token, session, &who, done.account.id).await?;
                }
                Ok(())
            })
            .await
    }

    async fn find_link(&self, token: &Token) -> Result<Option<(StoredLink, Stored)>, Error> {
        let now = self.cell().now();
        let found = self.cell().db().read(async |tx: &mut Tx| {
            let Some(link) = links::find(tx, &token.stored(), now).await? else { return Ok(None) };
            let account = accounts::find(tx, link.account).await?;
            Ok::<_, DbError>(account.map(|account| (link, account)))
        });
        Ok(found.await?.filter(|(_, account)| account.state != State::Disabled))
    }

    fn step_of_link(
        &self,
        link: &StoredLink,
        account: &Stored,
        code: &str,
    ) -> Result<Option<i64>, Error> {
        let Some(sealed) = link.totp.as_ref().or(account.totp.as_ref()) else { return Ok(None) };
        let factor = self.second_factor(account.id, &account.login, sealed)?;
        Ok(factor.step_of(code, self.cell().now()))
    }

    async fn refuse_code(
        &self,
        token: &Token,
        link: &StoredLink,
        who: &Who,
    ) -> Result<Error, Error> {
        let ends = link.tries + 1 >= LINK_TRIES;
        let cell = self.cell();
        let write = cell.db().write(async |tx: &mut Tx| {
            match ends {
                true => links::use_up(tx, &token.stored()).await.map(drop)?,
                false => links::add_try(tx, &token.stored()).await?,
            }
            let entry = Entry::new(kinds::LINK_REFUSED, who, link.account.to_string());
            let entry = entry.outcome(Outcome::Failed).reason("code");
            audit::record(tx, cell, entry).await
        });
        write.await?;
        Ok(if ends { over() } else { refused("identity/code-wrong", "code") })
    }

    async fn store(
        &self,
        tx: &mut Tx,
        token: &Token,
        done: &Redeemed,
        who: &Who,
    ) -> Result<(), Error> {
        let (cell, id) = (self.cell(), done.account.id);
        if !links::use_up(tx, &token.stored()).await? {
            return Err(over());
        }
        if done.login != done.account.login {
            ensure_free(tx, &done.login).await?;
        }
        let Stored { nip, agency, .. } = &done.account;
        let sheet = Sheet {
            login: &done.login,
            name: &done.name,
            nip: nip.as_deref(),
            agency: agency.as_deref(),
        };
        accounts::change(tx, id, &sheet).await?;
        if let Some(totp) = &done.link.totp {
            accounts::set_totp(tx, id, Some(totp)).await?;
        }
        self.set_password(tx, id, &done.password, false).await?;
        accounts::set_state(tx, id, State::Active).await?;
        // A code is used once: neither one that signed in, nor this one at sign-in later.
        let fresh = accounts::use_step(tx, id, done.step, &done.password).await?;
        if !fresh && !cell.settings().demo {
            return Err(refused("identity/code-wrong", "code"));
        }
        sessions::end_all(tx, id, None).await?;
        tries::forget(tx, &self.tries_key("name", &done.login)).await?;
        record_redeemed(tx, cell, done, who).await?;
        Ok(())
    }
}

/// A link that was found good, with everything that took time computed.
struct Redeemed {
    link: StoredLink,
    account: Stored,
    login: String,
    name: String,
    password: String,
    step: i64,
}

async fn begin(
    tx: &mut Tx,
    cell: &Cell,
    token: &Token,
    session: &SessionInfo,
    who: &Who,
    account: Id<Account>,
) -> Result<(), DbError> {
    sessions::add(tx, &token.stored(), session, account).await?;
    let entry = Entry::new(kinds::SIGNED_IN, who, account.to_string());
    audit::record(tx, cell, entry).await.map(drop)
}

async fn record_redeemed(
    tx: &mut Tx,
    cell: &Cell,
    done: &Redeemed,
    who: &Who,
) -> Result<(), DbError> {
    let entry = Entry::new(kinds::LINK_REDEEMED, who, done.account.id.to_string());
    let entry = entry.reason(done.link.purpose.as_str());
    audit::record(tx, cell, entry).await.map(drop)
}

fn names(
    input: &Redeem<'_>,
    link: &StoredLink,
    account: &Stored,
) -> Result<(String, String), Error> {
    if link.purpose != Purpose::First {
        return Ok((account.login.clone(), account.name.clone()));
    }
    let login = checked_login(input.login.unwrap_or(&account.login))?;
    let name = checked_name(input.name.unwrap_or(&account.name))?;
    Ok((login, name))
}

/// # Errors
/// `identity/login-taken`.
pub(super) async fn ensure_free(tx: &mut Tx, login: &str) -> Result<(), Error> {
    match accounts::find_by_login(tx, login).await? {
        Some(_) => Err(Error::new(Kind::Conflict, "identity/login-taken").with("field", "login")),
        None => Ok(()),
    }
}

fn over() -> Error {
    Error::new(Kind::NotFound, "identity/link-over")
}
