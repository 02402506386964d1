//! The rows of people, passkeys, sessions, links and tries.

pub(crate) mod accounts;
pub(crate) mod agencies;
pub(crate) mod links;
pub(crate) mod passkeys;
pub(crate) mod positions;
pub(crate) mod sessions;
pub(crate) mod tries;

/// Every statement of this crate, for the test that prepares them on both engines.
pub fn statements() -> Vec<db::Statement> {
    let people = [accounts::ALL, agencies::ALL, positions::ALL];
    let signing_in = [links::ALL, passkeys::ALL, sessions::ALL, tries::ALL];
    [people.concat(), signing_in.concat()].concat()
}
