//! Whoever asks for something.

use audit::Who;
use base::Id;

use crate::{Grant, Permission, Rights, Scope};

/// Marks the ids of accounts.
#[derive(Debug)]
pub struct Account;

/// A signed-in person, or the operator at the command line, with the rights of this moment.
#[derive(Debug, Clone)]
pub struct Actor {
    id: String,
    name: String,
    agency: Option<String>,
    roles: Vec<String>,
    grants: Reach,
    address: Option<String>,
}

/// The operator at the command line of the server holds the files and keys anyway.
#[derive(Debug, Clone)]
enum Reach {
    Everything,
    Listed(Vec<Grant>),
}

impl Actor {
    /// A person with an account. `agency` is the code of the perangkat daerah.
    pub fn person(
        id: Id<Account>,
        name: impl Into<String>,
        agency: Option<String>,
        roles: Vec<String>,
        rights: &Rights,
    ) -> Self {
        let grants = Reach::Listed(rights.of(&roles).collect());
        Self { id: id.to_string(), name: name.into(), agency, roles, grants, address: None }
    }

    /// Someone with a shell on the server, acting through the program's commands.
    pub fn operator() -> Self {
        let id = "operator".to_owned();
        let (name, grants) = (id.clone(), Reach::Everything);
        Self { id, name, agency: None, roles: Vec::new(), grants, address: None }
    }

    /// The same, coming from a network address.
    #[must_use]
    pub fn from_address(self, address: Option<String>) -> Self {
        Self { address, ..self }
    }

    /// Whoever this is, for an entry of the audit trail.
    pub fn who(&self) -> Who {
        Who {
            id: self.id.clone(),
            name: self.name.clone(),
            agency: self.agency.clone(),
            address: self.address.clone(),
        }
    }

    /// The network address of the request; `None` at the command line.
    pub fn address(&self) -> Option<&str> {
        self.address.as_deref()
    }

    /// The id that the audit trail stores.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn agency(&self) -> Option<&str> {
        self.agency.as_deref()
    }

    pub fn roles(&self) -> &[String] {
        &self.roles
    }

    /// Has the permission at least somewhere: decides which entries a menu shows.
    pub fn has(&self, permission: Permission) -> bool {
        match &self.grants {
            Reach::Everything => true,
            Reach::Listed(grants) => grants.iter().any(|g| g.permission == permission),
        }
    }

    /// How far the permission reaches; `None` without it. The widest grant wins.
    pub fn scope(&self, permission: Permission) -> Option<Scope> {
        match &self.grants {
            Reach::Everything => Some(Scope::Cell),
            Reach::Listed(grants) => {
                grants.iter().filter(|g| g.permission == permission).map(|g| g.scope).min()
            }
        }
    }
}
