//! The same scope for one thing and for a list.

use crate::{Actor, Permission, Scope};

/// Which rows of a list an actor may see; the SQL form of [`crate::authorise`]:
///
/// ```sql
/// where (cast($1 as bigint) = 1 or owner = $2)
/// ```
///
/// with [`ListScope::everything`] and [`ListScope::agency`] as parameters. A row without an owner
/// belongs to the cell as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListScope {
    Everything,
    Agency(String),
    Nothing,
}

impl ListScope {
    /// 1 when no row is left out.
    pub fn everything(&self) -> bool {
        *self == Self::Everything
    }

    /// The owner whose rows are seen; empty, which no agency is called, when none.
    pub fn agency(&self) -> &str {
        match self {
            Self::Agency(code) => code,
            Self::Everything | Self::Nothing => "",
        }
    }
}

impl Actor {
    /// Which rows of a list this permission lets see.
    pub fn list_scope(&self, permission: Permission) -> ListScope {
        match (self.scope(permission), self.agency()) {
            (Some(Scope::Cell), _) => ListScope::Everything,
            (Some(Scope::OwnAgency), Some(own)) => ListScope::Agency(own.to_owned()),
            (Some(Scope::OwnAgency) | None, _) => ListScope::Nothing,
        }
    }
}
