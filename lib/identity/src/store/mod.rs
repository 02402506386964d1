//! The rows of people, sessions, links and tries.

pub(crate) mod accounts;
pub(crate) mod agencies;
pub(crate) mod links;
pub(crate) mod positions;
pub(crate) mod sessions;
pub(crate) mod tries;

/// Every statement of this crate, for the test that prepares them on both engines.
pub fn statements() -> Vec<db::Statement> {
    [accounts::ALL, agencies::ALL, links::ALL, positions::ALL, sessions::ALL, tries::ALL].concat()
}
