//! The first registrar: by the operator at the server, with the authority's own key.

use base::{Error, Kind, Result};
use db::Tx;
use identity::Actor;

use super::approve::{candidate, check_code, check_person, issue, nonce};
use super::keyring::Keyring;
use super::make::unknown;
use crate::domain::keys::{Approval, By, Purpose, Seen, State};
use crate::store::keys::personal;
use crate::usecase::authority;

/// A registrar who was just appointed.
#[derive(Debug, Clone)]
pub struct Appointed {
    pub name: String,
    pub serial: String,
}

/// Appoints the person with this sign-in name, whose key waits, and who showed the comparison code
/// at the server. Needs the keys folder; no page leads here.
///
/// # Errors
/// `documents/key-unknown` when no key of theirs waits, `documents/code-differs`,
/// `documents/registrar-administrator`, `documents/authority-…`.
pub async fn appoint_first(keyring: &Keyring, login: &str, code: &str) -> Result<Appointed> {
    let actor = Actor::operator();
    let cell = keyring.cell();
    let login = login.trim().to_lowercase();
    let waiting = cell
        .db()
        .read(async |tx: &mut Tx| -> Result<_> {
            let nobody = || Error::new(Kind::NotFound, "documents/no-person");
            let account = identity::find_account_by_login(tx, &login).await?.ok_or_else(nobody)?;
            Ok(personal::find_in(tx, &account.id.to_string(), State::Waiting).await?)
        })
        .await?;
    let candidate = candidate(keyring, &actor, waiting.ok_or_else(unknown)?.id).await?;
    check_code(&candidate, code)?;
    check_person(&candidate, &actor, Purpose::Registrar)?;
    let approval = Approval {
        binding: candidate.binding.clone(),
        purpose: Purpose::Registrar,
        by: By::Authority,
        seen: Seen::AtServer,
        at: cell.now(),
        nonce: nonce(keyring),
    };
    let signature = authority::founding(cell, &approval)?;
    let serial = issue(keyring, &actor, &candidate, &approval, signature).await?;
    Ok(Appointed { name: candidate.account.name, serial })
}
