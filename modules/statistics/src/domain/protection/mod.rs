//! Disclosure control: which figures are left out when a version is released, so that nobody can
//! compute what may not be known of one person or one company (UU 16/1997 art. 21).
//!
//! Whoever attacks a table has every release of it. So all versions stand in one system: a place has
//! one variable for each value it ever had, and every sum of every version ties them together. What
//! was published once is known for good and hides nothing; what was left out stays out.

mod rule;
mod sums;
mod system;

pub use rule::Protection;
pub use sums::{Sum, sums};
pub use system::{Place, Problem, State, leave_out};

/// Why a figure is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Too few stand behind it.
    Sensitive,
    /// With it, another one could be computed.
    Protects,
    /// The office asked for it, or an earlier version left it out.
    Stays,
    /// It is computed from a figure that is left out.
    Derived,
}

impl Why {
    /// The end of its translation key, and the word in the audit trail.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sensitive => "sensitive",
            Self::Protects => "protects",
            Self::Stays => "stays",
            Self::Derived => "derived",
        }
    }
}
