//! The administrator's work on accounts.

use audit::{Entry, Who};
use base::{Error, Id, Kind};
use db::Tx;
use serde_json::{Value, json};

use crate::account::{AccountForm, AccountRow, CheckedForm, State, refused};
use crate::link::{OneTimeLink, Purpose};
use crate::require;
use crate::store::accounts::{self, Sheet, Stored};
use crate::store::{agencies, links, sessions, tries};
use crate::usecase::links::ensure_free;
use crate::{Account, Actor, Identity, MANAGE_ACCOUNTS, Resource, Role, VIEW_ACCOUNTS, kinds};

/// How much of an account a reset takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reset {
    /// A forgotten password; the phone stays the second factor.
    Password,
    /// A lost phone, or a suspicion: password, second factor and passkeys.
    Everything,
}

/// A page of accounts in the order of their sign-in names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountPage {
    pub rows: Vec<AccountRow>,
    /// Give it as `after` to get the next page; `None` on the last.
    pub next: Option<String>,
}

impl Identity {
    /// Accounts whose sign-in name, name or NIP contains `search`.
    ///
    /// # Errors
    /// `identity/forbidden`.
    pub async fn list_accounts(
        &self,
        actor: &Actor,
        search: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<AccountPage, Error> {
        let scope = actor.list_scope(VIEW_ACCOUNTS);
        if !actor.has(VIEW_ACCOUNTS) {
            require(self.cell(), actor, VIEW_ACCOUNTS, Resource::Cell).await?;
        }
        let (db, after) = (self.cell().db(), after.unwrap_or_default());
        let one_more = limit.saturating_add(1);
        let mut rows = db
            .read(async |tx: &mut Tx| accounts::list(tx, &scope, search, after, one_more).await)
            .await?;
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let next = rows.last().filter(|_| more).map(|row| row.login.clone());
        Ok(AccountPage { rows, next })
    }

    /// One account for its page.
    ///
    /// # Errors
    /// `identity/forbidden`, `identity/not-found`.
    pub async fn get_account(&self, actor: &Actor, id: Id<Account>) -> Result<AccountRow, Error> {
        require(self.cell(), actor, VIEW_ACCOUNTS, Resource::Cell).await?;
        let db = self.cell().db();
        let found = db.read(async |tx: &mut Tx| accounts::find_row(tx, id).await).await?;
        found.ok_or_else(not_found)
    }

    /// Creates an account; the link is handed to the person and cannot be shown again.
    ///
    /// # Errors
    /// `identity/forbidden`; `identity/login`, `-login-taken`, `-name`, `-nip`, `-agency-unknown`,
    /// `-role-unknown`, each with the name of its `field`.
    pub async fn create_account(
        &self,
        actor: &Actor,
        form: &AccountForm,
    ) -> Result<OneTimeLink, Error> {
        require(self.cell(), actor, MANAGE_ACCOUNTS, Resource::Cell).await?;
        let form = form.check(self.rights())?;
        let (cell, who) = (self.cell(), actor.who());
        cell.db()
            .write(async |tx: &mut Tx| {
                ensure_free(tx, &form.login).await?;
                let id = cell.new_id();
                self.add_account(tx, id, &form).await?;
                let stored = load(tx, id).await?;
                let link = self.make_link(tx, &stored, Purpose::Invitation).await?;
                let entry = Entry::new(kinds::ACCOUNT_CREATED, &who, id.to_string());
                audit::record(tx, cell, entry.after(sheet_json(&form))).await?;
                Ok(link)
            })
            .await
    }

    pub(crate) async fn add_account(
        &self,
        tx: &mut Tx,
        id: Id<Account>,
        form: &CheckedForm,
    ) -> Result<(), Error> {
        ensure_agency(tx, form).await?;
        accounts::add(tx, id, &sheet(form), self.cell().now()).await?;
        Ok(accounts::set_roles(tx, id, &form.roles).await?)
    }

    /// Changes what is written about a person, roles included. Roles act at the next request.
    ///
    /// # Errors
    /// As [`Identity::create_account`]; `identity/not-found`; `identity/last-administrator` when
    /// nobody else could administer the cell.
    pub async fn change_account(
        &self,
        actor: &Actor,
        id: Id<Account>,
        form: &AccountForm,
    ) -> Result<(), Error> {
        require(self.cell(), actor, MANAGE_ACCOUNTS, Resource::Cell).await?;
        let form = form.check(self.rights())?;
        let (cell, who) = (self.cell(), actor.who());
        cell.db()
            .write(async |tx: &mut Tx| {
                let stored = load(tx, id).await?;
                let before = before_json(tx, &stored).await?;
                if form.login != stored.login {
                    ensure_free(tx, &form.login).await?;
                }
                if form.roles.iter().all(|r| r != Role::ADMINISTRATOR.0) {
                    keep_an_administrator(tx, &stored).await?;
                }
                ensure_agency(tx, &form).await?;
                accounts::change(tx, id, &sheet(&form)).await?;
                accounts::set_roles(tx, id, &form.roles).await?;
                let entry = Entry::new(kinds::ACCOUNT_CHANGED, &who, id.to_string());
                let entry = entry.before(before).after(sheet_json(&form));
                audit::record(tx, cell, entry).await?;
                Ok(())
            })
            .await
    }

    /// Takes the password away (and the second factor), ends all sessions and makes a link for the
    /// person. Also lifts a lock of the sign-in name.
    ///
    /// # Errors
    /// `identity/forbidden`, `identity/not-found`, `identity/account-disabled`.
    pub async fn reset_account(
        &self,
        actor: &Actor,
        id: Id<Account>,
        reset: Reset,
    ) -> Result<OneTimeLink, Error> {
        require(self.cell(), actor, MANAGE_ACCOUNTS, Resource::Cell).await?;
        let (cell, who) = (self.cell(), actor.who());
        cell.db()
            .write(async |tx: &mut Tx| {
                let stored = load(tx, id).await?;
                let purpose = reset_purpose(&stored, reset)?;
                self.take_access(tx, &who, &stored, purpose).await?;
                let link = self.make_link(tx, &stored, purpose).await?;
                let entry = Entry::new(kinds::LINK_MADE, &who, id.to_string());
                audit::record(tx, cell, entry.reason(purpose.as_str())).await?;
                Ok(link)
            })
            .await
    }

    pub(crate) async fn take_access(
        &self,
        tx: &mut Tx,
        who: &Who,
        account: &Stored,
        purpose: Purpose,
    ) -> Result<(), Error> {
        let (id, now) = (account.id, self.cell().now());
        accounts::set_password(tx, id, None, now, false).await?;
        if purpose.enrols() {
            accounts::set_totp(tx, id, None).await?;
            self.drop_passkeys(tx, who, id, purpose.as_str()).await?;
        }
        sessions::end_all(tx, id, None).await?;
        Ok(tries::forget(tx, &self.tries_key("name", &account.login)).await?)
    }

    /// Keeps a person out: sessions and links end at once.
    ///
    /// # Errors
    /// `identity/forbidden`, `identity/not-found`, `identity/own-account`,
    /// `identity/last-administrator`.
    pub async fn disable_account(&self, actor: &Actor, id: Id<Account>) -> Result<(), Error> {
        if id.to_string() == actor.id() {
            return Err(Error::new(Kind::Conflict, "identity/own-account"));
        }
        self.set_state(actor, id, Door::Closed).await
    }

    /// Lets a disabled person in again; without a password they need a reset first.
    ///
    /// # Errors
    /// `identity/forbidden`, `identity/not-found`.
    pub async fn enable_account(&self, actor: &Actor, id: Id<Account>) -> Result<(), Error> {
        self.set_state(actor, id, Door::Open).await
    }

    async fn set_state(&self, actor: &Actor, id: Id<Account>, door: Door) -> Result<(), Error> {
        require(self.cell(), actor, MANAGE_ACCOUNTS, Resource::Cell).await?;
        let (cell, who) = (self.cell(), actor.who());
        cell.db()
            .write(async |tx: &mut Tx| {
                let stored = load(tx, id).await?;
                let (state, deed) = match door {
                    Door::Closed => {
                        shut_out(tx, &stored).await?;
                        (State::Disabled, kinds::ACCOUNT_DISABLED)
                    }
                    Door::Open if stored.password.is_some() => {
                        (State::Active, kinds::ACCOUNT_ENABLED)
                    }
                    Door::Open => (State::Invited, kinds::ACCOUNT_ENABLED),
                };
                accounts::set_state(tx, id, state).await?;
                audit::record(tx, cell, Entry::new(deed, &who, id.to_string())).await?;
                Ok(())
            })
            .await
    }
}

/// Whether a person is kept out or let in.
#[derive(Clone, Copy)]
enum Door {
    Closed,
    Open,
}

async fn shut_out(tx: &mut Tx, account: &Stored) -> Result<(), Error> {
    keep_an_administrator(tx, account).await?;
    sessions::end_all(tx, account.id, None).await?;
    Ok(links::drop_of(tx, account.id).await?)
}

async fn load(tx: &mut Tx, id: Id<Account>) -> Result<Stored, Error> {
    accounts::find(tx, id).await?.ok_or_else(not_found)
}

async fn keep_an_administrator(tx: &mut Tx, account: &Stored) -> Result<(), Error> {
    let role = Role::ADMINISTRATOR.0;
    let is_one = accounts::roles(tx, account.id).await?.iter().any(|r| r == role);
    let id = account.id.to_string();
    if is_one && accounts::others_with_role(tx, role, &id).await? == 0 {
        return Err(Error::new(Kind::Conflict, "identity/last-administrator"));
    }
    Ok(())
}

async fn ensure_agency(tx: &mut Tx, form: &CheckedForm) -> Result<(), Error> {
    let Some(code) = &form.agency else { return Ok(()) };
    match agencies::find(tx, code).await? {
        Some(_) => Ok(()),
        None => Err(refused("identity/agency-unknown", "agency").with("code", code)),
    }
}

/// A second factor that never was cannot stay.
pub(crate) fn reset_purpose(account: &Stored, reset: Reset) -> Result<Purpose, Error> {
    match (account.state, reset) {
        (State::Disabled, _) => Err(Error::new(Kind::Conflict, "identity/account-disabled")),
        (State::Invited, _) => Ok(Purpose::Invitation),
        (State::Active, Reset::Password) if account.totp.is_some() => Ok(Purpose::Password),
        (State::Active, _) => Ok(Purpose::Everything),
    }
}

fn sheet(form: &CheckedForm) -> Sheet<'_> {
    Sheet {
        login: &form.login,
        name: &form.name,
        nip: form.nip.as_ref().map(|nip| nip.digits()),
        agency: form.agency.as_deref(),
    }
}

fn sheet_json(form: &CheckedForm) -> Value {
    json!({
        "login": form.login,
        "name": form.name,
        "nip": form.nip.as_ref().map(|nip| nip.digits()),
        "agency": form.agency,
        "roles": form.roles,
    })
}

async fn before_json(tx: &mut Tx, stored: &Stored) -> Result<Value, Error> {
    let roles = accounts::roles(tx, stored.id).await?;
    let Stored { login, name, nip, agency, .. } = stored;
    Ok(json!({ "login": login, "name": name, "nip": nip, "agency": agency, "roles": roles }))
}

fn not_found() -> Error {
    Error::new(Kind::NotFound, "identity/not-found")
}
