//! Who may do what: a table of role × permission × scope, declared as data by the modules.

use std::fmt;

use audit::{Entry, Outcome};
use base::{Error, Kind};
use cell::Cell;

use crate::{Actor, kinds};

/// A right, named `module/what`, for example `property-tax/import`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permission(pub &'static str);

/// A role a person can hold, for example `tax-officer`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Role(pub &'static str);

impl Role {
    /// Creates and resets accounts, watches jobs and health; sees no tax data by that role alone.
    pub const ADMINISTRATOR: Self = Self("administrator");
    /// Reads everything that is written down, changes nothing.
    pub const AUDITOR: Self = Self("auditor");
    /// The regent and those who lead for them: sees all, edits nothing.
    pub const LEADER: Self = Self("leader");
}

/// How far a grant reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Everything in the cell.
    Cell,
    /// What belongs to the agency (perangkat daerah) of the person.
    OwnAgency,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cell => "cell",
            Self::OwnAgency => "own agency",
        })
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grant {
    pub role: Role,
    pub permission: Permission,
    pub scope: Scope,
}

impl Grant {
    /// The role has the permission in the whole cell.
    pub const fn cell(role: Role, permission: Permission) -> Self {
        Self { role, permission, scope: Scope::Cell }
    }

    /// The role has the permission for what its own agency owns.
    pub const fn own_agency(role: Role, permission: Permission) -> Self {
        Self { role, permission, scope: Scope::OwnAgency }
    }
}

/// The grants of all modules together.
#[derive(Debug, Clone, Default)]
pub struct Rights(Vec<Grant>);

impl Rights {
    /// Collects the grants of the modules; the order does not matter.
    pub fn new(grants: impl IntoIterator<Item = Grant>) -> Self {
        let mut grants: Vec<Grant> = grants.into_iter().collect();
        grants.sort_unstable();
        grants.dedup();
        Self(grants)
    }

    /// All rows, sorted: the matrix that is generated into the documents.
    pub fn grants(&self) -> &[Grant] {
        &self.0
    }

    /// Every role that is granted something, sorted.
    pub fn roles(&self) -> Vec<Role> {
        let mut roles: Vec<Role> = self.0.iter().map(|g| g.role).collect();
        roles.dedup();
        roles
    }

    /// The table as text, one line per row, sorted: the golden file that a reviewer reads.
    pub fn matrix(&self) -> String {
        let width = |of: fn(&Grant) -> &str| self.0.iter().map(|g| of(g).len()).max().unwrap_or(0);
        let (role, permission) = (width(|g| g.role.0), width(|g| g.permission.0));
        self.0
            .iter()
            .map(|g| {
                let (r, p, s) = (g.role.0, g.permission.0, g.scope);
                format!("{r:role$} | {p:permission$} | {s}\n")
            })
            .collect()
    }

    /// What a person with these roles may do.
    pub fn of<'a>(&'a self, roles: &'a [String]) -> impl Iterator<Item = Grant> + 'a {
        self.0.iter().copied().filter(|g| roles.iter().any(|r| r == g.role.0))
    }
}

/// What an action is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resource<'a> {
    /// Something of the cell as a whole.
    Cell,
    /// Something an agency (perangkat daerah) owns, by its code.
    Agency(&'a str),
}

/// May this actor do this to that? `identity/forbidden` when not.
pub fn authorise(actor: &Actor, permission: Permission, on: Resource<'_>) -> Result<(), Error> {
    let allowed = match (actor.scope(permission), on) {
        (Some(Scope::Cell), _) => true,
        (Some(Scope::OwnAgency), Resource::Agency(owner)) => actor.agency() == Some(owner),
        (Some(Scope::OwnAgency), Resource::Cell) | (None, _) => false,
    };
    if allowed {
        Ok(())
    } else {
        Err(Error::new(Kind::Forbidden, "identity/forbidden").with("permission", permission.0))
    }
}

/// [`authorise`], and a refusal leaves a trace. Called before the transaction of the deed begins.
///
/// # Errors
/// `identity/forbidden`; also when the refusal could not be written down.
pub async fn require(
    cell: &Cell,
    actor: &Actor,
    permission: Permission,
    on: Resource<'_>,
) -> Result<(), Error> {
    let Err(refusal) = authorise(actor, permission, on) else { return Ok(()) };
    let who = actor.who();
    let entry = Entry::new(kinds::DENIED, &who, permission.0).outcome(Outcome::Denied);
    // Refused either way: a full disk must not turn a refusal into another answer.
    let _written = audit::record_alone(cell, entry).await;
    Err(refusal)
}
