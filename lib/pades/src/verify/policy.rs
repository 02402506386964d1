//! By what a document is judged.

use super::rule::Rules;
use crate::Limits;

/// What the caller trusts and grants.
#[derive(Debug, Clone)]
pub struct Policy {
    pub limits: Limits,
    /// How many values may be looked at. The default is enough for any honest file of 100 MB.
    pub work: u64,
    #[doc(hidden)]
    pub rules: Rules,
}

impl Default for Policy {
    fn default() -> Self {
        Self { limits: Limits::default(), work: 30_000_000, rules: Rules::default() }
    }
}
