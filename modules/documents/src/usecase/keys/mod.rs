//! Keys of people: made in their own session, vouched for by a registrar, opened by their
//! passphrase alone (docs/adr/0021).

mod approve;
mod change;
mod doubt;
mod first;
mod keyring;
mod make;
mod person;
mod revoke;
mod trust;
mod unlock;
mod view;

pub use approve::{Approve, approve, refuse};
pub use change::change_passphrase;
pub use first::{Appointed, appoint_first};
pub use keyring::{KeySettings, Keyring};
pub use make::{make, withdraw};
pub use revoke::{revoke_by_operator, revoke_by_registrar, revoke_own};
pub(crate) use trust::revoked_at;
pub use unlock::{Unlocked, check_own, unlock};
pub use view::{KeyFile, Listed, Own, for_registrar, of_office, own, waiting, waiting_count};
