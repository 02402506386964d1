//! A registrar vouches for a key after having met its person, or will not.

use audit::{Entry, Outcome};
use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{AccountRow, Actor, Resource, Role, require};
use pki::{Certificate, PublicKey, Signer as _};
use serde_json::json;

use super::doubt::{self, subject};
use super::keyring::Keyring;
use super::make::unknown;
use super::unlock::{Unlocked, unlock};
use super::{person, trust};
use crate::audit_kinds::{APPROVAL_DENIED, CERTIFICATE_ISSUED, KEY_APPROVED, KEY_REFUSED};
use crate::domain::authority::{Name, Reason};
use crate::domain::keys::{
    Approval, Binding, By, ComparisonCode, Doubt, Key, Passphrase, Purpose, Request, Seen, State,
    is_signed,
};
use crate::permissions::REGISTER;
use crate::store::keys::approvals::{self, Decision};
use crate::store::keys::certificates::{self, Issued};
use crate::store::keys::personal::{self, Stored};
use crate::usecase::authority::{self, Approved, Revocation, fault};

/// What a registrar says after the meeting.
pub struct Approve {
    /// As the person's own screen shows it, typed.
    pub code: String,
    pub seen: Seen,
    pub purpose: Purpose,
    /// Of the registrar's own key.
    pub passphrase: Passphrase,
}

/// A key that waits, with its person today.
pub(super) struct Candidate {
    pub stored: Stored,
    pub account: AccountRow,
    pub binding: Binding,
}

/// Signs an approval and issues the certificate on it; answers the serial number.
///
/// # Errors
/// `documents/key-unknown`, `documents/code-differs`, `documents/approve-oneself`,
/// `documents/registrar-administrator`, `documents/not-registrar`; as [`unlock`] for the registrar's
/// own key; `documents/key-doubted` when the request was changed.
pub async fn approve(keyring: &Keyring, actor: &Actor, id: Id<Key>, it: Approve) -> Result<String> {
    may_register(keyring, actor, id).await?;
    let candidate = candidate(keyring, actor, id).await?;
    check_code(&candidate, &it.code)?;
    check_person(&candidate, actor, it.purpose)?;
    let registrar = unlock(keyring, actor, it.passphrase).await?;
    if registrar.purpose != Purpose::Registrar {
        return Err(denied(keyring, actor, id, "documents/not-registrar").await);
    }
    let approval = Approval {
        binding: candidate.binding.clone(),
        purpose: it.purpose,
        by: By::Registrar(registrar.certificate.serial_hex()),
        seen: it.seen,
        at: keyring.cell().now(),
        nonce: nonce(keyring),
    };
    let signature = registrar.key.sign(approval.text().as_bytes()).map_err(fault)?;
    drop::<Unlocked>(registrar);
    issue(keyring, actor, &candidate, &approval, signature).await
}

/// Will not vouch for a key. Its wrapped form is destroyed; the person may make another.
///
/// # Errors
/// `documents/key-unknown`, `documents/refusal-reason`, `documents/registrar-administrator`.
pub async fn refuse(keyring: &Keyring, actor: &Actor, id: Id<Key>, note: &str) -> Result<()> {
    may_register(keyring, actor, id).await?;
    let note = note.trim();
    if note.is_empty() || note.chars().count() > 500 {
        let error = Error::new(Kind::Invalid, "documents/refusal-reason");
        return Err(error.with("field", "alasan"));
    }
    let (cell, who, now) = (keyring.cell(), actor.who(), keyring.cell().now());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let waiting = personal::find(tx, id).await?.filter(|key| key.state == State::Waiting);
            let key = waiting.ok_or_else(unknown)?;
            personal::set_state(tx, &key, State::Refused, now).await?;
            let decision = Decision {
                id: cell.new_id(),
                key: id,
                registrar: actor.id().to_owned(),
                registrar_name: actor.name().to_owned(),
                approved: None,
                note: note.to_owned(),
                at: now,
            };
            approvals::add(tx, &decision).await?;
            let entry = Entry::new(KEY_REFUSED, &who, subject(id)).reason(note);
            audit::record(tx, cell, entry).await?;
            Ok(())
        })
        .await
}

/// The right, and that nobody who administers accounts also vouches for them.
async fn may_register(keyring: &Keyring, actor: &Actor, id: Id<Key>) -> Result<()> {
    require(keyring.cell(), actor, REGISTER, Resource::Cell).await?;
    if is_administrator(actor.roles()) {
        return Err(denied(keyring, actor, id, "documents/registrar-administrator").await);
    }
    Ok(())
}

pub(super) fn is_administrator(roles: &[String]) -> bool {
    roles.iter().any(|role| role == Role::ADMINISTRATOR.0)
}

async fn denied(keyring: &Keyring, actor: &Actor, id: Id<Key>, code: &'static str) -> Error {
    let who = actor.who();
    let entry =
        Entry::new(APPROVAL_DENIED, &who, subject(id)).outcome(Outcome::Denied).reason(code);
    // Refused either way.
    if let Err(error) = audit::record_alone(keyring.cell(), entry).await {
        tracing::error!(%error, key = %id, code, "a refused approval was not written down");
    }
    Error::new(Kind::Forbidden, code)
}

/// A waiting key: whoever asked held it, and is who the account says today.
pub(super) async fn candidate(keyring: &Keyring, actor: &Actor, id: Id<Key>) -> Result<Candidate> {
    let cell = keyring.cell();
    let (stored, account) = cell
        .db()
        .read(async |tx: &mut Tx| -> Result<_> {
            let waiting = personal::find(tx, id).await?.filter(|key| key.state == State::Waiting);
            let stored = waiting.ok_or_else(unknown)?;
            let account = person::get(tx, &stored.account).await?;
            Ok((stored, account))
        })
        .await?;
    let binding = person::binding(cell, &account, &stored.public_key);
    match is_asked_for(&stored, &binding) {
        Ok(()) => Ok(Candidate { stored, account, binding }),
        Err(found) => Err(doubt::refused(keyring, actor, id, &found).await),
    }
}

/// The request is signed with the very key, and says what the account says.
fn is_asked_for(stored: &Stored, binding: &Binding) -> std::result::Result<(), Doubt> {
    let key = PublicKey::from_der(&stored.public_key).map_err(|_| Doubt::Other("key"))?;
    let request = Request::parse(&stored.request).map_err(Doubt::Unreadable)?;
    if !is_signed(&key, &stored.request, &stored.request_signature) {
        return Err(Doubt::Signature);
    }
    let Binding { name, nip, .. } = &request.binding;
    if (name, nip) != (&binding.name, &binding.nip) {
        return Err(Doubt::Other("name"));
    }
    if request.binding == *binding { Ok(()) } else { Err(Doubt::Other("account")) }
}

pub(super) fn check_code(candidate: &Candidate, typed: &str) -> Result<()> {
    let code = ComparisonCode::of(&candidate.stored.account, &candidate.binding.public_key);
    match code.is_typed(typed) {
        true => Ok(()),
        false => Err(Error::new(Kind::Invalid, "documents/code-differs").with("field", "kode")),
    }
}

/// Never oneself, and no registrar who administers accounts.
pub(super) fn check_person(it: &Candidate, actor: &Actor, purpose: Purpose) -> Result<()> {
    if it.stored.account == actor.id() {
        return Err(Error::new(Kind::Forbidden, "documents/approve-oneself"));
    }
    if purpose == Purpose::Registrar && is_administrator(&it.account.roles) {
        return Err(Error::new(Kind::Forbidden, "documents/registrar-administrator"));
    }
    Ok(())
}

pub(super) fn nonce(keyring: &Keyring) -> [u8; 16] {
    let mut nonce = [0; 16];
    keyring.cell().random().fill(&mut nonce);
    nonce
}

/// Has the certificate issued, which proves the approval once more, and keeps both.
pub(super) async fn issue(
    keyring: &Keyring,
    actor: &Actor,
    candidate: &Candidate,
    approval: &Approval,
    signature: Vec<u8>,
) -> Result<String> {
    let (cell, stored) = (keyring.cell(), &candidate.stored);
    let registrars =
        cell.db().read(async |tx: &mut Tx| trust::registrars(tx, &approval.by).await).await?;
    let statement = approval.text();
    let public_key = PublicKey::from_der(&stored.public_key).map_err(fault)?;
    let evidence = Approved {
        statement: &statement,
        signature: &signature,
        registrars: &registrars,
        public_key: &public_key,
        account: &candidate.binding,
    };
    let (issuer, certificate) = match authority::issue_person(cell, &evidence)? {
        Ok(issued) => issued,
        Err(found) => return Err(doubt::refused(keyring, actor, stored.id, &found).await),
    };
    let decision = Decision {
        id: cell.new_id(),
        key: stored.id,
        registrar: actor.id().to_owned(),
        registrar_name: actor.name().to_owned(),
        approved: Some(approvals::Approved { statement, signature }),
        note: String::new(),
        at: approval.at,
    };
    let row = issued(&decision, approval, issuer, &certificate);
    keep(keyring, actor, stored, &decision, &row).await?;
    Ok(row.serial)
}

fn issued(
    decision: &Decision,
    approval: &Approval,
    issuer: Name,
    certificate: &Certificate,
) -> Issued {
    let kind = match approval.purpose {
        Purpose::Signer => "person",
        Purpose::Registrar => "registrar",
    };
    Issued {
        serial: certificate.serial_hex(),
        issuer: issuer.to_string(),
        kind: kind.to_owned(),
        key: Some(decision.key),
        approval: Some(decision.id),
        subject: certificate.shown_name(),
        certificate: certificate.to_der().to_vec(),
        not_before: certificate.not_before(),
        not_after: certificate.not_after(),
        issued_at: decision.at,
    }
}

/// All of it at once, if the key still waits as it was read; an older key of the person ends.
async fn keep(
    keyring: &Keyring,
    actor: &Actor,
    stored: &Stored,
    decision: &Decision,
    row: &Issued,
) -> Result<()> {
    let (cell, who, now) = (keyring.cell(), actor.who(), keyring.cell().now());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let waits = personal::find(tx, stored.id).await?.filter(|key| {
                key.state == State::Waiting
                    && key.public_key == stored.public_key
                    && key.account == stored.account
            });
            let key = waits.ok_or_else(unknown)?;
            if let Some(older) = personal::find_in(tx, &key.account, State::Certified).await? {
                supersede(tx, keyring, &older, &who).await?;
            }
            personal::set_state(tx, &key, State::Certified, now).await?;
            approvals::add(tx, decision).await?;
            certificates::add(tx, row).await?;
            let facts =
                json!({ "kind": row.kind, "key": key.id.to_string(), "account": key.account });
            let approved = Entry::new(KEY_APPROVED, &who, subject(key.id));
            audit::record(tx, cell, approved.after(facts.clone())).await?;
            let entry = Entry::new(CERTIFICATE_ISSUED, &who, authority::subject(&row.serial));
            audit::record(tx, cell, entry.after(facts)).await?;
            Ok(())
        })
        .await
}

async fn supersede(tx: &mut Tx, keyring: &Keyring, older: &Stored, who: &audit::Who) -> Result<()> {
    let (cell, now) = (keyring.cell(), keyring.cell().now());
    match certificates::find_of(tx, older.id).await? {
        Some(issued) => {
            let reason = Reason::Superseded;
            authority::revoke(tx, cell, &Revocation { serial: &issued.serial, reason, who }, now)
                .await?;
        }
        None => {
            personal::set_state(tx, older, State::Revoked, now).await?;
        }
    }
    Ok(())
}
