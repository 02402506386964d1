//! The person of an account, as the account has it today.

use base::{Error, Id, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{AccountRow, State};

use crate::domain::keys::{Binding, hash_of};

/// An account that is in use.
///
/// # Errors
/// `documents/no-person` for the operator, a disabled account, or none.
pub(super) async fn get(tx: &mut Tx, account: &str) -> Result<AccountRow> {
    let nobody = || Error::new(Kind::Precondition, "documents/no-person");
    let id = Id::parse(account).ok_or_else(nobody)?;
    let found = identity::find_account(tx, id).await?;
    found.filter(|account| account.state == State::Active).ok_or_else(nobody)
}

/// What a certificate for a key of this account must say today.
pub(super) fn binding(cell: &Cell, account: &AccountRow, public_key: &[u8]) -> Binding {
    Binding {
        cell: cell.settings().code.as_str().to_owned(),
        account: account.id.to_string(),
        name: account.name.clone(),
        nip: account.nip.clone().unwrap_or_default(),
        public_key: hash_of(public_key),
    }
}

/// What somebody would guess of a person: for the strength of a passphrase.
pub(super) fn guesses<'a>(cell: &'a Cell, account: &'a AccountRow) -> Vec<&'a str> {
    let nip = account.nip.as_deref().unwrap_or_default();
    let agency = account.agency.as_deref().unwrap_or_default();
    vec![&account.login, &account.name, nip, agency, &cell.settings().name]
}
