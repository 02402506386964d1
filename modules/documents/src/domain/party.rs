//! Who gets a letter: recipients and tembusan, in three scopes.

use serde::{Deserialize, Serialize};

/// Where a party is, which decides how a letter reaches it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// An office of this government: the letter lands in its incoming letters.
    Internal,
    /// Another government agency.
    Government,
    /// Anybody else.
    Outside,
}

impl Scope {
    pub const ALL: [Self; 3] = [Self::Internal, Self::Government, Self::Outside];

    /// The word that is stored, and the end of its translation key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Government => "government",
            Self::Outside => "outside",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }
}

/// Somebody who gets a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub scope: Scope,
    /// Code of the perangkat daerah; empty outside of this government.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub agency: String,
    /// As it stands on the letter.
    pub name: String,
    /// Where it is: a mail address, a street, a city; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
}

impl Party {
    pub fn internal(agency: &str, name: &str) -> Self {
        let (agency, name) = (agency.to_owned(), name.to_owned());
        Self { scope: Scope::Internal, agency, name, address: String::new() }
    }

    /// Reads `name; address`, one party per line; empty lines are left out.
    pub fn parse_lines(scope: Scope, text: &str) -> Vec<Self> {
        let party = |line: &str| {
            let (name, address) = line.split_once(';').unwrap_or((line, ""));
            let (name, address) = (name.trim().to_owned(), address.trim().to_owned());
            (!name.is_empty()).then_some(Self { scope, agency: String::new(), name, address })
        };
        text.lines().filter_map(party).collect()
    }

    /// The lines from which [`Party::parse_lines`] makes them again.
    pub fn lines(parties: &[Self], scope: Scope) -> String {
        let line = |party: &Self| match party.address.as_str() {
            "" => party.name.clone(),
            address => format!("{}; {address}", party.name),
        };
        let own: Vec<String> = parties.iter().filter(|p| p.scope == scope).map(line).collect();
        own.join("\n")
    }
}
