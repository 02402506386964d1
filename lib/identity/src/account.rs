//! People who may sign in.

use base::{Error, Id, Instant, Kind, Nip};

use crate::{Account, Rights};

/// Whether a person may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Has a one-time link and no password yet.
    Invited,
    Active,
    /// Kept out by the administrator; nothing is lost.
    Disabled,
}

impl State {
    pub const ALL: [Self; 3] = [Self::Invited, Self::Active, Self::Disabled];

    /// The word that is stored, and the end of its translation key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// An account in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    pub id: Id<Account>,
    /// The sign-in name.
    pub login: String,
    pub name: String,
    /// Digits of the NIP, where there is one.
    pub nip: Option<String>,
    /// Code of the perangkat daerah.
    pub agency: Option<String>,
    pub state: State,
    pub roles: Vec<String>,
    pub created_at: Instant,
    /// When the password was last set.
    pub password_at: Option<Instant>,
}

/// A perangkat daerah.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// For example `bapenda`.
    pub code: String,
    pub name: String,
    /// `dinas`, `badan`, `kecamatan` …
    pub kind: String,
    /// The agency it belongs to.
    pub parent: Option<String>,
}

/// What the administrator writes about a person.
#[derive(Debug, Clone, Default)]
pub struct AccountForm {
    pub login: String,
    pub name: String,
    /// Empty when there is none.
    pub nip: String,
    /// Empty when there is none.
    pub agency: String,
    pub roles: Vec<String>,
}

/// The same, found good.
#[derive(Debug, Clone)]
pub(crate) struct CheckedForm {
    pub login: String,
    pub name: String,
    pub nip: Option<Nip>,
    pub agency: Option<String>,
    pub roles: Vec<String>,
}

impl AccountForm {
    pub(crate) fn check(&self, rights: &Rights) -> Result<CheckedForm, Error> {
        let nip = self.nip.trim();
        let agency = self.agency.trim();
        let mut roles = self.roles.clone();
        roles.sort();
        roles.dedup();
        let known = rights.roles();
        if let Some(role) = roles.iter().find(|r| known.iter().all(|k| k.0 != **r)) {
            return Err(refused("identity/role-unknown", "roles").with("role", role));
        }
        Ok(CheckedForm {
            login: checked_login(&self.login)?,
            name: checked_name(&self.name)?,
            nip: parsed_nip(nip)?,
            agency: (!agency.is_empty()).then(|| agency.to_owned()),
            roles,
        })
    }
}

fn parsed_nip(text: &str) -> Result<Option<Nip>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let bad = |e| refused("identity/nip", "nip").caused_by(e);
    Nip::parse(text).map(Some).map_err(bad)
}

/// A sign-in name as it is compared: without space around it, in small letters.
pub(crate) fn folded(login: &str) -> String {
    login.trim().to_lowercase()
}

/// 3 to 64 of `a-z 0-9 . - _ @`, starting with a letter or digit.
pub(crate) fn checked_login(login: &str) -> Result<String, Error> {
    let login = folded(login);
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-_@".contains(&b);
    let begins = login.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
    if (3..=64).contains(&login.len()) && begins && login.bytes().all(plain) {
        Ok(login)
    } else {
        Err(refused("identity/login", "login"))
    }
}

/// 2 to 120 characters, none of them a control character.
pub(crate) fn checked_name(name: &str) -> Result<String, Error> {
    let name = name.trim();
    let length = name.chars().count();
    if (2..=120).contains(&length) && !name.chars().any(char::is_control) {
        Ok(name.to_owned())
    } else {
        Err(refused("identity/name", "name"))
    }
}

/// `field` names the field of the form that the sentence belongs to.
pub(crate) fn refused(code: &'static str, field: &'static str) -> Error {
    Error::new(Kind::Invalid, code).with("field", field)
}
