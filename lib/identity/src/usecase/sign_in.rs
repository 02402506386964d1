//! Sign-in: name, password and code, behind a gate that counts.

use std::net::IpAddr;

use audit::{Entry, Outcome, Who};
use base::{Error, Id, Instant, Kind};
use db::{DbError, Tx};

use crate::account::{State, folded};
use crate::lockout::{Limit, Tries};
use crate::session::SessionInfo;
use crate::store::accounts::{self, Stored};
use crate::store::{sessions, tries};
use crate::{Account, Identity, LONGEST_PASSWORD, Token, kinds};

/// What a person sends to sign in.
#[derive(Debug, Clone, Copy)]
pub struct SignIn<'a> {
    pub login: &'a str,
    pub password: &'a str,
    /// The six digits the phone shows.
    pub code: &'a str,
    pub address: &'a str,
    /// What the browser calls itself.
    pub agent: &'a str,
    /// The session the browser still has: it ends, a token is never used for two sign-ins.
    pub previous: Option<&'a Token>,
}

/// Whether a try is let through. It is counted before its outcome is known.
pub(crate) enum Gate {
    Open(Option<Stored>),
    /// Until when.
    Locked(Instant),
}

/// Why a sign-in failed; for the audit trail only, never for the person.
#[derive(Debug, Clone, Copy)]
enum Refusal {
    Unknown,
    NotActive,
    Password,
    Code,
    Replay,
}

impl Refusal {
    fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NotActive => "not-active",
            Self::Password => "password",
            Self::Code => "code",
            Self::Replay => "replay",
        }
    }
}

/// Somebody whose password and code are right.
struct Proven {
    account: Stored,
    verifier: String,
    step: i64,
    /// The password hashed at today's cost, when the stored one is older.
    renewed: Option<String>,
}

impl Identity {
    /// Signs a person in and returns the token for the cookie.
    ///
    /// # Errors
    /// `identity/sign-in-failed`, the same whatever was wrong; `identity/locked` after too many
    /// tries on this name or from this address, whether or not the name exists.
    pub async fn sign_in(&self, input: SignIn<'_>) -> Result<Token, Error> {
        let login = folded(input.login);
        let account = match self.pass_gate(&login, input.address).await? {
            Gate::Open(account) => account,
            Gate::Locked(until) => return Err(self.locked(until)),
        };
        let id = account.as_ref().map(|a| a.id);
        let who = Who {
            id: id.map_or_else(|| "public".to_owned(), |id| id.to_string()),
            name: account.as_ref().map(|a| a.name.clone()).unwrap_or_default(),
            agency: account.as_ref().and_then(|a| a.agency.clone()),
            address: Some(input.address.to_owned()),
        };
        let proven = match self.prove(account, &input).await? {
            Ok(proven) => proven,
            Err(refusal) => return Err(self.refuse(&login, id, &who, refusal).await?),
        };
        match self.begin_session(&proven, &input, &who).await? {
            Some(token) => Ok(token),
            None => Err(self.refuse(&login, id, &who, Refusal::Replay).await?),
        }
    }

    /// Counts a try on a name and an address, unless one of them is locked.
    pub(crate) async fn pass_gate(&self, login: &str, address: &str) -> Result<Gate, Error> {
        let now = self.cell().now();
        let keys = self.gate_keys(login, address);
        let gate = self.cell().db().write(async |tx: &mut Tx| {
            let (mut counted, mut locked) = (Vec::with_capacity(keys.len()), None);
            for (key, limit) in &keys {
                let so_far = tries::find(tx, key, now).await?;
                locked = locked.max(so_far.locked(*limit, now));
                counted.push((key, so_far.one_more(*limit, now)));
            }
            if let Some(until) = locked {
                return Ok(Gate::Locked(until));
            }
            for (key, more) in counted {
                tries::put(tx, key, more).await?;
            }
            Ok::<_, DbError>(Gate::Open(accounts::find_by_login(tx, login).await?))
        });
        Ok(gate.await?)
    }

    /// After a success: the name starts afresh, the address gets its try back.
    pub(crate) async fn open_gate(
        &self,
        tx: &mut Tx,
        login: &str,
        address: &str,
    ) -> Result<(), DbError> {
        let now = self.cell().now();
        let [(name, _), (address, _)] = self.gate_keys(login, address);
        tries::forget(tx, &name).await?;
        match tries::find(tx, &address, now).await?.one_less(now) {
            Tries { count: 0, .. } => tries::forget(tx, &address).await,
            fewer => tries::put(tx, &address, fewer).await,
        }
    }

    /// Whether the name or the address must wait now.
    pub(crate) async fn is_locked(
        &self,
        tx: &mut Tx,
        login: &str,
        address: &str,
    ) -> Result<bool, DbError> {
        let now = self.cell().now();
        let mut locked = false;
        for (key, limit) in self.gate_keys(login, address) {
            locked |= tries::find(tx, &key, now).await?.locked(limit, now).is_some();
        }
        Ok(locked)
    }

    fn gate_keys(&self, login: &str, address: &str) -> [(String, Limit); 2] {
        let set = self.settings();
        let name = Limit { tries: set.account_tries, minutes: set.account_minutes };
        let place = Limit { tries: set.address_tries, minutes: set.address_minutes };
        [
            (self.tries_key("name", login), name),
            (self.tries_key("address", &network(address)), place),
        ]
    }

    async fn prove(
        &self,
        account: Option<Stored>,
        input: &SignIn<'_>,
    ) -> Result<Result<Proven, Refusal>, Error> {
        // Hashing a megabyte is a way to keep the server busy.
        let sane = input.password.chars().count() <= LONGEST_PASSWORD;
        let active = account.as_ref().filter(|a| a.state == State::Active && sane);
        let verifier = active.and_then(|a| a.password.clone());
        // The same work for everybody: the time tells nothing.
        let fits = self.hasher().fits(input.password, verifier.as_deref()).await?;
        let Some(account) = account else { return Ok(Err(Refusal::Unknown)) };
        if account.state != State::Active {
            return Ok(Err(Refusal::NotActive));
        }
        let Some(verifier) = verifier.filter(|_| fits) else { return Ok(Err(Refusal::Password)) };
        let Some(step) = self.step_of(&account, input.code)? else {
            return Ok(Err(Refusal::Code));
        };
        let renewed = match self.hasher().is_outdated(&verifier) {
            true => Some(self.hasher().hash(input.password, self.cell().random()).await?),
            false => None,
        };
        Ok(Ok(Proven { account, verifier, step, renewed }))
    }

    pub(crate) fn step_of(&self, account: &Stored, code: &str) -> Result<Option<i64>, Error> {
        let Some(sealed) = &account.totp else { return Ok(None) };
        let factor = self.second_factor(account.id, &account.login, sealed)?;
        Ok(factor.step_of(code, self.cell().now()))
    }

    /// `None` when the code was used before, or the account changed in between.
    async fn begin_session(
        &self,
        proven: &Proven,
        input: &SignIn<'_>,
        who: &Who,
    ) -> Result<Option<Token>, Error> {
        let cell = self.cell();
        let token = Token::new(cell.random());
        let Proven { account, verifier, step, renewed } = proven;
        let begun = cell.db().write(async |tx: &mut Tx| {
            let fresh = accounts::use_step(tx, account.id, *step, verifier).await?;
            // A demo cell shows the code on its page, so that using it twice gives nothing away.
            if !fresh && !cell.settings().demo {
                return Ok(false);
            }
            if let Some(renewed) = renewed {
                accounts::set_verifier(tx, account.id, renewed, verifier).await?;
            }
            if let Some(previous) = input.previous {
                sessions::end(tx, &previous.stored()).await?;
            }
            let session = self.new_session(input.address, input.agent);
            sessions::add(tx, &token.stored(), &session, account.id).await?;
            self.open_gate(tx, &account.login, input.address).await?;
            let entry = Entry::new(kinds::SIGNED_IN, who, account.id.to_string());
            audit::record(tx, cell, entry).await?;
            Ok::<_, DbError>(true)
        });
        Ok(begun.await?.then_some(token))
    }

    pub(crate) fn new_session(&self, address: &str, agent: &str) -> SessionInfo {
        let now = self.cell().now();
        let plain: String = agent.chars().filter(|c| !c.is_control()).take(200).collect();
        SessionInfo {
            id: self.cell().new_id(),
            created_at: now,
            seen_at: now,
            address: address.to_owned(),
            agent: plain,
        }
    }

    async fn refuse(
        &self,
        login: &str,
        id: Option<Id<Account>>,
        who: &Who,
        refusal: Refusal,
    ) -> Result<Error, Error> {
        let cell = self.cell();
        let address = who.address.as_deref().unwrap_or_default();
        let subject = id.map_or_else(|| "unknown".to_owned(), |id| id.to_string());
        let write = cell.db().write(async |tx: &mut Tx| {
            let locked = self.is_locked(tx, login, address).await?;
            let kind = if locked { kinds::LOCKED } else { kinds::SIGN_IN_REFUSED };
            let entry = Entry::new(kind, who, &*subject).reason(refusal.as_str());
            audit::record(tx, cell, entry.outcome(Outcome::Failed)).await
        });
        write.await?;
        Ok(Error::new(Kind::Unauthenticated, "identity/sign-in-failed"))
    }

    /// With the whole seconds until the longer of the two locks ends.
    pub(crate) fn locked(&self, until: Instant) -> Error {
        let millis = until.millis() - self.cell().now().millis();
        let seconds = millis.saturating_add(999).div_euclid(1_000).max(1);
        Error::new(Kind::TooMany, "identity/locked").with("seconds", seconds)
    }
}

/// Who has one IPv6 address has the 2^64 of its network.
fn network(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(v6)) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.to_string(),
            None => format!("{:x}", v6.to_bits() >> 64),
        },
        Ok(IpAddr::V4(v4)) => v4.to_string(),
        Err(_) => address.to_owned(),
    }
}
